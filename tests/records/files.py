"""What can happen to a file that others use too."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold a database for oneself, as a program does that writes and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        yield
        holder.execute("ROLLBACK")


@contextmanager
def reading(file: Path, table: str) -> Iterator[None]:
    """Be in the midst of reading a table."""
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute(f"SELECT * FROM {table}").fetchall()
        yield
        reader.execute("ROLLBACK")


@contextmanager
def readable_folder() -> Iterator[Path]:
    """A folder that every user can read, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def write_protected(folder: Path) -> Iterator[None]:
    """Take the right to write below a folder away from this process, also where it runs as root."""
    places = [folder, *folder.rglob("*")]
    modes = {place: place.stat().st_mode for place in places}
    for place in places:
        place.chmod(0o555 if place.is_dir() else 0o444)
    me = os.geteuid()
    try:
        if me == 0:
            _become(NOBODY)
        yield
    finally:
        os.seteuid(me)
        for place, mode in modes.items():
            place.chmod(mode)


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    """Read a database, or change it, as another program would."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        return other.execute(query).fetchall()


def _become(user: int) -> None:
    try:
        os.seteuid(user)
    except OSError as error:
        pytest.skip(f"root cannot be another user here: {error}")
