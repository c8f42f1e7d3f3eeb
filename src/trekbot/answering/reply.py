"""What a face shows: one answer with its citations, as the HTTP contract's object."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from trekbot.answering.usage import Usage

Status = Literal["answered", "not_covered", "declined"]

REPLY_ID = (
    r"[A-Za-z0-9._~-]{1,128}"  # the shape of `Reply.id`, for whoever gets one back: what needs no quoting in URLs
)


@dataclass(frozen=True)
class Citation:
    """Where a sentence stands. `number` counts from 1 in order of first use; `stage` is None for a roadmap's own page.

    `quote` is the file's text, verbatim but for the contract's folding; `url` opens the stage at its section.
    """

    number: int
    roadmap: str
    stage: str | None
    stage_number: int | None
    title: str
    section: str | None
    quote: str
    url: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Reply:
    """One whole answer; the field meanings are the contract's. `timings_ms` are wall-clock milliseconds by phase."""

    id: str
    status: Status
    answer: str
    notices: tuple[str, ...]
    citations: tuple[Citation, ...]
    suggestions: tuple[str, ...]
    engine: str
    prompt: str | None
    degraded: str | None
    index: str
    usage: Usage
    timings_ms: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON object of the contract's section 3."""
        fields = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
