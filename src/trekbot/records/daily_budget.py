"""How many tokens language models may use in a UTC day, over all processes that share a data folder.

A budget guards money, not answers: whatever befalls the ledger, an answer goes on. What could not be written is kept in
memory, counts against the budget like the rest, and is written as soon as the ledger can be.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import date

from trekbot.errors import RecordsUnavailable
from trekbot.records.token_ledger import TokenCount, TokenLedger

logger = logging.getLogger(__name__)

LOOK_S = 3.0  # what other processes spend is seen after this time at the latest
REST_S = 10.0  # after a fault of the ledger, so that not every answer waits for a file that somebody holds
MOST_AT_ONCE = 1_000_000_000  # tokens; an endpoint that claims more is not believed, and the database could not hold it


class DailyBudget:
    """What may still be spent today; threads may share it.

    Args:
        ledger: what was spent; its clock says which day it is.
        limit: tokens a UTC day, read and written taken together; 0: no limit, and what is spent is still written down.
        monotonic: seconds that only ever grow.
    """

    def __init__(self, ledger: TokenLedger, limit: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._ledger = ledger
        self._limit = limit
        self._monotonic = monotonic
        self._settling = threading.Lock()  # held by the one thread that is at the ledger
        self._counting = threading.Lock()  # for all below, and never held for long
        self._used: dict[str, TokenCount] = {}
        self._unwritten: dict[tuple[date, str], TokenCount] = {}
        self._written: tuple[date, int] | None = None  # tokens that the ledger holds for a day
        self._look_at = self._rest_until = -float("inf")
        self._faults = 0
        self._faulty = False

    def allows(self) -> bool:
        """Tell whether a model may be asked.

        The ledger is looked at once in a few seconds, by one thread, while the others go by what was seen last. What is
        being generated at this moment is not known yet, so a day may end a few answers beyond its limit.
        """
        return self._limit == 0 or self._spent_today() < self._limit

    def spend(self, model: str, input_tokens: int, output_tokens: int) -> None:
        """Write down what a model used. It never raises: what cannot be written now is written later."""
        spent = TokenCount(*(min(max(tokens, 0), MOST_AT_ONCE) for tokens in (input_tokens, output_tokens)))
        if not spent.total:
            return
        place = self._ledger.today(), model
        with self._counting:
            self._used[model] = _sum(self._used.get(model), spent)
            self._unwritten[place] = _sum(self._unwritten.get(place), spent)
        with self._settling:
            self._settle()

    def used(self) -> dict[str, TokenCount]:
        """Give what this process has used since it began, by model."""
        with self._counting:
            return dict(self._used)

    def remaining(self) -> int | None:
        """Give the tokens that are left today, at least 0; None without a limit."""
        return max(0, self._limit - self._spent_today()) if self._limit else None

    @property
    def faults(self) -> int:
        """How often the ledger could not be read or written."""
        return self._faults

    def close(self) -> None:
        """Write what is not yet written, where that is possible, and close the ledger."""
        with self._settling:
            self._rest_until = -float("inf")
            if self._unwritten:
                self._settle()
        self._ledger.close()

    def _spent_today(self) -> int:
        today = self._ledger.today()
        with self._counting:
            due = self._written is None or self._written[0] != today or self._monotonic() >= self._look_at
        if due and self._settling.acquire(blocking=False):  # else another thread is looking
            try:
                self._settle()
            finally:
                self._settling.release()
        with self._counting:
            written = self._written[1] if self._written and self._written[0] == today else 0
            return written + sum(count.total for (day, _), count in self._unwritten.items() if day == today)

    def _settle(self) -> None:
        """Write what is unwritten, and see what all processes together have spent today."""
        if self._monotonic() < self._rest_until:
            return
        try:
            self._write()
            today = self._ledger.today()
            spent = sum(count.total for count in self._ledger.spent(today).values())
        except RecordsUnavailable as error:
            self._faults += 1
            self._rest_until = self._monotonic() + REST_S
            if not self._faulty:
                logger.warning("tokens cannot be written down, and are counted in this process alone: %s", error)
            self._faulty = True
            return
        with self._counting:
            self._written = today, spent
            self._look_at = self._monotonic() + LOOK_S
        if self._faulty:
            logger.info("tokens are written down again")
        self._faulty = False

    def _write(self) -> None:
        with self._counting:
            waiting = dict(self._unwritten)
        for (day, model), count in waiting.items():
            self._ledger.add(model, *count, day)
            with self._counting:
                left = TokenCount(
                    *(now - then for now, then in zip(self._unwritten.pop((day, model)), count, strict=True))
                )
                if left.total:  # spent by another thread meanwhile
                    self._unwritten[day, model] = left
                if self._written and self._written[0] == day:
                    self._written = day, self._written[1] + count.total


def _sum(one: TokenCount | None, other: TokenCount) -> TokenCount:
    return TokenCount(one.input + other.input, one.output + other.output) if one else other
