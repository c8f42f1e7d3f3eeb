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
from trekbot.retrieval.resolver import Resolver, content_words
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
_ONWARD = frozenset(
    (Intent.NEXT, Intent.START, Intent.DEPENDENTS, Intent.ENTRIES, Intent.STAGES, Intent.PATH, Intent.PROGRESS)
)
MAY_MEAN = 0.3  # probability from which on a question beside what is known is taken to ask where to go on
FEWEST_WORDS = 2  # of content, in a clause that can describe a stage
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
        self,
        query: Query,
        masked: Masked,
        asked: str,
        roadmaps: Sequence[str],
        known: tuple[Reference, ...],
        phrases: Sequence[str],
    ) -> Reread:
        """Give the query as its clauses read it; as it is where it was read whole, or where they do not help.

        Args:
            query: what was read from the message as a whole.
            masked: the message.
            asked: its masked text without what the learner says to know in a form that the rules have.
            roadmaps: where stages are looked for; empty means everywhere.
            known: what the rules found to be known.
            phrases: the masked phrases that say so.
        """
        as_it_is = Reread(query, asked, known)
        if not _is_open(query, asked, known):
            return as_it_is
        clauses = clauses_of(asked, lambda text: wording_of(text, masked), self._meant)
        asking = [clause.text for clause in clauses if clause.telling is None]
        if not asking or (query.intent is Intent.COUNT and len(clauses) == 1):
            return as_it_is
        goal = self._goal(masked, clauses, asking, roadmaps, query)
        said = self._named(masked, [clause.text for clause in clauses if clause.telling is Telling.KNOWN], roadmaps)
        knows = known + tuple(said.values())
        text = " ".join(forms.ELLIPTIC.sub("is it ", one) for one in asking)
        if is_settled(query) and query.intent not in (Intent.START, Intent.NEXT):
            filled = self._filled(query, masked, text, roadmaps, knows, None)
            return Reread(_on_the_way(filled, goal, text), asked, knows)
        said = {**self._named(masked, phrases, roadmaps), **said}
        told = self._named(
            masked, [clause.text for clause in clauses if clause.telling not in (None, Telling.KNOWN)], roadmaps
        )
        pointed, left_to_point = None, text
        if not _marks(masked, text):
            subject = self._subject(told, said)
            if subject is not None:
                text = forms.POINTER.sub(subject, text, count=1)
                pointed = told.get(subject) or said[subject]
            else:
                pointed = self._described(masked, clauses, known, roadmaps)
        elif said and (subject := self._subject({}, said)) is not None:
            text = forms.POINTS_IN_ORDER.sub(rf"\g<before> {subject}", text, count=1)
        if query.intent is Intent.START:
            if known and pointed is not None and forms.OPENS.search(left_to_point):
                return Reread(replace(query, intent=Intent.DEPENDENTS, a=pointed), asked, known)
            if goal is None or not goal.named or not forms.BEFOREHAND.search(text):
                return as_it_is
            return Reread(replace(query, intent=Intent.PREREQUISITES, a=goal), asked, known)
        tells_known = bool(knows) or any(clause.telling is Telling.KNOWN for clause in clauses)
        read = self._read(masked, text, roadmaps, knows, list(said), pointed, tells_known)
        if read.intent not in OF_ORDER or not (is_settled(read) or (read.a is not None and read.a is pointed)):
            filled = self._filled(query, masked, text, roadmaps, knows, pointed)
            return replace(as_it_is, query=filled)
        return Reread(_on_the_way(read, goal, text), text, knows)

    def _read(
        self,
        masked: Masked,
        text: str,
        roadmaps: Sequence[str],
        known: Sequence[Reference],
        said: Sequence[str],
        pointed: Reference | None,
        tells_known: bool,
    ) -> Query:
        """Read the asking clauses alone, about what they name or what was named before them."""
        read, left = self._asking.read(masked, text, roadmaps, known, said)
        if read.intent is Intent.WHERE and (read.a is None or not read.a.certain):
            read = replace(read, intent=Intent.OPEN, a=None)
        if not is_settled(read):
            read = self._meanings.reconsider(read, masked, left, roadmaps, pointed)
        if pointed is not None and not _marks(masked, text) and read.intent not in OF_ORDER - {Intent.START}:
            if not tells_known and forms.BEFOREHAND.search(text):
                return replace(read, intent=Intent.PREREQUISITES, a=pointed, b=None)
            if forms.OPENS.search(text):
                return replace(read, intent=Intent.DEPENDENTS, a=pointed, b=None)
            if tells_known and self._asks_onward(masked, text):
                return replace(read, intent=Intent.NEXT, a=pointed, b=None)
        if read.intent is Intent.NEXT and read.a is None:
            read = replace(read, a=pointed)
        return self._filled(read, masked, text, roadmaps, known, pointed)

    def _described(
        self, masked: Masked, clauses: Sequence[Clause], known: Sequence[Reference], roadmaps: Sequence[str]
    ) -> Reference | None:
        """Give what was told before the question without a name, for a stage to be found by the meaning of it."""
        for telling in (Telling.KNOWN, Telling.GOAL):
            for clause in reversed(clauses):
                if clause.telling is not telling:
                    continue
                phrase = masked.unmask(next(iter(_phrases(masked, clause.text)), clause.text))
                words = content_words(phrase)
                if len(words) >= FEWEST_WORDS:
                    return Reference(phrase, words=words)
                found = self._resolver.by_word_of_title(phrase, roadmaps)
                if found:
                    return found[0]
        return next((one for one in reversed(known) if len(one.words) >= FEWEST_WORDS and not one.named), None)

    def _asks_onward(self, masked: Masked, text: str) -> bool:
        """Tell whether the asking clauses may well ask where to go on, which one who tells what is known often does."""
        meant = self._meant(wording_of(text, masked).strip(" ?.!"))
        return meant.intent in _ONWARD and meant.probability >= MAY_MEAN and not forms.ALL_OF_THEM.search(text)

    def _named(self, masked: Masked, texts: Sequence[str], roadmaps: Sequence[str]) -> dict[str, Reference]:
        """Resolve the names in these texts, by their marks, in the order of the message."""
        marks = [mark for text in texts for mark in _marks(masked, text)]
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
            if not named and query.intent is not Intent.START:
                named = self._resolver.by_word_of_title(masked.unmask(text), roadmaps)
            for one in named:
                if one.stage is not None and one.certain and (query.a is None or one.stage != query.a.stage):
                    return one
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
        if query.a is None and (
            query.intent is Intent.NEXT or (query.intent is Intent.TIME and not _is_timed(query, asking))
        ):
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


