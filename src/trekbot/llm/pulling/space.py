"""Whether the disk has room, asked before a gigabyte is fetched."""

import shutil
from collections.abc import Callable
from pathlib import Path

from trekbot.errors import ModelUnavailable
from trekbot.llm.pulling.source import shown_size

FreeSpace = Callable[[Path], int]  # a folder -> bytes that can be written below it


def free_space(folder: Path) -> int:
    """Give the bytes that are free where a folder lies."""
    return shutil.disk_usage(folder).free


def check_space(folder: Path, needed: int, free: FreeSpace = free_space) -> None:
    """Make sure that `needed` bytes fit.

    Raises:
        ModelUnavailable: they do not.
    """
    available = free(folder)
    if available < needed:
        raise ModelUnavailable(
            f"{folder}: {shown_size(needed)} are needed, and {shown_size(available)} are free.",
            "Make room, or name another folder with --data.",
        )
