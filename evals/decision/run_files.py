"""The files of a run as they lie on disk, checked while they are read.

Keys that this version does not know are left alone: a run stays readable when a later one writes more.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trekbot.errors import RunError

Kind = Literal["binary", "share", "number"]
Better = Literal["higher", "lower", "none"]
State = Literal["scored", "not_applicable", "failed"]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class QuestionSource(_Lenient):
    """A file of questions that was asked."""

    file: str
    sha256: str


class Manifest(_Lenient):
    """What was asked of whom; `finished` is None while a run is not whole."""

    format: Literal[2]
    run: str
    started: str
    finished: str | None
    identity: dict[str, Any]
    questions: tuple[QuestionSource, ...] = Field(min_length=1)
    suite_hash: str
    asked: int
    repeats: int = 1

    @property
    def suite(self) -> str:
        """The files' names without folders and endings, joined: what a baseline is named after."""
        return "+".join(sorted(Path(source.file).stem for source in self.questions))


class AskedRow(_Lenient):
    """A question as it was asked. A row without a cluster is one of its own."""

    id: str
    row_hash: str
    question: str
    history: tuple[dict[str, Any], ...] = ()
    roadmap: str | None = None
    category: str = "all"
    cluster: str | None = None
    severity: Literal["critical", "normal"] = "normal"
    answerable: bool | None = None
    reference: str | None = None
    must_cite: tuple[str, ...] | None = None
    must_not_cite: tuple[str, ...] | None = None
    must_say: tuple[tuple[str, ...], ...] | None = None
    must_not_say: tuple[str, ...] | None = None


class CitedPlace(_Lenient):
    """A citation of an answer, as far as a reader of a report needs it."""

    roadmap: str
    stage: str | None = None
    section: str | None = None
    quote: str = ""

    @property
    def place(self) -> str:
        return _place(f"{self.roadmap}/{self.stage or ''}", self.section)


class ReplySaid(_Lenient):
    """The reply of the contract, as far as a report needs it."""

    status: str
    answer: str
    citations: tuple[CitedPlace, ...] = ()
    engine: str | None = None
    usage: dict[str, Any] = Field(default_factory=dict)


class RetrievedText(_Lenient):
    """A piece of a page that was found for a question."""

    place: str
    section: str | None = None
    text: str = ""
    score: float | None = None

    @property
    def where(self) -> str:
        return _place(self.place, self.section)


class Generation(_Lenient):
    """One answer to one question; `error` says why there is none. Times are in seconds."""

    id: str
    repeat: int
    row_hash: str
    reply: ReplySaid | None
    retrieved: tuple[RetrievedText, ...] = ()
    first_s: float | None = None
    seconds: float | None = None
    error: str | None = None

    @property
    def cited(self) -> tuple[str, ...]:
        """The places cited, once each, in order of first use."""
        return tuple(dict.fromkeys(citation.place for citation in self.reply.citations)) if self.reply else ()

    @property
    def found(self) -> tuple[str, ...]:
        """The places retrieved, once each, best first."""
        return tuple(dict.fromkeys(text.where for text in self.retrieved))


class Score(_Lenient):
    """What one metric makes of one answer. A value that is no finite number is a failure, whatever its state says."""

    id: str
    repeat: int
    metric: str
    value: float | None
    state: State
    why: str | None = None

    @property
    def number(self) -> float | None:
        """The value where there is one."""
        good = self.state == "scored" and self.value is not None and math.isfinite(self.value)
        return self.value if good else None


class MetricInfo(_Lenient):
    """What a metric measures; `scorer` is its code's version, or the identity of the judge that gave it."""

    kind: Kind
    better: Better
    tier: int
    gates: bool
    scorer: str


Model = TypeVar("Model", bound=BaseModel)


def _place(place: str, section: str | None) -> str:
    return f"{place}#{section}" if section else place


def read_object(path: Path, model: type[Model]) -> Model:
    """Read a file that holds one JSON object.

    Raises:
        RunError: it is missing or does not fit.
    """
    return _checked(_text(path), model, str(path))


def read_metrics(path: Path) -> dict[str, MetricInfo]:
    """Read `metrics.json`.

    Raises:
        RunError: it is missing or does not fit.
    """
    try:
        entries = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise RunError(f"{path}:{error.lineno}: this is no JSON: {error.msg}.") from None
    if not isinstance(entries, dict):
        raise RunError(f"{path}: this is no JSON object of metrics.")
    return {name: _checked(json.dumps(entry), MetricInfo, f"{path}: {name}") for name, entry in entries.items()}


def read_lines(path: Path, model: type[Model]) -> Iterator[Model]:
    """Read JSON lines; a last line that was cut off while it was written counts as not there.

    Raises:
        RunError: the file is missing, or a line does not fit.
    """
    lines = _text(path).split("\n")
    for number, line in enumerate(lines[:-1], start=1):
        if line.strip():
            yield _checked(line, model, f"{path}:{number}")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise RunError(
            f"{path}: there is no such file.", "A run has it once `trekbot eval generate` and `score` are done."
        ) from None
    except UnicodeDecodeError as error:
        raise RunError(f"{path}: this is no UTF-8: {error.reason} at byte {error.start}.") from None


def _checked(text: str, model: type[Model], place: str) -> Model:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in fault["loc"])
        raise RunError(f"{place}: {f'`{key}`: ' if key else ''}{fault['msg']}.") from None
