"""Answers whose truth is known, to measure a judge by."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trekbot.errors import LabelsError
from trekbot.evals.judge.case import Case
from trekbot.evals.judge.markers import without_markers
from trekbot.evals.judge.tasks import SUPPORTED, Task

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Label(BaseModel):
    """One answer and what one labeller says of it.

    Args:
        id: of the answer; another labeller's line about the same answer has the same id and the same texts.
        supported: every claim of the answer is in the context.
        correct: it says the same as the reference.
        kind: how the answer was made, as `paraphrase` or `wrong_number`.
        labeller: who or what labelled it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Text
    question: Text
    context: Text
    answer: Text
    reference: Text
    supported: bool
    correct: bool
    kind: Text
    labeller: Text
    note: str = ""

    def verdict(self, task: Task) -> bool:
        """What is right for a task."""
        return self.supported if task is SUPPORTED else self.correct

    def to_case(self) -> Case:
        return Case(
            id=self.id,
            question=self.question,
            answer=without_markers(self.answer),
            reference=without_markers(self.reference),
            retrieved=(without_markers(self.context),),
        )


@dataclass(frozen=True)
class Agreement:
    """How two labellers agree on the answers that both labelled: `pairs` of (first's, second's) verdicts."""

    labellers: tuple[str, str]
    pairs: tuple[tuple[bool, bool], ...]


@dataclass(frozen=True)
class LabelFile:
    """A file without faults."""

    path: Path
    labels: tuple[Label, ...]

    @property
    def labellers(self) -> dict[str, int]:
        """Who labelled how many."""
        counts: dict[str, int] = defaultdict(int)
        for label in self.labels:
            counts[label.labeller] += 1
        return dict(sorted(counts.items()))

    def agreed(self, task: Task) -> tuple[Label, ...]:
        """Give a label for each answer on which all its labellers agree, in the order of the file."""
        verdicts: dict[str, set[bool]] = defaultdict(set)
        first: dict[str, Label] = {}
        for label in self.labels:
            verdicts[label.id].add(label.verdict(task))
            first.setdefault(label.id, label)
        return tuple(label for label in first.values() if len(verdicts[label.id]) == 1)

    def agreements(self, task: Task) -> tuple[Agreement, ...]:
        """Give the agreement of every two labellers who labelled the same answers; none where nobody did."""
        by_labeller: dict[str, dict[str, bool]] = defaultdict(dict)
        for label in self.labels:
            by_labeller[label.labeller][label.id] = label.verdict(task)
        found = []
        for one, other in combinations(sorted(by_labeller), 2):
            both = [key for key in by_labeller[one] if key in by_labeller[other]]
            if both:
                pairs = tuple((by_labeller[one][key], by_labeller[other][key]) for key in both)
                found.append(Agreement((one, other), pairs))
        return tuple(found)


def bundled_labels() -> Path:
    """The labels that come along."""
    return Path(__file__).resolve().parent.parent / "labels" / "labels.jsonl"


def read_labels(path: Path) -> LabelFile:
    """Read labels, a JSON object a line.

    Raises:
        LabelsError: with every fault as `path:line: what is wrong`.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise LabelsError(f"{path}: there is no such file.", "Name one with --labels.") from None
    except UnicodeDecodeError:
        raise LabelsError(f"{path}: the file is not UTF-8.") from None
    faults: list[str] = []
    labels: list[Label] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            label = Label.model_validate_json(line)
        except ValidationError as error:
            faults += [f"{path}:{number}: {_mistake(dict(fault))}" for fault in error.errors(include_url=False)]
            continue
        faults += [f"{path}:{number}: {fault}" for fault in _against(label, labels)]
        labels.append(label)
    if not labels and not faults:
        faults.append(f"{path}: the file holds no label")
    if faults:
        raise LabelsError("\n".join(faults))
    return LabelFile(path, tuple(labels))


def _mistake(fault: dict[str, object]) -> str:
    place = fault["loc"]
    key = ".".join(map(str, place)) if isinstance(place, tuple) else ""
    found = json.dumps(fault.get("input"), ensure_ascii=False, default=str)
    return f"`{key}`: {fault['msg']} ({found[:60]})" if key else str(fault["msg"])


def _against(label: Label, before: Sequence[Label]) -> Iterator[str]:
    """Say what does not fit the lines before."""
    for other in before:
        if other.id != label.id:
            continue
        if other.labeller == label.labeller:
            yield f"{label.labeller!r} has labelled {label.id!r} already"
        elif (other.context, other.answer, other.reference) != (label.context, label.answer, label.reference):
            yield f"{label.id!r} is another answer in the line of {other.labeller!r}"
