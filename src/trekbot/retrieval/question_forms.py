"""Forms of a question that tell what its answer has to look like, whatever it is about."""

import re

from trekbot.index.words import raw_words, stem

_LEFT_OUT = re.compile(r"\b([a-z]{3,})[- ]free\b")
_WITHOUT = frozenset("free without no not none never omit leave".split())
_ABOUT_ROADMAP = re.compile(
    r"\b(?:the|this|that|your) (?:whole |entire |full )?(?:roadmap|trek|course|curriculum|programme|program|degree|diploma|learning path)\b|\bdo (?:i|you|we) get an?\b|\bat the end\b|^\W*(?:is|are) there an?\b(?!.*\bstages?\b)",
    re.IGNORECASE,
)
_ASKS_ALL = re.compile(
    r"\b(?:stages|steps|modules|units|chapters|lessons|topics|all|every|everywhere|mention\w*|shows? up|comes? up|appears?|turns? up|talks? about|which of)\b",
    re.IGNORECASE,
)
_ASKS_LEAVE = re.compile(
    r"\b(?:can|could|may|might|is it (?:ok|okay|fine|possible|safe|alright)|am i (?:able|allowed)|would it be (?:ok|okay|fine))\b.*\b(?:before|without)\b",
    re.IGNORECASE,
)
_ASKS_LIST = re.compile(r"\b(?:list|all|every|enumerate|complete|full|entire|steps)\b", re.IGNORECASE)
_HANDS_IN = re.compile(
    r"\b(?:(?:hand|turn|give|send)(?:ed|n)? in|submit|submitted|assessed|marked|graded|tested|examined|tests?|exams?|assessments?)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"^\W*(?:and |so |but |ok |then )*(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|must|should|may)\b(?! you (?:tell|explain|show|help|give|list)\b)",
    re.IGNORECASE,
)
_ASKS_DETAIL = re.compile(
    r"\bhow (?:many|much|long|old|high|far|often|big|tall|deep|heavy|hot|fast)\b|\b(?:what|which) (?:year|date)\b|^\W*(?:and |so )*who(?:se|m)?\b|\bwhen (?:is|are|was|were|do|does|did|should|can|will)\b",
    re.IGNORECASE,
)
_ASKS_HOW_TO = re.compile(r"\bhow (?:(?:do|can|should|would|could|must) (?:i|we|you|one|people)|to)\b", re.IGNORECASE)


def is_about_roadmap(question: str) -> bool:
    """Tell whether a question that names no stage is about the roadmap itself ("does the course end with an exam?")."""
    return bool(_ABOUT_ROADMAP.search(question))


def asks_how_to(question: str) -> bool:
    """Tell whether the question is for a way to do something, by the learner ("how do I graft?", not "how does it heal?")."""
    return bool(_ASKS_HOW_TO.search(question))


def asks_detail(question: str) -> bool:
    """Tell whether a question is for a number, a time or a person."""
    return bool(_ASKS_DETAIL.search(question))


def asks_yes_or_no(question: str) -> bool:
    """Tell whether a question puts a statement to be affirmed or denied ("does it need light?")."""
    return bool(_YES_OR_NO.match(question))


def asks_for_all(question: str) -> bool:
    """Tell whether every place that treats a thing is asked for, not only its home."""
    return bool(_ASKS_ALL.search(question))


def asks_for_leave(question: str) -> bool:
    """Tell whether the learner asks to go ahead without something ("can I do b before a?"): a need is a no to that."""
    return bool(_ASKS_LEAVE.search(question))


def thing_left_out(question: str) -> str | None:
    """Give the thing that the question wants to do without ("gluten-free bread"), as a stem; None where there is none."""
    found = _LEFT_OUT.search(question.casefold())
    return stem(found[1]) if found else None


def leaves_out(sentence: str, thing: str) -> bool:
    """Tell whether a sentence speaks of doing without a thing, given as a stem."""
    found = raw_words(sentence)
    return thing in map(stem, found) and any(word in _WITHOUT for word in found)


def asks_for_list(question: str) -> bool:
    """Tell whether a part is wanted whole, however long it is ("list all the steps")."""
    return bool(_ASKS_LIST.search(question))


def asks_to_hand_in(question: str) -> bool:
    """Tell whether a question is for what a learner has to show ("what do I hand in?")."""
    return bool(_HANDS_IN.search(question))
