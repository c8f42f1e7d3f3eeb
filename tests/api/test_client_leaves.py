"""A caller who leaves in the midst of a stream: driven at the ASGI seam, where the moment can be chosen."""

import json
import threading
from collections.abc import Iterator
from itertools import count

import anyio
import pytest
from starlette.types import Message

from tests.api.test_chat import body
from tests.scripted import EVENTS, ScriptedTrekbot
from trekbot.api.app import create_app
from trekbot.assistant import Event, Question, Said

SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0", "spec_version": "2.3"},
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "path": "/v1/chat",
    "raw_path": b"/v1/chat",
    "root_path": "",
    "query_string": b"",
    "headers": [(b"content-type", b"application/json"), (b"host", b"test")],
    "client": ("127.0.0.1", 1),
    "server": ("test", 80),
}


@pytest.fixture
def endless_trekbot(trekbot: ScriptedTrekbot, monkeypatch: pytest.MonkeyPatch) -> ScriptedTrekbot:
    def stream(question: Question, gone: threading.Event) -> Iterator[Event]:
        try:
            yield EVENTS[0]
            for number in count():
                yield Said(f"{number} ", ())
        finally:
            trekbot.assistant.closed.set()

    monkeypatch.setattr(trekbot.assistant, "stream", stream)
    return trekbot


def test_the_generator_stops_when_the_caller_leaves(endless_trekbot: ScriptedTrekbot) -> None:
    app = create_app(endless_trekbot)
    sent: list[Message] = []

    async def ask_and_leave() -> None:
        left = anyio.Event()
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if not asked:
                asked = True
                return {"type": "http.request", "body": json.dumps(body(stream=True)).encode(), "more_body": False}
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)
            if len(sent) == 5:
                left.set()

        with anyio.fail_after(10):
            await app(dict(SCOPE), receive, send)

    anyio.run(ask_and_leave)

    assert endless_trekbot.assistant.closed.is_set()
    assert sent[0]["status"] == 200
    assert not any(b"event: done" in message.get("body", b"") for message in sent)
