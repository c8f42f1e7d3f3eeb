"""Whether a question leans on the turns before it, and how much."""

import re
from enum import IntEnum

from trekbot.retrieval.cues import NUMBER_WORDS, ORDINALS, STAGE_NOUN
from trekbot.retrieval.follow_up_forms import (
    EXAMPLE,
    LEFT_OUT,
    NO_VERB,
    OPENING,
    OTHERS,
    ROADMAP_IT,
    TEACHES,
    UNFINISHED,
    WHICH,
)
from trekbot.retrieval.mentions import Masked
from trekbot.retrieval.query import Intent
from trekbot.retrieval.question_forms import is_about_roadmap
from trekbot.retrieval.resolver import content_words
from trekbot.retrieval.rules import RULES
from trekbot.retrieval.splitting import without_courtesies

MOST_WORDS_BARE = 6  # of a question without a verb ("to what temperature?", "how many times a day?")
MOST_CONTENT = 3  # content words of a question that points to others ("which one is boiled?")
_ASKING = re.compile(r"\b(?:what|where|which|how|why|who|whom|whose|when)\b")
_POINTS = re.compile(r"\b(?:that|this)\b(?=\W*$| (?:out|up|off|for|then|called|happen|possible)\b)")
_STANDS_IN = re.compile(r"\bfor (?:that|this|it)\b|\binstead\b(?! of\b)|\b(?:as well|too|the same)\W*$")
_OF_TEXT = (Intent.DEFINITION, Intent.WHY, Intent.HOW_TO)
_TAKES_UP = re.compile(r"^(?:and|so|but|then|or) ")
_ANY_STAGE = re.compile(rf"\b(?:a|any|each|every) {STAGE_NOUN}\b")
_NO_NOUN = frozenset((*ORDINALS, *NUMBER_WORDS, "much", "many", "kind", "kinds", "sort", "sorts", "type", "types"))


class Lean(IntEnum):
    """How much a question needs of the turns before it."""

    NONE = 0
    WEAK = 1  # it may stand alone: what was spoken of last is only where to look first
    STRONG = 2  # it says nothing alone: what it leans on is put behind it


def means_any_stage(text: str) -> bool:
    """Tell whether a question is about stages in general ("how do I finish a stage?")."""
    return bool(_ANY_STAGE.search(text.casefold()))


def lean_of(plain: str, masked: Masked) -> Lean:
    """Judge a masked, folded question that no form of follow-up has completed."""
    if any(
        any(name.kind in ("title", "tag", "roadmap") for name in mention.names) or mention.number is not None
        for mention in masked.marks(plain)
    ):
        return Lean.WEAK if _STANDS_IN.search(plain) else Lean.NONE
    bare = re.sub(OPENING, "", plain)
    if means_any_stage(bare):
        return Lean.NONE
    if ROADMAP_IT.search(bare) or is_about_roadmap(bare) or TEACHES.search(bare):
        return Lean.NONE
    content = [word for word in content_words(masked.unmask(bare)) if word not in _NO_NOUN]
    if _POINTS.search(plain) and len(content) <= MOST_CONTENT:
        return Lean.STRONG
    if EXAMPLE.match(plain) or UNFINISHED.search(plain):
        return Lean.STRONG
    asked = without_courtesies(bare)
    fits_rule = any(rule.intent not in _OF_TEXT and rule.pattern.search(asked) for rule in RULES)
    points = WHICH.match(plain) or LEFT_OUT.search(plain) or OTHERS.search(masked.original.casefold())
    if points and not fits_rule and len(content) <= MOST_CONTENT:
        return Lean.STRONG
    asks = bool(_ASKING.search(bare))
    if asks and NO_VERB.match(bare) and len(bare.split()) <= MOST_WORDS_BARE and len(content) <= 1 and not fits_rule:
        return Lean.STRONG
    if not content and asks and not fits_rule:
        return Lean.STRONG
    if len(content) <= (3 if _TAKES_UP.match(plain) else 2) and not masked.marks(plain):
        return Lean.WEAK
    return Lean.NONE
