"""How many slips of the hand lie between two words, told from words that only look alike.

Swapped and doubled letters, vowels, and letters that sound alike or lie side by side on a keyboard are what hands mix up.
A consonant that is another, or is there or not, more often makes another word: "silt" and "sill", "repot" and "report".
"""

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

_VOWELS = "aeiouy"
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = (row[place : place + 2] for row in _KEYBOARD for place in range(len(row) - 1))
_MIXED_UP = (_VOWELS, "bp", "dt", "ckqgx", "gj", "szcx", "vfw", "mn", *_NEIGHBOURS)
SHORT, MIDDLE, LONG = 4, 5, 8  # letters: below LONG one slip is allowed, up to MIDDLE only one that hands make


def slips_between(word: str, candidate: str, lenient: bool) -> int | None:
    """Count the slips from a mistyped word to the one that was meant; None for more, or others, than people make.

    Args:
        lenient: any one slip is taken for one (two in a long word): the word stands where one is likely meant.
    """
    allowed = 1 if len(word) < (LONG - 1 if lenient else LONG) else 2
    if abs(len(candidate) - len(word)) > 1:
        return None
    distance = int(DamerauLevenshtein.distance(word, candidate, score_cutoff=allowed))
    if distance > allowed:
        return None
    if distance == 1 and len(word) >= (MIDDLE if lenient else LONG):
        return distance
    easy, dropped = _kinds(word, candidate)
    if not easy or (dropped and (len(word) < MIDDLE if lenient else distance > 1 or len(word) <= MIDDLE)):
        return None
    if len(word) <= SHORT and len(word) == len(candidate) and sorted(word) != sorted(candidate):
        return None
    return distance


def _kinds(word: str, candidate: str) -> tuple[bool, bool]:
    """Tell whether every letter that stands for another is easily mixed up, and whether a consonant is left out."""
    word = _unswapped(word, candidate)
    easy, dropped = True, False
    for edit in Levenshtein.editops(word, candidate):
        if edit.tag == "replace":
            typed, meant = word[edit.src_pos], candidate[edit.dest_pos]
            easy &= any(typed in group and meant in group for group in _MIXED_UP)
        else:
            longer, place = (word, edit.src_pos) if edit.tag == "delete" else (candidate, edit.dest_pos)
            letter = longer[place]
            doubled = letter in (longer[place - 1 : place], longer[place + 1 : place + 2])
            dropped |= letter not in _VOWELS and not doubled
    return easy, dropped


def _unswapped(word: str, candidate: str) -> str:
    """Swap two neighbours back where that brings the words nearer."""
    distance = Levenshtein.distance(word, candidate)
    for place in range(len(word) - 1):
        other = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if Levenshtein.distance(other, candidate) == distance - 2:
            return _unswapped(other, candidate)
    return word
