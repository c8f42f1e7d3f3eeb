"""The application behind a real uvicorn on a real socket, in a thread of the test's own process."""

import logging
import queue
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from starlette.types import ASGIApp, Receive, Scope, Send

PATIENCE_S = 30.0


@dataclass
class Served:
    """Where the application listens, what stops it, and its requests as they are logged."""

    port: int
    server: uvicorn.Server
    thread: threading.Thread
    requests: queue.Queue[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE_S)

    def next_request(self) -> str:
        """Wait for the next line of the request log."""
        return self.requests.get(timeout=PATIENCE_S)


class _Lines(logging.Handler):
    def __init__(self, lines: queue.Queue[str]) -> None:
        super().__init__(logging.INFO)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.put(record.getMessage())


@contextmanager
def served(app: ASGIApp, threads: int = 40) -> Iterator[Served]:
    """Serve with as many worker threads until the block ends."""

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        current_default_thread_limiter().total_tokens = threads
        await app(scope, receive, send)

    config = uvicorn.Config(limited, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    logger = logging.getLogger("trekbot.api.metrics")
    lines: queue.Queue[str] = queue.Queue()
    handler, level = _Lines(lines), logger.level
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        thread.start()
        try:
            yield Served(listener.getsockname()[1], server, thread, lines)
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)
            logger.removeHandler(handler)
            logger.setLevel(level)
