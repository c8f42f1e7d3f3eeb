import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from trekbot.errors import LabelsError
from trekbot.evals.judge.agreement import confusion
from trekbot.evals.judge.calibration import split
from trekbot.evals.judge.card import CardFile
from trekbot.evals.judge.card_page import page_of
from trekbot.evals.judge.labels import bundled_labels, read_labels
from trekbot.evals.judge.tasks import SUPPORTED, TASKS, Task

FIELDS = {
    "question": "What is loam?",
    "context": "Loam is a soil of sand, silt and clay.",
    "answer": "Loam is a soil. [1]",
    "reference": "A soil.",
    "supported": True,
    "correct": True,
    "kind": "right",
    "labeller": "Ada",
}


def write(path: Path, *labels: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps({**FIELDS, **label}) + "\n" for label in labels), "utf-8")
    return path


def test_the_labels_that_come_along_are_enough_and_say_who_labelled_them() -> None:
    labels = read_labels(bundled_labels())

    assert len(labels.labels) >= 120
    assert labels.labellers == {"author": len(labels.labels)}
    kinds = Counter(label.kind for label in labels.labels)
    assert {"wrong_tool", "wrong_number", "negation", "half_true", "reversed_order", "invented_detail"} <= set(kinds)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_both_halves_hold_as_many_true_ones_whatever_the_order_of_the_file(task: Task) -> None:
    labels = read_labels(bundled_labels()).labels

    halves = split(labels, task)

    assert abs(len(halves[0]) - len(halves[1])) <= 2
    true = [sum(label.verdict(task) for label in half) for half in halves]
    assert abs(true[0] - true[1]) <= 1
    assert not {label.id for label in halves[0]} & {label.id for label in halves[1]}
    assert split(labels[::-1], task) == halves


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = write(
        tmp_path / "l.jsonl", {"id": "a"}, {"id": "a"}, {"id": "b", "supported": "yes"}, {"id": "c", "who": "x"}
    )
    path.write_text(path.read_text() + '{"id": \n')

    with pytest.raises(LabelsError) as told:
        read_labels(path)

    assert told.value.exit_code == 1
    lines = told.value.message.splitlines()
    assert [line.split("l.jsonl:")[1].split(": ")[0] for line in lines] == ["2", "3", "4", "5"]
    assert "'Ada' has labelled 'a' already" in lines[0]
    assert "`supported`" in lines[1]


def test_a_second_labeller_of_another_answer_under_the_same_id_is_a_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "l.jsonl", {"id": "a"}, {"id": "a", "labeller": "Ben", "answer": "Loam is clay."})

    with pytest.raises(LabelsError, match="another answer in the line of 'Ada'"):
        read_labels(path)


def test_agreement_is_told_only_where_two_have_labelled_the_same(tmp_path: Path) -> None:
    alone = read_labels(write(tmp_path / "one.jsonl", {"id": "a"}, {"id": "b", "labeller": "Ben"}))
    both = read_labels(
        write(
            tmp_path / "two.jsonl",
            {"id": "a"},
            {"id": "b", "supported": False},
            {"id": "a", "labeller": "Ben"},
            {"id": "b", "labeller": "Ben", "supported": True},
        )
    )

    assert not alone.agreements(SUPPORTED)
    [agreement] = both.agreements(SUPPORTED)
    assert agreement.labellers == ("Ada", "Ben")
    assert confusion(*map(list, zip(*agreement.pairs, strict=True))).kappa == 0.0
    assert [label.id for label in both.agreed(SUPPORTED)] == ["a"], "a disputed label is no measure of a judge"


def test_a_file_that_is_missing_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="no such file"):
        read_labels(tmp_path / "none.jsonl")
    with pytest.raises(LabelsError, match="holds no label"):
        read_labels(write(tmp_path / "empty.jsonl"))


def test_the_example_card_is_of_the_labels_that_come_along() -> None:
    path = bundled_labels()
    example = path.with_name("judge-card.json")
    ids = list(json.loads(example.read_text("utf-8"))["cards"])
    cards = [card for card in map(CardFile(example).find, ids) if card is not None]

    assert sorted(card.task for card in cards) == sorted(task.name for task in TASKS)
    assert {card.labels["sha256"] for card in cards} == {hashlib.sha256(path.read_bytes()).hexdigest()}
    assert sorted(page_of(cards).splitlines()) == sorted(example.with_suffix(".md").read_text("utf-8").splitlines())
