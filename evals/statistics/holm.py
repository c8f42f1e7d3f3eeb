"""Several metrics asked at once: each p-value is raised so that all together err no more often than one would."""

from collections.abc import Mapping


def adjusted(p_values: Mapping[str, float]) -> dict[str, float]:
    """Give Holm's step-down adjusted p-values, at most 1, by the same names (Holm, 1979)."""
    by_size = sorted(p_values.items(), key=lambda item: item[1])
    raised: dict[str, float] = {}
    highest = 0.0
    for place, (name, p_value) in enumerate(by_size):
        highest = max(highest, min(1.0, p_value * (len(by_size) - place)))
        raised[name] = highest
    return raised
