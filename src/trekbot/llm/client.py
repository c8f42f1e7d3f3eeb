"""A chat model behind an OpenAI-compatible endpoint: its answers as they come, every wait within a limit.

Spoken to with httpx. LlamaIndex's `OpenAILike` would give the request's shape and little else that is used here. Its
stream is a generator, which no other thread can end while it waits; its limit on time is one on each read; its own
retries end before a stream's request is sent; it knows no queue, no breaker, and no way round a field that an endpoint
does not take. It takes 2.8 s and 100 MB to import, httpx 0.2 s and next to nothing, and it holds `openai` below 3,
which other parts have outgrown.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from types import MappingProxyType

from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.asked import Asked
from trekbot.llm.asking import Asking
from trekbot.llm.breaker import Breaker, State
from trekbot.llm.endpoint import Endpoint
from trekbot.llm.faults import Fault
from trekbot.llm.limits import Limits
from trekbot.llm.loop_thread import LoopThread
from trekbot.llm.message import Message
from trekbot.llm.retries import Backoff
from trekbot.llm.transcript import Transcript
from trekbot.llm.turnstile import Turnstile
from trekbot.llm.utterance import Utterance

__all__ = ["ChatModel", "Completion", "Endpoint", "Limits", "Utterance"]

logger = logging.getLogger(__name__)

DEFAULT_LIMITS = Limits()
NOTHING_ELSE: Mapping[str, object] = MappingProxyType({})
LOOK_S = 0.05  # how often it is looked whether somebody waits still
SPARE_S = 5.0  # for a machine that holds a thread up, before the limits themselves count as broken
_MAYBE_THIS_QUESTION = (400, 413, 422)  # too long, say, or filtered: the next one may fare better


@dataclass(frozen=True)
class Completion:
    """What the model said, and its tokens, estimated where the endpoint does not count."""

    text: str
    input_tokens: int
    output_tokens: int


class ChatModel:
    """One model of one endpoint; threads may share it. Nothing is sent before the first question.

    Args:
        endpoint: where questions go, and nowhere else: redirects are not followed, and proxies that the environment
            names are not used. Where it may change, a callable that is asked before each request, in a thread of its
            own, and raises LanguageModelUnavailable while the model is not up.
        name: the model's name, as the endpoint knows it.
        limits: on time, attempts, and requests at once; `limits` tells them.
        backoff: the waits between attempts.
        breaker: when to leave the endpoint alone; no other model has the same.
        also: fields of every request beside those of OpenAI's API, which this endpoint is known to take.
    """

    def __init__(
        self,
        endpoint: Endpoint | Callable[[], Endpoint],
        name: str,
        limits: Limits = DEFAULT_LIMITS,
        *,
        backoff: Backoff | None = None,
        breaker: Breaker | None = None,
        also: Mapping[str, object] = NOTHING_ELSE,
    ) -> None:
        self.name = name
        self._also = also
        self._at = f" at {endpoint.address}" if isinstance(endpoint, Endpoint) else ""
        self.limits = limits
        self._asking = Asking(endpoint, limits, backoff or Backoff())
        self._breaker = breaker or Breaker()
        self._turnstile = Turnstile(limits.at_once, limits.waiting, limits.wait_s)
        self._thread = LoopThread()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told_wrong = False

    @property
    def state(self) -> State:
        """Whether the endpoint is asked (closed), left alone (open), or about to be tried again (half-open)."""
        return self._breaker.state

    def stream(
        self,
        messages: Sequence[Message],
        temperature: float = 0.0,
        max_tokens: int = 200,
        schema: Mapping[str, object] | None = None,
        gone: threading.Event | None = None,
        likely: int = 0,
    ) -> Utterance:
        """Begin to ask, and give the answer as it comes. Every failure is raised by its iteration, none here.

        Args:
            schema: the JSON schema that the answer follows, where the endpoint can hold it to one.
            likely: how many alternatives to the first token are asked for, at most 20.
            gone: set it when nobody waits any more; the answer then ends within 0.2 s, at the endpoint too.
        """
        also = {**self._also, **({"logprobs": True, "top_logprobs": likely} if likely else {})}
        asked = Asked(self.name, tuple(messages), temperature, max_tokens, schema, also)
        transcript = Transcript(asked.messages, max_tokens)
        request = self._thread.start(lambda: self._ask(asked, transcript, gone))
        longest_s = self.limits.wait_s + self.limits.whole_s + SPARE_S
        return Utterance(transcript, request, longest_s, gone, self._unavailable)

    def complete(self, messages: Sequence[Message], temperature: float = 0.0, max_tokens: int = 200) -> Completion:
        """Ask, and give the whole answer.

        Raises:
            LanguageModelUnavailable: there is none, or not all of it.
        """
        with closing(self.stream(messages, temperature, max_tokens)) as utterance:
            text = "".join(utterance)
            return Completion(text.strip(), utterance.input_tokens, utterance.output_tokens)

    def close(self) -> None:
        """End every answer that is under way, and close its connection. Nothing can be asked any more."""
        self._thread.close()

    def _unavailable(self, fault: Fault) -> LanguageModelUnavailable:
        message = f"The language model {self.name!r}{self._at} {fault.what}."
        return LanguageModelUnavailable(message, fault.remedy, reason=fault.reason)

    async def _ask(self, asked: Asked, transcript: Transcript, gone: threading.Event | None) -> None:
        """Wait for a turn and ask, unless the endpoint is left alone.

        Raises:
            Fault: why there is no answer, or not all of it.
        """
        self._settle()
        with _ended_by(gone):
            self._breaker.check()
            async with self._turnstile.turn():
                era = self._breaker.enter()
                try:
                    await self._asking.ask(asked, transcript)
                except Fault as fault:
                    self._count(era, fault)
                    raise
                except BaseException:
                    self._breaker.left(era)
                    raise
                self._breaker.succeeded(era)
                self._told_wrong = False

    def _settle(self) -> None:
        """Begin anew where this is not the loop of the last request: a child process has one of its own."""
        loop = asyncio.get_running_loop()
        if self._loop not in (loop, None):
            self._turnstile = Turnstile(self.limits.at_once, self.limits.waiting, self.limits.wait_s)
            self._breaker.forget()
        self._loop = loop

    def _count(self, era: int, fault: Fault) -> None:
        """Tell the breaker of a failure, and once the operator, where something is wrong that stays wrong."""
        wrong = fault.status is not None and 400 <= fault.status < 500 and not fault.again
        if wrong and not self._told_wrong:
            self._told_wrong = True
            logger.error("%s", self._unavailable(fault))
        if self._breaker.failed(era, surely=wrong and fault.status not in _MAYBE_THIS_QUESTION):
            logger.warning("The language model %r is left alone for %.0f s.", self.name, self._breaker.open_s)


@contextmanager
def _ended_by(gone: threading.Event | None) -> Iterator[None]:
    """Cancel this task once `gone` is set. A threading.Event wakes no event loop, so it is looked at."""
    if gone is None:
        yield
        return
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    looking: asyncio.Handle | None = None

    def look() -> None:
        nonlocal looking
        if gone.is_set():
            task.cancel()
        else:
            looking = loop.call_later(LOOK_S, look)

    look()
    try:
        yield
    finally:
        if looking is not None:
            looking.cancel()
