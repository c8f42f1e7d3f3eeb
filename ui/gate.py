"""Let through only what the page needs of Gradio; all else is 404.

Gradio also serves uploads, a proxy to any address, files, monitoring and an API of its own, to anybody. The page uses
none of them, so a list of what is needed is safer than a list of what is dangerous: what a new version adds is shut.
"""

import re
from collections.abc import Callable

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NEEDED = {
    "GET": re.compile(
        r"/|/theme\.css|/favicon\.ico|/manifest\.json|/pwa_icon|/(assets|static)/[\w./-]+"
        r"|/gradio_api/(queue/data|app_id)"
    ),
    "POST": re.compile(r"/gradio_api/(queue/join|cancel|reset)"),
}

# Gradio's page starts itself with inline scripts and compiles its components' templates in the browser, hence the
# two `unsafe-` words; what the policy holds is that nothing is loaded from, or sent to, another host.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


def is_needed(method: str, path: str) -> bool:
    """Say whether the page uses this route; `HEAD` counts as `GET`."""
    routes = NEEDED.get("GET" if method == "HEAD" else method)
    return routes is not None and routes.fullmatch(path) is not None and ".." not in path


ANSWERS = "/gradio_api/queue/data"  # the stream that a tab keeps open while it waits for answers

Left = Callable[[str], None]  # told the session, which is the tab's, when its stream is cut


class Gate:
    """An ASGI app in front of Gradio's, for requests; what is not one has no way in.

    Gradio asks between the steps of an answer whether the tab is still there. `left` is told at once, so that a step
    which takes long can end early.
    """

    def __init__(self, app: ASGIApp, left: Left) -> None:
        self.app = app
        self._left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["type"] == "http" and is_needed(scope["method"], _path(scope)):
            if _path(scope) == ANSWERS:
                receive, send = _watched(scope, receive, send, self._left)
            await self.app(scope, receive, _with_policy(send))
        else:
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)


def _path(scope: Scope) -> str:
    """Give the path below the place where the page is mounted."""
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path if path.startswith("/") else f"/{path}"


def _watched(scope: Scope, receive: Receive, send: Send, left: Left) -> tuple[Receive, Send]:
    """Tell `left` when the caller of a stream goes away before its end."""
    over = False

    async def receive_watched() -> Message:
        message = await receive()
        if message["type"] == "http.disconnect" and not over:
            left(QueryParams(scope["query_string"]).get("session_hash", ""))
        return message

    async def send_watched(message: Message) -> None:
        nonlocal over
        over = message["type"] == "http.response.body" and not message.get("more_body", False)
        await send(message)

    return receive_watched, send_watched


def _with_policy(send: Send) -> Send:
    async def send_with_policy(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            headers.setdefault("X-Content-Type-Options", "nosniff")
            headers.setdefault("Referrer-Policy", "same-origin")
        await send(message)

    return send_with_policy
