"""A message to its single questions, and a question without the courtesies around it."""

import re

from trekbot.retrieval.cues import STAGE_NOUN

_POLITE = re.compile(
    r"^(?:(?:hi|hey|hello|good (?:morning|day|evening|afternoon)|thanks|thank you|ok|okay|so|well|please|now|and|but|also|then|actually|quick question|one question|question)\b[,.!:]?(?: there\b[,.!]?)? ?)+|"
    r"^(?:(?:can|could|would|will) you (?:please |kindly )?(?:tell|explain|show|give|say|help|let)(?: to)?(?: me| us)?(?: know)?(?: with| about)? ?|"
    r"(?:i (?:would like|want|need|wish) to (?:know|understand|ask|find out)|i was wondering|i wonder|do you know|any idea|tell me|please tell me|let me know|remind me|i do not (?:get|understand|know))(?: about)? ?[,:]? ?(?:if |whether )?)(?=(?:what|where|which|how|when|who|why|if|whether|the|is|are|do|does|can|should)\b)"
)
_TRAILING = re.compile(
    r"(?:[\s?.!,;:]|\b(?:please|thanks|thank you|exactly|actually|then|now|anyway|for me|to me|to us|right|again)\b(?=\W*$))+$"
)
_SPLIT = re.compile(
    rf"(?<=[?!.;])\s+(?=\S)|,? and (?:also )?(?=(?:what|where|which|how|who|when|why|is|are|can|could|do|does|should|will)\b (?!(?:i |you )?(?:know|learn)\b.* {STAGE_NOUN}))|,? (?:also|plus),? (?=(?:what|where|which|how|who|when|why)\b)"
)
_KNOWS_HOW = re.compile(r"\b(?:i|we) (?:\w+ )?(?:know|learned|learnt|understand) how to\b", re.IGNORECASE)
_QUESTION_START = re.compile(
    r"^(?:what|where|which|how|who|when|why|is|are|can|could|do|does|should|will|would|tell|explain|list|show|compare|give|define|describe|am|may|must|in which)\b"
)


def questions_in(text: str) -> list[str]:
    """Split a message into its questions; statements stay with the question that follows them."""
    pieces = [piece.strip() for piece in _SPLIT.split(text) if piece and piece.strip(" ?.!,;")]
    if len(pieces) < 2:
        return [text]
    questions: list[str] = []
    lead = ""
    for piece in pieces:
        if piece.startswith("how to") and _KNOWS_HOW.search(lead):
            lead = f"{lead} and {piece}"
            continue
        if starts_a_question(_POLITE.sub("", piece.casefold())) or piece.endswith("?"):
            questions.append(f"{lead} {piece}".strip())
            lead = ""
        else:
            lead = f"{lead} {piece}".strip()
    if lead and questions:
        questions[-1] = f"{questions[-1]} {lead}"
    return questions or [text]


def starts_a_question(folded: str) -> bool:
    """Tell whether a folded text opens as questions do."""
    return bool(_QUESTION_START.match(folded))


def without_courtesies(folded: str) -> str:
    """Take greetings, "can you tell me" and "please" off both ends of a folded question."""
    for _ in range(3):
        folded = _POLITE.sub("", folded).strip(" ,:-")
    return without_tail(folded)


def without_tail(folded: str) -> str:
    """Take punctuation and courtesies off the end."""
    return _TRAILING.sub("", folded)
