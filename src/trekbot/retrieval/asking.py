"""What is asked beside what is only stated, read by rules in the light of what the learner knows, lacks and wants."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trekbot.retrieval.intents import Intents
from trekbot.retrieval.mentions import Masked
from trekbot.retrieval.premises import asked_by, without_background
from trekbot.retrieval.query import Intent, Premise, Query, Reference
from trekbot.retrieval.resolver import Resolver
from trekbot.retrieval.splitting import starts_a_question, without_tail
from trekbot.retrieval.statements import goal_of, without_nothing, without_time

OF_ORDER = frozenset(
    (
        Intent.START,
        Intent.PATH,
        Intent.PREREQUISITES,
        Intent.NEXT,
        Intent.NEED,
        Intent.TIME,
        Intent.LEVEL,
        Intent.ENTRIES,
    )
)  # what a learner asks who says to know nothing yet
OF_TWO_STAGES = frozenset((Intent.NEED, Intent.WHY_NEED, Intent.ORDER, Intent.PREREQUISITES))
OF_TEXT = frozenset((Intent.OPEN, Intent.DEFINITION, Intent.WHERE, Intent.ABOUT))
WHY = ("why", "how come")
WHAT_NOW = re.compile(
    r"^(?:and |so |ok |then )*(?:what|where)?"
    r"(?: ?(?:now|next|then|to do|what|do i do|should i do|can i do|should i learn|do i learn))*$"
)


class Asking:
    """Reads what is asked about one corpus."""

    def __init__(self, intents: Intents, resolver: Resolver) -> None:
        self._intents = intents
        self._resolver = resolver

    def read(
        self, masked: Masked, asked: str, roadmaps: Sequence[str], known: Sequence[Reference], said: Sequence[str]
    ) -> tuple[Query, str]:
        """Read what is asked, with and without "from zero".

        Who only says what is known wants to know where to go on.
        """
        timed = without_time(asked)
        if timed != asked and WHAT_NOW.match(without_tail(timed)):
            return Query(masked.original, Intent.PATH), timed
        bare = without_nothing(asked)
        query = self._intents.read(masked, bare, roadmaps)
        new = bare != asked
        if new and query.intent not in OF_ORDER and query.intent is not Intent.COMPARISON:
            if not starts_a_question(bare):
                return Query(masked.original, Intent.START), bare
            query, bare = self._intents.read(masked, asked, roadmaps), asked
        if query.intent is Intent.OPEN and (plain := without_background(bare)) != bare:
            other = self._intents.read(masked, plain, roadmaps)
            if other.intent not in OF_TEXT:
                query, bare = other, plain
        if known and WHAT_NOW.match(without_tail(bare)):
            query = Query(masked.original, Intent.NEXT)
        elif known and query.intent in (Intent.OPEN, Intent.DEFINITION) and not starts_a_question(bare):
            return Query(masked.original, Intent.START), bare
        if query.intent is Intent.NEXT and query.a is None and known:
            query = replace(query, a=self._last_known(masked, roadmaps, known, said))
        if query.intent is Intent.START and (goal := goal_of(bare)) is not None:
            meant = self._resolver.resolve(masked, goal, roadmaps)
            query = replace(query, a=meant if meant.words and (meant.named or not new) else None)
        return query, bare

    def _last_known(
        self, masked: Masked, roadmaps: Sequence[str], known: Sequence[Reference], said: Sequence[str]
    ) -> Reference | None:
        """Give what "next" comes after: the one thing that is known, the last of a row, or all of it as one name."""
        if any(one.named for one in known[1:]):
            return None
        if len(known) == 1:
            one_roadmap = len({key.roadmap for key in known[0].stages}) == 1
            row = len(known[0].stages) > 1 and known[0].named and one_roadmap
            return replace(known[0], stages=known[0].stages[-1:]) if row else known[0]
        whole = self._resolver.resolve(masked, " and ".join(said), roadmaps)
        return whole if (whole.stages or len(whole.words) > 1) and not any(one.named for one in known) else None


def put_as_claim(query: Query, premise: Premise, asked: str) -> tuple[Query, Premise | None]:
    """Read a message that is nothing but a claim ("X is stage 4, right?") as the question whether it is so.

    What the rules read as a question of order is answered as one, and takes nothing for granted.
    """
    if premise.rest:
        return query, premise
    if query.intent in OF_TWO_STAGES:
        return query, None
    if query.intent not in OF_TEXT or asked.startswith(WHY):
        return query, premise
    return asked_by(premise, query), premise
