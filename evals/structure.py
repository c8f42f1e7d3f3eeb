"""Fit which readings as structure hold: `make structure`, after a change of the measures or the questions.

Every graded question of the development sets is asked with every such reading let through. What spoke for one is kept,
labelled by what came of it: it held where the answer was right (1); it did not where the answer was wrong and the
question's category is one for the text (0). What else went wrong may have other causes, and is left out. The readings
are kept in `datasets/structure.jsonl`; the weights are printed, to be put into `trekbot/retrieval/structure.py`.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from trekbot.evals.grading import grade
from trekbot.evals.questions import Row, read_questions
from trekbot.retrieval import structure
from trekbot.retrieval.query import OF_STRUCTURE
from trekbot.retrieval.structure import Support
from trekbot.settings import Settings, bundled_corpus
from trekbot.wiring import Trekbot, build

READINGS = Path(__file__).resolve().parent / "datasets" / "structure.jsonl"
_DATA = Path("tests/data")
_OF_TEXT = frozenset(
    ("howto", "why", "definition", "pitfalls", "where", "comparison", "practice", "done", "not-covered", "not_covered")
)
_INVERSE_REGULARISATION = 1.0
# What a mistake costs: a false reading is answered wrong, while of a true one that is refused the text may still tell.
_COST = {False: 2.0, True: 1.0}


@dataclass(frozen=True)
class Judged:
    """One question that was read as one about structure: whether that held, and what spoke for it."""

    corpus: str
    question: str
    held: bool
    support: Support

    def to_dict(self) -> dict[str, Any]:
        measures = {name: round(value, 4) for name, value in asdict(self.support).items()}
        return {"corpus": self.corpus, "question": self.question, "held": self.held, **measures}


def read_readings(path: Path = READINGS) -> list[Judged]:
    """Read the kept readings."""
    names = [field.name for field in fields(Support)]
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Judged(row["corpus"], row["question"], row["held"], Support(**{name: row[name] for name in names}))
        for row in rows
    ]


def fit_structure(readings: Sequence[Judged]) -> tuple[Support, float]:
    """Fit a logistic regression on standardised measures; give its weights for the plain measures and its intercept."""
    from sklearn.linear_model import LogisticRegression

    measures, labels = _table(readings)
    mean, spread = measures.mean(axis=0), measures.std(axis=0)
    fitted = LogisticRegression(C=_INVERSE_REGULARISATION, class_weight=_COST, max_iter=2000)
    fitted.fit((measures - mean) / spread, labels)
    weights = fitted.coef_[0] / spread
    return Support(*map(float, weights)), float(fitted.intercept_[0] - weights @ mean)


def judged_without_own_corpus(readings: Sequence[Judged]) -> tuple[int, int]:
    """Count what is told with weights fitted on the other corpora only.

    Returns:
        The readings that did not hold and are told so, and those that held and are not.
    """
    told = lost = 0
    for corpus in {one.corpus for one in readings}:
        weights, intercept = fit_structure([one for one in readings if one.corpus != corpus])
        measures, labels = _table([one for one in readings if one.corpus == corpus])
        refused = measures @ np.array(astuple(weights)) + intercept < 0
        told += int((refused & ~labels).sum())
        lost += int((refused & labels).sum())
    return told, lost


def _table(readings: Sequence[Judged]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    measures = np.array([astuple(one.support) for one in readings], dtype=np.float64)
    return measures, np.array([one.held for one in readings])


def collect(trekbot: Trekbot, corpus: str, rows: Sequence[Row]) -> Iterator[Judged]:
    """Ask every question with all readings let through, and give those whose outcome tells whether they held."""
    measured: list[Support] = []

    def let_through(support: Support) -> float:
        measured.append(support)
        return 1.0

    with (
        patch.object(structure, "structure_score", let_through),
        patch.object(structure, "stands_by_words", lambda _: False),
    ):
        for row in rows:
            measured.clear()
            queries = trekbot.library().understanding.understand(row.to_question())
            if not measured or [one.intent in OF_STRUCTURE for one in queries] != [True]:
                continue
            support = measured[-1]
            wrong = grade(row, trekbot.assistant.ask(row.to_question()))
            if wrong is not None and bool(wrong) == (row.category in _OF_TEXT):
                yield Judged(corpus, row.question, not wrong, support)


def main() -> None:
    """Collect the readings from the development sets, keep them, and print what is fitted to them."""
    readings: list[Judged] = []
    for file in sorted(_DATA.glob("*/questions-dev*.jsonl")):
        folder = file.parent
        corpus = folder / "corpus" if (folder / "corpus").is_dir() else bundled_corpus()
        with tempfile.TemporaryDirectory() as data:
            trekbot = build(Settings(corpus=corpus, data=Path(data)))
            trekbot.sync()
            rows = read_questions(file, trekbot.library().corpus).rows
            readings += collect(trekbot, folder.name, rows)
            trekbot.close()
    READINGS.write_text("".join(json.dumps(one.to_dict(), ensure_ascii=False) + "\n" for one in readings), "utf-8")
    weights, intercept = fit_structure(readings)
    told, lost = judged_without_own_corpus(readings)
    failed = sum(not one.held for one in readings)
    print(f"{len(readings)} readings, {failed} of which did not hold")
    print(f"on a corpus that was left out: {told} of these told, {lost} others refused")
    for name, weight in asdict(weights).items():
        print(f"    {name}={weight:.2f},")
    print(f"INTERCEPT = {intercept:.2f}")


if __name__ == "__main__":
    main()