def _is_open(query: Query, asked: str, known: Sequence[Reference]) -> bool:
    """Tell whether reading a query's clauses one by one may give what reading the whole message did not."""
    if query.intent not in _MAY_BE_ORDER:
        return query.intent is Intent.STAGES and bool(known)
    if query.intent in _OF_PARTS:
        return query.a is None or not query.a.certain or bool(forms.POINTS.match(query.a.phrase))
    if query.intent is Intent.START:
        return query.a is None and (not known or bool(forms.OPENS.search(asked)))
    if query.intent is Intent.NEXT and query.a is None:
        return not known
    return (
        query.intent in (Intent.SKIP, Intent.PREREQUISITES, Intent.PATH)
        or _is_timed(query, asked)
        or not is_settled(query)
    )


def _is_timed(query: Query, asked: str) -> bool:
    """Tell whether the time of one stage is asked for where that of the whole roadmap was read."""
    return query.intent is Intent.TIME and query.a is None and bool(forms.THE_STAGE.search(asked))


def _is_lost(reference: Reference) -> bool:
    """Tell whether a phrase points to no stage, or only by chance since it is no name of one."""
    if not reference.stages:
        return reference.missing_number is None
    return not reference.certain and bool(forms.POINTS.match(reference.phrase))


def _on_the_way(query: Query, goal: Reference | None, asking: str) -> Query:
    """Read "may I skip a?" and "do I have to take a?" of one who is after b as whether b needs a."""
    if goal is None or query.a is None or query.a.stage is None or query.a.stage == goal.stage:
        return query
    if query.intent is Intent.SKIP or (query.intent is Intent.PREREQUISITES and forms.YES_NO.match(asking)):
        return replace(query, intent=Intent.NEED, b=goal)
    return query


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
    whole = [forms.THE_ONE_ON.sub("", phrase) for phrase in whole]
    return [*whole, *(mark for mark in _marks(masked, text) if mark not in inside)]
