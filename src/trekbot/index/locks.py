"""Locks on files and folders that the kernel gives back when their holder dies, however it dies.

A sync holds one file for itself. Whoever reads a folder holds a lease on it, and only folders without a lease are
removed: this works between processes and between threads of one process alike.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from trekbot.errors import IndexBusy


@contextmanager
def hold_alone(file: Path, wait: bool, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold a lock file for the time of a `with`; it stays on disk, since removing it would let two in.

    Args:
        wait: wait for another holder; otherwise IndexBusy.
        on_wait: called before waiting, not where the lock is free.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as handle:
        if not _locked(handle.fileno(), fcntl.LOCK_EX):
            if not wait:
                raise IndexBusy(f"{file.parent}: another sync is at work there.", "Wait until it has ended.")
            on_wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Lease:
    """A reader's hold on a folder: `remove_unused` leaves the folder alone until `release`.

    Raises:
        FileNotFoundError: the folder is gone.
    """

    def __init__(self, folder: Path) -> None:
        self._descriptor: int | None = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def remove_unused(folder: Path) -> bool:
    """Remove a folder with all in it, unless somebody has a lease on it; say whether it is gone."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return True
    try:
        if not _locked(descriptor, fcntl.LOCK_EX):
            return False
        shutil.rmtree(folder)
    finally:
        os.close(descriptor)
    return True


def remove_unused_in(folder: Path) -> None:
    """Remove what lies in a folder without a lease; does nothing while somebody has a lease on the folder itself."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return
    try:
        if _locked(descriptor, fcntl.LOCK_EX):
            for inner in sorted(folder.iterdir()):
                remove_unused(inner)
    finally:
        os.close(descriptor)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
