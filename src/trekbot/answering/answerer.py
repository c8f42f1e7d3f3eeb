"""What the assistant expects of an answerer; there are two, `extractive` and `generative`."""

import threading
from collections.abc import Generator
from typing import Protocol

from trekbot.answering.claims import Ending, Step
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Query


class Answerer(Protocol):
    """Answers one question from one library; threads may share it."""

    def answer(self, library: Library, query: Query, gone: threading.Event) -> Generator[Step, None, Ending]:
        """Give an answer step by step, or a refusal where the library does not say.

        Args:
            gone: set when nobody waits for the answer any more.
        """
