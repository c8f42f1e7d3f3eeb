"""Bring a model to this machine, and let nothing else than that model get its name.

Whatever the source, the file's hash is that of what lies on the disk in the end. Only then does one step give it its
name, so that a model under its name is whole, and a pull that is ended at any moment does no harm.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from trekbot.errors import ModelUnavailable
from trekbot.llm.models import Model, place_of
from trekbot.llm.pulling.assembly import remove_assembled, remove_traces
from trekbot.llm.pulling.source import Source, SourceFailed, Watch, shown_size

PIECE = 1 << 22  # bytes hashed at once


@dataclass(frozen=True)
class Pulled:
    """A model that is there now; `source` says where from, None where it was there before."""

    path: Path
    source: str | None


def pull(model: Model, data: Path, sources: Sequence[Source], watch: Watch) -> Pulled:
    """Make sure that a model is on this machine, whole and its publisher's.

    A model that is there already is checked, and fetched anew where it is damaged. Only one pull at a time works on a
    data folder; another one waits for it.

    Args:
        sources: at least one; the next is asked where one cannot be had.

    Raises:
        ModelUnavailable: no source can be had, the disk has no room, or a source gave something else than the model.
        ModelFileError: a file that a person gave is not the model.
    """
    target = place_of(model, data)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _turn(target.parent / "lock", watch):
        if target.exists():
            found = _hash(target, model, watch)
            if found == model.sha256:
                return Pulled(target, None)
            watch.tell(f"{target} is damaged: its SHA-256 is {found}. It is removed and fetched anew.")
            target.unlink()
        source, staged = _gather(model, target, sources, watch)
        found = _hash(staged, model, watch)
        if found != model.sha256:
            remove_assembled(staged)
            raise source.refusal(
                f"{source.name} is not {model.name}: expected SHA-256 {model.sha256}, got {found}.",
                "It is not kept.",
            )
        _keep(staged, target)
        remove_traces(target)
        return Pulled(target, source.name)


def _gather(model: Model, target: Path, sources: Sequence[Source], watch: Watch) -> tuple[Source, Path]:
    faults: list[str] = []
    for source in sources:
        watch.tell(f"{model.name} ({shown_size(model.size)}, {model.license}) from {source.name}")
        try:
            return source, source.gather(model, target, watch)
        except SourceFailed as error:
            faults.append(error.message)
            if source is not sources[-1]:
                watch.tell(f"{error.message} The next source is tried.")
    raise ModelUnavailable(
        "\n".join(faults),
        "What has come is kept, and the next pull goes on with it. TREKBOT_MODEL_SOURCES names other sources, and"
        " --from takes a file that you have.",
    )


def _hash(path: Path, model: Model, watch: Watch) -> str:
    """Give the SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            watch.progress("checking", min(file.tell(), model.size), model.size)
    return digest.hexdigest()


def _keep(staged: Path, target: Path) -> None:
    """Force a file to the disk, then give it its name in one step."""
    _force(staged, os.O_RDONLY)
    os.replace(staged, target)
    _force(target.parent, os.O_RDONLY | os.O_DIRECTORY)


def _force(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _turn(lock: Path, watch: Watch) -> Iterator[None]:
    """Hold a lock file that the kernel gives back when its holder dies; it stays on disk, or two could hold it."""
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            watch.tell("Another pull is at work on this data folder; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
