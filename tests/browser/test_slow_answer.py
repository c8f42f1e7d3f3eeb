"""What a learner can do while an answer is still growing."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import served, visit
from tests.corpora import write_garden
from tests.scripted import EVENTS, ScriptedAssistant, ScriptedTrekbot
from trekbot.assistant import Event, Question, Said
from trekbot.settings import Settings

pytestmark = pytest.mark.browser

MOST_WAIT_S = 30.0


class Waiting(ScriptedAssistant):
    """Says nothing after its first sentence until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()

    def stream(self, question: Question, gone: threading.Event | None = None) -> Iterator[Event]:
        for event in EVENTS:
            yield event
            if isinstance(event, Said):
                self.may_go_on.wait(MOST_WAIT_S)


@pytest.fixture
def trekbot(tmp_path: Path) -> ScriptedTrekbot:
    return ScriptedTrekbot(Settings(corpus=write_garden(tmp_path / "corpus"), data=tmp_path / "data"))


def test_what_is_typed_while_an_answer_grows_stays_in_the_box(browser: Browser, trekbot: ScriptedTrekbot) -> None:
    trekbot.assistant = assistant = Waiting()
    with served(trekbot) as address:
        page = visit(browser, address).page
        box = page.get_by_label("Your question")
        box.fill("What is soil acidity?")
        page.keyboard.press("Enter")
        expect(page.locator(".tb-answer")).to_contain_text("pH value")
        expect(box).to_have_value("")

        box.fill("What is loam?")
        assistant.may_go_on.set()

        page.locator(".tb-small").wait_for()
        expect(box).to_have_value("What is loam?")
        page.context.close()


def test_a_question_sent_while_an_answer_grows_is_asked_after_it(browser: Browser, trekbot: ScriptedTrekbot) -> None:
    trekbot.assistant = assistant = Waiting()
    with served(trekbot) as address:
        page = visit(browser, address).page
        box = page.get_by_label("Your question")
        box.fill("What is soil acidity?")
        page.keyboard.press("Enter")
        expect(page.locator(".tb-answer")).to_contain_text("pH value")
        expect(box).to_have_value("")

        box.fill("What is loam?")
        page.keyboard.press("Enter")
        expect(box).to_have_value("What is loam?")
        assistant.may_go_on.set()

        expect(page.locator(".tb-small")).to_have_count(2)
        expect(page.locator(".tb-question")).to_have_text(["What is soil acidity?", "What is loam?"])
        expect(box).to_have_value("")
        page.context.close()


def test_a_click_while_an_answer_grows_asks_after_it(browser: Browser, trekbot: ScriptedTrekbot) -> None:
    trekbot.assistant = assistant = Waiting()
    with served(trekbot) as address:
        page = visit(browser, address).page
        page.get_by_label("Your question").fill("What is soil acidity?")
        page.keyboard.press("Enter")
        expect(page.locator(".tb-answer")).to_contain_text("pH value")

        page.locator("#tb-panel summary").first.click()
        page.locator("#tb-panel button").first.click()
        assistant.may_go_on.set()

        expect(page.locator(".tb-small")).to_have_count(2)
        expect(page.locator(".tb-question")).to_have_count(2)
        page.context.close()
