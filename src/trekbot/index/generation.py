"""Where an index lies on disk, and how one takes the place of another.

    <data>/index/lock                   held by the sync at work
    <data>/index/current                one line: the generation that answers
    <data>/index/<generation>/          never changed once its manifest is written
        manifest.json, chunks.json, passages.npz, chroma/, corpus/ (the files that were indexed)
    <data>/index/open/<generation>-…/   working copies for Chroma, of indexes that are open

A generation is written beside the others, then forced to disk, and only then named in `current`, which is replaced in
one step. So a crash at any moment leaves `current` naming a whole generation. The one before is kept to fall back to.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from trekbot.index.locks import hold_alone, remove_unused, remove_unused_in
from trekbot.index.manifest import FORMAT, NAME, Manifest, damage_of

_CURRENT = "current"


class Generation:
    """The places of one generation; the folder may be unfinished, damaged or gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self.chroma = folder / "chroma"
        self.corpus = folder / "corpus"
        self.chunks = folder / "chunks.json"
        self.passages = folder / "passages.npz"

    def manifest(self) -> Manifest | None:
        """Read the manifest; None where it is missing or altered."""
        try:
            return Manifest.from_json((self.folder / NAME).read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            return None

    def whole(self) -> Manifest | str:
        """Give the manifest where every byte is as it was written and the format is ours, else say what is not."""
        manifest = self.manifest()
        if manifest is None:
            return f"{NAME} is missing or was altered"
        if manifest.format != FORMAT:
            return f"its format is {manifest.format} instead of {FORMAT}"
        return damage_of(self.folder, manifest) or manifest


class Generations:
    """All generations below a data folder."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / "index"
        self.copies = self.folder / "open"

    def current_name(self) -> str | None:
        """The name in `current`; None where nothing was ever finished."""
        try:
            return (self.folder / _CURRENT).read_text("utf-8").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def finished(self) -> list[Generation]:
        """The current generation first, then every other one with a manifest, the newest first."""
        current = self.current_name()
        found = [each for each in self._all() if each.name == current or (each.folder / NAME).exists()]
        return sorted(found, key=lambda generation: (generation.name == current, generation.name), reverse=True)

    def alone(self, wait: bool, on_wait: Callable[[], None]) -> AbstractContextManager[None]:
        """Keep other syncs out, in this process and in others. Raises IndexBusy where not to `wait`."""
        return hold_alone(self.folder / "lock", wait, on_wait)

    def new(self) -> Generation:
        """Make an empty generation, later in the alphabet than all others, under a name that was never used."""
        number = max((int(generation.name.partition("-")[0]) for generation in self._all()), default=0) + 1
        generation = Generation(self.folder / f"{number:06}-{secrets.token_hex(4)}")
        generation.folder.mkdir(parents=True)
        return generation

    def finish(self, generation: Generation, manifest: Manifest) -> None:
        """Force a generation to disk, its manifest last."""
        for file in generation.folder.rglob("*"):
            _force(file)
        _write(generation.folder / NAME, manifest.to_json())

    def switch_to(self, generation: Generation) -> None:
        """Make a finished generation the current one, in one step."""
        _force(self.folder)
        _write(self.folder / _CURRENT, f"{generation.name}\n")

    def sweep(self) -> None:
        """Remove what a crash left behind and all but two finished generations, unless somebody reads them.

        Only for the holder of the lock: an unfinished generation may be another sync's work.
        """
        kept = {generation.name for generation in self.finished()[:2]}
        for generation in self._all():
            if generation.name not in kept:
                remove_unused(generation.folder)
        remove_unused_in(self.copies)

    def _all(self) -> Iterator[Generation]:
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if folder.is_dir() and folder.name.partition("-")[0].isdecimal():
                yield Generation(folder)


def discard(generation: Generation) -> None:
    """Remove a generation that was not finished."""
    shutil.rmtree(generation.folder, ignore_errors=True)


def _write(file: Path, text: str) -> None:
    """Replace a file in one step, on disk before this returns."""
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(text, "utf-8")
    _force(beside)
    os.replace(beside, file)
    _force(file.parent)


def _force(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
