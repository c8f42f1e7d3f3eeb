"""Questions of order that the rules read past, read clause by clause.

A rule takes all that follows its cue for the name of a stage, so a clause that it does not know ("… if X is under my
belt") spoils the name. Here the message is cut into clauses first; what is known is never what is asked about, and a
question that names nothing itself ("what do I need before it?") is about what the clause before it names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from trekbot.retrieval import clause_forms as forms
from trekbot.retrieval.asking import Asking
from trekbot.retrieval.clauses import Clause, clauses_of
from trekbot.retrieval.intent_model import Meant, Telling
from trekbot.retrieval.meanings import Meanings, wording_of
from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.resolver import Resolver
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import StageKey

OF_ORDER = frozenset(
    (
        Intent.PREREQUISITES, Intent.NEED, Intent.WHY_NEED, Intent.ORDER, Intent.NEXT, Intent.START, Intent.SKIP,
        Intent.DEPENDENTS, Intent.PATH, Intent.ENTRIES, Intent.PROGRESS, Intent.NUMBER, Intent.TIME,
    )
)  # fmt: skip
_OF_PARTS = frozenset((Intent.DEFINITION, Intent.PRACTICE))
_MAY_BE_ORDER = OF_ORDER | _OF_PARTS | {Intent.OPEN, Intent.WHERE, Intent.COUNT}
_ABOUT_ONE = frozenset(
    (Intent.PREREQUISITES, Intent.SKIP, Intent.DEPENDENTS, Intent.PATH, Intent.NUMBER, Intent.TIME, Intent.NEXT)
)
_NEEDS_ONE = frozenset((Intent.PREREQUISITES, Intent.SKIP, Intent.DEPENDENTS, Intent.NUMBER))
_NEEDS_TWO = frozenset((Intent.NEED, Intent.WHY_NEED, Intent.ORDER))


@dataclass(frozen=True)
class Reread:
    """A query, what is asked in it, and what the learner knows, read clause by clause."""

    query: Query
    asked: str
    known: tuple[Reference, ...]


class ClauseReading:
    """Reads messages about one corpus clause by clause."""

    def __init__(
        self,
        asking: Asking,
        resolver: Resolver,
        meanings: Meanings,
        graph: RoadmapGraph,
        meant: Callable[[str], Meant],
    ) -> None:
        self._asking = asking
        self._resolver = resolver
        self._meanings = meanings
        self._graph = graph
        self._meant = meant

    def reread(
        self, query: Query, masked: Masked, asked: str, roadmaps: Sequence[str], known: tuple[Reference, ...]
    ) -> Reread:
        """Give the query as its clauses read it; as it is where it was read whole, or where they do not help.

        Args:
            query: what was read from the message as a whole.
            masked: the message.
            asked: its masked text without what the learner says to know in a form that the rules have.
            roadmaps: where stages are looked for; empty means everywhere.
            known: what the rules found to be known.
        """
        as_it_is = Reread(query, asked, known)
        if query.intent not in _MAY_BE_ORDER or (is_settled(query) and query.intent is not Intent.SKIP):
            return as_it_is
        if query.intent in _OF_PARTS and query.a is not None and query.a.certain:
            return as_it_is
        clauses = clauses_of(asked, lambda text: wording_of(text, masked), self._meant)
        asking = [clause.text for clause in clauses if clause.telling is None]
        if not asking or (query.intent is Intent.COUNT and len(clauses) == 1):
            return as_it_is
        goal = self._goal(masked, clauses, asking, roadmaps, query)
        said = self._named(masked, clauses, (Telling.KNOWN,), roadmaps)
        knows = known + tuple(said.values())
        if is_settled(query):
            return Reread(_on_the_way(query, goal), asked, knows)
        told = self._named(masked, clauses, (Telling.GOAL, Telling.BACKGROUND, Telling.LACKS), roadmaps)
        text, subject = " ".join(asking), None
        if not _marks(masked, text):
            subject = self._subject(told, said)
            text = forms.POINTER.sub(subject, text, count=1) if subject is not None else text
        pointed = told.get(subject or "") or said.get(subject or "")
        read = self._read(masked, text, roadmaps, knows, list(said), pointed)
        if read.intent not in OF_ORDER or not is_settled(read):
            filled = self._filled(query, masked, text, roadmaps, knows, pointed)
            return replace(as_it_is, query=filled)
        return Reread(_on_the_way(read, goal), text, knows)

    def _read(
        self,
        masked: Masked,
        text: str,
        roadmaps: Sequence[str],
        known: Sequence[Reference],
        said: Sequence[str],
        pointed: Reference | None,
    ) -> Query:
        """Read the asking clauses alone, about what they name or what was named before them."""
        read, left = self._asking.read(masked, text, roadmaps, known, said)
        if read.intent is Intent.WHERE and (read.a is None or not read.a.certain):
            read = replace(read, intent=Intent.OPEN, a=None)
        if not is_settled(read):
            read = self._meanings.reconsider(read, masked, left, roadmaps, pointed)
        if pointed is not None and not known and read.intent not in OF_ORDER and forms.BEFOREHAND.search(text):
            read = replace(read, intent=Intent.PREREQUISITES, a=pointed, b=None)
        return self._filled(read, masked, text, roadmaps, known, pointed)

    def _named(
        self, masked: Masked, clauses: Sequence[Clause], tellings: Sequence[Telling], roadmaps: Sequence[str]
    ) -> dict[str, Reference]:
        """Resolve the names in the clauses that tell this, by their marks, in the order of the message."""
        marks = [mark for clause in clauses if clause.telling in tellings for mark in _marks(masked, clause.text)]
        found = {mark: self._resolver.resolve(masked, mark, roadmaps) for mark in marks}
        return {mark: one for mark, one in found.items() if one.stages}

    def _subject(self, told: Mapping[str, Reference], said: Mapping[str, Reference]) -> str | None:
        """Give what a question without a name is about: what was spoken of last, else the furthest thing known."""
        if told:
            return list(told)[-1]
        named = {one.stages[0]: mark for mark, one in said.items()}
        if len({stage.roadmap for stage in named}) != 1:
            return None
        return named[self._graph.order(named)[-1]]

    def _goal(
        self, masked: Masked, clauses: Sequence[Clause], asking: Sequence[str], roadmaps: Sequence[str], query: Query
    ) -> Reference | None:
        """Give the stage that the learner is after, where it is another than the one that is asked about."""
        wanted = [clause.text for clause in clauses if clause.telling is Telling.GOAL]
        turned = [turn["goal"] for text in asking if (turn := forms.TURNS_TO.search(text)) is not None]
        for text in [*turned, *wanted]:
            named = [self._resolver.resolve(masked, phrase, roadmaps) for phrase in _phrases(masked, text)]
            for found in named or self._resolver.by_word_of_title(masked.unmask(text), roadmaps):
                if found.stage is not None and found.certain and (query.a is None or found.stage != query.a.stage):
                    return found
        return None

    def _filled(
        self,
        query: Query,
        masked: Masked,
        asking: str,
        roadmaps: Sequence[str],
        known: Sequence[Reference],
        pointed: Reference | None,
    ) -> Query:
        """Put into a slot that points nowhere the one name in what is asked that is not known, else what was named
        before.
        """
        if query.intent not in _ABOUT_ONE or (query.a is not None and not _is_lost(query.a)):
            return query
        if query.a is None and query.intent in (Intent.NEXT, Intent.TIME):
            return query
        taken = {stage for one in known for stage in one.stages}
        found: dict[StageKey, Reference] = {}
        for phrase in _phrases(masked, asking):
            one = self._resolver.resolve(masked, phrase, roadmaps)
            if one.stage is not None and one.certain and one.stage not in taken:
                found.setdefault(one.stage, one)
        if len(found) == 1:
            return replace(query, a=next(iter(found.values())))
        return query if found or pointed is None or query.intent is Intent.PATH else replace(query, a=pointed)


def is_settled(query: Query) -> bool:
    """Tell whether a question of order has what it is about."""
    if query.intent not in OF_ORDER:
        return False
    if query.intent in _NEEDS_TWO and (query.a is None or query.b is None):
        return False
    if query.intent in _NEEDS_ONE and query.a is None:
        return False
    if query.intent is Intent.PATH and query.a is None:
        return False
    return not any(_is_lost(one) for one in (query.a, query.b) if one is not None)


def _is_lost(reference: Reference) -> bool:
    return not reference.stages and reference.missing_number is None


def _on_the_way(query: Query, goal: Reference | None) -> Query:
    """Read "may I skip a?" of one who is after b as whether b needs a."""
    if query.intent is not Intent.SKIP or goal is None or query.a is None or query.a.stage == goal.stage:
        return query
    return replace(query, intent=Intent.NEED, b=goal)


def _marks(masked: Masked, text: str) -> list[str]:
    """Give the names and numbers in a clause that are no roadmap's."""
    return [
        character
        for character in text
        if is_mark(character)
        and (masked.marks(character)[0].number is not None or masked.marks(character)[0].roadmap is None)
    ]


def _phrases(masked: Masked, text: str) -> list[str]:
    """Give what may name a stage in a clause: "the … chapter", else each name."""
    whole = [found[0] for found in forms.THE_STAGE.finditer(text)]
    inside = {character for phrase in whole for character in phrase}
    return [*whole, *(mark for mark in _marks(masked, text) if mark not in inside)]
