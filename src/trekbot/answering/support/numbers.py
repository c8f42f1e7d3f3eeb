"""Whether the numbers of a sentence are those of its evidence, and of the same things."""

import re
from collections.abc import Iterator

from trekbot.answering.support.tokens import Clause, clauses_of
from trekbot.index.words import STOP_WORDS, raw_words, stem

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT_AT = re.compile(r"(\d+(?:[.,]\d+)*)\s*(%|°\s*[CF]?|[^\W\d_]+)?")
NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "dozen": "12", "fifteen": "15", "twenty": "20", "thirty": "30",
    "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100",
    "thousand": "1000", "million": "1000000", "half": "0.5", "twice": "2", "double": "2", "thrice": "3", "triple": "3",
}  # fmt: skip
_ORDINALS = {
    "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "ninth": "9", "tenth": "10",
}  # fmt: skip
_OF_TIME_AND_SPACE = frozenset(
    map(
        stem,
        """second minute hour day week month year decade metre meter centimetre centimeter millimetre millimeter
        kilometre kilometer mile inch foot feet gram kilogram kilo litre liter percent degree euro dollar pound watt
        volt byte kilobyte megabyte gigabyte row column page stage step time credit lesson module""".split(),
    )
)


def numbers_in(text: str) -> set[str]:
    """Give the numbers of a text, written in digits or in words, as digits."""
    digits = {found.replace(",", "") for found in _NUMBER.findall(text)}
    return digits | {NUMBER_WORDS[word] for word in raw_words(text) if word in NUMBER_WORDS}


def has_the_numbers(sentence: str, cited: str) -> bool:
    """Tell whether each number stands in the cited text; one that counts a list there may be counted anew."""
    return numbers_in(sentence) <= numbers_in(cited) | {
        _ORDINALS[word] for word in raw_words(cited) if word in _ORDINALS
    }


def counts_the_same(sentence: str, cited: str) -> bool:
    """Tell whether each number is of the unit, and in the company, that it has in the cited text."""
    there = dict.fromkeys(numbers_in(cited))
    units_there: dict[str, set[str]] = {number: set() for number in there}
    for number, unit in _units(cited):
        units_there.setdefault(number, set()).add(unit)
    for number, unit in _units(sentence):
        units = units_there.get(number)
        if units and unit in _OF_TIME_AND_SPACE and unit not in units and units & _OF_TIME_AND_SPACE:
            return False
    return all(_in_its_company(clause, clauses_of(cited)) for clause in clauses_of(sentence))


def _units(text: str) -> Iterator[tuple[str, str]]:
    """Give each number with the stem of the word or sign after it."""
    for number, unit in _UNIT_AT.findall(text):
        if unit:
            yield number.replace(",", ""), stem(unit.lower().strip())
    found = raw_words(text)
    for word, following in zip(found, found[1:], strict=False):
        if word in NUMBER_WORDS and following not in STOP_WORDS:
            yield NUMBER_WORDS[word], stem(following)


def _in_its_company(clause: Clause, there: tuple[Clause, ...]) -> bool:
    """Tell whether no clause with another number fits a clause better than those that have its number."""
    numbers = {NUMBER_WORDS.get(word, word) for word in clause.words if word.isdigit() or word in NUMBER_WORDS}
    content = {word for word in clause.content if not word.isdigit()}
    if not numbers or len(content) < 2:
        return True
    own, others = 0, 0
    for one in there:
        numbers_there = {NUMBER_WORDS.get(word, word) for word in one.words if word.isdigit() or word in NUMBER_WORDS}
        if not numbers_there:
            continue
        shared = len(content.intersection(one.content))
        if numbers & numbers_there:
            own = max(own, shared)
        else:
            others = max(others, shared)
    return others < own + 2
