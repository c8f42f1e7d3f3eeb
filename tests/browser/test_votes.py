"""The thumbs below an answer, in Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_thumb_below_an_answer_is_kept_also_after_the_next_question_and_can_be_taken_back(wide: Visit) -> None:
    wide.ask("What is loam?")
    wide.ask("What is compost?")

    wide.page.get_by_role("button", name="Like", exact=True).first.click()
    expect(wide.page.get_by_text("Thank you for your feedback.")).to_be_visible()
    expect(wide.page.get_by_role("button", name="Liked", exact=True)).to_have_count(1)
    wide.page.get_by_role("button", name="Liked", exact=True).click()
    expect(wide.page.get_by_text("Your feedback was taken back.")).to_be_visible()
    assert wide.complaints == []


def test_a_line_that_is_no_answer_has_no_thumbs(wide: Visit) -> None:
    wide.page.get_by_label("Your question").fill("loam " * 500)
    wide.page.keyboard.press("Enter")

    expect(wide.page.locator(".tb-notice")).to_be_visible()
    expect(wide.page.get_by_role("button", name="Like", exact=True)).to_have_count(0)
