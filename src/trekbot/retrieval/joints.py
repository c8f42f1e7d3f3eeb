"""Where one question of a message ends and the next begins.

A comma or an "and" joins two questions only where what follows can stand by itself ("…, how long does it take?"); in
"which do I need, when I know the first?" and "what do bread, butter and jam have in common?" it joins the parts of one.
"""

import re
from collections.abc import Callable

from trekbot.retrieval.cues import STAGE_NOUN

_SUBJECT = r"(?:i|we|you|it|they|he|she|there|this|that|these|those|the|an?|one|my|all|any|people|beginners)"
_AUX = r"(?:is|are|was|were|do|does|did|can|could|should|shall|will|would|may|might|must|am|has|have|had)"
# What opens a question wherever it stands: an auxiliary before its subject, or a question word that no clause opens with.
_OWN_OPENING = (
    rf"(?:what(?! (?:i|we|you|they|he|she)\b)|how|why|who)\b(?! (?:is|are) (?:better|best)\W*$)|(?:when|where|to whom|whose) {_AUX}\b"
    rf"|(?!(?:is it|are they|was it) (?:in |at )?(?:the )?(?:{STAGE_NOUN}|#?\d)){_AUX} (?:not )?{_SUBJECT}\b(?! (?:\w+ )?not\b)(?!\W*$)"
    rf"|which (?:{STAGE_NOUN}|one)s? {_AUX}\b"
    r"|(?:tell me|explain|list|show me|define|describe|compare|name)\b"
)
# After "and" a question word is enough: what it joins is as long as a clause.
_AFTER_AND = (
    rf"(?:(?:in|at|on|from|by|for|to) )?(?:what|where|which|how|who|when|why|whose|is|are|can|could|do|does|did|should|will|would|must|may|am i|tell me|explain|define|describe|list|compare)\b "
    rf"(?!(?:i |you )?(?:know|learn)\b.* {STAGE_NOUN})"
)
_JOINTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<=[?!;])\s*(?=[\w\ue000-\uefff\"'“‘(+&-])|(?<=\.)\s+(?=\S)",  # the end of a sentence
        rf",? (?:and|&|\+|plus|as well as) (?:also |then |finally |lastly )?(?={_AFTER_AND})",
        rf",? (?:also|plus|but|then),? (?=(?:{_OWN_OPENING}))",
        rf",? or (?=(?:how|why|what|where) {_AUX} )",
        rf",\s?(?:and |or |but |so |then |also |plus )?(?=(?:{_OWN_OPENING}))",
        rf"\s[-–—/]\s?(?:and )?(?=(?:{_OWN_OPENING}))",
        r",? (?:firstly|secondly|thirdly|second|third|finally|lastly),? (?=(?:what|where|which|how|who|when|why|is|are|can|do|does|should|explain|define|tell)\b)",
    )
)  # fmt: skip

_SENTENCE_END = _JOINTS[0]


def sentences_of(text: str) -> list[str]:
    """Cut a message where its sentences end; each keeps its sign."""
    return [piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip(" ?.!,;")]


def split_at_joints(text: str, is_question: Callable[[str], bool]) -> list[str]:
    """Cut a sentence where a second question begins; only where the part before it is a question as well.

    A piece keeps its own words; the joint is left out.
    """
    cuts: list[tuple[int, int]] = []
    begin = 0
    for start, end in sorted({(m.start(), m.end()) for joint in _JOINTS[1:] for m in joint.finditer(text)}):
        before = text[begin:start].strip()
        if start < begin or len(before.split()) < 2 or not is_question(before):
            continue
        cuts.append((start, end))
        begin = end
    pieces, at = [], 0
    for start, end in cuts:
        pieces.append(text[at:start])
        at = end
    return [piece.strip() for piece in [*pieces, text[at:]] if piece.strip(" ?.!,;:")]
