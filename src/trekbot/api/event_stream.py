"""One answer as server-sent events: `delta`, `citation`, then `done`; or `error`, and nothing after it.

The assistant's events come from a plain generator that is stepped in a worker thread. When the caller leaves, the step
in progress is told so, then the generator is closed, so that no work goes on for nobody.
"""

import json
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any

import anyio
from anyio.to_thread import run_sync
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from trekbot.answering.callers import Callers
from trekbot.api.problems import problem_of, unexpected
from trekbot.api.waiting import waiting_caller
from trekbot.assistant import Assistant, Done, Event, Question, Said
from trekbot.errors import CallerGone, TrekbotError

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
    """Asks a question and streams the answer.

    What goes wrong before the first event is raised, and so becomes a status; after that it is the stream's last event.
    `answered` is told how it ended once that has been sent.
    """

    media_type = "text/event-stream"
    charset = "utf-8"

    def __init__(
        self, assistant: Assistant, question: Question, callers: Callers, answered: Callable[[Done], None]
    ) -> None:
        self.status_code = 200
        self.background = None
        self.init_headers(HEADERS)
        self._assistant = assistant
        self._question = question
        self._callers = callers
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with waiting_caller(scope, receive, self._callers) as gone:
            events = _events(self._assistant, self._question, gone)
            try:
                first = await _next(events, gone)
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                await self._send_events(first, events, gone, send)
            finally:
                with anyio.CancelScope(shield=True):
                    await run_sync(events.close)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_events(
        self, first: Event, events: Generator[Event, None, None], gone: threading.Event, send: Send
    ) -> None:
        event = first
        while True:
            for message in messages_of(event):
                await send({"type": "http.response.body", "body": message, "more_body": True})
            if isinstance(event, Done):
                self._answered(event)
                return
            try:
                event = await _next(events, gone)
            except Exception as error:  # noqa: BLE001 - the status line is sent, so the stream is where the caller is told
                described = problem_of(error)[0] if isinstance(error, TrekbotError) else unexpected(error)
                message = encoded("error", described.to_dict())
                await send({"type": "http.response.body", "body": message, "more_body": True})
                return


def _events(assistant: Assistant, question: Question, gone: threading.Event) -> Generator[Event, None, None]:
    """Give the assistant's events as a generator, which can be closed."""
    yield from assistant.stream(question, gone)


async def _next(events: Generator[Event, None, None], gone: threading.Event) -> Event:
    """Wait for the next event, in a thread.

    Raises:
        CallerGone: nobody waits for it any more, so the assistant has ended early.
    """
    event = None if gone.is_set() else await run_sync(next, events, None)
    if event is None:
        raise CallerGone
    return event
