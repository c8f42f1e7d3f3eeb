"""Questions about the terms on which a roadmap is offered: what it costs, whether there is an exam, a certificate.

Told by English words for money, exams and certificates where nothing else is asked about.
"""

import re
from typing import Literal

from trekbot.index.words import raw_words

Condition = Literal["cost", "exam", "certificate"]

_ASKS: dict[Condition, frozenset[str]] = {
    "cost": frozenset(
        "cost costs price prices priced fee fees tuition free pay paid paying payment charge charges charged expensive cheap subscription money gratis".split()
    ),
    "exam": frozenset(
        "exam exams examination examinations test tests quiz quizzes graded grading grade grades marked marks assessed assessment assessments tested examined".split()
    ),
    "certificate": frozenset(
        "certificate certificates certification certified certify accredited accreditation credential credentials badge qualification qualifications recognised recognized".split()
    ),
}
_AWARD = frozenset("get receive earn award awarded obtain".split())
_TITLES = frozenset("diploma degree".split())
_FILLER = frozenset(
    """final end sit take write pass fail receive earn obtain award awarded official formal written oral completion upon proof content contents
    material materials access join enrol enroll kind sort form roadmap trek course courses curriculum programme program degree diploma path track class
    classes school training learning self whole entire total overall there at of for by in to with on an a the is it and or
    hidden extra usually expect expected face online everything lessons lectures certainly own involve involved involves include
    dollars euros pounds dollar euro pound charge student students registration sign up required mandatory obligatory""".split()
)
_SMALL = frozenset(
    """i me my you your we us our they them one do does did will would can could must shall should have has had be been being get gets got need needs
    needed any some anything something nothing no not how much what when where who that this these those its if as also still ever really just only
    actually all each every after before during about over from into finish finished finishing done complete completing completed start stage stages module
    modules step steps unit units make give gives given offer offers offered ask asks come comes are was were am or so then at last long me""".split()
)
_OPENS = re.compile(
    r"^(?:and |so |ok |but )*(?:is|are|was|do|does|did|will|would|can|could|must|shall|should|have|has|how (?:much|expensive)|what (?:is|are|does|do|will|would|about)|when (?:is|are|do|does|will)|any)\b"
)
_DEFINES = re.compile(r"^(?:what|which) (?:is|are) (?:an? )?\w+$|\bmean\b")
_SAYS: dict[Condition, re.Pattern[str]] = {
    "cost": re.compile(
        r"[$€£]|\b(?:costs?|prices?|priced|fees?|tuition|free of charge|for free|gratis|(?:is|are|be|stays?) (?:\w+ )?free\b(?! (?:to|from|of (?!charge)))|free,|free (?:course|curriculum|programme|program|roadmap|trek|diploma|training|class|and open)|pays?|paid|payments?|charged?|charges|dollars?|euros?|money|bought|buying)\b",
        re.IGNORECASE,
    ),
    "exam": re.compile(
        r"\b(?:exams?|examinations?|examined|quiz(?:zes)?|assess(?:ed|ment|ments)?|graded|grades|grading|(?:final|written|oral|entrance|closing) tests?)\b",
        re.IGNORECASE,
    ),
    "certificate": re.compile(
        r"\b(?:certificates?|certification|certified|accredited|accreditation|credentials?|badges?|qualifications?|diplomas?)\b",
        re.IGNORECASE,
    ),
}
NAMED: dict[Condition, str] = {
    "cost": "what it costs",
    "exam": "whether there is an exam",
    "certificate": "whether there is a certificate",
}


def condition_asked(question: str) -> Condition | None:
    """Give the condition that a folded question asks about and nothing else; None for any other question."""
    if not _OPENS.match(question) or _DEFINES.search(question):
        return None
    words = set(raw_words(question))
    for condition, asks in _ASKS.items():
        asked = words & asks or (condition == "certificate" and words & _TITLES and words & _AWARD)
        if not asked:
            continue
        rest = words - asks - _FILLER - _SMALL
        return condition if not rest else None
    return None


def states(sentence: str, condition: Condition) -> bool:
    """Tell whether a sentence says something about a condition."""
    return bool(_SAYS[condition].search(sentence))
