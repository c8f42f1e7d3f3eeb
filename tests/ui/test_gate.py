"""What of Gradio the outside can reach."""

import asyncio
import re
from collections.abc import Iterator
from typing import cast

import pytest
from fastapi.routing import iter_route_contexts
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from tests.scripted import ScriptedTrekbot
from trekbot.ui.gate import CONTENT_SECURITY_POLICY, Gate, is_needed
from trekbot.ui.page import build_page
from trekbot.ui.startup import StartedOnFirstRequest
from trekbot.wiring import Trekbot

NEEDED = {
    "/",
    "/theme.css",
    "/favicon.ico",
    "/manifest.json",
    "/pwa_icon",
    "/assets/x",
    "/static/x",
    "/gradio_api/queue/data",
    "/gradio_api/queue/join",
    "/gradio_api/app_id",
    "/gradio_api/cancel",
    "/gradio_api/reset",
}


@pytest.fixture(scope="module")
def page(empty_trekbot: ScriptedTrekbot) -> Gate:
    page = build_page(cast(Trekbot, empty_trekbot))
    assert isinstance(page, Gate)
    return page


@pytest.fixture(scope="module")
def client(page: Gate) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[Mount("/", page)])) as client:
        yield client


def routes_of(page: Gate) -> Iterator[tuple[str, str]]:
    """Every method and path that the app behind the gate answers, parameters filled in."""
    assert isinstance(page.app, StartedOnFirstRequest)
    [mount] = page.app.app.routes
    assert isinstance(mount, Mount)
    for route in iter_route_contexts(mount.routes):
        path = re.sub(r"{size[^}]*}", "7", route.path or "")
        path = re.sub(r"{\w+[^}]*}", "x", path)
        yield from ((method, path) for method in route.methods or ())


def test_every_route_of_gradio_that_the_page_does_not_need_is_not_found(page: Gate, client: TestClient) -> None:
    routes = set(routes_of(page))
    assert ("POST", "/gradio_api/upload") in routes  # the walk reaches what matters

    for method, path in routes:
        answer = client.request(method, path)
        if path not in NEEDED:
            assert answer.status_code == 404, f"{method} {path}"
            assert answer.text in ("Not found", ""), f"{method} {path}"


def test_the_gate_knows_no_route_but_those_that_the_page_needs(page: Gate) -> None:
    assert {path for method, path in routes_of(page) if is_needed(method, path)} == NEEDED


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=https://evil.example/a.png",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=https://evil.example/",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/mcp/sse",
        "/gradio_api/startup-events",
        "/config",
        "/monitoring",
        "/monitoring/summary",
        "/login",
        "/static/../config",
        "/assets/%2e%2e/config",
        "/docs",
        "/openapi.json",
    ],
)
def test_what_serves_files_proxies_or_describes_gradio_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_can_be_uploaded(client: TestClient) -> None:
    assert client.post("/gradio_api/upload", files={"files": ("a.txt", b"a")}).status_code == 404


def test_a_websocket_is_closed() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def never(scope: Scope, receive: object, send: object) -> None:
        raise AssertionError("reached")

    asyncio.run(Gate(never, str)({"type": "websocket", "path": "/"}, receive, send))

    assert sent == [{"type": "websocket.close", "code": 1000}]


def test_below_a_prefix_the_gate_reads_the_rest_of_the_path() -> None:
    client = TestClient(Starlette(routes=[Mount("/below", Gate(PlainTextResponse("the page"), str))]))

    assert client.get("/below/theme.css").status_code == 200
    assert client.get("/below/config").status_code == 404


def test_every_answer_of_the_page_forbids_other_hosts_and_frames(client: TestClient) -> None:
    for path in ("/", "/theme.css", "/favicon.ico"):
        assert client.get(path).headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_no_other_site_may_read_the_page(client: TestClient) -> None:
    answer = client.get("/", headers={"Origin": "https://evil.example", "Host": "trek.example"})

    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
    assert "access-control-allow-credentials" not in answer.headers
