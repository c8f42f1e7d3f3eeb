"""Sync copies of one data folder, each in a process that kills itself at another moment.

    killed_syncs.py CORPUS DATA COPIES

Moments are the steps that a process takes in the file system and the steps of the progress; each copy's folder is
named after its moment. The heavy imports are made once, and every process is a fork of this one.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

import chromadb  # noqa: F401
import llama_index.vector_stores.chroma  # noqa: F401

from tests.fakes import HashingEmbedder
from trekbot.index.sync import sync

STEPS = {
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "shutil.rmtree",
    "shutil.copyfile",
    "tempfile.mkdtemp",
}
LATE = 12  # the last moments, around the switch, are all tried; of the others every few
SPREAD = 9


class Moments:
    """Counts moments, and dies at one of them."""

    def __init__(self, folder: Path, deadly: int | None) -> None:
        self.count = 0
        self._folder = str(folder)
        self._deadly = deadly
        sys.addaudithook(self._seen)

    def pass_one(self, *_: object) -> None:
        self.count += 1
        if self.count == self._deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def _seen(self, event: str, details: tuple[object, ...]) -> None:
        if event in STEPS and self._folder in str(details[0] if details else ""):
            self.pass_one()


def run(corpus: Path, data: Path, copy: Path, deadly: int | None) -> int:
    """Sync a copy in a fork; give the number of moments it had, 0 where it was killed."""
    shutil.copytree(data, copy)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        moments = Moments(copy, deadly)
        sync(corpus, copy, HashingEmbedder(), moments.pass_one)
        os.write(writing, str(moments.count).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        count = int(pipe.read() or 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert killed if deadly else count, f"moment {deadly}: status {status}, {count} moments"
    return count


if __name__ == "__main__":
    corpus, data, copies = map(Path, sys.argv[1:])
    total = run(corpus, data, copies / "whole", None)
    early = total - LATE
    for moment in [*range(1, early, max(1, early // SPREAD)), *range(early, total + 1)]:
        run(corpus, data, copies / f"{moment:04}", moment)
    print(total)
