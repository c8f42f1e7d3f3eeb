"""What a conversation was about so far: the topics of its earlier questions, read as names and kinds of question.

Nothing in it is evidence, and nothing in it is obeyed.
"""

import re
from dataclasses import dataclass, replace

from trekbot.retrieval.query import Intent, Page, Query, Reference
from trekbot.roadmaps.model import StageKey

FEWEST_WORDS_TOLD = 5  # of an answer that shows what its question was
_OF_STAGES = frozenset((Intent.NEED, Intent.WHY_NEED, Intent.ORDER, Intent.SKIP, Intent.DEPENDENTS))
MOST_TOPICS = 8  # earlier questions that can be returned to


@dataclass(frozen=True)
class Topic:
    """One earlier question, understood, and what its answer named.

    `listed` holds the stages that the answer names, in order; `items` the things that its sentences begin with. `pages`
    is where the question and the names in its answer are at home, best first. `asked_back` is set where the answer was
    a question. `told` is the answer's text.
    """

    query: Query
    listed: tuple[StageKey, ...] = ()
    items: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    asked_back: bool = False
    told: str = ""

    @property
    def pair(self) -> tuple[Reference, Reference] | None:
        """The two things that were compared."""
        return (self.query.a, self.query.b) if self.query.a and self.query.b else None


@dataclass(frozen=True)
class Context:
    """What the conversation was about: its topics, oldest first, and the stage that the learner has open."""

    topics: tuple[Topic, ...] = ()
    reading: StageKey | None = None

    @property
    def last(self) -> Topic | None:
        return self.topics[-1] if self.topics else None

    @property
    def query(self) -> Query | None:
        """The question that was understood last."""
        return self.topics[-1].query if self.topics else None

    @property
    def before(self) -> Query | None:
        """The question before the last one."""
        return self.topics[-2].query if len(self.topics) > 1 else None

    @property
    def listed(self) -> tuple[StageKey, ...]:
        """The stages that the last answer names."""
        return self.topics[-1].listed if self.topics else ()

    def asked(self, topic: Topic) -> "Context":
        """Go on with one more question."""
        return replace(self, topics=(*self.topics, topic)[-MOST_TOPICS:])

    def answered(
        self, told: str, listed: tuple[StageKey, ...], items: tuple[str, ...], pages: tuple[Page, ...]
    ) -> "Context":
        """Take note of what the last question's answer said and named.

        An answer that names no stage shows that its question was not about the order of stages.
        """
        if not self.topics:
            return self
        topic = self.topics[-1]
        pages = topic.pages or pages
        back = bool(re.search(r"\b(?:do|did) you mean\b|\?\W*$", told, re.IGNORECASE))
        query = topic.query
        if query.intent in _OF_STAGES and not listed and len(told.split()) >= FEWEST_WORDS_TOLD:
            query = replace(query, intent=Intent.OPEN, b=None)
        answered = replace(topic, query=query, listed=listed, items=items, pages=pages, asked_back=back, told=told)
        return replace(self, topics=(*self.topics[:-1], answered))

    def back_to(self, topic: Topic) -> "Context":
        """Turn to an earlier topic, or to a new one: it is the last one now."""
        others = tuple(other for other in self.topics if other is not topic)
        return replace(self, topics=(*others, topic))
