"""Server-sent events out of bytes, wherever those are cut.

Source: the WHATWG's HTML standard, section 9.2.6, "Interpreting an event stream".
"""

import re
from collections.abc import Iterator

from trekbot.llm.faults import Fault

LONGEST_LINE = 512_000  # bytes; a piece of an answer has a few hundred
_LINE_END = re.compile(rb"\r\n|\n|\r")


class EventLines:
    """Reads one stream. Comments, such as those that keep a connection alive, and every field but `data` are left out.

    Lines are decoded by nobody before they are whole, so that a character may be cut in two.
    """

    def __init__(self) -> None:
        self._line = bytearray()
        self._data: list[bytes] = []
        self._ended_by_cr = False
        self._at_start = True

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Give the data of every event that is whole now.

        Raises:
            Fault: `broken`, at a line without end.
        """
        if self._ended_by_cr and piece.startswith(b"\n"):
            piece, self._ended_by_cr = piece[1:], False
        if not piece:
            return
        self._ended_by_cr = piece.endswith(b"\r")
        first, *others = _LINE_END.split(piece)
        self._line += first
        if len(self._line) > LONGEST_LINE:
            raise Fault("broken", "answered with a line without end")
        for line in others:
            yield from self._take(bytes(self._line))
            self._line = bytearray(line)

    def rest(self) -> Iterator[bytes]:
        """Give the data of an event that the end of the stream cut short of its empty line."""
        yield from self._take(bytes(self._line))
        yield from self._take(b"")
        self._line = bytearray()

    def _take(self, line: bytes) -> Iterator[bytes]:
        if self._at_start:
            line = line.removeprefix(b"\xef\xbb\xbf")
            self._at_start = False
        if line:
            name, _, value = line.partition(b":")
            if name == b"data":
                self._data.append(value.removeprefix(b" "))
        elif self._data:
            yield b"\n".join(self._data)
            self._data = []
