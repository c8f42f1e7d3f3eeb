"""Follow-ups that carry nothing but their kind: "and after that?", "why?", "the second one", "tell me more"."""

import re
from dataclasses import dataclass

from trekbot.retrieval.conversation import Context
from trekbot.retrieval.follow_up_forms import (
    ABLE,
    ABOUT_NEIGHBOUR,
    AFTER,
    BARE_KIND,
    BEFORE,
    EXAMPLE,
    HARD,
    HOW_LONG,
    IN_STAGE,
    MORE,
    NEIGHBOUR,
    ONLY_NTH,
    ONLY_OTHER,
    OPPOSITE,
    OTHER_ROADMAP,
    SUMMARY,
    WHY,
    WHY_NTH,
)
from trekbot.retrieval.lean import Lean
from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.names import key_of
from trekbot.retrieval.other_roadmaps import OtherRoadmaps
from trekbot.retrieval.phrasing import PHRASINGS, phrase
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.topics import Topics
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus, StageKey

LEAST_SAID = 5  # words of a "why that one and not …" that are worth looking for


@dataclass(frozen=True)
class Whole:
    """A follow-up completed. `own` is what it says itself, where the text leans on what stands behind it.

    An answer has to say one of the words of `required`, where there are any.
    """

    text: str
    own: str = ""
    required: str = ""
    lean: Lean = Lean.WEAK


