"""Everybody who waits for an answer just now, so that work for nobody can be stopped.

An answer is made by a thread, which cannot be interrupted. It is handed an event instead, looks at it between its
steps, and hands it on to what takes long.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Callers:
    """Those who wait; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[threading.Event, str | None] = {}
        self._closed = False

    @contextmanager
    def waiting(self, session: str | None = None) -> Iterator[threading.Event]:
        """Give the event that is set when this caller is gone or sent away.

        Args:
            session: a name that several callers may share, to be used in `leave`.
        """
        gone = threading.Event()
        with self._lock:
            self._waiting[gone] = session
            if self._closed:
                gone.set()
        try:
            yield gone
        finally:
            with self._lock:
                del self._waiting[gone]

    def leave(self, session: str) -> None:
        """Say that the callers of a session are gone; who comes later under its name is not."""
        with self._lock:
            for gone, name in self._waiting.items():
                if name == session:
                    gone.set()

    def send_away(self) -> None:
        """Let nobody wait any more, now and later: the server stops."""
        with self._lock:
            self._closed = True
            for gone in self._waiting:
                gone.set()
