"""How long logged answers are kept, and when those that are older are deleted."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from trekbot.records.clock import utc_now
from trekbot.records.question_log import QuestionLog

EVERY_S = 3600.0
AGAIN_S = 60.0  # after a deletion that could not be done


class Retention:
    """Deletes what is too old, at once when it is first asked to and then once an hour.

    Args:
        days: how long an answer is kept; 0: none is, however new.
        monotonic: seconds that only ever grow.
    """

    def __init__(
        self,
        log: QuestionLog,
        days: int,
        now: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log = log
        self._days = days
        self._now = now
        self._monotonic = monotonic
        self._due_at = -float("inf")

    def due_in_s(self) -> float:
        """Give the seconds until something may be deleted again; 0 where that is now."""
        return max(0.0, self._due_at - self._monotonic())

    def enforce(self) -> int:
        """Delete what is too old, unless that was done within the hour; give how many answers that were.

        Raises:
            RecordsUnavailable: it cannot be done just now; it is due again in a minute.
        """
        if self.due_in_s() > 0:
            return 0
        self._due_at = self._monotonic() + AGAIN_S
        deleted = self._log.forget(self._now() - timedelta(days=self._days) if self._days else None)
        self._due_at = self._monotonic() + EVERY_S
        return deleted
