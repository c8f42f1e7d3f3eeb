"""What judging costs: tokens, calls and seconds, and the budget that ends it."""

import threading
from dataclasses import dataclass

from trekbot.errors import TokensSpent
from trekbot.evals.judge.call import Heard


@dataclass(frozen=True)
class Cost:
    """What some calls cost; `seconds` is the sum of how long each took when it was made."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens

    def plus(self, heard: Heard) -> "Cost":
        """Give the cost with one more call."""
        return Cost(
            self.calls + 1,
            self.input_tokens + heard.input_tokens,
            self.output_tokens + heard.output_tokens,
            self.seconds + heard.seconds,
        )


class Account:
    """Counts what is asked; threads may share it.

    Args:
        budget: tokens that may be used by what is asked now; what a cache holds is free. None: no limit. The calls that
            are under way when it is reached are finished, so it may be passed by as many.
    """

    def __init__(self, budget: int | None = None) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._asked = Cost()
        self._cached = Cost()
        self._seen: set[str] = set()

    @property
    def asked(self) -> Cost:
        """What was asked now."""
        return self._asked

    @property
    def cached(self) -> Cost:
        """What was taken from a cache, at the cost that it had when it was asked; each reply counts once."""
        return self._cached

    def check(self) -> None:
        """Let another call begin.

        Raises:
            TokensSpent: the budget is used up.
        """
        if self._budget is not None and self._asked.tokens >= self._budget:
            raise TokensSpent(
                f"The judge has used {self._asked.tokens:,} tokens; {self._budget:,} are allowed (--budget-tokens).",
                "What is judged is kept: the same command goes on with it.",
            )

    def note(self, key: str, heard: Heard) -> None:
        """Count a reply."""
        with self._lock:
            if not heard.cached:
                self._asked = self._asked.plus(heard)
            elif key not in self._seen:
                self._cached = self._cached.plus(heard)
            self._seen.add(key)
