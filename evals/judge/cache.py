"""Judgements that were made before, kept in one SQLite file.

ragas brings a cache too, which is not used: its keys hold the prompt and not who was asked, so two judges that share it
are given each other's replies (ragas issue 2983). Here the key is `Call.key`.
"""

import json
import sqlite3
import threading
from dataclasses import asdict, replace
from pathlib import Path

from trekbot.errors import DependencyError
from trekbot.evals.judge.call import Heard

BUSY_S = 30.0  # longest wait for another process that writes

_TABLE = "CREATE TABLE IF NOT EXISTS judgements (key TEXT PRIMARY KEY, heard TEXT NOT NULL) WITHOUT ROWID"


class JudgementCache:
    """Replies by key; threads and processes may share it.

    Args:
        path: the file; it and its folder are made where they are missing.

    Raises:
        DependencyError: the file cannot be read or written; by every method too.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(path, timeout=BUSY_S, check_same_thread=False, isolation_level=None)
            self._connection.execute(_TABLE)
        except sqlite3.Error as error:
            raise self._at_fault(error) from None

    def get(self, key: str) -> Heard | None:
        """Give a reply as it was heard, its tokens and seconds included; None where there is none."""
        try:
            with self._lock:
                found = self._connection.execute("SELECT heard FROM judgements WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            raise self._at_fault(error) from None
        if found is None:
            return None
        fields = json.loads(found[0])
        first_token = tuple((str(token), float(logprob)) for token, logprob in fields.pop("first_token"))
        return Heard(**{**fields, "first_token": first_token, "cached": True})

    def put(self, key: str, heard: Heard) -> None:
        """Keep a reply. Who calls has made sure that it is one: no error, not empty, and readable."""
        text = json.dumps(asdict(replace(heard, cached=False)), ensure_ascii=False)
        try:
            with self._lock:
                self._connection.execute("INSERT OR REPLACE INTO judgements VALUES (?, ?)", (key, text))
        except sqlite3.Error as error:
            raise self._at_fault(error) from None

    def close(self) -> None:
        self._connection.close()

    def _at_fault(self, error: sqlite3.Error) -> DependencyError:
        return DependencyError(
            f"The cache of judgements {self._path} cannot be used: {error}.", "Move it away; judging then costs anew."
        )
