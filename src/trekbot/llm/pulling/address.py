"""A part that lies at an HTTP address, fetched so that a cut costs only what had not arrived.

Spoken to with httpx, the hub's files too: its own library would bring resuming, but neither a way to end it at once nor
progress as our faces show it, and it asks other hosts besides the one that is named.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from trekbot.llm.pulling.assembly import Assembly
from trekbot.llm.pulling.joined import Room, broke_off

ATTEMPTS = 5  # in a row without a further byte
LONGEST_PAUSE_S = 120.0
TIMEOUT = httpx.Timeout(30.0, connect=10.0)  # seconds, of which a read may take all without a byte
TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")


class _Cut(Exception):
    """An answer that broke off, or asks to be asked again; `after_s` seconds later where it says when."""

    def __init__(self, fault: str, after_s: float | None = None) -> None:
        super().__init__(fault)
        self.after_s = after_s


@dataclass(frozen=True)
class AddressPart:
    """What an address serves.

    Args:
        url: http or https; redirects are followed, and proxies that the environment names are used.
        headers: sent to that host alone, as for a key.
        pause: waits for some seconds.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    pause: Callable[[float], None] = time.sleep

    shares_of_space = 0

    @property
    def name(self) -> str:
        """The address without the user, the password and the query, which may hold keys."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    def fetch(self, assembly: Assembly, room: Room, told: Callable[[int], None]) -> None:
        """Ask for what is missing, and again where the connection is cut, as long as each time brings some of it.

        Raises:
            SourceFailed: the address cannot be reached, refuses, or breaks off again and again.
            NotTheModel: it serves something of another size.
        """
        if room.last and assembly.had == room.most:
            return
        best, idle, reached = assembly.had, 0, False
        with httpx.Client(headers=_headers(self.headers), timeout=TIMEOUT, follow_redirects=True) as client:
            while True:
                try:
                    self._ask(client, assembly, room, told)
                    return
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    if not reached:  # it is not there, and waiting for it rarely helps
                        raise broke_off(self.name, f"cannot be reached ({_reason(error)})") from None
                    fault, after_s = "cannot be reached any more", None
                except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.TooManyRedirects) as error:
                    raise broke_off(self.name, f"leads nowhere ({_reason(error)})") from None
                except _Cut as error:
                    fault, after_s, reached = str(error), error.after_s, True
                except httpx.HTTPError as error:
                    fault, after_s, reached = f"broke off ({_reason(error)})", None, True
                idle = 0 if assembly.had > best else idle + 1
                best = max(best, assembly.had)
                pause_s = after_s if after_s is not None else 2.0**idle
                if idle >= ATTEMPTS or pause_s > LONGEST_PAUSE_S:
                    raise broke_off(self.name, fault)
                self.pause(pause_s)

    def _ask(self, client: httpx.Client, assembly: Assembly, room: Room, told: Callable[[int], None]) -> None:
        asked_from = assembly.had
        ranged = {"Range": f"bytes={asked_from}-"} if asked_from else {}
        with client.stream("GET", self.url, headers=ranged) as answer:
            if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE and asked_from:
                _, size = _range_of(answer)
                if size == asked_from:
                    return  # all of it had come, but not the word that it had
                assembly.restart()
                raise _Cut("does not have what was asked for", 0.0)
            size = self._size(answer, asked_from)
            if answer.status_code == httpx.codes.OK and asked_from:  # it knows no ranges, and begins anew
                assembly.restart()
            if size is None and room.last:
                size = room.most
            if size is not None:
                room.check(size)
            for piece in answer.iter_raw():
                if assembly.had + len(piece) > room.most:
                    room.check(assembly.had + len(piece))
                assembly.write(piece)
                told(assembly.had)
        if size is not None and assembly.had != size:
            raise _Cut(f"broke off after {assembly.had:,} of {size:,} bytes")

    def _size(self, answer: httpx.Response, asked_from: int) -> int | None:
        """Give the part's size in bytes, None where the answer does not say it."""
        status = answer.status_code
        if status in TRY_AGAIN:
            raise _Cut(f"answered with status {status}", _retry_after(answer))
        if status == httpx.codes.PARTIAL_CONTENT and asked_from:
            begins, size = _range_of(answer)
            if begins != asked_from:
                raise broke_off(self.name, "answered with another range than was asked for")
            return size
        if status != httpx.codes.OK:
            raise broke_off(self.name, f"answered with status {status}")
        length = answer.headers.get("Content-Length", "")
        return int(length) if length.isdecimal() else None


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    return {"Accept-Encoding": "identity", "User-Agent": "trekbot", **given}  # bytes are counted as they lie there


def _range_of(answer: httpx.Response) -> tuple[int | None, int | None]:
    """Read where a range begins, and the size of the whole; None where that is not said."""
    match = _RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    if match is None:
        return None, None
    begins, size = match.groups()
    return int(begins) if begins else None, int(size) if size != "*" else None


def _retry_after(answer: httpx.Response) -> float | None:
    """Give the seconds to wait that an answer names, as a number or a date."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _reason(error: Exception) -> str:
    return type(error).__name__ if not str(error) else str(error).rstrip(".")
