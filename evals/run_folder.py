"""A run on disk: plain files, so that each stage can be made again alone and anybody can read them.

manifest.json        what was asked of whom; `finished` is null until all was asked
questions.jsonl      the rows as they were asked, each with its hash
generations.jsonl    a line an answer, forced to disk as soon as it is whole
scores.jsonl         a line a metric of an answer
metrics.json         what each metric is
tallies.json         counts over the whole run: refusals, dropped sentences, fallbacks
"""

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trekbot.errors import RunError
from trekbot.evals.generation import Generation, generation_of
from trekbot.evals.questions import QuestionSet, Row
from trekbot.roadmaps.faults import shown_path

FORMAT = 2

MANIFEST = "manifest.json"
QUESTIONS = "questions.jsonl"
GENERATIONS = "generations.jsonl"
SCORES = "scores.jsonl"
METRICS = "metrics.json"
TALLIES = "tallies.json"

Key = tuple[str, int]  # a question's id and the number of the repeat


@dataclass(frozen=True)
class Manifest:
    """What a run asked of whom.

    Args:
        run: the name of its folder.
        started: UTC, ISO 8601; `finished` too, None while questions are left.
        identity: who answered, see `Identity`.
        questions: the files, each `file`, without its folder, and `sha256`.
        suite_hash: of all rows that are asked.
        asked: how many rows, each `repeats` times.
    """

    run: str
    started: str
    finished: str | None
    identity: Mapping[str, Any]
    questions: tuple[Mapping[str, str], ...]
    suite_hash: str
    asked: int
    repeats: int
    format: int = FORMAT


