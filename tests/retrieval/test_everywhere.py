"""Questions for every stage that mentions a thing: told from others, and cut down to the thing."""

import pytest

from tests.asking import question
from trekbot.retrieval.query import Intent
from trekbot.retrieval.understanding import Understanding


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("which stages mention a rim?", "rim"),
        ("Which stages bring up the torch?", "torch"),
        ("in which lessons do spoke nipples come up", "spoke nipples"),
        ("list the chapters that mention luggage", "luggage"),
        ("could you name every part where steel is used", "steel"),
        ("Torch: list each stage it appears in", "torch"),
        ("which modules mention zeppelins?", "zeppelins"),
    ],
)
def test_the_thing_is_what_is_left_when_the_asking_is_taken_away(
    understanding: Understanding, text: str, thing: str
) -> None:
    query = understanding.understand(question(text))[0]

    assert query.intent is Intent.EVERYWHERE
    assert query.a is not None
    assert query.a.phrase.casefold() == thing


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("list all the stages", Intent.STAGES),
        ("which stages need Brakes?", Intent.DEPENDENTS),
        ("which stages should I do before Brakes?", Intent.PREREQUISITES),
        ("where do I learn to true a wheel?", Intent.WHERE),
    ],
)
def test_other_questions_about_stages_stay_what_they_are(
    understanding: Understanding, text: str, intent: Intent
) -> None:
    assert understanding.understand(question(text))[0].intent is intent
