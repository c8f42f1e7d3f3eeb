"""Short and long forms of one name, read from the corpus: "bottom bracket (BB)", "BB, short for bottom bracket".

A title or a tag of several words may be asked for by its initials, where no other has the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from trekbot.index.words import STOP_WORDS, raw_words

FEWEST_INITIALS = 2
_LONG_THEN_SHORT = re.compile(r"((?:[\w&'-]+[ -]){1,6}[\w&'-]+) \(([A-Z][\w&/-]{1,9})\)")
_SHORT_THEN_LONG = re.compile(
    r"\b([A-Z][A-Za-z&/]{1,9})(?: \(|, (?:(?:short|an abbreviation) for |that is,? |or |i\.e\.,? |which (?:stands for|means) )?| (?:stands|is short) for )(?:an? |the )?((?:[\w&'-]+[ -]){1,6}[\w&'-]+)"
)
_CAPITALS = re.compile(r"\b[A-Z][\w'-]*(?: (?:&|and|of|for|the) [A-Z][\w'-]*| [A-Z][\w'-]*)+")


def abbreviations(texts: Iterable[str], used: Mapping[str, int]) -> list[tuple[str, str]]:
    """Find (short, long) forms: one in brackets or set off after the other, and, where a text says neither, the one
    capitalised name whose initials the corpus uses.
    """
    said: dict[tuple[str, str], None] = {}
    capitals: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        for match in _LONG_THEN_SHORT.finditer(text):
            long = _spelled(match[1], match[2], at_end=True)
            if long:
                said[match[2], long] = None
        for match in _SHORT_THEN_LONG.finditer(text):
            long = _spelled(match[2], match[1], at_end=False)
            if long:
                said[match[1], long] = None
        for match in _CAPITALS.finditer(text):
            name = _without_opening(match[0])
            initials = "".join(word[0] for word in name.split() if word[0].isupper() or word == "&")
            plain = [letter for letter in initials.casefold() if letter.isalpha()]
            spoken = "".join(plain)
            usual = spoken in used and spoken not in STOP_WORDS
            if len(plain) > 1 and (usual or ("&" in initials and all(letter in used for letter in plain))):
                capitals[initials][name] = None
    told = {short for short, _ in said}
    alone = [(short, *names) for short, names in capitals.items() if len(names) == 1 and short not in told]
    return [*said, *((short, name) for short, name in alone)]


def initials_of(names: Iterable[str], taken: Iterable[str]) -> dict[str, list[str]]:
    """Map the initials of names of several words to the names; without those that the corpus uses as words.

    Args:
        taken: folded words that mean something else.
    """
    known = set(taken)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        words = [word for word in re.split(r"[\s-]+", name) if word[:1].isalpha()]
        if len(words) != len(re.split(r"[\s-]+", name)):
            continue  # a sign or a number in it: no name that is spoken by its letters
        spoken = "".join(word[0] for word in words if word.casefold() not in STOP_WORDS).upper()
        if len(spoken) < FEWEST_INITIALS or spoken.casefold() in known:
            continue
        if all(raw_words(name) != raw_words(other) for other in found[spoken]):
            found[spoken].append(name)
    return dict(found)


def _without_opening(name: str) -> str:
    """Take words off the front that have their capital from the sentence ("The", "In")."""
    words = name.split()
    while len(words) > 1 and (words[0].casefold() in STOP_WORDS or words[0] in ("&", "and", "of", "for", "the")):
        words.pop(0)
    return " ".join(words)


def _spelled(long: str, short: str, at_end: bool) -> str | None:
    """Give the fewest words at one end of `long` whose initials spell `short`; None where none do."""
    words = re.split(r"[ -]", long)
    for size in range(1, len(words) + 1):
        if _spells(words[-size:] if at_end else words[:size], short):
            length = len(" ".join(words[-size:] if at_end else words[:size]))
            return long[len(long) - length :] if at_end else long[:length]
    return None


def _spells(words: list[str], short: str) -> bool:
    letters = [letter for letter in short.casefold().rstrip("s") if letter.isalnum()] or [""]
    initials = [word[0].casefold() for word in words if word[:1].isalnum()]
    spoken = [word[0].casefold() for word in words if word[:1].isalnum() and word.casefold() not in STOP_WORDS]
    return letters in (initials, spoken)
