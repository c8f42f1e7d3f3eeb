"""Numbers as people write them: in words ("one hundred and five"), as ordinals ("the 4th") and in Roman letters."""

import re

from trekbot.retrieval.cues import NUMBER_WORDS, ORDINALS, ROMAN, TENS

_ONES = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_TENS = "|".join(TENS)
_BELOW_HUNDRED = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{_ONES})"
CARDINAL = rf"(?:(?:a|one|two) hundred(?: (?:and )?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
ORDINAL = rf"(?:\d+(?:st|nd|rd|th)|(?:(?:{_TENS})[- ])?(?:{'|'.join(ORDINALS)}))"
ROMAN_NUMERAL = r"(?:x{0,3}(?:ix|iv|v?i{2,3}|vi)|x{1,3}(?:v?i{0,3}|iv|ix)|ii|iii)"  # not "i", which is the learner


def number_of(words: str) -> int:
    """Give the number that a cardinal, an ordinal or a Roman numeral stands for; 0 for none of these."""
    folded = words.casefold().strip()
    digits = re.match(r"\d+", folded)
    if digits:
        return int(digits[0])
    if re.fullmatch(ROMAN_NUMERAL, folded):
        return _roman(folded)
    total = 0
    for word in re.findall(r"[a-z]+", folded):
        if word == "hundred":
            total = max(total, 1) * 100
        else:
            total += NUMBER_WORDS.get(word) or ORDINALS.get(word) or TENS.get(word) or (word == "a")
    return total


def _roman(letters: str) -> int:
    values = [ROMAN[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
