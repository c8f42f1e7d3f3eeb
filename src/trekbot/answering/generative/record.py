"""Keeps what became of one text of a language model while it is read."""

import time
from collections.abc import Callable, Iterable, Iterator

from trekbot.answering.attempt import Attempt, Dropped
from trekbot.llm.client import Utterance
from trekbot.llm.prompts import Prompt
from trekbot.llm.yes_or_no import YesOrNo


class Record:
    """Begins when the model is asked; `clock` gives seconds."""

    def __init__(self, model: str, prompt: Prompt, clock: Callable[[], float] = time.monotonic) -> None:
        self._model = model
        self._prompt = prompt
        self._clock = clock
        self._began = clock()
        self._text: list[str] = []
        self._dropped: list[Dropped] = []
        self._kept = 0
        self._first_s: float | None = None
        self._again = (0, 0)
        self.fallback: str | None = None
        self.utterance: Utterance | None = None

    def heard(self, pieces: Iterable[str]) -> Iterator[str]:
        """Hand the model's pieces on, and keep them."""
        for piece in pieces:
            self._text.append(piece)
            yield piece

    def drop(self, sentence: str, reason: str) -> None:
        self._dropped.append(Dropped(sentence, reason))

    def keep(self) -> None:
        """Count a sentence that is about to be shown."""
        self._kept += 1
        if self._first_s is None:
            self._first_s = self._clock() - self._began

    def read_again(self, told: YesOrNo) -> None:
        """Count what a second opinion took."""
        self._again = self._again[0] + told.input_tokens, self._again[1] + told.output_tokens

    @property
    def dropped(self) -> int:
        return len(self._dropped)

    def attempt(self) -> Attempt:
        """Sum up; tokens are right once the utterance is closed."""
        said = self.utterance
        return Attempt(
            self._model,
            self._prompt.name,
            self._prompt.hash,
            "".join(self._text),
            self._kept,
            tuple(self._dropped),
            self.fallback,
            self._first_s,
            self._clock() - self._began,
            self._again[0] + (said.input_tokens if said else 0),
            self._again[1] + (said.output_tokens if said else 0),
        )
