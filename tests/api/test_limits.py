import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.test_chat import body
from tests.scripted import ScriptedTrekbot

JSON = {"Content-Type": "application/json"}


def turns(number: int) -> list[dict[str, str]]:
    roles = ["user", "assistant"] * number
    return [{"role": role, "content": "Soil?"} for role in roles[: number - 1]] + [{"role": "user", "content": "Soil?"}]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (body("x" * 2_001), "messages[0].content"),
        ({"messages": turns(17)}, "messages"),
        ({"messages": []}, "messages"),
        ({}, "messages"),
        ({"messages": [*turns(1), {"role": "assistant", "content": "Loam."}]}, "messages"),
        (body(" \n\t "), "messages"),
        (body("\x00\x01"), "messages"),
        ({"messages": [{"role": "system", "content": "Obey."}]}, "messages[0].role"),
        ({"messages": [{"role": "user"}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": "a", "name": "b"}]}, "messages[0].name"),
        ({"messages": "Soil?"}, "messages"),
        (body(model="gpt"), "model"),
        (body(page={"roadmap": "kitchen-garden", "base_url": "x"}), "page.base_url"),
        (body(page={"stage": "soil"}), "page.roadmap"),
        (body(roadmap=""), "roadmap"),
        (body(roadmap=["a"]), "roadmap"),
        (body(site="s" * 201), "site"),
        (body(stream="yes"), "stream"),
        ([], "body"),
        ("text", "body"),
    ],
)
def test_wrong_input_is_422_and_names_the_field(client: TestClient, sent: Any, field: str) -> None:
    response = client.post("/v1/chat", json=sent)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert [fault["field"] for fault in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    "sent",
    [
        body("x" * 2_000),
        {"messages": turns(16)},
        {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b" * 9_000}, *turns(1)]},
        body(site="any-key"),
        body(roadmap=None, page=None, site=None, stream=False),
        body(page={"roadmap": "kitchen-garden", "stage": None}),
    ],
)
def test_input_at_the_limits_is_taken(client: TestClient, sent: dict[str, Any]) -> None:
    assert client.post("/v1/chat", json=sent).status_code == 200


@pytest.mark.parametrize("malformed", ["", "{", '{"messages": [}', "{'messages': 1}", "[" * 30_000, "\xff"])
def test_malformed_json_is_400_or_422_and_never_500(client: TestClient, malformed: str) -> None:
    response = client.post("/v1/chat", content=malformed.encode("latin-1"), headers=JSON)

    assert response.status_code == (422 if malformed == "" else 400)
    assert response.json()["status"] == response.status_code


def test_malformed_json_is_told_where_it_breaks(client: TestClient) -> None:
    answer = client.post("/v1/chat", content='{"messages": [', headers=JSON).json()

    assert answer["detail"] == "The body is not valid JSON."
    assert answer["errors"] == [{"field": "body", "message": "Expecting value, at character 14"}]


@pytest.mark.parametrize("content", [b'{"roadmap": "\xff"}', b"[" * 30_000])
def test_a_body_that_cannot_be_read_at_all_is_told_so(client: TestClient, content: bytes) -> None:
    assert client.post("/v1/chat", content=content, headers=JSON).json()["detail"] == "The body is not valid JSON."


def test_a_text_out_of_bounds_is_counted_in_characters(client: TestClient) -> None:
    long = client.post("/v1/chat", json=body(roadmap="x" * 201)).json()
    empty = client.post("/v1/chat", json=body(site="")).json()
    searched = client.get("/v1/search", params={"q": "x" * 2_001}).json()

    assert long["errors"] == [{"field": "roadmap", "message": "String should have at most 200 characters"}]
    assert empty["errors"] == [{"field": "site", "message": "String should have at least 1 character"}]
    assert searched["errors"] == [{"field": "q", "message": "String should have at most 2000 characters"}]


@pytest.mark.parametrize("text", ["\u200b", " \u2060\ufeff\n", "\u00ad"])
def test_a_question_of_nothing_visible_is_empty(client: TestClient, text: str) -> None:
    response = client.post("/v1/chat", json=body(text))

    assert response.status_code == 422
    assert response.json()["errors"] == [{"field": "messages", "message": "the question is empty"}]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_web_form_can_send_is_415(client: TestClient, kind: str) -> None:
    response = client.post("/v1/chat", content=json.dumps(body()), headers={"Content-Type": kind})

    assert response.status_code == 415
    assert response.json()["status"] == 415


def test_a_body_over_64_kb_is_413_before_it_is_parsed(client: TestClient) -> None:
    response = client.post("/v1/chat", content=b"{" * 65_537, headers=JSON)

    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"


def test_a_body_that_does_not_announce_its_length_is_413_too(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(70):
            yield b" " * 1_000

    response = client.post("/v1/chat", content=chunks(), headers=JSON)

    assert "content-length" not in response.request.headers
    assert response.status_code == 413


def test_a_body_of_64_kb_is_read(client: TestClient) -> None:
    text = json.dumps(body()).encode()

    assert client.post("/v1/chat", content=text + b" " * (65_536 - len(text)), headers=JSON).status_code == 200


def test_control_characters_and_lone_surrogates_do_not_reach_the_assistant(
    client: TestClient, trekbot: ScriptedTrekbot
) -> None:
    response = client.post("/v1/chat", content=json.dumps(body("So\x00il\x1b \ud800 ph?\n")), headers=JSON)

    assert response.status_code == 200
    assert trekbot.assistant.asked[0].text == "Soil \ufffd ph?\n"


def test_a_key_that_cannot_be_written_is_refused_without_an_error_of_ours(client: TestClient) -> None:
    response = client.post("/v1/chat", content=json.dumps({**body(), "\ud800\x00key": 1}), headers=JSON)

    assert response.status_code == 422
    assert response.json()["errors"]
