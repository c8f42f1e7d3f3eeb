"""Questions to ask next: only such as Trekbot can answer, and never the one just asked."""

from collections.abc import Sequence
from itertools import zip_longest

from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Intent
from trekbot.retrieval.question import Question

MOST_SUGGESTIONS = 3
_ALWAYS_ANSWERED = frozenset(
    (
        Intent.ABOUT, Intent.PREREQUISITES, Intent.NEXT, Intent.SKIP, Intent.DEPENDENTS, Intent.PATH, Intent.START,
        Intent.STAGES, Intent.COUNT, Intent.NUMBER, Intent.NEED, Intent.ORDER, Intent.WHY_NEED, Intent.TIME,
        Intent.LEVEL, Intent.MAINTAINER, Intent.UPDATED, Intent.WHERE,
    )
)  # fmt: skip


def choose_suggestions(candidates: Sequence[Sequence[str]], question: Question, library: Library) -> tuple[str, ...]:
    """Take up to three, turn by turn from each part of the answer.

    A candidate is read as if a learner had typed it: it has to be understood as a question that the graph answers,
    about one
    stage, without the conversation before it.
    """
    asked = question.text.casefold().strip(" ?.!")
    chosen: dict[str, None] = {}
    for turn in zip_longest(*candidates):
        for candidate in turn:
            if (
                candidate
                and candidate.casefold().strip(" ?.!") != asked
                and _is_answerable(candidate, question, library)
            ):
                chosen[candidate] = None
    return tuple(chosen)[:MOST_SUGGESTIONS]


def _is_answerable(candidate: str, question: Question, library: Library) -> bool:
    queries = library.understanding.understand(Question(candidate, roadmap=question.roadmap))
    if len(queries) != 1 or queries[0].intent not in _ALWAYS_ANSWERED or queries[0].readings:
        return False
    query = queries[0]
    if query.intent is Intent.WHERE:
        return query.a is not None and bool(query.a.stages) and query.a.certain and not query.a.unknown
    if query.intent is Intent.ABOUT:
        return query.a is not None and query.a.named and len(query.a.stages) == 1
    return (
        all(reference.stages for reference in (query.a, query.b) if reference is not None)
        or query.intent is Intent.TIME
    )
