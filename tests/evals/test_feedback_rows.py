from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest

from trekbot.evals.feedback_rows import rows_from
from trekbot.evals.proposals import line_of
from trekbot.evals.questions import read_row
from trekbot.roadmaps.model import Corpus
from trekbot.wiring import Trekbot

ADDED = date(2026, 3, 1)


@dataclass(frozen=True)
class LoggedLike:
    """An answer as the question log gives it, as far as rows are made of it."""

    id: str = "r1"
    question: str = "what is acidity?"
    history: tuple[Mapping[str, str], ...] = ()
    roadmap: str | None = "kitchen-garden"
    page_roadmap: str | None = None
    page_stage: str | None = None
    status: str = "answered"
    answer: str = "Soil acidity is a value.[1]"
    citations: tuple[Mapping[str, str | None], ...] = (
        {"roadmap": "kitchen-garden", "stage": "soil", "section": "Key ideas", "quote": "Soil acidity"},
    )
    engine: str = "extractive"
    prompt: str | None = None


@dataclass(frozen=True)
class JudgedLike:
    """The same with a verdict."""

    answer: LoggedLike
    verdict: str = "down"
    comment: str | None = None


@pytest.fixture
def corpus(trekbot: Trekbot) -> Corpus:
    return trekbot.library().corpus


def test_an_answer_that_was_liked_suggests_what_to_cite(corpus: Corpus) -> None:
    [row] = rows_from([JudgedLike(LoggedLike(), "up")], corpus, ADDED)

    assert (row.question, row.roadmap, row.category) == ("what is acidity?", "kitchen-garden", "feedback")
    assert row.answerable is True
    assert row.must_cite == ("kitchen-garden/soil",)
    assert row.cluster == "kitchen-garden/soil"
    assert (row.source, row.added) == ("user-feedback", ADDED)


def test_an_answer_that_was_not_liked_suggests_no_rule_and_brings_the_comment(corpus: Corpus) -> None:
    said = LoggedLike(engine="small-1", prompt="answer@v2")

    [row] = rows_from([JudgedLike(said, comment="That is no answer!")], corpus, ADDED)

    assert (row.answerable, row.must_cite) == (None, None)
    assert row.note == "down “That is no answer!”; small-1, answer@v2 said: Soil acidity is a value.[1]"


def test_a_refusal_that_was_liked_suggests_a_refusal(corpus: Corpus) -> None:
    [row] = rows_from([JudgedLike(LoggedLike(status="not_covered", citations=()), "up")], corpus, ADDED)

    assert (row.answerable, row.must_cite, row.cluster) == (False, None, None)


def test_the_conversation_and_the_page_belong_to_the_question(corpus: Corpus) -> None:
    turns = tuple({"role": ("user", "assistant")[number % 2], "content": f"turn {number}"} for number in range(20))
    said = LoggedLike(history=turns, page_roadmap="kitchen-garden", page_stage="soil")

    [row] = rows_from([JudgedLike(said)], corpus, ADDED)

    assert [turn.content for turn in row.history] == [f"turn {number}" for number in range(5, 20)]
    assert row.page is not None
    assert (row.page.roadmap, row.page.stage) == ("kitchen-garden", "soil")


def test_places_that_are_no_more_are_left_out_so_that_every_row_is_valid(corpus: Corpus) -> None:
    gone = ({"roadmap": "kitchen-garden", "stage": "lawn", "section": None, "quote": "x"}, *LoggedLike().citations)
    said = LoggedLike(roadmap="lawns", page_roadmap="lawns", page_stage="moss", citations=gone)

    [row] = rows_from([JudgedLike(said, "up")], corpus, ADDED)

    assert (row.roadmap, row.page, row.must_cite) == (None, None, ("kitchen-garden/soil",))
    assert read_row(line_of(row), corpus) == row


def test_a_question_that_was_judged_several_times_is_proposed_once(corpus: Corpus) -> None:
    first, again = LoggedLike(), LoggedLike(id="r2", answer="Another answer.")
    other = replace(first, history=({"role": "user", "content": "hello"},))

    rows = rows_from([JudgedLike(first), JudgedLike(again, "up"), JudgedLike(other)], corpus, ADDED)

    assert [row.note for row in rows] == ["down; extractive said: Soil acidity is a value.[1]"] * 2
    assert len({row.id for row in rows}) == 2


def test_a_question_that_is_longer_than_the_api_takes_is_left_out(corpus: Corpus) -> None:
    assert (
        rows_from([JudgedLike(LoggedLike(question="x" * 2001)), JudgedLike(LoggedLike(question=" "))], corpus, ADDED)
        == []
    )


def test_a_long_answer_is_cut_in_the_note(corpus: Corpus) -> None:
    [row] = rows_from([JudgedLike(LoggedLike(answer="word " * 200))], corpus, ADDED)

    assert row.note is not None
    assert row.note.endswith("…")
    assert len(row.note) < 400
