"""A tab that is closed while an answer is being made: on real sockets, with Gradio's own queue."""

import time
from typing import cast

import httpx

from tests.loopback import served
from tests.scripted import PATIENCE_S, UNTIL_GONE, ScriptedTrekbot
from tests.ui.test_page import config_in
from trekbot.api.app import create_app
from trekbot.ui.page import build_page
from trekbot.wiring import Trekbot

AT_ONCE_S = 1.0


def test_a_tab_that_is_closed_stops_the_work_within_a_second(trekbot: ScriptedTrekbot) -> None:
    app = create_app(trekbot, build_page(cast(Trekbot, trekbot)))
    with served(app) as server, httpx.Client(base_url=server.address, timeout=PATIENCE_S) as client:
        ask = next(one["id"] for one in config_in(client.get("/").text)["dependencies"] if one["api_name"] == "ask")
        question = {"data": [UNTIL_GONE, "", [], []], "fn_index": ask, "session_hash": "tab"}
        client.post("/gradio_api/queue/join", json=question).raise_for_status()

        with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "tab"}):
            assert trekbot.assistant.working.wait(PATIENCE_S)
            assert trekbot.assistant.told_at is None
            left_at = time.monotonic()

        assert trekbot.assistant.closed.wait(PATIENCE_S)
    assert trekbot.assistant.told_at is not None
    assert trekbot.assistant.told_at - left_at < AT_ONCE_S
