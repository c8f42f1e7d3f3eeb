"""What a model file can come from, and who watches it come."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trekbot.errors import ModelUnavailable, TrekbotError
from trekbot.llm.models import Model


class SourceFailed(ModelUnavailable):
    """A source cannot be had just now; another one may."""


@dataclass(frozen=True)
class Watch:
    """Whom to tell: `tell` gets a sentence, `progress` a phase, the bytes done and the bytes in all."""

    tell: Callable[[str], None]
    progress: Callable[[str, int, int], None]


class Source(Protocol):
    """One place that a whole model file can be had from."""

    @property
    def name(self) -> str:
        """The place as a person is shown it, without keys."""

    @property
    def refusal(self) -> type[TrekbotError]:
        """The error to raise where what came from here is not the model."""

    def gather(self, model: Model, target: Path, watch: Watch) -> Path:
        """Bring all bytes into a file beside `target`, on the same disk; their hash is not looked at.

        Raises:
            SourceFailed: the source cannot be had, or broke off. What came of it is kept where it can be gone on with.
            TrekbotError: no other source would help, or what is there cannot be the model.
        """


def shown_size(size: int) -> str:
    """Write a number of bytes for people: `1,117 MB`."""
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size:,} bytes"
