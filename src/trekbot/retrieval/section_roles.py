"""What kind of section a heading announces, so that a question for an exercise is answered from the exercise.

Told by the heading's words; headings that say nothing known have no role, and a text without headings works as well.
"""

import re
from typing import Literal

from trekbot.index.words import fold_case
from trekbot.roadmaps.model import Section, Stage

Role = Literal["entry", "outcomes", "ideas", "tools", "pitfalls", "practice", "done", "next", "reading"]

_WORDS: dict[Role, str] = {
    "reading": r"reading|read more|references?|resources?|bibliography|books?|links?|literature|further reading|sources",
    "done": r"done when|done|checklist|self[- ]?(?:check|assessment|test)|completion|assessment|assessed|graded|grading|exam\w*|criteria|success|ready to move on|move on when|check yourself|how you know|sign-?off|finished",
    "pitfalls": r"pitfalls?|mistakes?|traps?|gotchas?|caveats?|avoid|wrong|warnings?|troubleshooting|beware|watch out|errors?|failures?|faults?|problems?",
    "practice": r"practi[cs]e|practi[cs]al|exercises?|assignments?|projects?|field ?work|hands[- ]on|labs?|laboratory|workshop|homework|try it|activity|activities|tasks?|drills?|bake|build it|do it",
    "entry": r"before you (?:start|begin)|before|prerequisites?|entry|requirements?|requires|required|what you need to know|assumed|background|builds on|you should know|preparation",
    "next": r"where it leads|leads|next|what follows|afterwards|after this|onward|further|builds on this|unlocks",
    "outcomes": r"what you will learn|you(?:'ll| will) learn|outcomes?|objectives?|goals?|aims?|skills|you will be able|learning",
    "tools": r"tools?|tooling|equipment|software|kit|materials?|ingredients|technolog\w+|instruments?|stack|utensils",
    "ideas": r"key ideas?|ideas?|concepts?|theory|core|basics|overview|what .* (?:is|are) about|about|introduction|principles?|key terms|terms|definitions?|background|in short|summary|notes|content|the topic",
}  # fmt: skip
_ROLES = {role: re.compile(rf"\b(?:{words})\b") for role, words in _WORDS.items()}  # the first that fits wins


def role_of(heading: str | None) -> Role | None:
    """Give the role that a heading announces, None where it announces none."""
    if heading is None:
        return None
    plain = fold_case(heading)
    return next((role for role, pattern in _ROLES.items() if pattern.search(plain)), None)


def sections_for(stage: Stage, role: Role) -> list[Section]:
    """Give the stage's sections with this role, with what stands below them, in order."""
    found = []
    for section in stage.sections:
        own = role_of(section.heading)
        inherited = next((role_of(above) for above in reversed(section.path) if role_of(above)), None)
        if own == role or (own is None and inherited == role):
            found.append(section)
    return found
