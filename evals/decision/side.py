"""One of the two that are compared, a run or a baseline: its questions and what each metric makes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trekbot.evals.decision.marks import NOT_MARKED, Marks
from trekbot.evals.decision.run_files import AskedRow, Generation, MetricInfo


@dataclass(frozen=True)
class SideQuestion:
    """A question as far as it is needed to pair it; `cluster` is the id where the row names none."""

    id: str
    row_hash: str
    category: str
    cluster: str
    critical: bool


@dataclass(frozen=True)
class Coverage:
    """How many answers a metric should have scored, and how many it did."""

    scored: int
    attempted: int

    @property
    def share(self) -> float:
        return self.scored / self.attempted if self.attempted else 1.0


@dataclass(frozen=True)
class Side:
    """What is compared.

    Args:
        name: the run's, for a baseline that of the run it was taken from.
        suite: the name of the files of questions.
        identity: who answered, as the manifest says it.
        questions: by id, in the order of the file.
        metrics: by name.
        marks: by metric, then by question id; absent where the metric does not apply.
        rows: the questions as asked; empty for a baseline.
        generations: the answers by question id, repeats in order; empty for a baseline.
        whys: what the metric said of a question, by metric and id; empty for a baseline.
        places: for a baseline, what was retrieved and what was cited by question id.
        notes: what a reader of a comparison should know about this side.
    """

    name: str
    suite: str
    suite_hash: str
    started: str
    identity: Mapping[str, Any]
    questions: Mapping[str, SideQuestion]
    metrics: Mapping[str, MetricInfo]
    marks: Mapping[str, Mapping[str, Marks]]
    rows: Mapping[str, AskedRow]
    generations: Mapping[str, tuple[Generation, ...]]
    whys: Mapping[tuple[str, str], str]
    places: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    notes: tuple[str, ...] = ()

    def marks_of(self, metric: str, question: str) -> Marks:
        return self.marks.get(metric, {}).get(question, NOT_MARKED)

    def coverage(self, metric: str, questions: Iterable[str]) -> Coverage:
        """Count, over these questions and all their repeats."""
        marks = [self.marks_of(metric, question) for question in questions]
        return Coverage(sum(len(mark.values) for mark in marks), sum(mark.attempted for mark in marks))
