"""The thumbs below an answer, in Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_thumb_below_an_answer_is_kept_and_can_be_taken_back(wide: Visit) -> None:
    wide.ask("What is loam?")
    thumbs = wide.page.locator("#tb-chat .bot-row .feedback, #tb-chat .message-buttons").last

    wide.page.screenshot(path="/tmp/v0.png")
    print(wide.page.locator("#tb-chat").inner_html()[-3500:])
    wide.page.get_by_role("button", name="Like", exact=True).last.click()
    expect(wide.page.get_by_text("Thank you for your feedback.")).to_be_visible()
    wide.page.screenshot(path="/tmp/v1.png")
    wide.page.get_by_role("button", name="Liked", exact=True).last.click()
    expect(wide.page.get_by_text("Your feedback was taken back.")).to_be_visible()
    assert wide.complaints == []
