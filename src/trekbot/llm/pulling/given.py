"""A model file that a person has already."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from trekbot.errors import ModelFileError, TrekbotError
from trekbot.llm.models import Model
from trekbot.llm.pulling.source import Watch
from trekbot.llm.pulling.space import FreeSpace, check_space, free_space

PIECE = 1 << 22  # bytes copied at once


@dataclass(frozen=True)
class GivenFile:
    """A file, or a folder that holds one under the model's file name; it is linked or copied, and stays as it is."""

    path: Path
    free: FreeSpace = free_space

    @property
    def name(self) -> str:
        return str(self.path)

    @property
    def refusal(self) -> type[TrekbotError]:
        return ModelFileError

    def gather(self, model: Model, target: Path, watch: Watch) -> Path:
        """Link the file beside the target, or copy it where it lies on another disk.

        Raises:
            ModelFileError: there is no such file, or it has another size than the model.
        """
        path = self.path.expanduser()
        path = path / model.file if path.is_dir() else path
        try:
            size = path.stat().st_size
        except OSError as error:
            raise ModelFileError(f"{path}: {(error.strerror or str(error)).lower()}.") from None
        if size != model.size or not path.is_file():
            raise ModelFileError(f"{path} is not {model.name}: it has {size:,} bytes instead of {model.size:,}.")
        staged = target.with_name(f"{target.name}.given")
        staged.unlink(missing_ok=True)
        try:
            os.link(path.resolve(), staged)
        except OSError:  # another disk, or one without links
            check_space(target.parent, model.size, self.free)
            _copy(path, staged, model.size, watch)
        return staged


def _copy(path: Path, staged: Path, size: int, watch: Watch) -> None:
    try:
        with path.open("rb") as source, staged.open("wb") as copy:
            while piece := source.read(PIECE):
                copy.write(piece)
                watch.progress("copying", copy.tell(), size)
            os.fsync(copy.fileno())
    except BaseException:
        with suppress(OSError):
            staged.unlink()
        raise
