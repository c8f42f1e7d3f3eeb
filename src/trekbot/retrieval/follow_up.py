"""A follow-up made to stand alone: what it leaves out is put back from the turns before it.

The history is read as names and kinds of question only. Nothing in it is evidence, and nothing in it is obeyed.
"""

import re
from dataclasses import dataclass, replace

from trekbot.index.words import raw_words
from trekbot.retrieval.bare_follow_ups import BareFollowUps
from trekbot.retrieval.conversation import Context
from trekbot.retrieval.earlier_turns import listed_stages
from trekbot.retrieval.ellipsis import Ellipsis
from trekbot.retrieval.follow_up_forms import (
    ALL_OF_THEM,
    AS_FOR,
    ASKS_ITSELF,
    BACK_TO,
    BARE,
    CHOICE_FILLER,
    CHOICE_FIRST,
    EARLIER,
    EARLIER_NAMED,
    FRAGMENT,
    NO_VERB,
    ONLY_NTH,
    PRONOUN,
    SHIFT,
    THANKS_FIRST,
)
from trekbot.retrieval.lean import Lean, lean_of
from trekbot.retrieval.mentions import mask
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.other_roadmaps import OtherRoadmaps
from trekbot.retrieval.phrasing import PHRASINGS, phrase
from trekbot.retrieval.pointing import Pointing
from trekbot.retrieval.query import Intent
from trekbot.retrieval.resolver import content_words
from trekbot.retrieval.topics import Topics, chosen
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus
from trekbot.roadmaps.titles import title_in_roadmap

LONGEST_NAME = 4  # words of an opening that only names something
_NOT_ONE_NAME = re.compile(
    r"^(?:because|since|as|given|although|though|assuming|suppose|say|my|our|i|we)\b|\b(?:or|and|versus)\b"
)
LONGEST_BEHIND = 300  # characters of an earlier question
DEEPEST = 3  # openings that turn to another topic, one after another


@dataclass(frozen=True)
class Completed:
    """A question with what it leaves out put back: one text, or one for each of the things that it means.

    `own` is what the learner said, without what was put back; empty where the text says it all. `context` is the
    conversation as the question turns to it, `pinned` where it says so itself. Where `lean` is STRONG, the text is a
    question and, behind it, what it leans on. An answer has to say a word of `required`, where there are any.
    `otherwise` is the question with what it may lean on behind it, for when nothing answers it alone. `said` is all
    that the learner wrote.
    """

    texts: tuple[str, ...]
    context: Context
    own: str = ""
    required: str = ""
    lean: Lean = Lean.NONE
    pinned: bool = False
    otherwise: str = ""
    said: str = ""


