"""Names as people mistype them, and the one they probably meant."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LEAST_LIKENESS = 65  # of 100; below it a suggestion is more often wrong than right


def is_slug(name: str) -> bool:
    """Say whether a name is `[a-z0-9]` words joined by `-`."""
    return SLUG.fullmatch(name) is not None


def as_slug(name: str) -> str:
    """Give the nearest slug to a name or a title: `01-Data Größen.md` becomes `data-grossen`; may be empty."""
    bare = re.sub(r"^[0-9]+-(?=.)|\.md$", "", name.strip().casefold())
    letters = "".join(char for char in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def closest(name: str, known: Iterable[str]) -> str | None:
    """Give the known name that is most like a mistyped one, None where none is near."""
    return closest_of(name, {choice: choice for choice in known})


def closest_of(name: str, known: Mapping[str, str]) -> str | None:
    """As `closest`, for names that are compared by another text: `known` maps a name to what it is compared by."""
    found = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
    return str(found[2]) if found else None
