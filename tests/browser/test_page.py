"""The page in Chromium: what a learner sees and does."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit, visit

pytestmark = pytest.mark.browser

CONTRAST = """(selectors) => selectors.map((selector) => {
  const light = (color) => {
    const parts = color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const element = document.querySelector(selector);
  let behind = element;
  while (/, 0\\)$|transparent/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
  const [a, b] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(light);
  return [selector, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
})"""


def test_an_answer_names_its_sources_and_a_citation_opens_the_stage_at_its_section(wide: Visit) -> None:
    wide.ask("What is loam?")

    answer = wide.page.locator(".tb-answer").last
    expect(answer).to_contain_text("Loam is a soil of sand, silt and clay in balance.")
    source = answer.locator(".tb-sources a", has_text="Key ideas").first
    with wide.context.expect_page() as opened:
        source.click()
    stage = opened.value
    stage.wait_for_load_state()
    address = urlsplit(stage.url)
    assert address.path == "/trek/kitchen-garden/soil"
    assert address.fragment.startswith("key-ideas:~:text=")
    expect(stage.get_by_role("heading", name="Key ideas")).to_be_in_viewport()
    expect(stage.locator(":target")).to_contain_text("Loam is a soil of sand, silt and clay in balance.")
    expect(wide.page.locator(".tb-answer")).to_have_count(1)  # the conversation is still there


def test_a_marker_opens_the_stage_too(wide: Visit) -> None:
    wide.ask("What is loam?")

    with wide.context.expect_page() as opened:
        wide.page.locator(".tb-marker").first.click()
    assert urlsplit(opened.value.url).path.startswith("/trek/kitchen-garden/")


def test_nothing_is_requested_from_another_host_and_nothing_fails(wide: Visit, server: str) -> None:
    wide.ask("What is loam?")
    wide.ask('<img src="https://evil.example/a.png" onerror="alert(1)"> ![b](https://evil.example/b.png) what is loam?')
    wide.page.locator("#tb-chat .option").first.click()
    wide.page.locator(".tb-small").nth(2).wait_for()

    assert wide.hosts == {urlsplit(server).netloc}
    assert wide.complaints == []


def test_what_a_learner_types_is_shown_as_typed(wide: Visit) -> None:
    question = '<b>What</b> is **loam**? <img src="x" onerror="alert(1)"> $$x$$ [a](https://evil.example)'
    wide.ask(question)

    expect(wide.page.locator(".tb-question")).to_have_text(question)
    assert wide.page.locator("#tb-chat img, #tb-chat .katex, .tb-question a, .tb-question b").count() == 0


def test_a_suggestion_asks_the_next_question(wide: Visit) -> None:
    wide.ask("What should I learn before Sowing?")

    suggestion = wide.page.locator("#tb-chat .option").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(wide.page.locator(".tb-question").last).to_have_text(question)
    expect(wide.page.locator(".tb-small")).to_have_count(2)


def test_an_example_asks_its_question(wide: Visit) -> None:
    wide.page.locator("#tb-chat .example").first.click()

    expect(wide.page.locator(".tb-question")).to_have_text("Where do I start with the Kitchen Garden trek?")
    expect(wide.page.locator(".tb-small")).to_have_count(1)


def test_the_chooser_shows_one_roadmap_and_its_examples(wide: Visit) -> None:
    wide.page.get_by_label("Roadmap").click()
    wide.page.get_by_role("option", name="The Seed Saving trek").click()

    expect(wide.page.locator("#tb-panel .tb-roadmap")).to_have_count(1)
    expect(wide.page.locator("#tb-panel li")).to_have_count(2)
    expect(wide.page.locator("#tb-panel li").first).to_be_visible()
    expect(wide.page.locator("#tb-chat .example").first).to_have_text("Where do I start?")


def test_the_keyboard_reaches_a_stage_and_asks_about_it(wide: Visit) -> None:
    wide.page.locator("#tb-panel summary").first.focus()
    wide.page.keyboard.press("Enter")
    wide.page.keyboard.press("Tab")
    wide.page.keyboard.press("Tab")
    wide.page.keyboard.press("Enter")

    expect(wide.page.locator(".tb-question")).to_have_text("What is stage 1, Soil, about?")
    expect(wide.page.locator(".tb-small")).to_have_count(1)


def test_the_chooser_closes_when_the_keyboard_leaves_it(wide: Visit) -> None:
    options = wide.page.get_by_role("option")
    wide.page.get_by_role("button", name="New chat").focus()
    wide.page.keyboard.press("Tab")
    expect(options.first).to_be_visible()

    wide.page.keyboard.press("Tab")

    expect(wide.page.locator("#tb-panel summary").first).to_be_focused()
    expect(options).to_have_count(0)


def test_a_new_chat_begins_with_the_examples_again(wide: Visit) -> None:
    wide.ask("What is loam?")
    wide.page.get_by_role("button", name="New chat").click()

    expect(wide.page.locator(".tb-answer")).to_have_count(0)
    expect(wide.page.locator("#tb-chat .example").first).to_be_visible()


def test_a_question_that_is_too_long_stays_in_its_box_to_be_shortened(wide: Visit) -> None:
    box = wide.page.get_by_label("Your question")
    box.fill("loam " * 500)
    wide.page.keyboard.press("Enter")

    expect(wide.page.locator(".tb-notice")).to_contain_text("up to 2,000 characters")
    assert len(box.input_value()) == 2_500


def test_the_question_stays_in_view_while_the_answer_grows(wide: Visit) -> None:
    for question in ("What is loam?", "What should I learn before Sowing?", "What is compost?", "Where do I start?"):
        wide.ask(question)
        expect(wide.page.locator(".tb-question").last).to_be_in_viewport()


def test_on_a_phone_the_stages_are_folded_and_nothing_is_wider_than_the_screen(narrow: Visit) -> None:
    stages = narrow.page.locator("#tb-panel li").first
    expect(stages).to_be_hidden()
    expect(narrow.page.get_by_label("Your question")).to_be_in_viewport()

    narrow.ask("What should I learn before Harvest?")
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 390
    narrow.page.locator("#tb-panel summary").first.click()
    expect(stages).to_be_visible()
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_a_stage_that_is_asked_about_makes_room_for_its_answer(narrow: Visit) -> None:
    narrow.page.locator("#tb-panel summary").first.click()
    narrow.page.locator("#tb-panel li button").first.click()

    narrow.page.locator(".tb-small").wait_for()
    expect(narrow.page.locator("#tb-panel li").first).to_be_hidden()
    expect(narrow.page.locator(".tb-question")).to_be_in_viewport()


def test_the_layout_does_not_jump(wide: Visit, narrow: Visit) -> None:
    for visited in (wide, narrow):
        visited.ask("What is loam?")
        assert visited.page.evaluate("window.jumps") < 0.1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_light_and_dark(browser: Browser, server: str, scheme: str) -> None:
    visited = visit(browser, server, scheme=scheme)
    visited.ask("What is loam?")

    texts = [".tb-answer p", ".tb-marker", ".tb-quote", ".tb-small", ".tb-facts", ".tb-number", ".tb-question"]
    buttons = ["#tb-question .submit-button", "#tb-afresh", "#tb-chat .option", "#tb-top p"]
    for selector, ratio in visited.page.evaluate(CONTRAST, texts + buttons):
        assert ratio >= 4.5, f"{selector} has a contrast of {ratio:.1f} in {scheme}"
    visited.context.close()
