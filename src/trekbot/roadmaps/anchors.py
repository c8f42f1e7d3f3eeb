"""A heading's address within its page, as GitHub makes it: what links that people already have expect."""

import unicodedata

TOP = "top"  # the text before the first heading; browsers scroll to #top even where nothing bears the name


class Anchors:
    """Gives the headings of one page their anchors, each unique."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, heading: str) -> str:
        """Give the anchor of the next heading; a second `Tools` is `tools-1`, and letters of any script stay."""
        plain = anchor = _slug(heading) or "section"
        while anchor in self._taken:
            self._next[plain] = self._next.get(plain, 0) + 1
            anchor = f"{plain}-{self._next[plain]}"
        self._taken.add(anchor)
        return anchor


def _slug(heading: str) -> str:
    return "".join("-" if char == " " else char for char in heading.strip().lower() if char in " -" or _is_word(char))


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LMN" or category == "Pc"
