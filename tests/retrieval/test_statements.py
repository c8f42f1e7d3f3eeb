"""What a learner says to know, to lack or to want, wherever in the question it is said."""

import pytest

from tests.asking import question
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.understanding import Understanding


def understood(understanding: Understanding, text: str) -> Query:
    return understanding.understand(question(text, roadmap="bicycle-repair"))[-1]


def known(query: Query) -> list[list[str]]:
    return [[key.stage for key in reference.stages] for reference in query.known]


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("I already know brakes and wheels. Where do I start?", ["brakes", "wheels"]),
        ("where do I start if I can already do wheels and brakes?", ["wheels", "brakes"]),
        ("what is the quickest way to the touring bike for a friend who has done brakes?", ["brakes"]),
        ("with brakes under my belt, where do I start?", ["brakes"]),
        ("brakes and wheels are old hat. where should I get in?", ["brakes", "wheels"]),
        ("coming from brakes, which stage do I open first?", ["brakes"]),
        ("brakes is behind me, and I know wheels: what can I take on next?", ["brakes", "wheels"]),
        ("I have three weeks and know brakes, where do I start?", ["brakes"]),
    ],
)
def test_what_is_known_is_found_in_any_place(understanding: Understanding, text: str, stages: list[str]) -> None:
    found = {stage for row in known(understood(understanding, text)) for stage in row}

    assert found == set(stages)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("I know everything up to drivetrain. where do I go on?", "drivetrain"),
        ("assume I've done stages 1-3; where do I start?", "brakes"),
        ("I've done the first two stages. where do I start?", "wheels"),
        ("everything before brakes is done. where do I start?", "wheels"),
    ],
)
def test_a_row_of_stages_is_known_as_a_whole(understanding: Understanding, text: str, last: str) -> None:
    (row,) = known(understood(understanding, text))

    assert (row[0], row[-1]) == ("before-you-ride", last)


@pytest.mark.parametrize(
    "text",
    [
        "what do I use for brakes?",
        "is there anything I can do with a worn chain?",
        "I do not know brakes. where do I start?",
        "I read that brakes wear out. why?",
    ],
)
def test_what_is_asked_or_denied_is_not_known(understanding: Understanding, text: str) -> None:
    assert not understood(understanding, text).known


@pytest.mark.parametrize(
    "text",
    [
        "never fixed anything. which stage do I open first?",
        "total beginner here, where do I start?",
        "I know nothing about it yet, where on earth would I begin?",
    ],
)
def test_who_knows_nothing_starts_at_the_start(understanding: Understanding, text: str) -> None:
    query = understood(understanding, text)

    assert query.intent is Intent.START
    assert query.a is None


def test_from_zero_is_no_part_of_the_goal(understanding: Understanding) -> None:
    query = understood(understanding, "shortest way to the touring bike from zero")

    assert query.intent is Intent.PATH
    assert query.a is not None
    assert query.a.phrase == "the touring bike"


@pytest.mark.parametrize(
    "text", ["just wrapped up brakes. what now?", "I'm done with brakes", "once brakes is done, which one is next?"]
)
def test_who_is_done_with_one_stage_is_told_the_next(understanding: Understanding, text: str) -> None:
    query = understood(understanding, text)

    assert query.intent is Intent.NEXT
    assert query.a is not None
    assert [key.stage for key in query.a.stages] == ["brakes"]


def test_a_start_with_a_goal_keeps_the_goal(understanding: Understanding) -> None:
    query = understood(understanding, "I need to true a wheel quickly. Which stages should I do first?")

    assert query.intent is Intent.START
    assert query.a is not None
    assert query.a.phrase == "true a wheel quickly"


def test_a_stage_that_is_needed_is_told_from_a_thing_that_is_needed(understanding: Understanding) -> None:
    assert understood(understanding, "does the touring bike need brakes?").intent is Intent.NEED
    assert understood(understanding, "does the touring bike need flux?").intent is not Intent.NEED
