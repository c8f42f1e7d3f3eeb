"""The form that an answer must have, whatever it is about: a question for a price is answered only by a sentence about
money, one for a year only by a sentence with a date.

Told by English words of measure, money, time and authorship, which belong to no subject.
"""

import re

from trekbot.index.words import STOP_WORDS, raw_words, stem

_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundreds?|thousands?|millions?|billions?|dozen|half|halves|twice|once|double|third|thirds|quarter|quarters|fifth|tenth)\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\bhow (?:much|many|old|long|hot|warm|cold|heavy|expensive|fast|tall|deep|wide|thick|high)\b(?! (?:of|does it matter))|\b(?:what|which)\b.{0,40}\b(?:version|price|temperature|percentage|number|size|age|date|year|salary|cost|costs|fee|ratio|speed|weight|height|depth|length|thickness)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\b(?:which|what)\b.{0,40}\bversions?\b|\b(?:latest|newest|current) version\b", re.IGNORECASE)
_SAYS_VERSION = re.compile(r"\bversions? \d|\bv?\d+\.\d+|\b[A-Z]\w+ \d+\b")
_EARNINGS = re.compile(
    r"\b(?:salar(?:y|ies)|wages?|stipends?|earn|earns|earning|income|paid|pay rise|hourly rate)\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"\bhow (?:much (?:does|do|did|will|would|is|are|for)\b.*\b(?:cost|charge|set me back|pay|for)|much is|expensive)\b|\b(?:price|prices|cost|costs|fees?|tuition|expensive|cheaper|cheap)\b",
    re.IGNORECASE,
)
_SAYS_MONEY = re.compile(
    r"[$€£¥]|\b(?:costs?|costing|prices?|priced|fees?|tuition|free|pay|pays|paid|charges?|charged|cheap\w*|expensive|dollars?|euros?|pounds?|cents?|USD|EUR|bill|bills|billed|budget\w*|money|spend\w*|afford\w*|buy|bought)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:what|which) (?:year|date|century|decade)\b|\bwhen (?:was|were|did)\b|\bsince when\b", re.IGNORECASE
)
_SAYS_DATE = re.compile(
    r"\b(?:1\d{3}|20\d\d)s?\b|\b\d+(?:st|nd|rd|th) century\b|\bcentur(?:y|ies)\b|\b(?:years?|months?|days?|decades?|billion|million) ago\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_WHO = re.compile(
    r"^\W*(?:and |so |but |ok |by )*who(?:m)? (?:(?:is|was|were|are|has|had|have|first|actually|originally|really) )*(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_AUTHORSHIP = frozenset(
    map(stem, "invent discover develop design create found propose devise notice work introduce name coin date measure prove show find publish describe formulate calculate determine think write build make observe suggest explain recognise recognize draw start".split())
)  # fmt: skip
_A_NAME = re.compile(
    r"(?:^|[^.!?]\s)\(?[A-Z][a-zé]+(?: [A-Z][a-zé]+)+|\b[a-z,]+ [A-Z][a-zé]{2,}\b|^[A-Z][a-zé]+ [A-Z][a-zé]+"
)

_DIMENSIONS = {
    "mass": (r"grams?|grammes?|kilograms?|kilos?|kg|mg|ounces?|oz|pounds?|lbs?|tonnes?|tons?|g", "heavy"),
    "volume": (r"litres?|liters?|millilit\w+|ml|gallons?|cups?|pints?|cubic \w+|l", ""),
    "length": (r"metres?|meters?|kilometres?|kilometers?|km|centimetres?|centimeters?|cm|millimetres?|millimeters?|mm|inch(?:es)?|feet|foot|miles?|yards?|m", "deep|tall|high|wide|thick|far"),
    "area": (r"square \w+|hectares?|acres?|m²", ""),
    "temperature": (r"degrees?|celsius|fahrenheit|°\s?[CF]?|kelvin", "hot|warm|cold|cool"),
    "time": (r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|centur(?:y|ies)|decades?|nights?|weekends?|overnight|semesters?|mornings?|evenings?|min|ms", "old"),
    "share": (r"per ?cent|percentage|%", ""),
    "memory": (r"bytes?|kilobytes?|megabytes?|gigabytes?|terabytes?|[KMGT]i?B", ""),
}  # fmt: skip
_ASKS_DIMENSION = {
    name: re.compile(
        rf"\b(?:how (?:many|much)|in) (?:\w+ )?(?:{units})(?!\w)|\b(?:how (?:many|much)) .{{0,30}}\bin (?:{units})(?!\w)"
        + (rf"|\bhow (?:{adjectives})\b" if adjectives else ""),
        re.IGNORECASE,
    )
    for name, (units, adjectives) in _DIMENSIONS.items()
    if name != "share"
}
_SAYS_DIMENSION = {
    name: re.compile(rf"(?<![A-Za-z])(?:{units})(?![A-Za-z])", re.IGNORECASE)
    for name, (units, _) in _DIMENSIONS.items()
}


def has_asked_form(question: str, sentence: str) -> bool:
    """Tell whether a sentence has what this kind of question asks for; True for questions that ask for no kind."""
    return (
        _has_number(question, sentence)
        and _has_money(question, sentence)
        and (not _VERSION.search(question) or bool(_SAYS_VERSION.search(sentence)))
        and (not _DATE.search(question) or bool(_SAYS_DATE.search(sentence)))
        and _has_author(question, sentence)
    )


def states_number(sentence: str) -> bool:
    """Tell whether a sentence has a number in it, in digits or as a word."""
    return bool(_NUMBER.search(sentence))


def _has_number(question: str, sentence: str) -> bool:
    if not _ASKS_NUMBER.search(question) or _MONEY.search(question):
        return True
    if not states_number(sentence):
        return False
    asked = [
        name
        for name, pattern in _ASKS_DIMENSION.items()
        if re.search(r"\bhow\b", question, re.IGNORECASE) and pattern.search(question)
    ]
    return not asked or any(_SAYS_DIMENSION[name].search(sentence) for name in asked)


def _has_money(question: str, sentence: str) -> bool:
    if _EARNINGS.search(question):
        return bool(_EARNINGS.search(sentence))
    return not _MONEY.search(question) or bool(_SAYS_MONEY.search(sentence))


def _has_author(question: str, sentence: str) -> bool:
    """Tell whether a sentence names who did what the question asks: it says the verb, or names somebody who found."""
    asked = _WHO.match(question)
    if asked is None or asked["verb"].casefold() in STOP_WORDS:
        return True
    verb = stem(asked["verb"].casefold())
    said = {stem(word) for word in raw_words(sentence)}
    if verb in said:
        return True
    return verb in _AUTHORSHIP and bool(_AUTHORSHIP & said) and bool(_A_NAME.search(sentence))
