"""A message to its single questions, and a question without the courtesies around it."""

import re

from trekbot.retrieval.joints import sentences_of, split_at_joints

_POLITE = re.compile(
    r"^(?:(?:hi|hey|hello|hiya|howdy|yo|dear|good (?:morning|day|evening|afternoon)|thanks(?: a (?:lot|bunch|million|ton))?(?: for (?:that|this))?|thank you(?: so much| very much)?|cheers|great|cool|nice|perfect|got it|sorry|excuse me|bro|dude|mate|man|guys|folks|ok|okay|so|well|please|now|and|but|also|then|actually|quick question|one question|question|(?:i have )?(?:(?:just )?(?:a couple of|a few|two|three|some|several|2|3) )(?:quick |short |other |more )?(?:things|questions|points|ones)|(?:a couple of|a few|two|three|2|3) (?:quick |short |other |more )(?:things|questions|points|ones)|in a nutshell|in (?:plain|simple|easy|other|a few) (?:words|terms|english|language)|put simply|in short|briefly|simply put|in a word|oh|out of curiosity|just curious|just wondering)\b[,.!:]?(?: there\b[,.!]?)? ?)+|"
    r"^(?:(?:can|could|would|will) you (?:please |kindly )?(?:tell|explain|show|give|say|help|let)(?: to)?(?: me| us)?(?: know)?(?: with| about)? ?|"
    r"(?:i (?:would like|want|need|wish) to (?:know|understand|ask|find out)|i was wondering|i wonder|do you know|any idea|tell me|please tell me|let me know|remind me|i do not (?:get|understand|know))(?: about)? ?[,:]? ?(?:if |whether )?)(?=(?:what|where|which|how|when|who|why|if|whether|the|is|are|do|does|can|should)\b)"
)
_EMPHASIS = re.compile(
    r"(?<=^why)(?: on earth| in the world| the heck| the hell| exactly| in heaven's name| ever)\b|(?<=^how come) (?:on earth|exactly)\b"
)
_TRAILING = re.compile(
    r"(?:[\s?.!,;:]|\b(?:please|thanks|thank you|exactly|actually|then|now|anyway|for me|to me|to us|right|again|in turn)\b(?=\W*$))+$"
)
_SUBORDINATE = re.compile(
    r"^(?:when|where|whenever|wherever) (?!(?:is|are|was|were|do|does|did|can|could|should|shall|will|would|may|must|am|have|has|to|next|else|exactly)\b)"
)
_ONLY_LEADS = re.compile(
    r"^(?:(?:please|tell me|explain|show me|what|how) ?(?:please)?|(?:do|would|can|could) you (?:know|think|mind|help(?: me)?|tell me|explain)(?: that| this)?|what do you (?:think|say|mean)|"
    r"i have (?:a|some|two|three|several|another) (?:quick )?questions?|any idea|listen|right|ok(?:ay)?|correct|no|yes|huh|eh|really|thanks|thank you|(?:is|are|do|does|can|should|was) (?:it|they|that|i)(?: not)?)?\W*$"
)
_ASKED = r"(?:what|where|which|how|who|when|why|is|are|can|do|does|should|explain|define|tell)\b"
_NUMBERED_ITEMS = re.compile(rf"(?:^|\s)(?:\d{{1,2}}[.)]|[a-d]\))\s+(?={_ASKED})", re.IGNORECASE)
_BULLETS = re.compile(rf"(?:^|\s)[-*•]\s+(?={_ASKED})", re.IGNORECASE)
_COUNTED = re.compile(
    r"^(?:and )?(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|lastly)[,:]\s*(?=\w)", re.IGNORECASE
)
_ADDED = re.compile(
    r"^(?:\+|&|and|also|plus|or|then)[, ]+(?:also |and |what about |about )*(?P<x>(?!(?:i|we|it|they|if|because|since|so|not|maybe|thanks?|please|that|this)\b)[^?.!,;]{1,60})[?.!]*$",
    re.IGNORECASE,
)
MOST_ADDED = 5  # words of what is added to a question: "and …?"
_KNOWS_HOW = re.compile(r"\b(?:i|we) (?:\w+ )?(?:know|learned|learnt|understand) how to\b", re.IGNORECASE)
_QUESTION_START = re.compile(
    r"^(?:what|where|which|how|who|when|why|is|are|can|could|do|does|should|will|would|tell|explain|list|show|compare|give|define|describe|am|may|must|(?:in|at|on|from|by|for|to) (?:which|what|whom))\b"
)


def questions_in(text: str) -> list[str]:
    """Split a message into its questions; statements stay with the question that follows them."""
    pieces = [
        _COUNTED.sub("", piece)
        for item in (_BULLETS if _BULLETS.match(text) else _NUMBERED_ITEMS).split(text)
        for sentence in sentences_of(item)
        for piece in split_at_joints(_COUNTED.sub("", sentence), is_question)
    ]
    if len(pieces) < 2:
        return [text]
    questions: list[str] = []
    lead = ""
    for piece in pieces:
        if piece.startswith("how to") and _KNOWS_HOW.search(lead):
            lead = f"{lead} and {piece}"
            continue
        bare = _bare(piece)
        added = _ADDED.match(piece)
        if _ONLY_LEADS.match(bare):
            continue
        opens = starts_a_question(bare)
        if questions and not lead and added and not opens and len(added["x"].split()) <= MOST_ADDED:
            questions.append(f"and {added['x']}?")
        elif opens or piece.endswith("?"):
            questions.append(f"{lead} {piece}".strip())
            lead = ""
        else:
            lead = f"{lead} {piece}".strip()
    if lead and questions:
        questions[-1] = f"{questions[-1]} {lead}"
    return questions or [text]


def _bare(piece: str) -> str:
    """Fold a piece and take the courtesies off its front."""
    folded = _EMPHASIS.sub("", piece.casefold())
    for _ in range(3):
        folded = _POLITE.sub("", folded).strip(" ,:-")
    return folded


def is_question(piece: str) -> bool:
    """Tell whether a piece opens as a question of its own does, courtesies before it apart."""
    bare = _bare(piece)
    return starts_a_question(bare) and not _SUBORDINATE.match(bare) and not _ONLY_LEADS.match(bare)


def starts_a_question(folded: str) -> bool:
    """Tell whether a folded text opens as questions do."""
    return bool(_QUESTION_START.match(folded))


def without_courtesies(folded: str) -> str:
    """Take greetings, "can you tell me" and "please" off both ends of a folded question."""
    return without_tail(_bare(folded))


def without_tail(folded: str) -> str:
    """Take punctuation and courtesies off the end."""
    return _TRAILING.sub("", folded)
