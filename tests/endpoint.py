"""An OpenAI-compatible endpoint on loopback that answers what a test writes, well or badly."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-loopback-0f1e2d3c"
MODEL = "scripted-1"


@dataclass
class Endpoint:
    """What the endpoint does with each question, and what it was asked.

    `text` is said in a sound completion; `status`, `body` and `headers` replace it as they are. With `stall`, the answer begins and
    then comes byte by byte without end.
    """

    url: str
    text: str = ""
    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    stall: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self) -> bytes:
        if self.body is not None:
            return self.body
        message = {"role": "assistant", "content": self.text}
        usage = {"prompt_tokens": 120, "completion_tokens": 17, "total_tokens": 137}
        return json.dumps({"id": "c1", "choices": [{"index": 0, "message": message}], "usage": usage}).encode()


@contextmanager
def scripted_endpoint() -> Iterator[Endpoint]:
    """Serve until the test is over."""
    endpoint = Endpoint("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: endpoint))
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def nobody_listens() -> str:
    """Give an address where connections are refused."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


def _handler(endpoint: Callable[[], Endpoint]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            script = endpoint()
            script.paths.append(self.path)
            script.authorizations.append(self.headers["Authorization"])
            script.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = script.answer()
            self.send_response(script.status)
            for name, value in script.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) + 10**6 * script.stall))
            self.end_headers()
            self.wfile.write(body[:1] if script.stall else body)
            while script.stall and not script.released.wait(0.02):
                try:
                    self.wfile.write(b" ")
                except OSError:  # the client has left
                    return

        def log_message(self, *arguments: object) -> None:
            pass

    return Handler
