"""A bounded queue: some at a time, some more who wait, and nobody beyond them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from trekbot.llm.faults import Fault


class Turnstile:
    """Lets through first come first served; used in one event loop.

    Args:
        at_once: how many are inside at one time, 1 or more.
        waiting: how many may wait before it.
        wait_s: seconds that one waits at most.
    """

    def __init__(self, at_once: int, waiting: int, wait_s: float) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._most = waiting
        self._wait_s = wait_s
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Be inside for as long as the block takes.

        Raises:
            Fault: `busy`.
        """
        if self._places.locked():
            await self._wait()
        else:
            await self._places.acquire()
        try:
            yield
        finally:
            self._places.release()

    async def _wait(self) -> None:
        if self._waiting >= self._most:
            raise Fault("busy", "has too many requests waiting")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._wait_s):
                await self._places.acquire()
        except TimeoutError:
            raise Fault("busy", f"was busy for {self._wait_s:g} s") from None
        finally:
            self._waiting -= 1
