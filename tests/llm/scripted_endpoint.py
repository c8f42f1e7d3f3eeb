"""An OpenAI-compatible endpoint on loopback, over real sockets, that answers each request as a script says.

    with scripted_endpoint(refuses(500), says("Loam is a soil. [1]")) as endpoint:
        ChatModel(Endpoint(endpoint.url), "scripted-1")

The first request gets the first answer, and so on; the last one is given again to all that follow. An answer is a tuple of
moves; a function of the request (`Request`) may stand for one. `says`, `says_at_once`, `refuses` and `gives` make whole
answers; `head()`, `event()`, `words()`, STALL, CUT and `until()` are moves to make others of:

    (head(), *words("Loam is"), STALL)              stalls in the midst of its sentence, until the client leaves
    (head(), *words("Loam is"), CUT)                cuts the connection there
    (STALL,)                                        never answers
    (head(), *words("Loam"), until(event), *words(" is a soil."), *closing_words())

`endpoint.requests` records what was asked; a request's `left` is set as soon as its client has closed the connection
before the answer was over, and `over` when the endpoint is done with it.
"""

import gzip
import json
import re
import select
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

KEY = "sk-loopback-0f1e2d3c"
MODEL = "scripted-1"
USAGE = (120, 17)

Move = Callable[["Conversation"], None]
Answer = tuple[Move, ...]
Scripted = Answer | Callable[["Request"], Answer]


