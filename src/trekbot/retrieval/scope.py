"""Which roadmaps a question is about, and when to ask back which stage is meant."""

from trekbot.retrieval.conversation import Context
from trekbot.retrieval.mentions import Masked
from trekbot.retrieval.phrasing import PHRASINGS, phrase
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.question import Question
from trekbot.roadmaps.model import Corpus
from trekbot.roadmaps.titles import title_in_roadmap

MOST_READINGS = 3  # readings that are asked back
_NEVER_ASKED_BACK = frozenset((Intent.DEFINITION, Intent.COMPARISON))


class Scope:
    """Chooses among a corpus' roadmaps."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def roadmaps(self, masked: Masked, question: Question, context: Context) -> tuple[str, ...]:
        """Choose the roadmaps to search: the one asked in, else those named, else that of the last question."""
        if question.roadmap is not None:
            return (question.roadmap,)
        named = tuple(
            dict.fromkeys(
                name.roadmap
                for mention in masked.mentions
                for name in mention.names
                if name.kind == "roadmap"
                and name.roadmap
                and not any(other.kind in ("title", "tag") for other in mention.names)
            )
        )
        if named:
            return named
        if question.page is not None and self._corpus.roadmap(question.page.roadmap) and self._needs_a_roadmap(masked):
            return (question.page.roadmap,)
        if context.query is not None and len(context.query.roadmaps) == 1 and not masked.mentions:
            return context.query.roadmaps
        if context.listed and self._needs_a_roadmap(masked) and len({key.roadmap for key in context.listed}) == 1:
            return (context.listed[0].roadmap,)
        return ()

    def readings(self, query: Query, question: Question) -> tuple[str, ...]:
        """Give the full questions to choose from, where one stage is meant and several roadmaps have it."""
        a = query.a
        if a is None or not a.named or query.intent not in PHRASINGS or query.intent in _NEVER_ASKED_BACK:
            return ()
        homes = {key.roadmap for key in a.stages}
        if len(homes) < 2 or (question.page is not None and question.page.roadmap in homes):
            return ()
        named = (title_in_roadmap(self._corpus, key) for key in a.stages[:MOST_READINGS])
        return tuple(phrase(query.intent, title, query.b.phrase if query.b else "") for title in named)

    def _needs_a_roadmap(self, masked: Masked) -> bool:
        """Tell whether the question names something that stands in several roadmaps, or nothing at all."""
        stages = {key.roadmap for mention in masked.mentions for name in mention.names for key in name.stages}
        return len(stages) != 1 or any(mention.number is not None for mention in masked.mentions)
