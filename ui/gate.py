"""Let through only what the page needs of Gradio; all else is 404.

Gradio also serves uploads, a proxy to any address, files, monitoring and an API of its own, to anybody. The page uses
none of them, so a list of what is needed is safer than a list of what is dangerous: what a new version adds is shut.
"""

import re

from starlette.datastructures import MutableHeaders
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


class Gate:
    """An ASGI app in front of Gradio's, for requests; what is not one has no way in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["type"] == "http" and is_needed(scope["method"], _path(scope)):
            await self.app(scope, receive, _with_policy(send))
        else:
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)


def _path(scope: Scope) -> str:
    """Give the path below the place where the page is mounted."""
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path if path.startswith("/") else f"/{path}"


def _with_policy(send: Send) -> Send:
    async def send_with_policy(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            headers.setdefault("X-Content-Type-Options", "nosniff")
            headers.setdefault("Referrer-Policy", "same-origin")
        await send(message)

    return send_with_policy
