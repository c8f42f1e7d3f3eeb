"""The questions that come with Trekbot fit the corpus that comes with it."""

from trekbot.evals.questions import bundled_questions, read_questions
from trekbot.roadmaps.reader import load_corpus
from trekbot.settings import bundled_corpus


def test_the_first_dataset_is_valid_for_the_bundled_corpus_and_asks_beyond_it_too() -> None:
    rows = read_questions(bundled_questions(), load_corpus(bundled_corpus())).rows

    assert len(rows) == 50
    assert all(row.answerable is not None for row in rows)
    assert sum(row.answerable is False for row in rows) >= 10
