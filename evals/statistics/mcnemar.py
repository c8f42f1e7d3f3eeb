"""Whether more questions got worse than better, where each is either right or wrong."""

from scipy.stats import binomtest


def more_than_chance(these: int, others: int) -> float:
    """Give the one-sided p-value of the exact McNemar test for "these are more than the others by more than chance".

    Only questions that changed count; each could have changed either way. 1.0 where none did. With repeats, where a
    question has a mean, this is the sign test of the means.
    """
    changed = these + others
    return float(binomtest(these, changed, 0.5, alternative="greater").pvalue) if changed else 1.0
