"""Every phrasing, as a follow-up or a suggestion asks it, is read back as the intent that it stands for."""

import pytest

from tests.asking import question
from tests.workshop import WORKSHOP
from trekbot.retrieval.phrasing import PHRASINGS, phrase
from trekbot.retrieval.query import Intent
from trekbot.retrieval.understanding import Understanding
from trekbot.roadmaps.model import StageKey

ROADMAP = "bicycle-repair"
STAGES = {
    "Before you ride": "before-you-ride",
    "Wheels & tyres": "wheels",
    "Brakes": "brakes",
    "Drivetrain": "drivetrain",
    "Safety": "safety",
    "What comes next": "what-comes-next",
    "Touring bike": "touring-bike",
}
OF_TWO = [intent for intent, text in PHRASINGS.items() if "{b}" in text]
OF_ONE = [intent for intent, text in PHRASINGS.items() if "{a}" in text and "{b}" not in text]
OF_NONE = [intent for intent, text in PHRASINGS.items() if "{a}" not in text]
OF_A_THING = {Intent.WHY: "flux", Intent.HOW_TO: "true a wheel"}  # these are not asked of a stage
NEVER_ASKED_BACK = {Intent.OPEN, Intent.CONDITIONS, Intent.GREETING, Intent.THANKS, Intent.ATTACK, Intent.FOREIGN}


def key(title: str) -> StageKey:
    return StageKey(ROADMAP, STAGES[title])


def test_every_intent_that_can_be_asked_in_full_has_a_phrasing() -> None:
    assert set(Intent) - set(PHRASINGS) == NEVER_ASKED_BACK


def test_the_titles_here_are_those_of_the_corpus() -> None:
    written = "".join(text for path, text in WORKSHOP.items() if f"/{ROADMAP}/stages/" in path)

    assert [title for title in STAGES if f"\ntitle: {title}\n" not in written] == []


@pytest.mark.parametrize("title", STAGES)
@pytest.mark.parametrize("intent", [intent for intent in OF_ONE if intent not in OF_A_THING])
def test_a_phrasing_about_a_stage_is_read_back(understanding: Understanding, intent: Intent, title: str) -> None:
    (query,) = understanding.understand(question(phrase(intent, title), roadmap=ROADMAP))

    assert query.intent is intent
    meant = query.a or query.subjects[0]
    assert meant.stages == (key(title),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brakes", "Drivetrain"),
        ("Before you ride", "Touring bike"),
        ("Wheels & tyres", "What comes next"),
        ("What comes next", "Before you ride"),
    ],
)
@pytest.mark.parametrize("intent", OF_TWO)
def test_a_phrasing_about_two_stages_is_read_back(
    understanding: Understanding, intent: Intent, one: str, other: str
) -> None:
    (query,) = understanding.understand(question(phrase(intent, one, other), roadmap=ROADMAP))

    assert query.intent is intent
    assert query.a is not None
    assert query.b is not None
    assert (query.a.stages, query.b.stages) == ((key(one),), (key(other),))


@pytest.mark.parametrize("intent", OF_NONE)
def test_a_phrasing_about_no_stage_is_read_back(understanding: Understanding, intent: Intent) -> None:
    (query,) = understanding.understand(question(phrase(intent), roadmap=ROADMAP))

    assert query.intent is intent


@pytest.mark.parametrize(("intent", "thing"), OF_A_THING.items())
def test_a_phrasing_about_a_thing_is_read_back(understanding: Understanding, intent: Intent, thing: str) -> None:
    (query,) = understanding.understand(question(phrase(intent, thing)))

    assert query.intent is intent
    assert query.a is not None
    assert query.a.phrase == thing
