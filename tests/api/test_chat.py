import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.scripted import CITATION, EVENTS, REPLY, ScriptedTrekbot
from trekbot.assistant import Page, Turn
from trekbot.errors import IndexUnavailable, UnknownPlace


def body(text: str = "What is soil acidity?", **fields: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}], **fields}


def events_of(text: str) -> list[tuple[str, Any]]:
    blocks = text.strip("\n").split("\n\n")
    lines = [block.split("\n", 1) for block in blocks]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]


def test_an_answer_is_the_contracts_object(client: TestClient) -> None:
    response = client.post("/v1/chat", json=body())

    assert response.status_code == 200
    assert response.json() == REPLY.to_dict()


def test_the_question_reaches_the_assistant_with_its_conversation_roadmap_and_page(
    client: TestClient, trekbot: ScriptedTrekbot
) -> None:
    messages = [
        {"role": "user", "content": "What is loam?"},
        {"role": "assistant", "content": "Loam is a soil. [1]"},
        {"role": "user", "content": "And compost?"},
    ]
    page = {"roadmap": "kitchen-garden", "stage": "soil"}

    client.post("/v1/chat", json={"messages": messages, "roadmap": "kitchen-garden", "page": page, "site": None})

    [question] = trekbot.assistant.asked
    assert question.text == "And compost?"
    assert question.history == (Turn("user", "What is loam?"), Turn("assistant", "Loam is a soil. [1]"))
    assert question.roadmap == "kitchen-garden"
    assert question.page == Page("kitchen-garden", "soil")


def test_a_stream_is_the_answer_in_deltas_its_citations_and_the_whole_object(client: TestClient) -> None:
    response = client.post("/v1/chat", json=body(stream=True))

    events = events_of(response.text)
    assert "".join(data["text"] for name, data in events if name == "delta") == REPLY.answer
    assert [data for name, data in events if name == "citation"] == [CITATION.to_dict()]
    assert events[-1] == ("done", REPLY.to_dict())


def test_a_stream_is_kept_from_being_cached_and_held_back(client: TestClient) -> None:
    headers = client.post("/v1/chat", json=body(stream=True)).headers

    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert headers["x-accel-buffering"] == "no"


@pytest.mark.parametrize(
    ("accept", "streamed"),
    [
        ("text/event-stream", True),
        ("Text/Event-Stream;q=0.9, */*;q=0.1", True),
        ("application/json", False),
        ("*/*", False),
        ("text/event-stream;q=0, */*", False),
        ("application/json, text/event-stream", False),
    ],
)
def test_a_stream_can_be_asked_for_by_the_accept_header(client: TestClient, accept: str, streamed: bool) -> None:
    response = client.post("/v1/chat", json=body(), headers={"Accept": accept})

    assert response.headers["content-type"].startswith("text/event-stream") == streamed


def test_a_text_with_line_breaks_of_every_kind_stays_one_event(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    said = EVENTS[1]
    trekbot.assistant.script[1] = type(said)("a\nb\r\nc\u2028d\x85e", ())  # type: ignore[call-arg]

    events = events_of(client.post("/v1/chat", json=body(stream=True)).text)

    assert events[0] == ("delta", {"text": "a\nb\r\nc\u2028d\x85e"})


@pytest.mark.parametrize("stream", [False, True])
def test_an_unknown_roadmap_is_a_404_problem_in_both_forms(
    client: TestClient, trekbot: ScriptedTrekbot, stream: bool
) -> None:
    trekbot.assistant.script = [UnknownPlace("There is no roadmap 'x'.", "See /v1/roadmaps.")]

    response = client.post("/v1/chat", json=body(roadmap="x", stream=stream))

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == "There is no roadmap 'x'. See /v1/roadmaps."


def test_without_an_index_the_answer_is_503_with_retry_after_and_no_path(
    client: TestClient, trekbot: ScriptedTrekbot
) -> None:
    trekbot.assistant.script = [IndexUnavailable("/secret/folder holds no index yet.", "Run `trekbot sync`.")]

    response = client.post("/v1/chat", json=body())

    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert "/secret" not in response.text


def test_an_error_after_the_first_event_ends_the_stream_with_a_problem_and_no_done(
    client: TestClient, trekbot: ScriptedTrekbot
) -> None:
    trekbot.assistant.script = [EVENTS[0], ValueError("/secret/folder")]

    response = client.post("/v1/chat", json=body(stream=True))

    [(name, data)] = events_of(response.text)
    assert name == "error"
    assert data["status"] == 500
    assert data["id"]
    assert "/secret" not in response.text


def test_the_generator_is_closed_when_the_stream_is_over(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    client.post("/v1/chat", json=body(stream=True))

    assert trekbot.assistant.closed.is_set()
