"""Whether the numbers of a sentence are those of its evidence, and of the same things."""

import re
from collections.abc import Iterator

from trekbot.answering.support.tokens import Clause, clauses_of
from trekbot.index.words import STOP_WORDS, raw_words, stem

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT_AT = re.compile(r"(\d+(?:[.,]\d+)*)\s*(%|°\s*[CF]?|[^\W\d_]+)?")
_PLACE = re.compile(r"\b(?:stage|step|module|chapter|lesson|unit|part|week|number|no\.?)s?\s+(\d+)", re.IGNORECASE)
_UNITS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_OTHERS = {"twice": "2", "double": "2", "thrice": "3", "triple": "3", "tenfold": "10", "twofold": "2"}
_NUMBER_STEMS = frozenset(map(stem, [*_UNITS, *_TENS, *_SCALES, "half"]))
_SHARES = (  # each as it is said, and what may stand in its place in the evidence
    ({"half", "halves"}, {"50", "halve", "halving", "halved", "2", "two"}),
    ({"quarter", "quarters"}, {"25", "fourth", "4", "four"}),
    ({"third", "thirds"}, {"33", "3", "three"}),
)
_ORDINALS = (
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_MEASURES = frozenset(
    map(
        stem,
        """second minute hour day week month year decade metre meter centimetre centimeter millimetre millimeter
        kilometre kilometer mile inch foot feet gram kilogram kilo litre liter percent degree euro dollar pound watt
        volt byte kilobyte megabyte gigabyte row column page stage step time credit lesson module""".split(),
    )
)


def numbers_in(text: str) -> set[str]:
    """Give the numbers of a text, written in digits or in words, as digits: `thirty-two` is 32."""
    return {found.replace(",", "") for found in _NUMBER.findall(text)} | {
        number for number, _ in _spelled(raw_words(text))
    }


def has_the_numbers(sentence: str, cited: str, places: frozenset[str]) -> bool:
    """Tell whether each number stands in the cited text.

    Args:
        places: numbers of stages, which count only where a sentence uses them as such.
    """
    bare = _PLACE.sub(lambda match: "" if match[1] in places else match[0], sentence)
    ordinals = {str(place) for place, word in enumerate(_ORDINALS, start=2) if word in raw_words(cited)}
    said, stated = set(raw_words(sentence)), set(raw_words(cited)) | set(_NUMBER.findall(cited))
    if any(said & names and not stated & (names | others) for names, others in _SHARES):
        return False
    return numbers_in(bare) <= numbers_in(cited) | ordinals


def counts_the_same(sentence: str, cited: str) -> bool:
    """Tell whether each number is of the unit, and in the company, that it has in the cited text."""
    units_there: dict[str, set[str]] = {}
    for number, unit in _units(cited):
        units_there.setdefault(number, set()).add(unit)
    for number, unit in _units(sentence):
        units = units_there.get(number, set()) & _MEASURES
        if unit in _MEASURES and units and unit not in units:
            return False
    return all(_in_its_company(clause, clauses_of(cited)) for clause in clauses_of(sentence))


def _units(text: str) -> Iterator[tuple[str, str]]:
    """Give each number with the stem of the word or sign after it."""
    for number, unit in _UNIT_AT.findall(text):
        if unit:
            yield number.replace(",", ""), stem(unit.lower().strip())
    found = raw_words(text)
    for number, end in _spelled(found):
        if end < len(found) and found[end] not in STOP_WORDS:
            yield number, stem(found[end])


def _spelled(found: list[str]) -> Iterator[tuple[str, int]]:
    """Give the numbers that are written in words, and the place after each."""
    place = 0
    while place < len(found):
        start, number = place, 0
        if found[place] in _OTHERS:
            yield _OTHERS[found[place]], place + 1
        while place < len(found) and (word := found[place]) in _UNITS.keys() | _TENS.keys() | _SCALES.keys():
            number = max(number, 1) * _SCALES[word] if word in _SCALES else number + (_UNITS | _TENS)[word]
            place += 1
        if place > start:
            half = found[place : place + 3] == ["and", "a", "half"] or found[place : place + 1] == ["half"]
            yield f"{number}.5" if half else str(number), place
        else:
            place += 1


def _in_its_company(clause: Clause, there: tuple[Clause, ...]) -> bool:
    """Tell whether no clause with other numbers fits a clause better than those that have one of its own."""
    numbers = _numbers_of(clause)
    content = {word for word in clause.content if not word.isdigit() and word not in _NUMBER_STEMS}
    if not numbers or len(content) < 2:
        return True
    own = others = 0
    for one in there:
        numbers_there = _numbers_of(one)
        shared = len(content.intersection(one.content))
        if numbers & numbers_there:
            own = max(own, shared)
        elif numbers_there:
            others = max(others, shared)
    return others < own + 2


def _numbers_of(clause: Clause) -> set[str]:
    return {word for word in clause.words if word.isdigit()} | {number for number, _ in _spelled(list(clause.words))}
