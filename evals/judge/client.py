"""A judge behind an OpenAI-compatible endpoint: asked with care, and remembered.

`llm.client.ChatModel` is not used. It streams, so that a learner sees an answer grow, tells neither log-probabilities
nor what was refused, and turns callers away where a queue is long; a judge's callers wait. What both need is shared:
the endpoint and its key, the waits between attempts, and the dialects of endpoints.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from trekbot.errors import JudgeUnavailable, LanguageModelUnavailable, MetricFailed
from trekbot.evals.judge.account import Account
from trekbot.evals.judge.cache import JudgementCache
from trekbot.evals.judge.call import Call, Heard
from trekbot.evals.judge.completion import read_completion
from trekbot.evals.judge.exchange import Exchange
from trekbot.evals.judge.server_build import find_build
from trekbot.llm.asked import Asked, Dialect
from trekbot.llm.endpoint import Endpoint
from trekbot.llm.exchange import Refused
from trekbot.llm.faults import Fault
from trekbot.llm.retries import Backoff

T = TypeVar("T")

LONGEST_ASKED_WAIT_S = 60.0  # more than that is not waited, whatever an endpoint asks for
ABOUT_THIS_CALL = (400, 413, 422)  # too long, say: the next call may fare better
NOT_STREAMED = Dialect(frozenset({"stream", "stream_options"}))


@dataclass(frozen=True)
class Patience:
    """How a judge is waited for.

    Args:
        limit_s: seconds for one reply.
        at_once: calls at one time, 1 or more.
        attempts: how often a call is sent where the endpoint is busy, at fault or cannot be reached, 1 or more.
        failures: so many calls in a row that end without a reply, and the judge counts as gone.
    """

    limit_s: float = 120.0
    at_once: int = 4
    attempts: int = 5
    failures: int = 3


DEFAULT_PATIENCE = Patience()


class JudgeClient:
    """One model of one endpoint; threads may share it. Nothing is sent before the first call.

    Args:
        endpoint: where to ask; a callable where the address may change, which raises LanguageModelUnavailable while
            there is none.
        model: the judge's name there.
        place: the judge's address as it is told and remembered.
        cache: what was heard before; None to ask each time.
        account: what is counted.
        patience: how it is waited for.
        backoff: the waits between attempts.
        build: the server's, where it is known and need not be asked for.
        wait: waits so many seconds.
    """

    def __init__(
        self,
        endpoint: Endpoint | Callable[[], Endpoint],
        model: str,
        place: str,
        cache: JudgementCache | None = None,
        account: Account | None = None,
        patience: Patience = DEFAULT_PATIENCE,
        *,
        backoff: Backoff | None = None,
        build: str | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.model = model
        self.place = place
        self.account = account or Account()
        self.patience = patience
        self._endpoint = endpoint
        self._cache = cache
        self._backoff = backoff or Backoff(first_s=0.5, longest_s=16.0)
        self._wait = wait
        self._exchange = Exchange(patience.limit_s)
        self._turns = threading.BoundedSemaphore(patience.at_once)
        self._lock = threading.Lock()
        self._dialect = NOT_STREAMED
        self._failures = 0
        self._build = build
        self._knows_build = build is not None

    @property
    def build(self) -> str | None:
        """The server's build, asked for once; None where it does not tell.

        Raises:
            JudgeUnavailable: it cannot be reached.
        """
        with self._lock:
            if not self._knows_build:
                try:
                    self._build = self._patiently(lambda: find_build(self._exchange, self._where(), self.model))
                except Fault as fault:
                    raise self._unavailable(fault) from None
                self._knows_build = True
            return self._build

    @property
    def takes_temperature(self) -> bool:
        """Whether the endpoint takes a temperature, as far as it has told; some models know only their own."""
        return "temperature" not in self._dialect.left_out

    def ask(self, call: Call, read: Callable[[Heard], T]) -> T:
        """Ask, or remember, and give what `read` makes of the reply. A reply that it cannot read is not remembered.

        Args:
            read: raises MetricFailed where the reply is unusable.

        Raises:
            MetricFailed: there is no usable reply to this call.
            JudgeUnavailable: there is none to any.
            TokensSpent: no more may be asked.
        """
        key = call.key(self.place, self.model, self.build)
        if self._cache is not None and (kept := self._cache.get(key)) is not None:
            self.account.note(key, kept)
            return read(kept)
        heard = self._ask(call)
        self.account.note(key, heard)
        if not heard.text.strip() and not heard.first_token:
            raise MetricFailed("The judge's reply is empty.")
        result = read(heard)
        if self._cache is not None:
            self._cache.put(key, heard)
        return result

    def try_out(self, call: Call) -> Heard | None:
        """Ask past the cache; None where the endpoint does not take such a call.

        Raises:
            JudgeUnavailable: it cannot be asked at all.
        """
        try:
            with self._turns:
                self.account.check()
                heard = self._patiently(lambda: self._send(call))
        except Fault as fault:
            if fault.reason == "broken" or fault.status in ABOUT_THIS_CALL or (fault.status or 0) >= 500:
                return None
            raise self._unavailable(fault) from None
        self.account.note("", heard)
        return heard

    def close(self) -> None:
        self._exchange.close()

    def _ask(self, call: Call) -> Heard:
        with self._turns:
            self.account.check()
            try:
                heard = self._patiently(lambda: self._send(call))
            except Fault as fault:
                self._count(fault)
                raise MetricFailed(f"The judge {fault.what}.") from None
            self._failures = 0
            return heard

    def _count(self, fault: Fault) -> None:
        """Tell what is about one call from what is about the judge.

        Raises:
            JudgeUnavailable: it is about the judge.
        """
        if fault.status in ABOUT_THIS_CALL:
            return
        with self._lock:
            self._failures += 1
        wrong = fault.status is not None and 400 <= fault.status < 500
        if wrong or fault.reason == "unreachable" or self._failures >= self.patience.failures:
            raise self._unavailable(fault) from None

    def _patiently(self, send: Callable[[], T]) -> T:
        """Send until there is a reply, or no use in another attempt."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return send()
            except Fault as fault:
                if not fault.again or attempt >= self.patience.attempts:
                    raise
                asked_s = min(fault.after_s or 0.0, LONGEST_ASKED_WAIT_S)
                self._wait(max(asked_s, self._backoff.wait_s(attempt)))

    def _send(self, call: Call) -> Heard:
        """Send once, and again in other words where the endpoint does not know a field."""
        asked = Asked(self.model, call.messages, call.temperature, call.max_tokens, None, call.also)
        dialect = self._dialect
        while True:
            began = time.perf_counter()
            try:
                body = self._exchange.post(self._where(), dialect.body(asked))
            except Refused as refused:
                other = dialect.after(refused.complaint, asked) if refused.complaint else None
                if other is None or other == dialect or "response_format" in other.left_out:
                    raise
                dialect = other
                continue
            with self._lock:
                self._dialect = self._dialect.joined(dialect)
            characters = sum(len(message.content) for message in call.messages)
            return read_completion(body, characters, time.perf_counter() - began)

    def _where(self) -> Endpoint:
        if isinstance(self._endpoint, Endpoint):
            return self._endpoint
        try:
            return self._endpoint()
        except LanguageModelUnavailable as error:
            raise Fault("unreachable", "does not run here", again=error.reason == "starting") from None

    def _unavailable(self, fault: Fault) -> JudgeUnavailable:
        remedy = fault.remedy or "What is judged is kept: the same command goes on with it."
        return JudgeUnavailable(f"The judge {self.model!r} at {self.place} {fault.what}.", remedy)
