"""What answers at `/`: the chat page, or a page that waits for it.

The chat page takes seconds to load, so the server starts without it and gets it handed in later.
All addresses that nothing else answers go to the chat page too; those of the API never do.
"""

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from trekbot.api.headers import FRONT_PAGE
from trekbot.api.html_pages import html_page
from trekbot.api.limits import is_api
from trekbot.api.problems import problem

REFRESH_S = 1

WAITING = "The chat page is being loaded. This page shows it as soon as it is there."
ABSENT = "The chat page could not be loaded. The server's log says why."


class FrontPage:
    """An ASGI application that shows a waiting page until it is given the real one."""

    def __init__(self, page: ASGIApp | None = None) -> None:
        self._page = page
        self._absent = False

    def show(self, page: ASGIApp) -> None:
        """Answer with this application from the next request on."""
        self._page = page

    def give_up(self) -> None:
        """Say that there will be no chat page."""
        self._absent = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._page is not None:
            scope[FRONT_PAGE] = True
            return await self._page(scope, receive, send)
        await self._without_page(scope)(scope, receive, send)

    def _without_page(self, scope: Scope) -> Response:
        if scope["type"] != "http" or scope["path"] != "/":
            return problem(404, "There is nothing at this address.").response()
        if self._absent:
            return html_page("notice.html", {"text": ABSENT, "refresh_s": None}, 503)
        return html_page("notice.html", {"text": WAITING, "refresh_s": REFRESH_S})


class Elsewhere:
    """The router's last resort: addresses without a route. `nothing_here` answers for those of the API."""

    def __init__(self, front_page: ASGIApp, nothing_here: ASGIApp) -> None:
        self._front_page = front_page
        self._nothing_here = nothing_here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._nothing_here if is_api(scope["path"]) else self._front_page)(scope, receive, send)
