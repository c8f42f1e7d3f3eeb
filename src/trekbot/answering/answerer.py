"""What the assistant expects of an answerer; there are two, `extractive` and `generative`."""

from typing import Protocol

from trekbot.answering.claims import Draft
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Query


class Answerer(Protocol):
    """Answers one question from one library; threads may share it."""

    def draft(self, library: Library, query: Query) -> Draft:
        """Build an answer, or a refusal where the library does not say."""
