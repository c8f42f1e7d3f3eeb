"""The pieces that a completion comes in, whether as a stream of events or as one JSON object."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ValidationError

from trekbot.llm.event_lines import EventLines
from trekbot.llm.faults import Fault

LARGEST_ANSWER = 4_000_000  # bytes; a piece of a few characters comes in an event of some hundred bytes
_DONE = b"[DONE]"
_OTHER = "answered with something else than a chat completion"


@dataclass(frozen=True)
class Usage:
    """The tokens that an endpoint counted."""

    input_tokens: int
    output_tokens: int


@dataclass(frozen=True)
class Piece:
    """What one event adds to an answer: text, which may be empty, why the answer is over, and its count of tokens.

    `likely` are the tokens that could have stood where its first one stands, each with its probability in [0, 1]; empty
    where they were not asked for, or the endpoint does not tell them.
    """

    text: str = ""
    finish: str | None = None
    usage: Usage | None = None
    likely: Mapping[str, float] = field(default_factory=dict)


class CompletionReader:
    """Reads the bytes of one answer, and tells by the first of them which of the two forms it has.

    `over` is set once nothing of use follows.
    """

    def __init__(self) -> None:
        self.over = False
        self._size = 0
        self._whole = bytearray()  # until it is known to be a stream of events
        self._is_json = False
        self._events: EventLines | None = None
        self._read = 0  # events

    def feed(self, data: bytes) -> Iterator[Piece]:
        """Give the pieces that are whole now.

        Raises:
            Fault: `broken`: too large, no completion, or an error that the endpoint tells of.
        """
        self._size += len(data)
        if self._size > LARGEST_ANSWER:
            raise Fault("broken", "answered without end")
        if self._events is None:
            self._whole += data
            self._is_json = self._is_json or self._whole.lstrip().startswith((b"{", b"["))
            if self._is_json or not self._whole.strip():
                return
            self._events, data = EventLines(), bytes(self._whole)
        yield from self._pieces(self._events.feed(data))

    def rest(self) -> Iterator[Piece]:
        """Give what the end of the bytes made whole.

        Raises:
            Fault: as `feed`.
        """
        if self._events is None:
            self.over = True
            yield read_completion(bytes(self._whole))
            return
        yield from self._pieces(self._events.rest())
        if not self._read:
            raise Fault("broken", _OTHER)

    def _pieces(self, events: Iterator[bytes]) -> Iterator[Piece]:
        for data in events:
            if self.over:
                return
            self._read += 1
            if data.strip() == _DONE:
                self.over = True
                yield Piece(finish="stop")
            else:
                yield read_event(data)


class _Said(BaseModel):
    content: str | None = None  # what a model thinks before it speaks has other names, and is passed over


class _Choice(BaseModel):
    delta: _Said | None = None
    message: _Said | None = None
    finish_reason: str | None = None
    logprobs: object = None  # no answer is lost over these either


class _Event(BaseModel):
    """The part of an event, or of a whole completion, that is read."""

    choices: list[_Choice] = []
    error: object = None
    usage: object = None  # no answer is lost over its counters


def read_event(data: bytes) -> Piece:
    """Read one event's data.

    Raises:
        Fault: `broken`: no completion, or an error that the endpoint tells of.
    """
    event = _event(data)
    choice = event.choices[0] if event.choices else _Choice()
    said = choice.delta or choice.message or _Said()
    return Piece(said.content or "", choice.finish_reason or None, _usage(event.usage), _likely(choice.logprobs))


def read_completion(data: bytes) -> Piece:
    """Read a whole completion, as an endpoint gives it that does not stream.

    Raises:
        Fault: as `read_event`.
    """
    event = _event(data)
    said = event.choices[0].message if event.choices else None
    if said is None:
        raise Fault("broken", _OTHER)
    choice = event.choices[0]
    return Piece(said.content or "", choice.finish_reason or "stop", _usage(event.usage), _likely(choice.logprobs))


def _event(data: bytes) -> _Event:
    try:
        event = _Event.model_validate_json(data)
    except ValidationError:
        raise Fault("broken", _OTHER) from None
    if event.error:
        raise Fault("broken", "told of an error in its answer")
    return event


class _Alternative(BaseModel):
    token: str
    logprob: float


class _Token(BaseModel):
    top_logprobs: list[_Alternative] = []


class _Logprobs(BaseModel):
    content: list[_Token] | None = None


def _likely(told: object) -> Mapping[str, float]:
    """Read the alternatives to the first token, in OpenAI's form; those that are written alike count together."""
    try:
        tokens = _Logprobs.model_validate(told).content
    except ValidationError:
        return {}
    likely: dict[str, float] = {}
    for one in tokens[0].top_logprobs if tokens else ():
        likely[one.token] = likely.get(one.token, 0.0) + math.exp(min(one.logprob, 0.0))
    return likely


def _usage(told: object) -> Usage | None:
    if not isinstance(told, dict):
        return None
    asked, said = told.get("prompt_tokens"), told.get("completion_tokens")
    return Usage(asked, said) if type(asked) is int and type(said) is int and asked > 0 and said >= 0 else None
