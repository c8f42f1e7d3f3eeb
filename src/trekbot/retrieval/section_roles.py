"""What kind of section a heading announces, so that a question for an exercise is answered from the exercise.

Told by the heading's words; headings that say nothing known have no role, and a text without headings works as well.
`heading_meanings` tells the role of headings in their authors' own words.
"""

import re
from collections.abc import Callable
from typing import Literal

from trekbot.index.words import STOP_WORDS, fold_case, raw_words
from trekbot.roadmaps.model import Section, Stage

Role = Literal["entry", "outcomes", "ideas", "tools", "pitfalls", "practice", "done", "next", "reading"]

_WORDS: dict[Role, str] = {
    "reading": r"reading|read more|references?|resources?|bibliography|books?|links?|literature|further reading|sources",
    "done": r"done when|done|checklist|self[- ]?(?:check|assessment|test)|completion|assessment|assessed|graded|grading|marking|how it is marked|marked work|exam\w*|criteria|success|ready to move on|move on when|check yourself|how you (?:can |will )?(?:know|tell|see)|knowing (?:that )?you|handed in|hand in|sign-?off|ticking (?:it|this) off|finished|when you have|by the time you|before you (?:leave|move on|go on)|(?:is it|are you|am i) ready|^tests?$|^ready\W*$",
    "pitfalls": r"pitfalls?|mistakes?|traps?|gotchas?|caveats?|avoid|wrong|warnings?|troubleshooting|beware|watch out|errors?|failures?|faults?|problems?|stumbling blocks?|bit us|bites? you|had known|hazards?|dangers?|hurdles?",
    "practice": r"practi[cs]e|practi[cs]al|exercises?|assignments?|projects?|field ?work|coursework|hands[- ]on|hands dirty|own hands|labs?|laboratory|workshop|homework|try it|your turn|over to you|bench days?|bench work|training ground|milestones|activity|activities|tasks?|drills?|bake|build it|do it|what you (?:will )?(?:build|make|do)",
    "entry": r"before you (?:start|begin)|before|prerequisites?|entry|requirements?|requires|required|what you need to know|assumed|background|builds on|you should know|preparation",
    "next": r"where it leads|leads|next|what follows|afterwards|after this|onward|further|builds on this|unlocks",
    "outcomes": r"what you will learn|you(?:'ll| will) learn|outcomes?|objectives?|goals?|aims?|skills|you will be able|learning|take home|take away|takeaways?",
    "tools": r"tools?|tooling|equipment|software|kit|materials?|ingredients|technolog\w+|instruments?|stack|utensils|gear|supplies|shopping list|packing list|what you need|you will need",
    "ideas": r"key ideas?|ideas?|concepts?|theory|core|basics|overview|what .* (?:is|are) about|about|introduction|principles?|key terms|terms|definitions?|background|in short|summary|notes|content|the topic",
}  # fmt: skip
_ROLES = {role: re.compile(rf"\b(?:{words})\b") for role, words in _WORDS.items()}  # the first that fits wins


def role_of(heading: str | None) -> Role | None:
    """Give the role that a heading announces by its words, None where it announces none."""
    if heading is None:
        return None
    plain = fold_case(heading)
    return next((role for role, pattern in _ROLES.items() if pattern.search(plain)), None)


def only_announces(heading: str) -> bool:
    """Tell whether a heading names a kind of section and no subject ("Field work", "Before you start")."""
    role = role_of(heading)
    if role is None:
        return False
    rest = _ROLES[role].sub(" ", fold_case(heading))
    return all(word in STOP_WORDS for word in raw_words(rest))


def sections_for(stage: Stage, role: Role, told: Callable[[str | None], Role | None] = role_of) -> list[Section]:
    """Give the stage's sections with this role, with what stands below them, in order.

    Args:
        told: tells the role of a heading; by its words by default.
    """
    found = []
    for section in stage.sections:
        own = told(section.heading)
        inherited = next((told(above) for above in reversed(section.path) if told(above)), None)
        if own == role or (own is None and inherited == role):
            found.append(section)
    return found