class BareFollowUps:
    """Completes them over one corpus."""

    def __init__(self, corpus: Corpus, graph: RoadmapGraph, topics: Topics, roadmaps: OtherRoadmaps) -> None:
        self._corpus = corpus
        self._graph = graph
        self._topics = topics
        self._roadmaps = roadmaps

    def complete(self, plain: str, masked: Masked, context: Context) -> Whole | None:
        """Give the question in full; None where the follow-up says more than its kind."""
        last = context.query
        if last is not None and (elsewhere := self._in_other_roadmap(plain, last)) is not None:
            return Whole(elsewhere)
        if any(is_mark(c) for c in plain):
            return None
        text = self._of_kind(plain, context) or (self._one_of(plain, last, context) if last is not None else None)
        if text is not None:
            return Whole(text)
        if last is not None and WHY.match(plain):
            return self._why(plain, last, context)
        if last is not None and OPPOSITE.match(plain) and (thing := self._topics.names.thing(last)):
            other = self._topics.names.sibling(thing)
            if other is not None:
                return Whole(phrase(Intent.DEFINITION, other))
            return Whole(f"What is the opposite of {thing}?", required="opposite")
        if last is not None and EXAMPLE.match(plain):
            return Whole(f"What is an example? {last.text}", lean=Lean.STRONG)
        return None

    def _of_kind(self, plain: str, context: Context) -> str | None:
        """Read kinds of question that are asked of whatever was spoken of, or is open."""
        last = context.query
        known = last is None or last.a is not None or bool(context.listed)
        if NEIGHBOUR.search(plain) and (beside := self._neighbour(plain, context)) is not None:
            return beside
        if AFTER.match(plain):
            return phrase(Intent.NEXT, self._topics.subject(context, Intent.NEXT))
        if BEFORE.match(plain) and known:
            return phrase(Intent.PREREQUISITES, self._topics.subject(context, Intent.PREREQUISITES))
        if MORE.match(plain) and (known or (last is not None and self._topics.names.thing(last))):
            return phrase(Intent.ABOUT, self._topics.subject(context, Intent.ABOUT))
        if SUMMARY.match(plain) and known:
            return phrase(Intent.ABOUT, self._asked_here(plain, context))
        stage = context.reading if last is None else self._topics.stage(context)
        if stage is not None and HOW_LONG.match(plain):
            return phrase(Intent.TIME, self._topics.title(stage))
        if stage is not None and ABLE.match(plain):
            return phrase(Intent.OUTCOMES, self._topics.title(stage))
        kind = BARE_KIND.match(plain)
        if stage is not None and kind is not None and kind.lastgroup:
            return phrase(Intent(kind.lastgroup), self._topics.title(stage))
        hard = HARD.match(plain)
        if hard and stage is not None:
            roadmap = self._corpus.roadmap(stage.roadmap)  # a level is stated of a roadmap, never of a stage
            return f"How {hard['how']} is {roadmap.title if roadmap else stage.roadmap}?"
        if last is not None and IN_STAGE.match(plain) and (thing := self._topics.names.thing(last)):
            return phrase(Intent.WHERE, thing)
        return None

    def _asked_here(self, plain: str, context: Context) -> str:
        here = context.reading is not None and (
            context.query is None or re.search(r"\b(?:this|here|page|text)\b", plain)
        )
        return (
            self._topics.title(context.reading)
            if here and context.reading
            else self._topics.subject(context, Intent.ABOUT)
        )

    def _neighbour(self, plain: str, context: Context) -> str | None:
        """Ask about the stage beside the one spoken of: "the next one", "and the one before it?"."""
        found = NEIGHBOUR.search(plain)
        last = context.query
        stage = context.reading if last is None else self._topics.stage(context)
        if found is None or stage is None:
            return None
        step = Intent.NEXT if found["next"] else Intent.PREREQUISITES
        if (
            last is not None
            and last.a is not None
            and last.a.stage is not None
            and last.intent in (Intent.NEXT, Intent.PREREQUISITES)
        ):
            stage = last.a.stage if last.intent is not step or step is Intent.PREREQUISITES else stage
            if (
                last.intent is step
                and ABOUT_NEIGHBOUR.match(plain[: found.start()])
                and not plain[found.end() :].strip(" ?.!")
            ):
                return phrase(step, self._topics.subject(context, step))
        beside = self._graph.next_stage(stage) if found["next"] else self._graph.previous_stage(stage)
        lead, tail = plain[: found.start()], plain[found.end() :]
        if not ABOUT_NEIGHBOUR.match(lead) or tail.strip(" ?.!"):
            return f"{lead}{self._topics.title(beside)}{tail}" if beside is not None else None
        if beside is None:
            return phrase(step, self._topics.title(stage))
        asked = last.intent if last is not None else Intent.ABOUT
        repeats = asked in PHRASINGS and "{a}" in PHRASINGS[asked] and "{b}" not in PHRASINGS[asked]
        repeats = repeats and asked not in (
            Intent.DEFINITION,
            Intent.HOW_TO,
            Intent.WHY,
            Intent.NEXT,
            Intent.PREREQUISITES,
            Intent.WHERE,
        )
        return phrase(asked if repeats else Intent.ABOUT, self._topics.title(beside))

    def _one_of(self, plain: str, last: Query, context: Context) -> str | None:
        """Read one of several that were named: "the second one", "why the first?", "the other one"."""
        why_nth = WHY_NTH.match(plain)
        if why_nth and last.intent is Intent.PREREQUISITES and last.a and (named := self._topics.nth(why_nth, context)):
            return phrase(Intent.WHY_NEED, named, last.a.phrase)
        if ONLY_OTHER.match(plain):
            return self._other_one(last, context)
        only = ONLY_NTH.match(plain)
        named = self._topics.nth(only, context) if only else None
        if named is None:
            return None
        if last.intent is Intent.COMPARISON:
            return phrase(Intent.DEFINITION, named)
        return phrase(Intent.ABOUT, named) if self._is_title(named) else phrase(Intent.DEFINITION, named)

    def _is_title(self, named: str) -> bool:
        return any(self._topics.title(key) == named for key in self._corpus.stages)

    def _other_one(self, last: Query, context: Context) -> str | None:
        """Ask the last question about the other one of two; where it was about both, say what the second is."""
        pair = self._topics.pair(context)
        if pair is None:
            return None
        for one, other in (pair, pair[::-1]):
            if last.intent is not Intent.COMPARISON and key_of(one) and set(key_of(one)) <= set(key_of(last.text)):
                if set(key_of(other)) <= set(key_of(last.text)):
                    continue
                return re.sub(re.escape(one), other, last.text, flags=re.IGNORECASE)
        return phrase(Intent.DEFINITION, pair[1])

    def _in_other_roadmap(self, plain: str, last: Query) -> str | None:
        """Ask the last question about the other one of two roadmaps."""
        roadmaps = list(self._corpus)
        if len(roadmaps) != 2 or not OTHER_ROADMAP.search(plain):
            return None
        asked_in = last.roadmaps or tuple(
            dict.fromkeys(key.roadmap for one in (last.a, *last.subjects) if one for key in one.stages[:1])
        )
        if len(asked_in) != 1 or (last.intent is Intent.COMPARISON and "roadmap" not in plain):
            return None
        _, other = sorted(roadmaps, key=lambda roadmap: roadmap.slug != asked_in[0])
        return self._roadmaps.turned(last, other)

    def _why(self, plain: str, last: Query, context: Context) -> Whole:
        text = self._why_of_order(last)
        if text is not None:
            return Whole(text)
        if last.intent in (Intent.DEFINITION, Intent.ABOUT) and last.a is not None and last.a.phrase:
            return Whole(phrase(Intent.WHY, f"do I need {self._topics.names.thing(last)}"))
        if last.intent in (Intent.START, Intent.STAGES) and context.listed:
            return Whole(phrase(Intent.WHY, f"do I need {self._topics.title(context.listed[0])}"))
        asked = "Why" if len(plain.split()) < LEAST_SAID else plain.rstrip(" ?.!")
        return Whole(f"{asked}? {last.text}", "" if asked == "Why" else asked, lean=Lean.STRONG)

    def _why_of_order(self, last: Query) -> str | None:
        """Ask for the reason of what was said about the order of stages."""
        a, b = _stage(last.a), _stage(last.b)
        if last.intent is Intent.PREREQUISITES and a is not None and (before := self._graph.prerequisites(a)):
            return phrase(Intent.WHY_NEED, self._topics.title(before[-1]), self._topics.title(a))
        if last.intent is Intent.NEXT and a is not None and (after := self._graph.next_stage(a)) is not None:
            return phrase(Intent.WHY_NEED, self._topics.title(a), self._topics.title(after))
        if last.intent in (Intent.NEED, Intent.ORDER, Intent.WHY_NEED) and a and b and a != b and last.a and last.b:
            return phrase(Intent.WHY_NEED, last.a.phrase, last.b.phrase)
        if last.intent is Intent.SKIP and last.a:
            return phrase(Intent.DEPENDENTS, last.a.phrase)
        return None


def _stage(reference: Reference | None) -> StageKey | None:
    return reference.stage if reference is not None else None
