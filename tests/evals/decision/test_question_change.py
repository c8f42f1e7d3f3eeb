from typing import Any

import pytest

from tests.evals.decision.conftest import Make, compared
from tests.evals.runs import RIGHT, reply, retrieved, row, rows, values
from trekbot.evals.decision.attribution import attribute
from trekbot.evals.decision.failed_facts import failed_facts
from trekbot.evals.decision.question_change import Changes, changes_of
from trekbot.evals.decision.run_files import AskedRow, ReplySaid
from trekbot.evals.decision.word_diff import word_diff

ASKED = [
    row("crit", severity="critical", cluster="garden/0", must_say=[["pH", "acidity"]]),
    row("mild", cluster="garden/1"),
    *rows(100),
]


@pytest.fixture
def changes(make: Make) -> Changes:
    described = {"fact": {**RIGHT, "kind": "share"}}
    facts = values(ASKED)
    base = make("base", ASKED, {"right": values(ASKED, ["q001"]), "fact": facts}, described)
    candidate = make(
        "candidate",
        ASKED,
        {"right": values(ASKED, ["crit", "q000"]), "fact": {**facts, "mild": 0.5, "q000": 0.0}},
        described,
        replies={"crit": reply("Loam is red.[1]", "sowing"), "q000": reply("Loam holds little.[1]")},
        found={"crit": retrieved("sowing", "soil")},
        whys={("fact", "q000"): "no word of water"},
    )
    return changes_of(compared(base, candidate))


def test_regressions_come_by_severity_and_then_by_size(changes: Changes) -> None:
    assert [change.question.id for change in changes.regressions] == ["crit", "q000", "mild"]
    assert [change.gain for change in changes.regressions] == [-1, -2, -0.5]
    assert [change.question.id for change in changes.fixes] == ["q001"]


def test_a_regression_shows_both_answers_what_fails_and_where_to_look(changes: Changes) -> None:
    critical, worst, mild = changes.regressions

    assert critical.broke == ("right",)
    assert critical.base.reply.answer == "Loam holds water.[1]"
    assert critical.candidate.reply.answer == "Loam is red.[1]"
    assert critical.facts == ("does not say “pH” or “acidity”",)
    assert critical.found == (("garden/soil#Ideas",), ("garden/sowing#Ideas", "garden/soil#Ideas"))
    assert critical.attribution.cause == "retrieval"
    assert worst.attribution.cause == "generation"
    assert (mild.attribution.cause, mild.same_answer) == ("scoring", True)
    assert [(move.metric, move.gain, move.why) for move in worst.moves] == [
        ("right", -1.0, None),
        ("fact", -1.0, "no word of water"),
    ]


def test_of_repeats_the_best_before_and_the_worst_after_are_shown(make: Make) -> None:
    asked = rows(2)
    base = make("base", asked, {"right": {"q000": [0.0, 1.0], "q001": 1.0}}, repeats=2)
    candidate = make("candidate", asked, {"right": {"q000": [0.0, 0.0], "q001": [1.0, 0.0]}}, repeats=2)

    first, second = sorted(changes_of(compared(base, candidate)).regressions, key=lambda one: one.question.id)

    assert (first.base.repeat, first.candidate.repeat) == (1, 0)
    assert (second.base.repeat, second.candidate.repeat) == (0, 1)


def test_where_nothing_gates_every_yes_or_no_counts(make: Make) -> None:
    described = {"right": {**RIGHT, "gates": False}}
    asked = rows(2)
    base = make("base", asked, {"right": values(asked)}, described)
    candidate = make("candidate", asked, {"right": values(asked, ["q001"])}, described)

    assert [change.question.id for change in changes_of(compared(base, candidate)).regressions] == ["q001"]


@pytest.mark.parametrize(
    ("found", "cited", "cause", "why"),
    [
        ((["a"], ["b"]), (["a"], ["b"]), "retrieval", "other places are found, and other places are cited"),
        ((["a"], ["a", "b"]), (["a"], ["a"]), "either", "other places are found, and the same are cited"),
        ((["a", "b"], ["b", "a"]), (["a"], ["a"]), "either", "in another order"),
        ((["a", "b"], ["a", "b"]), (["a"], ["b"]), "generation", "found, and others of them cited"),
        ((["a"], ["a"]), (["a"], ["a"]), "generation", "the same places are cited too"),
        (([], []), (["a"], ["b"]), "either", "nothing was searched"),
        (([], []), (["a"], ["a"]), "generation", "nothing was searched"),
        (None, None, "unknown", "the base kept no places"),
    ],
)
def test_retrieval_is_told_from_generation_by_the_places(found: Any, cited: Any, cause: str, why: str) -> None:
    attribution = attribute(found, cited)

    assert attribution.cause == cause
    assert why in attribution.why


@pytest.mark.parametrize(("found", "cause"), [(["a"], "scoring"), (["b"], "retrieval")])
def test_the_same_answer_that_is_worse_is_a_matter_of_scoring_or_of_what_was_found(
    found: list[str], cause: str
) -> None:
    assert attribute((["a"], found), (["a"], ["a"]), same_answer=True).cause == cause


def test_a_word_diff_holds_both_texts() -> None:
    before, after = "Loam holds water well.", "Loam holds no water."

    spans = word_diff(before, after)

    assert "".join(span.text for span in spans if span.change != "added") == before
    assert "".join(span.text for span in spans if span.change != "removed") == after
    assert [span.text.strip() for span in spans if span.change == "added"] == ["no"]


def test_a_text_too_long_to_compare_is_shown_whole() -> None:
    assert [span.change for span in word_diff("a " * 5_000, "b " * 5_000)] == ["removed", "added"]


def test_a_refusal_is_one_fault_and_not_the_lack_of_every_fact() -> None:
    asked = AskedRow.model_validate(
        {**row("a"), "row_hash": "0", "answerable": True, "must_cite": ["garden/soil"], "must_say": [["pH"]]}
    )

    assert failed_facts(asked, ReplySaid(status="declined", answer="No.")) == ("refused",)
    assert failed_facts(asked, None) == ("there is no answer",)


def test_forbidden_words_and_places_are_named() -> None:
    asked = AskedRow.model_validate(
        {**row("a"), "row_hash": "0", "must_not_cite": ["garden/soil"], "must_not_say": ["ahoy"]}
    )

    facts = failed_facts(asked, ReplySaid.model_validate(reply("Ahoy!")))

    assert facts == ("says “ahoy”", "cites garden/soil")
