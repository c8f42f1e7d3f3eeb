"""A corpus file's bytes as text, read without trusting what the file is.

A FIFO would wait for ever, a device never end, and a huge file fill the memory: each is a fault instead.
"""

import codecs
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from trekbot.roadmaps.faults import FaultList

MOST_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class Source:
    """A file's text, without byte-order mark and with LF line ends, and the SHA-256 of its bytes in hex."""

    text: str
    sha256: str


def read_source(path: Path, faults: FaultList) -> Source | None:
    """Read one file, None where that is impossible; every reason is noted."""
    try:
        raw = _read_bytes(path, faults)
    except OSError as error:
        faults.error(path, 1, f"cannot be read ({error.strerror})", "give this user the right to read it")
        return None
    if raw is None:
        return None
    text = _decode(raw, path, faults)
    if text is None:
        return None
    return Source(text.replace("\r\n", "\n").replace("\r", "\n"), hashlib.sha256(raw).hexdigest())


def _read_bytes(path: Path, faults: FaultList) -> bytes | None:
    # O_NONBLOCK: opening a FIFO must not wait for a writer; asking the opened file leaves no gap for a swap.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            faults.error(path, 1, f"is {_kind(mode)} and no plain file", "put a text file in its place")
            return None
        with open(descriptor, "rb", closefd=False) as file:
            raw = file.read(MOST_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(raw) > MOST_BYTES:
        faults.error(path, 1, "is over 2 MiB", "split it, or move data and pictures out of it")
        return None
    return raw


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a FIFO" if stat.S_ISFIFO(mode) else "a device"


def _decode(raw: bytes, path: Path, faults: FaultList) -> str | None:
    null = raw.find(b"\0")
    if null >= 0:
        faults.error(path, _line(raw, null), "the file holds NUL bytes", "remove them, or save it again as UTF-8 text")
    body = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.error(path, _line(body, error.start), "the file is not UTF-8", "save it again as UTF-8 text")
        return None
    return text if null < 0 else None


def _line(raw: bytes, place: int) -> int:
    before = raw[:place].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
