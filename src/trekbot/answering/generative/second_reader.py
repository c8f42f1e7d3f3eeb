"""A second opinion on a sentence whose meaning the fitted weights doubt: the language model reads it again, as a judge.

It is asked in doubt only, about one sentence and the text that it cites, and answers with one token. No rule about
numbers, names, denials and order gives way to it: near misses are where a small judge is as sure as of what is true.
"""

import logging
import threading
from collections.abc import Callable

from trekbot.answering.generative.assignment import as_data
from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.client import ChatModel
from trekbot.llm.prompts import Prompt
from trekbot.llm.yes_or_no import YesOrNo, ask_yes_or_no

logger = logging.getLogger(__name__)

PROMPT = "support@v1"


class SecondReader:
    """Asks the model that wrote a sentence whether the text carries it; threads may share it.

    A model that cannot be asked so is not asked again: each attempt would hold an answer up.
    """

    def __init__(self, model: ChatModel, prompt: Prompt) -> None:
        self._model = model
        self._prompt = prompt
        self._gives_up = False

    def read(self, text: str, sentence: str, gone: threading.Event, spent: Callable[[YesOrNo], None]) -> float:
        """Give how likely the model finds it that the text supports the sentence, in [0, 1]; 0 where it cannot tell.

        Args:
            gone: set when nobody waits any more.
            spent: told what the question took.
        """
        if self._gives_up or gone.is_set():
            return 0.0
        messages = self._prompt.messages(text=as_data(text), sentence=as_data(sentence))
        try:
            told = ask_yes_or_no(self._model, messages, gone)
        except LanguageModelUnavailable as error:
            if not gone.is_set():
                self._gives_up = True
                logger.warning("No second opinions any more: %s", error)
            return 0.0
        spent(told)
        return told.yes or 0.0
