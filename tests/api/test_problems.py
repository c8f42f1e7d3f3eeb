import logging

import pytest
from fastapi.testclient import TestClient

from tests.api.test_chat import body
from tests.scripted import ScriptedTrekbot
from trekbot.api.app import create_app


async def page(scope: object, receive: object, send: object) -> None:
    raise AssertionError("the page was asked")


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nothing", "/v1/roadmaps/", "/v1/chat/x", "/v1/%00", "/v1/a%0Ab"])
def test_an_unknown_address_of_the_api_is_a_404_problem_and_not_the_page(trekbot: ScriptedTrekbot, path: str) -> None:
    response = TestClient(create_app(trekbot, page)).get(path)

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/chat", "POST"),
        ("DELETE", "/v1/chat", "POST"),
        ("OPTIONS", "/v1/chat", "POST"),
        ("POST", "/v1/roadmaps", "GET"),
        ("PUT", "/v1/roadmaps/kitchen-garden", "GET"),
        ("PATCH", "/v1/search", "GET"),
        ("POST", "/v1/path", "GET"),
        ("GET", "/v1/feedback", "POST"),
    ],
)
def test_a_wrong_method_is_a_405_problem_that_says_what_is_allowed(
    trekbot: ScriptedTrekbot, method: str, path: str, allowed: str
) -> None:
    response = TestClient(create_app(trekbot, page)).request(method, path)

    assert response.status_code == 405
    assert response.headers["allow"] == allowed
    assert response.headers["content-type"] == "application/problem+json"


def test_a_wrong_method_is_told_every_right_one(client: TestClient) -> None:
    assert client.post("/docs").json()["detail"] == "POST is not possible here, but GET or HEAD is."


def test_an_unforeseen_error_is_a_500_problem_whose_id_is_in_the_log(
    client: TestClient, trekbot: ScriptedTrekbot, caplog: pytest.LogCaptureFixture
) -> None:
    trekbot.assistant.script = [ValueError("the question was: /secret/folder")]

    with caplog.at_level(logging.INFO):
        response = client.post("/v1/chat", json=body())

    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["id"] in caplog.text
    assert "secret" not in response.text + caplog.text
    assert "scripted.py:" in caplog.text


def test_the_log_has_one_line_a_request_and_no_question(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        client.post("/v1/chat", json=body("my private question"))
        client.get("/v1/search", params={"q": "my private question"})
        client.get("/v1/a%0Ab")

    messages = [record.getMessage() for record in caplog.records if record.name == "trekbot.api.metrics"]
    assert [message.split(" ms=")[0] for message in messages] == [
        "request POST /v1/chat status=200",
        "request GET /v1/search status=200",
        "request GET /v1/a%0Ab status=404",
    ]
    assert not [
        record for record in caplog.records if record.name.startswith("trekbot") and "private" in record.getMessage()
    ]


@pytest.mark.parametrize(
    "path", ["/v1/roadmaps", "/v1/x", "/trek/kitchen-garden", "/docs", "/healthz", "/", "/static/trek.css"]
)
def test_every_response_forbids_sniffing_framing_and_foreign_hosts(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
