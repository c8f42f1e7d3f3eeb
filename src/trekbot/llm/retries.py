"""Whether a request is worth another attempt, and how long to wait before it."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random


@dataclass(frozen=True)
class Backoff:
    """Waits that grow, and are spread so that those who failed together do not come back together.

    Source: "full jitter" of M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.

    Args:
        first_s: the longest wait after the first attempt, in seconds; it doubles with each attempt.
        longest_s: the longest wait after any attempt.
        random: spreads the waits; give one with a seed to know them beforehand.
    """

    first_s: float = 0.25
    longest_s: float = 4.0
    random: Random = field(default_factory=Random)

    def wait_s(self, attempt: int) -> float:
        """Seconds to wait after an attempt, in [0, `longest_s`]; the first attempt is 1."""
        return self.random.uniform(0.0, min(self.longest_s, self.first_s * 2.0 ** (attempt - 1)))


def may_pass(status: int) -> bool:
    """Tell whether a status is about the moment (busy, a conflict, a fault over there) rather than the request."""
    return status in (408, 409, 425, 429) or status >= 500


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Read a `Retry-After`, seconds or an HTTP date; None where there is none that can be read.

    Args:
        now: with its time zone; what a date is compared with.
    """
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        seconds = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None
