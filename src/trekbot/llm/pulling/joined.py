"""A model file that is fetched: as one part from one address, or as several that are joined in order."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trekbot.errors import ModelUnavailable, TrekbotError
from trekbot.llm.models import Model
from trekbot.llm.pulling.assembly import Assembly
from trekbot.llm.pulling.source import SourceFailed, Watch, shown_size
from trekbot.llm.pulling.space import FreeSpace, check_space, free_space

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PHASE = "fetching"


class NotTheModel(Exception):
    """What a part holds cannot be of the model; the text goes on after the part's name."""


@dataclass(frozen=True)
class Room:
    """How large a part may be, in bytes: `most`, and where it is the `last` one exactly that."""

    most: int
    last: bool

    def check(self, size: int) -> None:
        """Refuse a part of the wrong size as soon as its size is known.

        Raises:
            NotTheModel: it is too large, or the last one too small.
        """
        if size > self.most or (self.last and size != self.most):
            raise NotTheModel(f"has {size:,} bytes, where {self.most:,} {'are' if self.last else 'at most are'} due")


class Part(Protocol):
    """What one part comes from."""

    @property
    def name(self) -> str:
        """As a person is shown it, without keys."""

    @property
    def shares_of_space(self) -> int:
        """How many times its own size it takes on the disk while it is fetched, besides what is kept of it."""

    def fetch(self, assembly: Assembly, room: Room, told: Callable[[int], None]) -> None:
        """Add what is missing of the part at work, until that is whole; `told` gets the bytes had of it.

        Raises:
            SourceFailed: it cannot be had, or broke off.
            NotTheModel: it cannot be a part of the model.
        """


@dataclass(frozen=True)
class JoinedParts:
    """Parts that are a model file when they are put one behind the other."""

    name: str
    parts: tuple[Part, ...]
    free: FreeSpace = free_space

    @property
    def refusal(self) -> type[TrekbotError]:
        return ModelUnavailable

    def gather(self, model: Model, target: Path, watch: Watch) -> Path:
        """Fetch what is missing and give the file of all parts.

        Raises:
            SourceFailed: a part cannot be had. What there is stays, and the next time goes on with it.
            ModelUnavailable: the disk has no room, or a part cannot be of this model; then all of it is removed.
        """
        with Assembly(target, [part.name for part in self.parts]) as assembly:
            try:
                self._fetch(assembly, model, watch)
            except NotTheModel as fault:
                assembly.discard()
                raise ModelUnavailable(f"This is not {model.name}: {fault}. Nothing of it is kept.") from None
            except OSError as error:
                if error.errno not in FULL:
                    raise
                had = f"{shown_size(assembly.size)} of {shown_size(model.size)}"
                raise ModelUnavailable(
                    f"{target.parent}: the disk is full after {had}.", "They are kept. Make room, and run it again."
                ) from None
            return assembly.path

    def _fetch(self, assembly: Assembly, model: Model, watch: Watch) -> None:
        if assembly.size > model.size:
            assembly.restart()
        beside = max((part.shares_of_space for part in self.parts[assembly.parts :]), default=0)
        needed = model.size - assembly.size + beside * (model.size // len(self.parts))
        check_space(assembly.path.parent, needed, self.free)
        if assembly.size:
            watch.tell(f"Going on after {shown_size(assembly.size)} of {shown_size(model.size)}.")
        for number in range(assembly.parts, len(self.parts)):
            part = self.parts[number]
            room = Room(model.size - assembly.start, last=number == len(self.parts) - 1)

            def told(had: int) -> None:
                watch.progress(PHASE, min(assembly.start + had, model.size), model.size)

            told(assembly.had)
            try:
                part.fetch(assembly, room, told)
                room.check(assembly.had)
            except NotTheModel as fault:
                raise NotTheModel(f"{part.name} {fault}") from None
            told(assembly.had)
            assembly.complete()


def broke_off(name: str, fault: str) -> SourceFailed:
    """The error for a part that cannot be had."""
    return SourceFailed(f"{name} {fault}.")
