"""A server over the gardening corpus with everything real but the embedding model, and a browser."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.corpora import write_garden
from tests.fakes import HashingEmbedder
from trekbot.api.app import create_app
from trekbot.settings import Settings
from trekbot.ui.page import build_page
from trekbot.wiring import Trekbot

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server."""
    folder = tmp_path_factory.mktemp("served")
    settings = Settings(corpus=write_garden(folder / "corpus"), data=folder / "data")
    with served(Trekbot(settings, HashingEmbedder())) as address:
        yield address


@contextmanager
def served(trekbot: Trekbot) -> Iterator[str]:
    """Serve the API and the page of a Trekbot, which is closed in the end; give the address."""
    trekbot.sync()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = create_app(trekbot, build_page(trekbot))
        running = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            running.should_exit = True
            thread.join()
            trekbot.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine; CHROMIUM names one that is elsewhere")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that was opened at `/`, and what happened around it."""

    context: BrowserContext
    page: Page
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str]:
        return {urlsplit(address).netloc for address in self.requested if not address.startswith(("data:", "blob:"))}

    def ask(self, question: str) -> None:
        """Type a question and wait until its answer is whole."""
        answers = self.page.locator(".tb-small").count()
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")
        self.page.locator(".tb-small").nth(answers).wait_for()


def visit(browser: Browser, server: str, width: int = 1280, height: int = 800, scheme: str = "light") -> Visit:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.add_init_script(MEASURE_JUMPS)
    page = context.new_page()
    visit = Visit(context, page)
    context.on("request", lambda request: visit.requested.append(request.url))
    context.on("response", lambda response: visit.complaints.append(response.url) if response.status >= 400 else None)
    context.on("console", lambda line: visit.complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (visit.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.goto(server)
    page.locator("#tb-panel .tb-roadmap").first.wait_for()
    return visit


MEASURE_JUMPS = """
window.jumps = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.jumps += shift.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def wide(browser: Browser, server: str) -> Iterator[Visit]:
    visited = visit(browser, server)
    yield visited
    visited.context.close()


@pytest.fixture
def narrow(browser: Browser, server: str) -> Iterator[Visit]:
    visited = visit(browser, server, width=390, height=844)
    yield visited
    visited.context.close()
