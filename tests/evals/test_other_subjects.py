"""The corpora of other subjects, and the questions about them, that answers are measured on.

`questions-setaside.jsonl` is only measured: nobody builds against it.
"""

from pathlib import Path

import pytest

from trekbot.evals.questions import read_questions
from trekbot.roadmaps.reader import load_corpus
from trekbot.settings import bundled_corpus

DATA = Path(__file__).parents[1] / "data"
SUBJECTS = sorted({file.parent.name for file in DATA.glob("*/questions-*.jsonl")})


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_question_is_valid_for_its_corpus(subject: str) -> None:
    own = DATA / subject / "corpus"
    corpus = load_corpus(own if own.is_dir() else bundled_corpus())

    files = sorted((DATA / subject).glob("questions-*.jsonl"))
    rows = [row for file in files for row in read_questions(file, corpus).rows]

    assert len(rows) >= 50
    assert any(row.answerable is False for row in rows)


def test_what_is_set_aside_is_asked_nowhere_else() -> None:
    for aside in DATA.glob("*/questions-setaside.jsonl"):
        built_on = aside.with_name("questions-dev.jsonl")
        if built_on.is_file():  # nothing is built against some subjects at all
            assert not set(aside.read_text("utf-8").splitlines()) & set(built_on.read_text("utf-8").splitlines())
