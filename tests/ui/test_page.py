"""The page as a browser gets it, and its events as a browser sends them."""

import json
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, cast

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from tests.scripted import REPLY, ScriptedTrekbot
from trekbot.ui.page import build_page
from trekbot.wiring import Trekbot


def browse(trekbot: ScriptedTrekbot) -> TestClient:
    return TestClient(Starlette(routes=[Mount("/", build_page(cast(Trekbot, trekbot)))]))


@pytest.fixture(scope="module")
def opened(shared: ScriptedTrekbot) -> Iterator[TestClient]:
    with browse(shared) as client:
        yield client


@pytest.fixture
def client(opened: TestClient, trekbot: ScriptedTrekbot) -> TestClient:
    return opened


def config_of(client: TestClient) -> dict[str, Any]:
    return config_in(client.get("/").text)


def config_in(page: str) -> dict[str, Any]:
    found = re.search(r"window\.gradio_config = (\{.*?\});</script>", page)
    assert found
    config: dict[str, Any] = json.loads(found[1])
    return config


def component(config: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one["props"] for one in config["components"] if one["props"].get("elem_id") == name)


def run(client: TestClient, name: str, *data: object, event: object = None) -> str:
    """Send an event as the page does, and give all that comes back of it."""
    config = config_of(client)
    function = next(one["id"] for one in config["dependencies"] if one["api_name"] == name)
    body = {"data": data, "event_data": event, "fn_index": function, "session_hash": "s"}
    assert client.post("/gradio_api/queue/join", json=body).status_code == 200
    return client.get("/gradio_api/queue/data", params={"session_hash": "s"}).text


class Addresses(HTMLParser):
    """Collects what a document loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe"):
            self.loaded += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_page_has_a_title_and_a_language(client: TestClient) -> None:
    assert config_of(client)["title"] == "Trekbot"
    assert '<html\n\tlang="en"' in client.get("/").text


def test_the_page_loads_nothing_from_another_host(client: TestClient) -> None:
    loaded = Addresses(client.get("/").text).loaded

    assert loaded
    assert all(re.match(r"\./|/[^/]", address) for address in loaded)
    for style in (client.get("/theme.css").text, config_of(client)["css"]):
        assert not re.search(r"@import|url\(\W*(https?:)?//", style)


def test_the_page_shows_the_stages_and_offers_examples_of_the_corpus(client: TestClient) -> None:
    config = config_of(client)

    assert "The Kitchen Garden trek" in component(config, "tb-panel")["value"]
    assert component(config, "tb-chat")["examples"][0]["text"] == "Where do I start with the Kitchen Garden trek?"


def test_the_chooser_lists_the_roadmaps_where_there_are_several(client: TestClient) -> None:
    chooser = component(config_of(client), "tb-chooser")

    assert chooser["visible"] is True
    assert [tuple(choice) for choice in chooser["choices"]] == [
        ("All roadmaps", ""),
        ("The Kitchen Garden trek", "kitchen-garden"),
        ("The Seed Saving trek", "seed-saving"),
    ]


def test_the_chat_takes_no_html_of_others_and_offers_no_files(client: TestClient) -> None:
    chat = component(config_of(client), "tb-chat")

    assert (chat["sanitize_html"], chat["allow_tags"]) == (True, False)
    assert chat["latex_delimiters"] == []


def test_gradio_offers_no_api_no_telemetry_no_footer_and_no_history(client: TestClient) -> None:
    config = config_of(client)

    assert {one["api_visibility"] for one in config["dependencies"]} == {"private"}
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    assert config["run_history"] is False
    assert config["show_error"] is False
    assert not config.get("connect_heartbeat")


def test_a_question_is_answered_sentence_by_sentence(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    answer = run(client, "ask", "What is soil acidity?", "kitchen-garden", [], [])

    assert answer.count('"msg":"process_generating"') >= 3
    assert "Soil acidity is measured as a pH value" in answer
    assert REPLY.suggestions[0] in answer
    assert trekbot.assistant.asked[0].text == "What is soil acidity?"
    assert trekbot.assistant.asked[0].roadmap == "kitchen-garden"


def test_a_click_on_a_stage_asks_about_it(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    click = {"question": "What is stage 1, Soil, about?", "roadmap": "kitchen-garden"}

    run(client, "ask", "", "", [], [], event=click)

    assert trekbot.assistant.asked[0].text == click["question"]
    assert trekbot.assistant.asked[0].roadmap == "kitchen-garden"


def test_an_unexpected_error_shows_nothing_of_its_inside(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    trekbot.assistant.script = [RuntimeError("a secret at /secret/path")]

    answer = run(client, "ask", "What is soil acidity?", "", [], [])

    assert "secret" not in answer
    assert "Traceback" not in answer


def test_the_chooser_narrows_stages_and_examples(client: TestClient) -> None:
    view = run(client, "look", "seed-saving")

    assert "The Seed Saving trek" in view
    assert 'data-roadmap=\\"kitchen-garden\\"' not in view


def test_without_an_index_the_page_waits_for_one_and_says_so(empty_trekbot: ScriptedTrekbot) -> None:
    with browse(empty_trekbot) as client:
        config = config_of(client)
        timer = next(one["props"] for one in config["components"] if one["type"] == "timer")

        assert "The roadmaps are being read." in component(config, "tb-panel")["value"]
        assert timer["active"] is True


def test_a_page_that_waited_shows_the_stages_once_there_is_an_index(
    empty_trekbot: ScriptedTrekbot, trekbot: ScriptedTrekbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with browse(empty_trekbot) as client:
        monkeypatch.setattr(empty_trekbot, "holder", trekbot.holder)

        assert "The Kitchen Garden trek" in run(client, "look", "")


def test_the_page_can_be_built_in_another_thread_while_the_server_runs(trekbot: ScriptedTrekbot) -> None:
    built: list[Any] = []
    thread = threading.Thread(target=lambda: built.append(build_page(cast(Trekbot, trekbot))))
    thread.start()
    thread.join()

    with TestClient(Starlette(routes=[Mount("/", built[0])])) as client:
        assert "Soil acidity" in run(client, "ask", "What is soil acidity?", "", [], [])
