"""A caller who waits for an answer, and may leave before it is there."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Receive, Scope

from trekbot.answering.callers import Callers

CALLER_LEFT = "trekbot.caller_left"  # key of the ASGI scope, set where the caller left before the answer's end


@asynccontextmanager
async def waiting_caller(scope: Scope, receive: Receive, callers: Callers) -> AsyncIterator[threading.Event]:
    """Give the event that is set when the caller of a request, whose body has been read, leaves or is sent away.

    The work inside is not cancelled: threads go by the event.
    """
    with callers.waiting() as gone:
        watching = asyncio.create_task(_watch(scope, receive, gone))
        try:
            yield gone
        finally:
            watching.cancel()
            await asyncio.wait({watching})


async def _watch(scope: Scope, receive: Receive, gone: threading.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope[CALLER_LEFT] = True
    gone.set()
