import pytest

from trekbot.retrieval.query import Intent
from trekbot.retrieval.small_talk import small_talk


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "Hello there!",
        "good morning",
        "hey trekbot",
        "what can you do?",
        "",
        "?!",
        "👋",
        "how is it going",
        "what model are you?",
        "can you help me?",
        "who made you?",
        "are you there?",
        "what is your name",
    ],
)
def test_a_greeting_is_told(text: str) -> None:
    assert small_talk(text) is Intent.GREETING


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "Thank you so much!",
        "ok great, thanks",
        "bye",
        "that helps, thank you",
        "you rock",
        "that was useless",
        "merci",
        "thanks a bunch!",
        "never mind",
    ],
)
def test_thanks_are_told(text: str) -> None:
    assert small_talk(text) is Intent.THANKS


@pytest.mark.parametrize(
    "text",
    [
        "hi, what is truing?",
        "thanks, and after that?",
        "hello world program",
        "start with brakes",
        "ok but why?",
        "good morning, where do I start?",
        "who made this roadmap?",
        "what is your view of brakes?",
    ],
)
def test_a_question_with_a_greeting_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None
