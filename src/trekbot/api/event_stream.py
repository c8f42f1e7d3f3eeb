"""One answer as server-sent events: `delta`, `citation`, then `done`; or `error`, and nothing after it.

The assistant's events come from a plain generator that is stepped in a worker thread. When the caller leaves,
the step in progress ends, then the generator is closed, so that no work goes on for nobody.
"""

import json
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import Any

import anyio
from anyio.to_thread import run_sync
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from trekbot.answering.reply import Reply
from trekbot.api.problems import problem_of, unexpected
from trekbot.assistant import Done, Event, Said
from trekbot.errors import TrekbotError

HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}  # the second keeps nginx from holding events back


def encoded(name: str, data: dict[str, Any]) -> bytes:
    """Write one event; JSON has no bare line breaks, so the data is one line."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def messages_of(event: Event) -> Iterator[bytes]:
    """Translate one of the assistant's events. Citations go first, so that a marker can be linked when it is drawn."""
    if isinstance(event, Said):
        for citation in event.citations:
            yield encoded("citation", citation.to_dict())
        yield encoded("delta", {"text": event.text})
    elif isinstance(event, Done):
        yield encoded("done", event.reply.to_dict())


class EventStream(Response):
    """Streams `events`, of which `first` was taken already so that an early error could still be a status.

    `answered` is told the reply once it has been sent.
    """

    media_type = "text/event-stream"
    charset = "utf-8"

    def __init__(self, first: Event, events: Generator[Event, None, None], answered: Callable[[Reply], None]) -> None:
        self.status_code = 200
        self.background = None
        self.init_headers(HEADERS)
        self._first = first
        self._events = events
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(_cancel_when_left, receive, tasks.cancel_scope)
                await self._send_events(send)
                tasks.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await run_sync(self._events.close)

    async def _send_events(self, send: Send) -> None:
        event: Event | None = self._first
        while event is not None:
            for message in messages_of(event):
                await send({"type": "http.response.body", "body": message, "more_body": True})
            if isinstance(event, Done):
                self._answered(event.reply)
                break
            event = await self._next_event(send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _next_event(self, send: Send) -> Event | None:
        """Wait for the next event; an error becomes the stream's last event."""
        try:
            return await run_sync(partial(next, self._events, None))
        except TrekbotError as error:
            described, _ = problem_of(error)
        except Exception as error:  # noqa: BLE001 - the status line is sent, so this stream is the last place to tell the caller
            described = unexpected(error)
        await send({"type": "http.response.body", "body": encoded("error", described.to_dict()), "more_body": True})
        return None


async def _cancel_when_left(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()