@dataclass
class Request:
    """One request as it came in."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: dict[str, Any]
    at: float  # time.monotonic()
    left: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    left_at: float | None = None


class ScriptedEndpoint:
    """What `scripted_endpoint` gives: the address, the script, and what was asked so far."""

    def __init__(self, script: tuple[Scripted, ...]) -> None:
        self.script: list[Scripted] = list(script)
        self.requests: list[Request] = []
        self.most_at_once = 0
        self.closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._lock = threading.Lock()
        self._now = 0
        self._threads: list[threading.Thread] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        self._accepting = threading.Thread(target=self._accept, name="scripted-endpoint")
        self._accepting.start()

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [request.body for request in self.requests]

    def close(self) -> None:
        """Stop every answer that still goes on, and everything that was started for it."""
        self.closed.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in (self._accepting, *self._threads):
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), name="scripted-answer")
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            request = _read(connection)
            if request is None:
                return
            with self._lock:
                self.requests.append(request)
                answer = self.script[min(len(self.requests), len(self.script)) - 1]
                self._now += 1
                self.most_at_once = max(self.most_at_once, self._now)
            try:
                for move in answer(request) if callable(answer) else answer:
                    move(Conversation(connection, request, self.closed))
            except (OSError, _Left):
                request.left_at = time.monotonic()
                request.left.set()
            finally:
                with self._lock:
                    self._now -= 1
                request.over.set()


@contextmanager
def scripted_endpoint(*script: Scripted) -> Iterator[ScriptedEndpoint]:
    """Serve until the block is over; nothing of it is left then."""
    endpoint = ScriptedEndpoint(script or (says("Loam is a soil of sand, silt and clay. [1]"),))
    try:
        yield endpoint
    finally:
        endpoint.close()


# Whole answers


def says(*texts: str, usage: tuple[int, int] | None = USAGE, finish: str | None = "stop", done: bool = True) -> Answer:
    """Stream a text; one text is cut into words, more are sent as they are, an event each."""
    pieces = [event(piece) for piece in texts] if len(texts) > 1 else words(texts[0])
    return (head(), *pieces, *closing_words(usage, finish, done))


def says_each(texts: list[str]) -> list[Answer]:
    """Stream the texts, one a request."""
    return [says(text) for text in texts]


def says_at_once(text: str | None, usage: tuple[int, int] | None = USAGE, finish: str | None = "stop") -> Answer:
    """Answer with one JSON completion, as an endpoint does that ignores `stream`."""
    completion: dict[str, Any] = {
        "id": "c1",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
    }
    if usage is not None:
        completion["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return gives(json.dumps(completion).encode(), **{"Content-Type": "application/json"})


def refuses(status: int, body: object = None, **headers: str) -> Answer:
    """Answer with a status, a JSON body, and headers (`Retry_After="1"`)."""
    return gives(json.dumps(body or {"error": {"message": "No.", "type": "no"}}).encode(), status, **headers)


def gives(body: bytes, status: int = 200, **headers: str) -> Answer:
    """Answer with these bytes."""
    return (_plain_head(status, {"Content-Length": str(len(body)), **headers}), raw(body))


def gzipped(*texts: str) -> Answer:
    """Stream a text compressed, asked or not."""
    events = b"".join(_event(_delta(text)) for text in texts) + _event(_delta("", "stop")) + _event("[DONE]")
    return gives(gzip.compress(events), **{"Content-Encoding": "gzip", "Content-Type": "text/event-stream"})


# Moves


def head(status: int = 200, **headers: str) -> Move:
    """Send the headers of a stream of events; what follows comes in chunks."""
    return _plain_head(
        status, {"Content-Type": "text/event-stream; charset=utf-8", "Transfer-Encoding": "chunked", **headers}
    )


def words(text: str) -> tuple[Move, ...]:
    """Send a text word by word, an event each."""
    return tuple(event(word) for word in re.findall(r"\s*\S+\s*$|\s*\S+|\s+", text))


def event(text: str | None = None, finish: str | None = None, **delta: object) -> Move:
    """Send one piece; `delta` holds other fields, as `reasoning_content`."""
    return data(_delta(text, finish, **delta))


def closing_words(usage: tuple[int, int] | None = USAGE, finish: str | None = "stop", done: bool = True) -> Answer:
    """Send why the text ends, the usage, and `[DONE]`, each where it is wanted, and end the stream."""
    moves: list[Move] = []
    if finish is not None:
        moves.append(event(finish=finish))
    if usage is not None:
        count = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
        moves.append(data({"choices": [], "usage": count}))
    if done:
        moves.append(data("[DONE]"))
    return (*moves, END)


def data(content: object) -> Move:
    """Send one event with this as its data, JSON or text."""
    return chunk(_event(content))


def chunk(content: bytes) -> Move:
    """Send bytes in one chunk of the stream."""
    return raw(b"%x\r\n%s\r\n" % (len(content), content))


def raw(content: bytes) -> Move:
    """Send bytes."""
    return lambda conversation: conversation.send(content)


def endlessly(content: bytes) -> Move:
    """Send bytes in chunks until the client leaves."""

    def move(conversation: "Conversation") -> None:
        while not conversation.ended.is_set():
            chunk(content)(conversation)

    return move


def until(event: threading.Event) -> Move:
    """Send nothing until the event is set."""
    return lambda conversation: conversation.wait(event)


def tells(event: threading.Event) -> Move:
    """Set an event, so that a test knows how far the answer is."""
    return lambda conversation: event.set()


def END(conversation: "Conversation") -> None:
    """End a stream properly."""
    conversation.send(b"0\r\n\r\n")


def STALL(conversation: "Conversation") -> None:
    """Send nothing more until the client leaves."""
    conversation.wait(threading.Event())


def CUT(conversation: "Conversation") -> None:
    """Reset the connection."""
    conversation.cut()


class Conversation:
    """One connection, as the moves see it."""

    def __init__(self, connection: socket.socket, request: Request, ended: threading.Event) -> None:
        self.request = request
        self.ended = ended
        self._connection = connection

    def send(self, content: bytes) -> None:
        self._connection.sendall(content)

    def wait(self, event: threading.Event) -> None:
        while not event.is_set() and not self.ended.is_set():
            readable, _, _ = select.select([self._connection], [], [], 0.005)
            if readable and not self._connection.recv(1000):
                raise _Left

    def cut(self) -> None:
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()


class _Left(Exception):
    """The client has closed the connection."""


def _plain_head(status: int, headers: dict[str, str]) -> Move:
    lines = [f"HTTP/1.1 {status} Scripted", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return raw("\r\n".join([*lines, "", ""]).encode())


def _delta(text: str | None, finish: str | None = None, **others: object) -> dict[str, Any]:
    delta = {**({} if text is None else {"content": text}), **others}
    return {"id": "c1", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], "usage": None}


def _event(content: object) -> bytes:
    text = content if isinstance(content, str) else json.dumps(content)
    return f"data: {text}\n\n".encode()


def _read(connection: socket.socket) -> Request | None:
    """Read one request; None where the client left before it was whole."""
    read = b""
    while b"\r\n\r\n" not in read:
        more = _receive(connection)
        if not more:
            return None
        read += more
    top, _, body = read.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        more = _receive(connection)
        if not more:
            return None
        body += more
    return Request(first.split(" ")[1], headers, json.loads(body or b"{}"), time.monotonic())


def _receive(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except OSError:
        return b""
