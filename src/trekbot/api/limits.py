"""How much, and for how long, a caller may send.

The body is read here, whole, before anything parses it: so its size is known also where no length was announced,
and a caller who sends a byte now and then holds no more than a timer.
"""

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trekbot.api.problems import Problem, problem

MAX_BODY_BYTES = 64 * 1024
MAX_PAGE_BODY_BYTES = 1024 * 1024  # the page's own traffic carries a whole conversation
READ_ON_BYTES = 1024 * 1024  # read and dropped past the limit, so that a caller who is still sending sees the answer
MAX_BODY_S = 20.0


class BodyLimit:
    """Answer 413 to a body that is too large and 408 to one that does not arrive; hand on all others."""

    def __init__(self, app: ASGIApp, max_seconds: float = MAX_BODY_S) -> None:
        self._app = app
        self._max_seconds = max_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        limit = MAX_BODY_BYTES if is_api(scope["path"]) else MAX_PAGE_BODY_BYTES
        body = b""
        with anyio.move_on_after(self._max_seconds) as timer:
            read = await _read(receive, limit)
            if read is None:
                return  # the caller has left
            body = read
        refusal = _refusal(timer.cancelled_caught, len(body) > limit, limit)
        if refusal is not None:
            return await refusal.response({"Connection": "close"})(scope, receive, send)

        replayed = False

        async def replay() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


def is_api(path: str) -> bool:
    """Whether the address is one of the API's, known or not."""
    return path == "/v1" or path.startswith("/v1/")


async def _read(receive: Receive, limit: int) -> bytes | None:
    """Read a body; of one over the limit, just enough to tell. None: the caller left before its end."""
    body, length = bytearray(), 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        length += len(part)
        body += part[: limit + 1 - len(body)]
        if not message.get("more_body", False) or length > limit + READ_ON_BYTES:
            return bytes(body)


def _refusal(late: bool, large: bool, limit: int) -> Problem | None:
    if late:
        return problem(408, "The body did not arrive in time.")
    if large:
        return problem(413, f"The body is larger than {limit // 1024} kB.")
    return None
