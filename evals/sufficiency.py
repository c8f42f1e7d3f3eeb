"""Fit what evidence is enough: `make sufficiency`, after a change of the measures or the questions.

Every graded question of the development sets is asked with every answer let through; what the best evidence measured
is a decision, labelled by the question: an answer was due and the evidence is of a stage that has it (1), or a refusal
was due (0). Evidence of a wrong stage is left out: neither decision would have been right. The decisions are kept in
`datasets/sufficiency.jsonl`; the weights are printed, to be put into `trekbot/answering/sufficiency.py`.
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

from trekbot.answering.extractive import passages, places
from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.fits import fit_of
from trekbot.answering.sufficiency import Fit
from trekbot.evals.places import place_of
from trekbot.evals.questions import Row, read_questions
from trekbot.retrieval.search import Found
from trekbot.settings import Settings, bundled_corpus
from trekbot.wiring import Trekbot, build

DECISIONS = Path(__file__).resolve().parent / "datasets" / "sufficiency.jsonl"
_DATA = Path("tests/data")
_INVERSE_REGULARISATION = 1.0


@dataclass(frozen=True)
class Decision:
    """One question whose answer hung on its evidence: whether that was enough, and what it measured."""

    corpus: str
    question: str
    enough: bool
    fit: Fit

    def to_dict(self) -> dict[str, Any]:
        measures = {name: round(value, 4) for name, value in asdict(self.fit).items()}
        return {"corpus": self.corpus, "question": self.question, "enough": self.enough, **measures}


def read_decisions(path: Path = DECISIONS) -> list[Decision]:
    """Read the kept decisions."""
    names = [field.name for field in fields(Fit)]
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Decision(row["corpus"], row["question"], row["enough"], Fit(**{name: row[name] for name in names}))
        for row in rows
    ]


def fit_sufficiency(decisions: Sequence[Decision]) -> tuple[Fit, float]:
    """Fit a logistic regression on standardised measures; give its weights for the plain measures and its intercept."""
    from sklearn.linear_model import LogisticRegression

    measures, labels = _table(decisions)
    mean, spread = measures.mean(axis=0), measures.std(axis=0)
    fitted = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=2000).fit((measures - mean) / spread, labels)
    weights = fitted.coef_[0] / spread
    return Fit(*map(float, weights)), float(fitted.intercept_[0] - weights @ mean)


def right_without_own_corpus(decisions: Sequence[Decision]) -> float:
    """Give the share of decisions that are right when the weights are fitted on the other corpora only."""
    right = 0
    for corpus in {decision.corpus for decision in decisions}:
        weights, intercept = fit_sufficiency([one for one in decisions if one.corpus != corpus])
        own = [one for one in decisions if one.corpus == corpus]
        measures, labels = _table(own)
        right += int(((measures @ np.array(astuple(weights)) + intercept >= 0) == labels).sum())
    return right / len(decisions)


def _table(decisions: Sequence[Decision]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    measures = np.array([astuple(one.fit) for one in decisions], dtype=np.float64)
    return measures, np.array([one.enough for one in decisions])


def collect(trekbot: Trekbot, corpus: str, rows: Sequence[Row]) -> Iterator[Decision]:
    """Ask every question with all evidence let through, and give the decisions that were due."""
    measured: list[tuple[Found, Fit]] = []

    def measure(bench: Bench, found: Found, asks_where: bool = False) -> Fit:
        fit = fit_of(bench, found, asks_where)
        measured.append((found, fit))
        return fit

    with (
        patch.object(passages, "fit_of", measure),
        patch.object(places, "fit_of", measure),
        patch.object(passages, "evidence_score", lambda _: 1.0),
        patch.object(places, "is_enough", lambda _: True),
    ):
        for row in rows:
            if row.answerable is None:
                continue
            measured.clear()
            trekbot.assistant.ask(row.to_question())
            if measured:
                found, fit = measured[0]
                due = row.must_cite or ()
                page = place_of(found.passage.roadmap, found.passage.stage)
                if not row.answerable or not due or page in due:
                    yield Decision(corpus, row.question, row.answerable, fit)


def main() -> None:
    """Collect the decisions from the development sets, keep them, and print what is fitted to them."""
    decisions: list[Decision] = []
    for file in sorted(_DATA.glob("*/questions-dev*.jsonl")):
        folder = file.parent
        corpus = folder / "corpus" if (folder / "corpus").is_dir() else bundled_corpus()
        with tempfile.TemporaryDirectory() as data:
            trekbot = build(Settings(corpus=corpus, data=Path(data)))
            trekbot.sync()
            rows = read_questions(file, trekbot.library().corpus).rows
            decisions += collect(trekbot, folder.name, rows)
            trekbot.close()
    DECISIONS.write_text(
        "".join(json.dumps(decision.to_dict(), ensure_ascii=False) + "\n" for decision in decisions), "utf-8"
    )
    weights, intercept = fit_sufficiency(decisions)
    enough = sum(decision.enough for decision in decisions)
    print(f"{len(decisions)} decisions, {enough} of them to answer")
    print(f"right on a corpus that was left out: {right_without_own_corpus(decisions):.1%}")
    for name, weight in asdict(weights).items():
        print(f"    {name}={weight:.2f},")
    print(f"INTERCEPT = {intercept:.2f}")


if __name__ == "__main__":
    main()
