"""What a question asks where the rules read it in general terms only: told by its meaning, about the names in it.

The rules come first, since they are exact where they fit; the intent model decides only what they leave open, and only
where it is sure. Which of two stages a question puts first is not told by its words but by the graph.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from trekbot.index.words import raw_words
from trekbot.retrieval.everywhere import Everywhere, asks_for_places
from trekbot.retrieval.frames import without_frame
from trekbot.retrieval.intent_model import SUBJECT, WHOLE, Meant
from trekbot.retrieval.mentions import FIRST_MARK, Masked, is_mark
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.resolver import Resolver, content_words
from trekbot.roadmaps.graph import RoadmapGraph

# How sure the model has to be (probability in [0, 1]) against what a rule has read; measured on phrasings
# of an author whom it was not fitted on. Intents that are not here are read by rules that are right as often as it.
SURE = {
    Intent.OPEN: 0.5,
    Intent.DEFINITION: 0.55,
    Intent.HOW_TO: 0.7,
    Intent.WHY: 0.7,
    Intent.WHERE: 0.7,
    **dict.fromkeys(
        (
            Intent.ABOUT, Intent.NEED, Intent.NEXT, Intent.NUMBER, Intent.PREREQUISITES, Intent.SKIP,
            Intent.STAGES, Intent.START,
        ),
        0.85,
    ),
    **dict.fromkeys((Intent.LEVEL, Intent.OUTCOMES, Intent.PATH, Intent.TIME), 0.95),
}  # fmt: skip
SURE_GOING_ON = 0.9  # the same, of a follow-up: what it says beside names is most likely asked of what was told
SURE_BESIDE = 0.75  # that a question is about order or the whole roadmap, where it has words that are no way to ask
_FREE = frozenset((Intent.OPEN, Intent.HOW_TO, Intent.WHY))  # asked of the text, whatever they name
_WITHOUT_STAGE = frozenset(
    (Intent.START, Intent.STAGES, Intent.COUNT, Intent.LEVEL, Intent.MAINTAINER, Intent.UPDATED, Intent.AVERAGE_TIME)
)
_OF_A_STAGE = frozenset(
    (
        Intent.PREREQUISITES, Intent.NEXT, Intent.SKIP, Intent.DEPENDENTS, Intent.PATH, Intent.NUMBER, Intent.OUTCOMES,
        Intent.PRACTICE, Intent.DONE, Intent.PITFALLS, Intent.TOOLS, Intent.TIME, Intent.ABOUT,
    )
)  # fmt: skip
_OF_ORDER = (
    _WITHOUT_STAGE
    | _OF_A_STAGE
    | frozenset((Intent.NEED, Intent.WHY_NEED, Intent.ORDER)) - {Intent.PRACTICE, Intent.TOOLS, Intent.TIME}
)
_OF_TWO = frozenset((Intent.NEED, Intent.WHY_NEED, Intent.ORDER, Intent.COMPARISON))
_FOR_ONE = {Intent.NEED: Intent.PREREQUISITES, Intent.WHY_NEED: Intent.PREREQUISITES}


class Meanings:
    """Reads questions about one corpus by their meaning.

    Args:
        read: tells what a masked wording most likely asks.
    """

    def __init__(
        self, resolver: Resolver, everywhere: Everywhere, graph: RoadmapGraph, read: Callable[[str], Meant]
    ) -> None:
        self._resolver = resolver
        self._everywhere = everywhere
        self._graph = graph
        self._read = read

    def reconsider(
        self,
        query: Query,
        masked: Masked,
        asked: str,
        roadmaps: Sequence[str],
        open_stage: Reference | None,
        said: str = "",
    ) -> Query:
        """Give the query with the intent that its wording means, or as it is where that is not sure.

        Args:
            query: what the rules have read.
            masked: the whole question.
            asked: its masked text without what the learner only states.
            roadmaps: where stages are looked for; empty means everywhere.
            open_stage: the stage that a question without a subject is about.
            said: what a follow-up says itself; empty for a question that stands alone.
        """
        sure = SURE.get(query.intent)
        if sure is None or not asked.strip() or _is_only_a_term(query, masked, asked):
            return query
        meant = max(map(self._read, wordings_of(asked, masked)), key=lambda one: one.probability)
        if meant.intent in _OF_ORDER and content_words(said):
            sure = max(sure, SURE_GOING_ON)
        if meant.intent is query.intent or meant.probability < sure:
            return query
        return self._about(meant, query, masked, asked, roadmaps, open_stage) or query

    def of_text(self, query: Query, masked: Masked, asked: str, roadmaps: Sequence[str]) -> Query:
        """Give the query read as what its wording most likely means of all that is answered from the text.

        The arguments are those of `reconsider`.
        """
        meant = max(map(self._read, wordings_of(asked, masked)), key=lambda one: one.probability)
        bare = replace(query, intent=Intent.OPEN, a=None, b=None)
        return self._about(Meant(meant.of_text, 1.0), bare, masked, asked, roadmaps, None) or bare

    def _about(
        self,
        meant: Meant,
        query: Query,
        masked: Masked,
        asked: str,
        roadmaps: Sequence[str],
        open_stage: Reference | None,
    ) -> Query | None:
        """Build the query of an intent from the names in the question; None where it lacks what the intent is about."""
        intent, named = meant.intent, self._named(masked, asked, roadmaps)
        says_more = bool(content_words("".join(" " if is_mark(character) else character for character in asked)))
        if intent in _WITHOUT_STAGE:
            if (named and intent is not Intent.START) or (says_more and meant.probability < SURE_BESIDE):
                return None
            return replace(query, intent=intent, a=None, b=None)
        if intent is Intent.WHY_NEED and says_more and not all(one.named for one in named):
            intent = Intent.WHY  # why something is done, not why a stage comes first
        if intent in _OF_TWO:
            if len(named) == 1 and open_stage is not None and named[0].stage != open_stage.stage:
                named = [*named, open_stage]
            if len(named) == 2 and named[0].stage != named[1].stage:
                return self._of_two(intent, query, named)
            if len(named) != 1 or intent not in _FOR_ONE:
                return None
            intent = _FOR_ONE[intent]
        if intent in _OF_A_STAGE:
            about = _best(named) or open_stage
            if about is None and intent not in (Intent.PATH, Intent.TIME):
                return None
            vague = about is not None and not about.named and says_more and meant.probability < SURE_BESIDE
            if vague or len({one.stage for one in named}) > 2:
                return None
            return replace(query, intent=intent, a=about, b=None)
        if intent in _FREE or (intent is Intent.DEFINITION and not named):
            return replace(query, intent=intent, a=None, b=None)
        if intent is Intent.DEFINITION:
            return replace(query, intent=intent, a=_best(named), b=None)
        if intent is Intent.EVERYWHERE:
            thing = self._everywhere.thing(masked, asked, roadmaps) if asks_for_places(asked) else None
            return None if thing is None else replace(query, intent=intent, a=thing, b=None)
        if intent is Intent.WHERE:
            phrase = without_frame(asked)
            return replace(query, intent=intent, a=self._resolver.resolve(masked, phrase, roadmaps), b=None)
        return None

    def _of_two(self, intent: Intent, query: Query, named: Sequence[Reference]) -> Query | None:
        one, other = named
        if one.stage is None or other.stage is None:
            return None
        if intent in (Intent.NEED, Intent.WHY_NEED) and self._graph.order((one.stage, other.stage))[0] != one.stage:
            one, other = other, one
        return replace(query, intent=intent, a=one, b=other)

    def _named(self, masked: Masked, asked: str, roadmaps: Sequence[str]) -> list[Reference]:
        """Resolve the names and numbers in the question that point to stages, each stage once."""
        found: dict[object, Reference] = {}
        for character in asked:
            if not is_mark(character):
                continue
            mention = masked.mentions[ord(character) - FIRST_MARK]
            if mention.number is None and all(name.kind == "roadmap" for name in mention.names):
                continue
            reference = self._resolver.resolve(masked, character, roadmaps)
            if reference.stages or reference.missing_number is not None:
                found.setdefault(reference.stage or reference.missing_number, reference)
        stages = [one for one in found.values() if one.named]
        return stages if len(stages) in (1, 2) else list(found.values())


def _is_only_a_term(query: Query, masked: Masked, asked: str) -> bool:
    """Tell whether a message is nothing but a word or name that the corpus uses ("thatch?"): it asks what that is."""
    if query.intent is not Intent.DEFINITION or query.a is None or query.a.unknown:
        return False
    whole = raw_words(masked.unmask(asked))
    return whole == raw_words(query.a.phrase) and len(content_words(query.a.phrase)) == len(query.a.words) > 0


def _best(named: Sequence[Reference]) -> Reference | None:
    """Give the reference that names a stage itself, before one that names a thing."""
    return next((one for one in named if one.named), named[0] if named else None)


def wordings_of(asked: str, masked: Masked) -> list[str]:
    """Give a question as it is read: whole, and its last sentence alone where others lead up to it."""
    whole = wording_of(asked, masked)
    last = re.split(r"(?<=[.!?;:])\s+", whole.rstrip(" .!?"))[-1]
    return [whole] if last == whole.rstrip(" .!?") else [whole, last]


def wording_of(asked: str, masked: Masked) -> str:
    """Write a masked question with the words that the phrasings have in the place of names."""
    pieces = []
    for character in asked:
        if not is_mark(character):
            pieces.append(character)
            continue
        mention = masked.mentions[ord(character) - FIRST_MARK]
        is_roadmap = mention.number is None and any(name.kind == "roadmap" for name in mention.names)
        pieces.append(WHOLE if is_roadmap else SUBJECT)
    return "".join(pieces).replace(f"the {WHOLE}", WHOLE).strip()