class RunFolder:
    """The files of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def manifest(self) -> Manifest:
        """Raises RunError where there is none that this version reads."""
        path = self.path / MANIFEST
        try:
            data = json.loads(path.read_text("utf-8"))
            if data["format"] != FORMAT:
                raise RunError(f"{shown_path(path)}: its format is {data['format']}, this version reads {FORMAT}.")
            return Manifest(**{**data, "questions": tuple(data["questions"])})
        except FileNotFoundError:
            raise RunError(f"{shown_path(self.path)} is no run of the eval suite.") from None
        except (ValueError, KeyError, TypeError) as error:
            raise RunError(f"{shown_path(path)}: it is no manifest of a run: {error}.") from None

    def begin(self, manifest: Manifest, questions: QuestionSet) -> None:
        """Write what will be asked; of a run that is gone on with, in the place of what was."""
        rows = ({**row.model_dump(mode="json", exclude_defaults=True), "row_hash": row.hash} for row in questions.rows)
        self._write(QUESTIONS, _lines(rows))
        self._write_manifest(manifest)

    def finish(self, finished: datetime, identity: Mapping[str, Any]) -> None:
        """Note that all was asked, and who has answered."""
        moment = finished.isoformat(timespec="seconds")
        self._write_manifest(replace(self.manifest, finished=moment, identity=identity))

    def rows(self) -> tuple[Row, ...]:
        """Give the questions as they were asked."""
        rows = []
        for number, data in self._read(QUESTIONS):
            data.pop("row_hash", None)
            try:
                rows.append(Row.model_validate_json(json.dumps(data)))
            except ValidationError as error:
                raise RunError(f"{shown_path(self.path / QUESTIONS)}:{number}: it is no question: {error}") from None
        return tuple(rows)

    def generations(self) -> dict[Key, Generation]:
        """Give the last answer to each question as it stands in the run; those to a changed question are left out."""
        hashes = {row.id: row.hash for row in self.rows()}
        found: dict[Key, Generation] = {}
        for number, data in self._read(GENERATIONS):
            try:
                generation = generation_of(data)
            except (ValueError, KeyError, TypeError) as error:
                place = f"{shown_path(self.path / GENERATIONS)}:{number}"
                raise RunError(f"{place}: it is no answer of a run: {error}.") from None
            if hashes.get(generation.id) == generation.row_hash:
                found[generation.id, generation.repeat] = generation
        return found

    def append(self, generation: Generation) -> None:
        """Write an answer and force it to disk."""
        with (self.path / GENERATIONS).open("ab") as lines:
            lines.write(_lines([generation.to_dict()]).encode())
            lines.flush()
            os.fsync(lines.fileno())

    def mend(self) -> None:
        """Leave only whole lines, of answers that the run still asks for, so that any reader may take all of them."""
        hashes, repeats = {row.id: row.hash for row in self.rows()}, self.manifest.repeats
        kept = [
            data
            for _, data in self._read(GENERATIONS)
            if hashes.get(data.get("id", "")) == data.get("row_hash") and data.get("repeat", 0) < repeats
        ]
        self._write(GENERATIONS, _lines(kept))

    def scores(self) -> list[dict[str, Any]]:
        """Give the lines of the scores.

        Raises:
            RunError: the run has not been scored.
        """
        if not (self.path / SCORES).exists():
            raise RunError(f"The run {self.name} has no scores.", f"Make them: trekbot eval score {self.name}")
        return [data for _, data in self._read(SCORES)]

    def metrics(self) -> dict[str, dict[str, Any]]:
        """Say what each metric of the scores is; none before the first scoring."""
        path = self.path / METRICS
        return json.loads(path.read_text("utf-8")) if path.exists() else {}

    def replace_scores(
        self, scores: Iterable[Mapping[str, Any]], metrics: Mapping[str, Mapping[str, Any]], instead_of: Collection[str]
    ) -> None:
        """Write scores in the place of those of some metrics; other metrics' scores stay."""
        kept = (
            [one for one in self.scores() if one["metric"] not in instead_of] if (self.path / SCORES).exists() else []
        )
        known = {name: about for name, about in self.metrics().items() if name not in instead_of}
        self._write(SCORES, _lines([*kept, *scores]))
        self._write(METRICS, _pretty({**known, **metrics}))

    def write_tallies(self, tallies: Mapping[str, Any]) -> None:
        """Write the counts over the whole run."""
        self._write(TALLIES, _pretty(tallies))

    def _write_manifest(self, manifest: Manifest) -> None:
        self._write(MANIFEST, _pretty(asdict(manifest)))

    def _write(self, name: str, text: str) -> None:
        """Put a whole file in place at once, so that a crash leaves the old one or the new one."""
        temporary = self.path / f"{name}.part"
        temporary.write_text(text, "utf-8")
        temporary.replace(self.path / name)

    def _read(self, name: str) -> Iterable[tuple[int, dict[str, Any]]]:
        """Give the objects of a file with the numbers of their lines; a last line that was cut off is left out."""
        path = self.path / name
        *whole, _ = path.read_text("utf-8").split("\n") if path.exists() else ("",)
        for number, line in enumerate(whole, start=1):
            try:
                data = json.loads(line)
            except ValueError as error:
                raise RunError(f"{shown_path(path)}:{number}: the line is no JSON: {error}.") from None
            if not isinstance(data, dict):
                raise RunError(f"{shown_path(path)}:{number}: the line is no JSON object.")
            yield number, data


def new_run(runs: Path, started: datetime, number: int = 1) -> RunFolder:
    """Make a folder named after the time; runs that start within one second are numbered."""
    name = started.strftime("%Y%m%dT%H%M%SZ")
    path = runs / (name if number == 1 else f"{name}-{number}")
    try:
        path.mkdir(parents=True)
    except FileExistsError:
        return new_run(runs, started, number + 1)
    return RunFolder(path)


def find_run(runs: Path, name: str) -> RunFolder:
    """Find a run by its name, or by the path of its folder.

    Raises:
        RunError: there is none.
    """
    for path in (runs / name, Path(name)):
        if (path / MANIFEST).is_file():
            return RunFolder(path)
    known = sorted(path.parent.name for path in runs.glob(f"*/{MANIFEST}"))
    remedy = f"The last ones are: {', '.join(known[-5:])}." if known else "There is none yet."
    raise RunError(f"{shown_path(runs)} holds no run {name!r}.", remedy)


def _lines(objects: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def _pretty(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
