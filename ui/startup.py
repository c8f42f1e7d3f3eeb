"""Start an app with its first request, in the server's own event loop.

Gradio must be started (its queue, its cleaning) before it answers, and starts from the lifespan of the app that it is
mounted in. The page may be built after the server began to listen, when that moment has passed.
"""

import asyncio

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send


class StartedOnFirstRequest:
    """An ASGI app that enters `app`'s lifespan before the first request, and leaves it when the server's loop ends."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self._life: asyncio.Task[None] | None = None
        self._started: asyncio.Future[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._life is None or self._started is None or self._life.done():
            self._started = asyncio.get_running_loop().create_future()
            self._life = asyncio.create_task(self._live(self._started))
        await asyncio.wait({self._life, self._started}, return_when=asyncio.FIRST_COMPLETED)
        if self._life.done():
            self._life.result()  # starting failed: raise what went wrong
        await self.app(scope, receive, send)

    async def _live(self, started: asyncio.Future[None]) -> None:
        async with self.app.router.lifespan_context(self.app):
            started.set_result(None)
            await asyncio.Event().wait()  # until the loop ends and cancels this task
