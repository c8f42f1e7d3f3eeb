"""The scores of a run, a JSON line each: written as they are made, one for each answer and metric."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

State = Literal["scored", "not_applicable", "failed"]
Key = tuple[str, int, str]  # the question's id, the repeat, the metric's name


class ScoreFile:
    """`scores.jsonl` and `metrics.json` of one run's folder; one process writes at a time."""

    def __init__(self, folder: Path) -> None:
        self._scores = folder / "scores.jsonl"
        self._metrics = folder / "metrics.json"

    def settled(self, metrics: Mapping[str, Mapping[str, Any]]) -> set[Key]:
        """Make room for scores of these metrics, and give those that need not be made again.

        What failed, what another scorer made, and a line that was cut off in its midst are taken out.

        Args:
            metrics: what `metrics.json` is to say of each.
        """
        before = json.loads(self._metrics.read_text("utf-8")) if self._metrics.exists() else {}
        stale = {name for name, told in metrics.items() if before.get(name, {}).get("scorer") != told["scorer"]}
        kept, done = [], set()
        for score in self._read():
            name = score["metric"]
            if name in metrics and (name in stale or score["state"] == "failed"):
                continue
            kept.append(score)
            if name in metrics:
                done.add((score["id"], score["repeat"], name))
        _replace(self._scores, "".join(_line(score) for score in kept))
        _replace(self._metrics, json.dumps({**before, **metrics}, indent=2, ensure_ascii=False) + "\n")
        return done

    def add(self, key: Key, value: float | None, state: State, why: str | None = None) -> None:
        """Write one score; it is on the disk when this returns."""
        question, repeat, metric = key
        score = {"id": question, "repeat": repeat, "metric": metric, "value": value, "state": state, "why": why}
        with self._scores.open("a", encoding="utf-8") as file:
            file.write(_line(score))
            file.flush()
            os.fsync(file.fileno())

    def _read(self) -> Sequence[dict[str, Any]]:
        return read_lines(self._scores) if self._scores.exists() else ()


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines; a last one without an end, which a killed process left, is left out."""
    text = path.read_text("utf-8")
    return [json.loads(line) for line in text[: text.rfind("\n") + 1].split("\n") if line.strip()]


def _line(score: Mapping[str, Any]) -> str:
    return json.dumps(score, ensure_ascii=False) + "\n"


def _replace(path: Path, text: str) -> None:
    """Write a file that is whole at any moment."""
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
