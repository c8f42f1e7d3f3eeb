"""A file that grows part by part and survives being cut off at any moment.

`<file>.<mark>.part` holds the bytes in their order, `<file>.<mark>.json` the sizes of the parts that are whole. The
mark is that of the parts' names: what began to come from one source is never gone on with from another, whose parts may
be cut elsewhere.
"""

import glob
import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType


class Assembly:
    """The file as it grows; it is open from the beginning to the end of a `with`.

    Args:
        target: the file that it is to become.
        parts: the parts' names, in order.
    """

    def __init__(self, target: Path, parts: Sequence[str]) -> None:
        mark = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
        self.path = target.with_name(f"{target.name}.{mark}.part")
        self._journal = self.path.with_suffix(".json")
        self._file = self.path.open("ab", buffering=0)
        self.size = self.path.stat().st_size  # bytes in the file
        self._whole = self._recall()

    @property
    def parts(self) -> int:
        """How many parts are whole."""
        return len(self._whole)

    @property
    def start(self) -> int:
        """Where in the file the part at work begins."""
        return sum(self._whole)

    @property
    def had(self) -> int:
        """How many bytes of the part at work are there."""
        return self.size - self.start

    def write(self, piece: bytes) -> None:
        """Add bytes to the part at work."""
        rest = memoryview(piece)
        while rest:  # a disk that fills up takes a piece of a piece
            written = self._file.write(rest) or 0
            self.size += written
            rest = rest[written:]

    def restart(self) -> None:
        """Forget what there is of the part at work."""
        self._file.truncate(self.start)
        self.size = self.start

    def complete(self) -> None:
        """Remember that the part at work is whole; the next one begins."""
        os.fsync(self._file.fileno())  # the journal must not promise what a power failure takes back
        self._whole.append(self.had)
        beside = self._journal.with_name(f"{self._journal.name}.new")
        beside.write_text(json.dumps(self._whole), "utf-8")
        os.replace(beside, self._journal)

    def discard(self) -> None:
        """Remove the file and what is known of it."""
        remove_assembled(self.path)

    def __enter__(self) -> "Assembly":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _recall(self) -> list[int]:
        try:
            sizes = json.loads(self._journal.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        sound = isinstance(sizes, list) and all(type(size) is int and size > 0 for size in sizes)
        return sizes if sound and sum(sizes) <= self.size else []


def is_begun(target: Path) -> bool:
    """Tell whether some source has brought a part of a file that is not whole yet."""
    return any(path.stat().st_size for path in target.parent.glob(f"{glob.escape(target.name)}.*.part"))


def remove_assembled(path: Path) -> None:
    """Remove the file of an assembly, and what is known of its parts."""
    path.unlink(missing_ok=True)
    path.with_suffix(".json").unlink(missing_ok=True)


def remove_traces(target: Path) -> None:
    """Remove whatever any source has begun of a file."""
    for path in target.parent.glob(f"{glob.escape(target.name)}.*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
