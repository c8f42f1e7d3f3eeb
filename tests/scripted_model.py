"""A language model at the seam: says what a test writes, piece by piece, and may fail in the midst of it."""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence

from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.client import ChatModel, Utterance
from trekbot.llm.message import Message


class ScriptedUtterance(Utterance):
    """Words of a text; `read` counts those that were taken."""

    def __init__(self, text: str, fault: str | None) -> None:
        self._pieces = iter(re.findall(r"\s*\S+|\s+$", text))
        self._fault = fault
        self.said = ""
        self.closed = False
        self.likely_first: Mapping[str, float] = {}

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        piece = next(self._pieces, None)
        if piece is None:
            if self._fault is not None:
                raise LanguageModelUnavailable("The language model 'scripted' broke off.", reason=self._fault)
            raise StopIteration
        self.said += piece
        return piece

    def close(self) -> None:
        self.closed = True

    @property
    def likely(self) -> Mapping[str, float]:
        return self.likely_first

    @property
    def input_tokens(self) -> int:
        return 120

    @property
    def output_tokens(self) -> int:
        return 17


class ScriptedModel(ChatModel):
    """Says `text`, then fails for the reason `fault`, if that is given."""

    def __init__(self, text: str = "", fault: str | None = None) -> None:
        self.name = "scripted"
        self.text = text
        self.fault = fault
        self.asked: list[Sequence[Message]] = []
        self.schemas: list[Mapping[str, object] | None] = []
        self.utterances: list[ScriptedUtterance] = []

    def stream(
        self,
        messages: Sequence[Message],
        temperature: float = 0.0,
        max_tokens: int = 200,
        schema: Mapping[str, object] | None = None,
        gone: threading.Event | None = None,
        likely: int = 0,
    ) -> ScriptedUtterance:
        self.asked.append(messages)
        self.schemas.append(schema)
        self.utterances.append(ScriptedUtterance(self.text, self.fault))
        return self.utterances[-1]

    def close(self) -> None:
        pass
