"""The smallest effect that so many questions can show: what a verdict of "no difference" is worth."""

import math
from collections.abc import Sequence

import numpy as np

REACH = 2.49  # one-sided 5 % and power 80 %: 1.645 + 0.842
ALPHA = 0.05


def standard_error(values: Sequence[float], clusters: Sequence[str]) -> float:
    """Give the clustered standard error of the mean, never less than that of independent questions.

    The sum over clusters of the squared sum of their residuals, over n², times G/(G-1) for few clusters (Liang and
    Zeger, 1986). The plain error is a floor: with few clusters the clustered one is often small by chance.

    Raises:
        ValueError: there are fewer than two values.
    """
    if len(values) < 2:
        raise ValueError("one value has no standard error")
    numbers = np.asarray(values, dtype=np.float64)
    plain = float(numbers.std(ddof=1)) / math.sqrt(len(numbers))
    names, place = np.unique(np.asarray(clusters), return_inverse=True)
    if len(names) < 2:
        return plain
    residuals = np.bincount(place, weights=numbers - numbers.mean())
    correction = len(names) / (len(names) - 1)
    clustered = math.sqrt(correction * float(residuals @ residuals)) / len(numbers)
    return max(plain, clustered)


def detectable_effect(values: Sequence[float], clusters: Sequence[str]) -> float:
    """Give the least mean difference that a one-sided test at 5 % finds four times of five."""
    return REACH * standard_error(values, clusters)


def least_questions(share: float) -> int:
    """Give how many questions, none of which got worse, rule out that a share of all do, at 95 %.

    From `(1 - share) ** n <= 0.05`: 3 % takes 99 questions.

    Raises:
        ValueError: the share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"{share} is no share between 0 and 1")
    return math.ceil(math.log(ALPHA) / math.log(1 - share))
