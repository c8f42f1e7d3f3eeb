"""Whether a question leans on the turns before it, and how much."""

import re
from enum import IntEnum

from trekbot.retrieval.cues import NUMBER_WORDS, ORDINALS
from trekbot.retrieval.follow_up_forms import EXAMPLE, LEFT_OUT, NO_VERB, OPENING, OTHERS, WHICH
from trekbot.retrieval.mentions import Masked
from trekbot.retrieval.resolver import content_words
from trekbot.retrieval.rules import RULES

MOST_WORDS_BARE = 6  # of a question without a verb ("to what temperature?", "how many times a day?")
_ASKING = re.compile(r"\b(?:what|where|which|how|why|who|whom|whose|when)\b")
_TAKES_UP = re.compile(r"^(?:and|so|but|then|or) ")
_NO_NOUN = frozenset((*ORDINALS, *NUMBER_WORDS, "much", "many", "kind", "kinds", "sort", "sorts", "type", "types"))


class Lean(IntEnum):
    """How much a question needs of the turns before it."""

    NONE = 0
    WEAK = 1  # it may stand alone: what was spoken of last is only where to look first
    STRONG = 2  # it says nothing alone: what it leans on is put behind it


def lean_of(plain: str, masked: Masked) -> Lean:
    """Judge a masked, folded question that no form of follow-up has completed."""
    if any(
        any(name.kind in ("title", "tag", "roadmap") for name in mention.names) or mention.number is not None
        for mention in masked.marks(plain)
    ):
        return Lean.NONE
    bare = re.sub(OPENING, "", plain)
    content = [word for word in content_words(masked.unmask(bare)) if word not in _NO_NOUN]
    if WHICH.match(plain) or LEFT_OUT.search(plain) or OTHERS.search(plain) or EXAMPLE.match(plain):
        return Lean.STRONG
    fits_rule = any(rule.pattern.search(bare) for rule in RULES)
    asks = bool(_ASKING.search(bare))
    if asks and NO_VERB.match(bare) and len(bare.split()) <= MOST_WORDS_BARE and len(content) <= 1 and not fits_rule:
        return Lean.STRONG
    if not content and asks and not fits_rule:
        return Lean.STRONG
    if len(content) <= (3 if _TAKES_UP.match(plain) else 2) and not masked.marks(plain):
        return Lean.WEAK
    return Lean.NONE
