"""Headers that every response carries.

A response that brings its own policy keeps it; all others may load nothing and be framed by nobody.
The chat page is a foreign application with scripts of its own: it gets no policy here, only what breaks nothing.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRONT_PAGE = "trekbot.front_page"  # key of the ASGI scope, set where the chat page answers
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class SafeHeaders:
    """Add the headers that a response lacks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
                if not scope.get(FRONT_PAGE):
                    headers.setdefault("Content-Security-Policy", NOTHING)
            await send(message)

        await self._app(scope, receive, add)
