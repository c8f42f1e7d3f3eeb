"""One question put to an endpoint: in time, in the words that it takes, and again where that may help."""

import asyncio
from collections.abc import Callable
from functools import partial

import httpx

from trekbot.llm.asked import Asked, Dialect
from trekbot.llm.endpoint import Endpoint
from trekbot.llm.exchange import Refused, exchange
from trekbot.llm.faults import Fault
from trekbot.llm.limits import Limits
from trekbot.llm.loop_thread import beside
from trekbot.llm.pieces import Piece
from trekbot.llm.retries import Backoff
from trekbot.llm.transcript import Transcript

LAST_WORD_S = 0.5  # for the count of tokens, which follows the text where it comes at all
Take = Callable[[Piece], None]


class Asking:
    """Knows an endpoint and what it has told of its dialect; used in one event loop.

    Args:
        endpoint: where to ask, or who says so before each request and may block.
        limits: on time and attempts.
        backoff: the waits between attempts.
    """

    def __init__(self, endpoint: Endpoint | Callable[[], Endpoint], limits: Limits, backoff: Backoff) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._backoff = backoff
        self._dialect = Dialect()
        self._certificates = httpx.create_ssl_context()  # 20 ms, so not at every question

    async def ask(self, asked: Asked, transcript: Transcript) -> None:
        """Fill the transcript.

        Raises:
            Fault: why there is no answer, or not all of it.
        """
        now = asyncio.get_running_loop().time()
        whole = now + self._limits.whole_s
        try:
            async with asyncio.timeout_at(min(whole, now + self._limits.first_s)) as limit:
                await self._attempts(asked, transcript, limit, partial(_take, transcript, limit, whole))
        except TimeoutError:
            if transcript.finished:  # only the count of tokens is missing
                transcript.check()
            elif transcript.begun:
                raise Fault("timeout", f"did not end its answer within {self._limits.whole_s:g} s") from None
            else:
                first_s = min(self._limits.first_s, self._limits.whole_s)
                raise Fault("timeout", f"did not answer within {first_s:g} s") from None

    async def _attempts(self, asked: Asked, transcript: Transcript, limit: asyncio.Timeout, take: Take) -> None:
        attempt = 1
        while True:
            try:
                return await self._attempt(asked, transcript, take)
            except Fault as fault:
                if transcript.begun or not fault.again or attempt == self._limits.attempts:
                    raise
                wait_s = self._backoff.wait_s(attempt) if fault.after_s is None else fault.after_s
                if asyncio.get_running_loop().time() + wait_s >= (limit.when() or 0.0):
                    raise
            await asyncio.sleep(wait_s)
            attempt += 1

    async def _attempt(self, asked: Asked, transcript: Transcript, take: Take) -> None:
        try:
            await self._in_its_words(asked, transcript, take)
        except Fault:
            if not transcript.finished:  # what is cut off behind the last word is no loss
                raise
        transcript.check()

    async def _in_its_words(self, asked: Asked, transcript: Transcript, take: Take) -> None:
        """Ask in the dialect that is known, and in others as long as that is what the endpoint complains of."""
        dialect = self._dialect
        while True:
            try:
                return await exchange(
                    await self._where(),
                    dialect.body(asked),
                    self._certificates,
                    partial(self._heard, transcript, dialect),
                    take,
                )
            except Refused as refused:
                other = dialect.after(refused.complaint, asked) if refused.status in (400, 422) else None
                if other is None:
                    raise
                dialect = other

    def _heard(self, transcript: Transcript, dialect: Dialect) -> None:
        """Remember a dialect only now: another refusal would have shown that it was not to blame."""
        transcript.heard()
        self._dialect = self._dialect.joined(dialect)

    async def _where(self) -> Endpoint:
        return self._endpoint if isinstance(self._endpoint, Endpoint) else await beside(self._endpoint)


def _take(transcript: Transcript, limit: asyncio.Timeout, whole: float, piece: Piece) -> None:
    """Add a piece, and give the rest of the answer its time."""
    transcript.take(piece)
    if transcript.finished:
        limit.reschedule(min(whole, asyncio.get_running_loop().time() + LAST_WORD_S))
    elif transcript.begun:
        limit.reschedule(whole)
