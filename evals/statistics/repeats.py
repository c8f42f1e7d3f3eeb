"""How much one question's value moves when it is only asked again."""

import math
from collections.abc import Iterable, Sequence
from statistics import variance


def within_question_sd(repeats: Iterable[Sequence[float]]) -> float | None:
    """Give the standard deviation within questions, pooled over those asked more than once; None where none was."""
    spreads = [(variance(values), len(values) - 1) for values in repeats if len(values) > 1]
    if not spreads:
        return None
    return math.sqrt(sum(spread * freedom for spread, freedom in spreads) / sum(freedom for _, freedom in spreads))
