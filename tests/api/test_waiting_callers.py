"""Callers who leave, and a server that stops, while an answer is being made: on real sockets."""

import json
import logging
import socket
import time
from collections.abc import Iterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.api.test_chat import body, events_of
from tests.loopback import Served, served
from tests.scripted import PATIENCE_S, REPLY, UNTIL_GONE, ScriptedTrekbot
from trekbot.api.app import create_app

AT_ONCE_S = 1.0

both_forms = pytest.mark.parametrize("stream", [False, True], ids=["object", "stream"])


@pytest.fixture
def one_thread(trekbot: ScriptedTrekbot) -> Iterator[Served]:
    """A server that has one thread for answers, so that whoever keeps it keeps everybody waiting."""
    with served(create_app(trekbot), threads=1) as server:
        yield server


def asked_on(connection: socket.socket, stream: bool) -> None:
    """Ask what takes until nobody waits any more, and do not read the answer."""
    content = json.dumps(body(UNTIL_GONE, stream=stream)).encode()
    head = f"POST /v1/chat HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    connection.sendall(head.encode() + content)


@both_forms
def test_a_caller_who_leaves_stops_the_work_within_a_second(
    one_thread: Served, trekbot: ScriptedTrekbot, stream: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with one_thread.connect() as connection:
        asked_on(connection, stream)
        assert trekbot.assistant.working.wait(PATIENCE_S)
        assert trekbot.assistant.told_at is None
        left_at = time.monotonic()

    assert trekbot.assistant.closed.wait(PATIENCE_S)
    assert trekbot.assistant.told_at is not None
    assert trekbot.assistant.told_at - left_at < AT_ONCE_S
    assert one_thread.next_request().startswith("request POST /v1/chat status=499 ")
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


@both_forms
def test_the_thread_of_a_caller_who_left_is_free_for_the_next(
    one_thread: Served, trekbot: ScriptedTrekbot, stream: bool
) -> None:
    with one_thread.connect() as connection:
        asked_on(connection, stream)
        assert trekbot.assistant.working.wait(PATIENCE_S)

    answer = httpx.post(f"{one_thread.address}/v1/chat", json=body(), timeout=PATIENCE_S)

    assert answer.json() == REPLY.to_dict()


@both_forms
def test_a_request_whose_caller_left_is_counted_as_499_and_not_as_an_answer(
    one_thread: Served, trekbot: ScriptedTrekbot, stream: bool
) -> None:
    with one_thread.connect() as connection:
        asked_on(connection, stream)
        assert trekbot.assistant.working.wait(PATIENCE_S)
    one_thread.next_request()

    metrics = httpx.get(f"{one_thread.address}/metrics").text

    samples = [sample for family in text_string_to_metric_families(metrics) for sample in family.samples]
    assert [one.labels["status"] for one in samples if one.name == "trekbot_requests_total"] == ["499"]
    assert [one for one in samples if one.name == "trekbot_answers_total"] == []


@both_forms
def test_a_caller_who_waits_gets_the_whole_answer(one_thread: Served, trekbot: ScriptedTrekbot, stream: bool) -> None:
    with httpx.Client() as client:
        answers = [client.post(f"{one_thread.address}/v1/chat", json=body(stream=stream)) for _ in range(2)]

    for answer in answers:
        assert REPLY.to_dict() == (events_of(answer.text)[-1][1] if stream else answer.json())
        assert one_thread.next_request().startswith("request POST /v1/chat status=200 ")


def test_a_server_that_stops_ends_the_answers_in_progress_and_says_so(
    trekbot: ScriptedTrekbot, caplog: pytest.LogCaptureFixture
) -> None:
    with served(create_app(trekbot)) as server, server.connect() as connection:
        asked_on(connection, stream=False)
        assert trekbot.assistant.working.wait(PATIENCE_S)
        server.server.should_exit = True
        trekbot.callers.send_away()

        answer = connection.makefile("rb").read().decode()
        server.thread.join(PATIENCE_S)

    assert answer.startswith("HTTP/1.1 503 ")
    assert "retry-after: 5" in answer
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


def test_a_stream_that_a_stopping_server_ends_ends_with_an_error_and_no_done(trekbot: ScriptedTrekbot) -> None:
    with served(create_app(trekbot)) as server, httpx.Client() as client:
        question = body(UNTIL_GONE, stream=True)
        with client.stream("POST", f"{server.address}/v1/chat", json=question, timeout=PATIENCE_S) as response:
            assert trekbot.assistant.working.wait(PATIENCE_S)
            trekbot.callers.send_away()
            names = [name for name, _ in events_of(response.read().decode())]

    assert response.status_code == 200
    assert names == ["citation", "delta", "error"]


def test_who_asks_a_stopping_server_is_sent_away_at_once(one_thread: Served, trekbot: ScriptedTrekbot) -> None:
    trekbot.callers.send_away()

    answers = [
        httpx.post(f"{one_thread.address}/v1/chat", json=body(UNTIL_GONE, stream=stream)) for stream in (False, True)
    ]

    assert [answer.status_code for answer in answers] == [503, 503]
