"""Which roadmaps a question is about, and when to ask back which stage is meant."""

import re
from collections.abc import Sequence

from trekbot.retrieval.conversation import Context
from trekbot.retrieval.mentions import Masked, Mention
from trekbot.retrieval.phrasing import PHRASINGS, phrase
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.question import Question
from trekbot.retrieval.resolver import content_words
from trekbot.roadmaps.model import Corpus
from trekbot.roadmaps.titles import title_in_roadmap

MOST_WORDS_LEANING = 2  # content words of a question without a name that stays in the roadmap spoken of
_OF_ALL = re.compile(
    r"\b(?:each|every|all|both|any|which|what|either)(?: of)?(?: the)? "
    r"(?:roadmaps?|courses|treks?|tracks?|paths|curricula)\b|\b(?:the|these|those|both) two\b"
)
MOST_READINGS = 3  # readings that are asked back
# What relates two stages, which may stand in two roadmaps.
_RELATES = re.compile(
    r"\b(?:before|after|needs?|needed|requires?|required|depends?|builds?|first|versus|differ\w*|compare\w*|than|why|shortest|way|path)\b"
)
_NEVER_ASKED_BACK = frozenset((Intent.DEFINITION, Intent.COMPARISON))


class Scope:
    """Chooses among a corpus' roadmaps."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def roadmaps(
        self, masked: Masked, asked: Sequence[Mention], question: Question, context: Context
    ) -> tuple[str, ...]:
        """Choose the roadmaps to search: the one asked in, else those named, else that of the last question.

        Args:
            asked: the mentions of what is asked, without what the learner only says to know.
        """
        if question.roadmap is not None:
            return (question.roadmap,)
        named = tuple(
            dict.fromkeys(
                name.roadmap
                for mention in asked
                for name in mention.names
                if name.kind == "roadmap"
                and name.roadmap
                and not any(other.kind in ("title", "tag") for other in mention.names)
            )
        )
        if named:
            return (*named, *self._also_meant(masked, named)) if _RELATES.search(masked.text) else named
        if question.page is not None and self._corpus.roadmap(question.page.roadmap) and self._needs_a_roadmap(masked):
            return (question.page.roadmap,)
        named_at_all = any(mention.roadmap for mention in masked.mentions)
        return () if named_at_all or _OF_ALL.search(masked.text) else self._spoken_of(masked, context)

    def _spoken_of(self, masked: Masked, context: Context) -> tuple[str, ...]:
        """Stay in the roadmap that was spoken of, where the question names little or what stands there too."""
        says_little = not masked.mentions and len(content_words(masked.text)) <= MOST_WORDS_LEANING
        if says_little and context.query is not None and len(context.query.roadmaps) == 1:
            return context.query.roadmaps
        listed = {key.roadmap for key in context.listed}
        stays = (masked.mentions or says_little) and len(listed) == 1 and self._needs_a_roadmap(masked)
        return tuple(listed) if stays and _all_in(masked, *listed) else ()

    def _also_meant(self, masked: Masked, named: tuple[str, ...]) -> tuple[str, ...]:
        """Give the roadmaps of what is named beside a roadmap and is at home in others only."""
        homes = (
            {key.roadmap for name in mention.names if name.kind in ("title", "part", "tag") for key in name.stages}
            for mention in masked.mentions
        )
        elsewhere = (sorted(home) for home in homes if home and home.isdisjoint(named))
        return tuple(dict.fromkeys(roadmap for home in elsewhere for roadmap in home))

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


def _all_in(masked: Masked, roadmap: str) -> bool:
    """Tell whether every name in a question is at home in this roadmap, if anywhere; a title is at home in its own."""
    homes = []
    for mention in masked.mentions:
        titles = [name for name in mention.names if name.kind == "title"]
        homes.append({key.roadmap for name in titles or mention.names for key in name.stages})
    return all(roadmap in home for home in homes if home)
