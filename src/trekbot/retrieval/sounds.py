"""What an English word sounds like, so that "transpirashun" is read as "transpiration"."""

import re

_VOWELS = frozenset("aeiou")
# The rules in the order in which they apply.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"), (r"^ae", "e"), (r"^wr", "r"), (r"^wh", "w"), (r"^x", "s"), (r"mb$", "m"),
        (r"([b-df-hj-np-tv-z])\1", r"\1"), (r"sch", "sk"), (r"tch", "X"), (r"ch|sh", "X"), (r"(?:ti|si|ci)(?=[ao])", "X"),
        (r"ph", "f"), (r"th", "0"), (r"c(?=[iey])", "s"), (r"ck?|q", "k"), (r"dg(?=[iey])|g(?=[iey])", "j"),
        (r"gh(?=[^aeiou]|$)", ""), (r"g", "k"), (r"d", "t"), (r"x", "ks"), (r"z", "s"), (r"v", "f"),
        (r"y(?![aeiou])", "i"), (r"w(?![aeiou])", ""), (r"h(?![aeiou])|(?<=[aeiou])h(?=[^aeiou]|$)", ""), (r"(.)\1", r"\1"),
    )
)  # fmt: skip


def sound_of(word: str) -> str:
    """Give a folded word's sound; words that are spelled differently and sound alike have the same one.

    Consonants are folded to classes; vowels stay.

    Source: the rules for consonants of Metaphone, Lawrence Philips, "Hanging on the Metaphone", Computer Language 7
    (12), 1990, without those for single rare clusters. Metaphone drops the vowels; too many words differ in nothing
    else.
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def skeleton(sound: str) -> str:
    """Give a sound without its vowels, but for the first letter."""
    return sound[:1] + "".join(letter for letter in sound[1:] if letter not in _VOWELS)
