"""Times as people write them ("two years, part-time", "12 months"), compared."""

import re

from trekbot.retrieval.cues import NUMBER_WORDS

DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
TOLERANCE = 0.15  # "12 months" and "a year" are the same time
_SPAN = re.compile(
    rf"\b(?P<number>\d+(?:\.\d+)?|an?|half an?|{'|'.join(NUMBER_WORDS)})"
    r"[ -](?:\w+ )?(?P<unit>hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)


def days_of(text: str) -> list[float]:
    """Give the lengths of all times in a text, in days; what is no plain number and unit is left out."""
    return [_number(found["number"].casefold()) * DAYS[found["unit"].casefold()] for found in _SPAN.finditer(text)]


def same_span(said: str, stated: str) -> bool:
    """Tell whether a stated time is the one that was said, in whatever unit."""
    if said.casefold() in stated.casefold() or stated.casefold() in said.casefold():
        return True
    return any(abs(one - other) <= TOLERANCE * other for one in days_of(said) for other in days_of(stated))


def _number(written: str) -> float:
    if written in ("a", "an"):
        return 1.0
    if written.startswith("half"):
        return 0.5
    return float(NUMBER_WORDS[written]) if written in NUMBER_WORDS else float(written)
