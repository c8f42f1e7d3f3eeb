"""What a phrase says without the frame around it: "does the course teach me how to graft" is about "graft"."""

import re

_LEADING = frozenset(
    """do does did can could should will would shall is are am may might must i we you it they one people someone the this that a an there here
    roadmap trek course curriculum stage stages module modules step steps learn learns learning find out read see hear meet get gets be been
    about how to which where what in on at of for me us my teach teaches teaching taught show shows showing cover covers covering covered explain
    explains explained treat treats treated deal deals dealing with mention mentions mentioned discuss discusses discussed talk talks talking
    go goes into help helps tell tells something anything everything say says introduce introduces contain contains include includes touch touches
    describe describes handle handles more information whether if when actually also even ever really best first need needs want wants like have has
    turn look looking up explicitly specifically detail details know understand any some study would""".split()
)
_TRAILING = re.compile(
    r"(?: (?:taught|covered|explained|mentioned|treated|discussed|introduced|used|described|come up|comes up|show up|shows up|appears?|in (?:it|here|there|this|the) ?(?:roadmap|trek|course|curriculum|stages?)?|here|there|at all|somewhere|anywhere|first|too|as well|in|on|at|about|of|for))+$"
)


def without_frame(phrase: str) -> str:
    """Take the words that only frame a subject off both ends of a masked, folded phrase; at least one word is left."""
    words = phrase.strip(" ?.!,;:").split()
    while len(words) > 1 and words[0].strip(",") in _LEADING:
        words.pop(0)
    return _TRAILING.sub("", " ".join(words)).strip(" ,") or phrase.strip()
