"""The files as they were indexed, folded for looking quotes up."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from trekbot.roadmaps.folding import SHORTEST_QUOTE, fold


class Sources:
    """Looks quotes up in their pages.

    Args:
        read: gives a page's file as text, by roadmap slug and stage slug (None: the roadmap's own page).
    """

    def __init__(self, read: Callable[[str, str | None], str]) -> None:
        self._folded = lru_cache(maxsize=4096)(lambda roadmap, stage: fold(read(roadmap, stage)))

    def holds(self, roadmap: str, stage: str | None, quote: str) -> bool:
        """Tell whether a page says these very words, by the contract's folding, and enough of them to show anything.

        A few characters show something only as a whole field or list item.
        """
        folded, page = fold(quote), self._folded(roadmap, stage)
        if len(folded) >= SHORTEST_QUOTE:
            return folded in page
        return bool(folded) and re.search(rf"(?:: |^|- ){re.escape(folded)}", page) is not None

    def first_found(self, roadmap: str, stage: str | None, quotes: Sequence[str]) -> str:
        """Give the first of these quotes that the page holds; the last one where it holds none, for `verify` to
        refuse.
        """
        return next((quote for quote in quotes if self.holds(roadmap, stage, quote)), quotes[-1])
