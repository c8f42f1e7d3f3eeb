"""A question about several things at once, asked one by one: "what are bread, butter and jam?".

The names in it are masked, so that a title with commas in it is one thing.
"""

import re

from trekbot.index.words import STOP_WORDS
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.mentions import Masked, is_mark

LONGEST_THING = 3  # words of a thing that is no name of the corpus

_END = r"[^\w\ue000-\uefff]*$"
_ASKED_FIRST = re.compile(
    rf"^(?P<lead>(?:so |and |ok |please )*(?:what (?:is|are|was|were|do|does)|who (?:is|are|was|were)|explain(?: to me)?|define|describe|tell me (?:more |something )?about)) (?P<things>.+?)(?P<tail>(?: mean| stand for| do)?){_END}"
)
_ASKED_LAST = re.compile(
    rf"^(?P<things>[^?.!]+?) ?[:,–—-]+ (?:what (?:is|are|do) (?:they|these|those|that|each|all of (?:them|these)|all (?:them|these)|each of (?:them|these))(?: mean| all mean| do)?|please explain|explain(?: them| these)?|meanings?|definitions?){_END}"
)
_BETWEEN = re.compile(r",? (?:and|or|&|\+|as well as|versus) |, ?| ?\+ ?")


def one_by_one(masked: Masked) -> list[str]:
    """Give a question about each thing; none where the question is about one thing, or about what is between two."""
    asked = _ASKED_FIRST.match(masked.text) or _ASKED_LAST.match(masked.text)
    if asked is None:
        return []
    things = [re.sub(r"^(?:an?|the) ", "", thing.strip()) for thing in _BETWEEN.split(asked["things"])]
    if len(things) < 2 or not all(_is_thing(thing) for thing in things):
        return []
    named = sum(_is_name(thing) for thing in things)
    articles = len(re.findall(r"(?:^|, | and | or )(?:an?|the) ", asked["things"]))
    if named < len(things) and not (named and (len(things) > 2 or articles > 1)) and len(things) < 3:
        return []
    groups = asked.groupdict()
    lead, tail = groups.get("lead") or "what is", groups.get("tail") or ""
    return [f"{masked.unmask(lead)} {masked.unmask(thing)}{tail}?" for thing in things]


def _is_name(thing: str) -> bool:
    return len(thing) == 1 and is_mark(thing)


def _is_thing(thing: str) -> bool:
    """Tell whether a piece names something: a name of the corpus, or a few words none of which is of a question."""
    if _is_name(thing):
        return True
    found = thing.split()
    return 0 < len(found) <= LONGEST_THING and not any(word in STOP_WORDS or word in CUE_WORDS for word in found)
