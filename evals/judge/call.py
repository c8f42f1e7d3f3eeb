"""One question to a judge, and what was heard."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from types import MappingProxyType

from trekbot.llm.message import Message

NOTHING_ELSE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Call:
    """What a judge is asked.

    Args:
        messages: the chat.
        max_tokens: the longest reply.
        metric: the code version of the metric that asks; another version asks anew.
        also: further fields of the request, as `response_format` or `logprobs`.
        sample: 0, or the number of a repetition, so that a repetition is never answered by the first.
        temperature: of the sampling.
    """

    messages: Sequence[Message]
    max_tokens: int
    metric: str
    also: Mapping[str, object] = field(default_factory=lambda: NOTHING_ELSE)
    sample: int = 0
    temperature: float = 0.0

    def key(self, place: str, model: str, build: str | None) -> str:
        """Name this question to this judge: sha256 in hex over all that the reply depends on.

        Args:
            place: the judge's address.
            model: its name there.
            build: of its server, where it is known.
        """
        return digest(
            {
                "place": place,
                "model": model,
                "build": build,
                "messages": [asdict(message) for message in self.messages],
                "sampling": {"temperature": self.temperature, "max_tokens": self.max_tokens, "sample": self.sample},
                "also": dict(self.also),
                "metric": self.metric,
            }
        )


@dataclass(frozen=True)
class Heard:
    """What a judge replied.

    Args:
        text: empty where only a token was asked for and its text was not told.
        first_token: log-probabilities of the first token's alternatives; none where the endpoint tells none.
        input_tokens: as the endpoint counts, or an estimate where it does not.
        output_tokens: the same.
        seconds: that the reply took when it was made, also where it comes from a cache.
        cut: the reply reached `max_tokens`.
        cached: it was not asked for this time.
    """

    text: str
    first_token: tuple[tuple[str, float], ...]
    input_tokens: int
    output_tokens: int
    seconds: float
    cut: bool
    cached: bool = False

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens


def digest(content: object) -> str:
    """Give sha256 in hex of the canonical JSON of something."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
