"""What an answer costs: a reader's time, waiting, and a language model's tokens."""

import re

from trekbot.evals.generation import Generation
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.questions import Row

_MARKER = re.compile(r"(?<!\\)\[\d+\]")


class Length(Metric):
    """Words of the answer, its markers left out."""

    name = "words"
    kind = "number"
    better = "none"

    def score(self, row: Row, generation: Generation) -> float | None:
        if generation.reply is None:
            return None
        words = _MARKER.sub("", generation.reply.answer).split()
        return float(sum(any(char.isalnum() for char in word) for word in words))


class FirstSentence(Metric):
    """Seconds to the first sentence."""

    name = "first_s"
    kind = "number"
    better = "lower"

    def score(self, row: Row, generation: Generation) -> float | None:
        return generation.told.first_s if generation.told else None


class WholeAnswer(Metric):
    """Seconds to the end of the answer."""

    name = "seconds"
    kind = "number"
    better = "lower"

    def score(self, row: Row, generation: Generation) -> float | None:
        return generation.told.seconds if generation.told else None


class Tokens(Metric):
    """Tokens of a language model, read and written."""

    name = "tokens"
    kind = "number"
    better = "lower"

    def score(self, row: Row, generation: Generation) -> float | None:
        if generation.reply is None:
            return None
        return float(generation.reply.usage["input_tokens"] + generation.reply.usage["output_tokens"])