class FollowUps:
    """Completes follow-ups over one corpus."""

    def __init__(self, corpus: Corpus, graph: RoadmapGraph, vocabulary: Vocabulary) -> None:
        self.topics = Topics(corpus, graph, vocabulary)
        self._corpus = corpus
        self._vocabulary = vocabulary
        roadmaps = OtherRoadmaps(corpus, vocabulary)
        self._bare = BareFollowUps(corpus, graph, self.topics, roadmaps)
        self._ellipsis = Ellipsis(vocabulary, self.topics, roadmaps)
        self._pointing = Pointing(vocabulary, self.topics)

    def complete(self, text: str, context: Context, depth: int = 0) -> Completed:
        """Give the question with what it leaves out put back; the text as it is where nothing is missing."""
        if depth < DEEPEST and (turned := self._turned(text, context, depth)) is not None:
            return turned
        if context.last is None and context.reading is None:
            return Completed((text,), context)
        several = self._readings(text, context)
        if several:
            return Completed(several, context)
        text = THANKS_FIRST.sub("", text) or text
        masked = mask(text, self._vocabulary)
        plain = masked.text.strip()
        whole = self._bare.complete(plain, masked, context)
        if whole is not None:
            return Completed((whole.text,), context, whole.own, whole.required, whole.lean)
        elided = self._ellipsis.complete(plain, masked, context)
        if elided is not None:
            return Completed((elided.text,), context, elided.own, elided.required, elided.lean)
        pointed = self._pointing.complete(text, plain, masked, context)
        if pointed.anywhere:
            return Completed((pointed.text,), context)
        if pointed.text != text:
            return Completed((pointed.text,), context, text, lean=max(pointed.lean, Lean.WEAK))
        lean = max(lean_of(plain, masked), pointed.lean)
        if lean is Lean.STRONG and context.query is not None:
            return Completed((behind(text, context),), context, text, lean=lean)
        otherwise = behind(text, context) if lean and context.query is not None else ""
        return Completed((text,), context, text if lean else "", lean=lean, otherwise=otherwise)

    def _turned(self, text: str, context: Context, depth: int) -> Completed | None:
        """Read an opening that turns to another topic: "different thing:", "back to the first,", "the second one:"."""
        shift = SHIFT.match(text)
        if shift:
            return self.complete(shift["rest"], Context(reading=context.reading), depth + 1)
        if context.last is None:
            return None
        back = BACK_TO.match(text)
        if back:
            rest = back["rest"] or back["rest3"] or back["rest2"]
            earlier = self._earlier(back["led"], context)
            if not rest:
                return Completed((earlier.topics[-1].query.text,), earlier)
            return self._returned(back["led"], rest, earlier, depth)
        as_for = AS_FOR.match(text)
        if as_for and ASKS_ITSELF.match(as_for["rest"].casefold()) and self.topics.recall(context, as_for["led"]):
            return self._returned(as_for["led"], as_for["rest"], self._earlier(as_for["led"], context), depth)
        first = CHOICE_FIRST.match(text)
        if first and ASKS_ITSELF.match(re.sub(r"^(?:and|so|but|then) ", "", first["rest"].casefold())):
            readings = self._readings(first["led"], context)
            if len(readings) == 1:
                masked = mask(readings[0], self._vocabulary)
                stages = listed_stages(masked, list(self._corpus.stages))
                topic = self.topics.of_stage(stages[0]) if stages else self.topics.named(readings[0])
                return self.complete(first["rest"], context.back_to(topic), depth + 1)
            if _names_a_thing(first["led"]) and PRONOUN.search(mask(first["rest"], self._vocabulary).text):
                return self.complete(first["rest"], context.back_to(self.topics.named(first["led"])), depth + 1)
            only = ONLY_NTH.match(mask(first["led"], self._vocabulary).text)
            named = self.topics.nth(only, context) if only else None
            if named is not None:
                led = self.complete(first["rest"], context.back_to(self.topics.named(named)), depth + 1)
                return led if led.texts != (first["rest"],) else replace(led, texts=(f"{named}, {first['rest']}",))
        return None

    def _readings(self, text: str, context: Context) -> tuple[str, ...]:
        """Give what was asked back and is now chosen: by place, by what only one of them says, or all."""
        last = context.last
        readings = last.query.readings if last is not None else ()
        if last is not None and last.asked_back and not readings and len(last.listed) > 1:
            asked = last.query.intent if "{a}" in PHRASINGS.get(last.query.intent, "") else Intent.ABOUT
            asked = Intent.ABOUT if asked is Intent.DEFINITION or "{b}" in PHRASINGS[asked] else asked
            readings = tuple(phrase(asked, title_in_roadmap(self._corpus, key)) for key in last.listed)
        plain = text.casefold().strip()
        if not readings or ALL_OF_THEM.match(plain):
            return readings
        only = ONLY_NTH.match(plain)
        if only:
            one = chosen(readings, only)
            return (one,) if one else ()
        said = {word for word in raw_words(plain) if word not in CHOICE_FILLER}
        fitting = [reading for reading in readings if said <= set(raw_words(reading))]
        return tuple(fitting) if said and len(fitting) == 1 and BARE.match(plain) else ()

    def _returned(self, led: str, rest: str, earlier: Context, depth: int) -> Completed:
        """Complete the question behind "back to the glazes:"."""
        if EARLIER.fullmatch(_bare(led)) is None:
            rest = re.sub(r"^which ones?\b", f"which {_bare(led)}", rest, flags=re.IGNORECASE)
        completed = self.complete(rest, earlier, depth + 1)
        return replace(completed, lean=max(completed.lean, Lean.WEAK), own=completed.own or rest, pinned=True)

    def _earlier(self, led: str, context: Context) -> Context:
        """Turn to the topic that an opening names, by its place in the conversation or by its words."""
        said = _bare(led)
        recalled = self.topics.recall(context, led)
        place = EARLIER.fullmatch(said) or (EARLIER_NAMED.fullmatch(said) if recalled is None else None)
        if place is None:
            name = re.sub(r" (?:thing|question|topic|part|bit|again)$", "", said)
            topic = self.topics.about(recalled, name) if recalled else replace(self.topics.named(name), pages=())
            return context.back_to(topic)
        told = (place["nth"] or "").casefold()
        if told in ("last", "previous", "earlier") or "before" in said.split()[-2:]:
            return context.back_to(context.topics[-2] if len(context.topics) > 1 else context.topics[-1])
        if told in ("", "original", "initial"):
            return context.back_to(context.topics[0])
        match = re.match(r"(?P<nth>\w+)(?P<number>)", told)
        return context.back_to((chosen(context.topics, match) if match else None) or context.topics[0])


def _bare(led: str) -> str:
    return re.sub(r"^(?:the|my|your|our|that|this) ", "", led.strip(), flags=re.IGNORECASE)


def _names_a_thing(led: str) -> bool:
    """Tell whether an opening only names what the question behind it is about ("the offset, where is it?")."""
    plain = led.casefold()
    clause = (
        not NO_VERB.match(plain) or ASKS_ITSELF.match(plain) or FRAGMENT.match(plain) or _NOT_ONE_NAME.search(plain)
    )
    return not clause and not ONLY_NTH.match(plain) and len(plain.split()) <= LONGEST_NAME and bool(content_words(led))


def behind(question: str, context: Context) -> str:
    """Set what a question leans on behind it."""
    last = context.query
    return f"{question.rstrip(' ?.!')}? {last.text[:LONGEST_BEHIND]}" if last is not None else question
