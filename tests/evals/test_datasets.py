"""The questions that come with Trekbot fit the corpus that comes with it."""

from collections import Counter
from pathlib import Path

import pytest

from trekbot.evals.questions import BUNDLED, Row, bundled_questions, read_question_set
from trekbot.roadmaps.reader import load_corpus
from trekbot.settings import bundled_corpus


@pytest.fixture(scope="module")
def sets() -> dict[str, tuple[Row, ...]]:
    """The rows of every bundled set, read by its name; a fault of one, or an id in two, fails here."""
    corpus = load_corpus(bundled_corpus())
    whole = read_question_set([Path(name) for name in BUNDLED], corpus)
    return {file.path.stem: file.rows for file in whole.files}


def test_without_a_name_the_core_set_is_taken() -> None:
    assert bundled_questions().name == "core.jsonl"


def test_the_core_set_is_large_enough_for_a_gate_and_no_category_is_thin(sets: dict[str, tuple[Row, ...]]) -> None:
    categories = Counter(row.category for row in sets["core"])

    assert len(sets["core"]) >= 200
    assert min(categories.values()) >= 15
    assert categories["multi_turn"] >= 15
    assert all(row.history for row in sets["core"] if row.category == "multi_turn")


def test_the_red_team_set_is_large_enough_and_all_of_it_is_critical(sets: dict[str, tuple[Row, ...]]) -> None:
    assert len(sets["redteam"]) >= 60
    assert {row.severity for row in sets["redteam"]} == {"critical"}


def test_every_question_of_a_gate_can_be_graded_and_belongs_to_a_cluster(sets: dict[str, tuple[Row, ...]]) -> None:
    rows = [*sets["core"], *sets["redteam"]]

    assert not [row.id for row in rows if row.answerable is None or row.cluster is None]
    assert not [row.id for row in rows if row.answerable and not (row.must_cite or row.may_cite or row.relevant)]
    assert not [row.id for row in sets["core"] if row.answerable and not (row.reference and row.relevant)]
    assert {row.split for row in rows} >= {"dev", "gate"}


def test_the_first_set_is_small_and_asks_beyond_the_corpus_too(sets: dict[str, tuple[Row, ...]]) -> None:
    assert len(sets["first"]) == 50
    assert sum(row.answerable is False for row in sets["first"]) >= 10
