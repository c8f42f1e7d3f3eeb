"""A circuit breaker: what failed several times in a row is left alone for a while, then tried once."""

import math
import time
from collections.abc import Callable
from typing import Literal

from trekbot.llm.faults import Fault

State = Literal["closed", "open", "half-open"]


class Breaker:
    """Closed, it lets everyone through; open, nobody; half-open, one at a time until one succeeds.

    Used by one thread; any other may read `state`.

    Args:
        failures: so many in a row open it.
        first_s: seconds that it stays open; twice as long after each trial that fails.
        longest_s: the longest that it stays open.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        failures: int = 3,
        first_s: float = 10.0,
        longest_s: float = 300.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._failures = failures
        self._first_s = first_s
        self._longest_s = longest_s
        self._clock = clock
        self._failed = 0  # in a row
        self._opened = 0  # in a row, without a success between
        self._until = -math.inf
        self._trying = False
        self._era = 0  # grows whenever the breaker opens or closes: what was let through before tells nothing of now

    @property
    def state(self) -> State:
        if not self._opened:
            return "closed"
        return "open" if self._clock() < self._until else "half-open"

    @property
    def open_s(self) -> float:
        """Seconds until the next trial; 0 where nothing has to be waited for."""
        return max(0.0, self._until - self._clock()) if self._opened else 0.0

    def check(self) -> None:
        """Let through whoever is not let in yet, for as long as `enter` would.

        Raises:
            Fault: `open`.
        """
        if self.state == "open" or self._trying:
            raise Fault("open", f"failed before, and is left alone for {max(1, math.ceil(self.open_s))} s")

    def enter(self) -> int:
        """Let one in, who then says with this number how it went.

        Raises:
            Fault: `open`.
        """
        self.check()
        self._trying = self.state == "half-open"
        return self._era

    def succeeded(self, era: int) -> None:
        if era != self._era:
            return
        if self._opened:
            self._era += 1
        self._failed = self._opened = 0
        self._trying = False

    def failed(self, era: int, surely: bool = False) -> bool:
        """Count a failure; tell whether it opened the breaker.

        Args:
            surely: the next one would fail as well, so that it opens at once.
        """
        if era != self._era:
            return False
        self._failed += 1
        if not (surely or self._trying or self._failed >= self._failures):
            return False
        self._until = self._clock() + min(self._longest_s, self._first_s * 2.0 ** min(self._opened, 30))
        self._opened += 1
        self._era += 1
        self._failed = 0
        self._trying = False
        return True

    def left(self, era: int) -> None:
        """Someone went without learning anything; the next one may try."""
        if era == self._era:
            self._trying = False

    def forget(self) -> None:
        """Nobody who was let in will say how it went."""
        self._era += 1
        self._trying = False
