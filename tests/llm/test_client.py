import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from tests.endpoint import KEY, MODEL, Endpoint, nobody_listens, scripted_endpoint
from trekbot.errors import LanguageModelUnavailable, UsageError
from trekbot.llm.client import LARGEST_ANSWER, ChatModel, Completion
from trekbot.llm.message import Message

QUESTION = (Message("system", "Be short."), Message("user", "What is loam?"))


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with scripted_endpoint() as endpoint:
        yield endpoint


def model(url: str, timeout_s: float = 10) -> ChatModel:
    return ChatModel(url, MODEL, SecretStr(KEY), timeout_s)


def test_the_model_is_asked_as_openais_api_has_it_and_its_tokens_are_read(endpoint: Endpoint) -> None:
    endpoint.text = " Loam is a soil. [1]\n"

    said = model(endpoint.url + "/").complete(QUESTION, temperature=0.5, max_tokens=40)

    assert said == Completion("Loam is a soil. [1]", 120, 17)
    assert endpoint.paths == ["/v1/chat/completions"]
    assert endpoint.authorizations == [f"Bearer {KEY}"]
    assert endpoint.asked == [
        {
            "model": MODEL,
            "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "What is loam?"}],
            "temperature": 0.5,
            "max_tokens": 40,
            "stream": False,
        }
    ]


def test_an_endpoint_without_a_key_is_sent_none(endpoint: Endpoint) -> None:
    endpoint.text = "Loam."

    ChatModel(endpoint.url, MODEL).complete(QUESTION)

    assert endpoint.authorizations == [None]


@pytest.mark.parametrize("usage", ["null", "{}", "3", '{"prompt_tokens": null, "completion_tokens": -1}'])
def test_an_answer_whose_tokens_are_not_counted_is_an_answer(endpoint: Endpoint, usage: str) -> None:
    endpoint.body = f'{{"choices": [{{"message": {{"content": "Loam."}}}}], "usage": {usage}}}'.encode()

    assert model(endpoint.url).complete(QUESTION) == Completion("Loam.", 0, 0)


@pytest.mark.parametrize("status", [301, 401, 429, 500, 503])
def test_any_status_but_200_is_named_and_a_redirect_is_not_followed(endpoint: Endpoint, status: int) -> None:
    endpoint.status, endpoint.headers = status, {"Location": f"{endpoint.url}/elsewhere"}

    with pytest.raises(LanguageModelUnavailable, match=f"answered with status {status}"):
        model(endpoint.url).complete(QUESTION)

    assert endpoint.paths == ["/v1/chat/completions"]  # one attempt


@pytest.mark.parametrize(
    "body",
    [
        b"<html>busy</html>",
        b'{"choices": [',
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b"[" * 100_000,
        b"\xff\xfe",
        b"",
    ],
)
def test_an_answer_that_is_no_completion_is_an_error(endpoint: Endpoint, body: bytes) -> None:
    endpoint.body = body

    with pytest.raises(LanguageModelUnavailable, match="something else than a chat completion"):
        model(endpoint.url).complete(QUESTION)


@pytest.mark.parametrize("content", ["", " \n", None])
def test_an_empty_answer_is_an_error(endpoint: Endpoint, content: str | None) -> None:
    endpoint.body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()

    with pytest.raises(LanguageModelUnavailable, match="empty text"):
        model(endpoint.url).complete(QUESTION)


def test_an_endless_answer_is_cut_off(endpoint: Endpoint) -> None:
    endpoint.text = "soil " * LARGEST_ANSWER

    with pytest.raises(LanguageModelUnavailable, match="without end"):
        model(endpoint.url).complete(QUESTION)


def test_an_answer_that_keeps_coming_slowly_is_ended_by_the_limit_on_the_whole(endpoint: Endpoint) -> None:
    endpoint.stall = True

    with pytest.raises(LanguageModelUnavailable, match=r"did not answer within 0\.2 s"):
        model(endpoint.url, timeout_s=0.2).complete(QUESTION)


def test_a_refused_connection_is_an_error_that_names_the_address() -> None:
    url = nobody_listens()

    with pytest.raises(LanguageModelUnavailable, match=f"{url}/chat/completions cannot be reached"):
        model(url).complete(QUESTION)


def test_proxies_of_the_environment_are_not_used(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, nobody_listens())
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    endpoint.text = "Loam."

    assert model(endpoint.url).complete(QUESTION).text == "Loam."


@pytest.mark.parametrize("fault", ["status", "body", "stall", "none", "refused"])
def test_the_key_is_in_no_log_line_and_in_no_error(
    endpoint: Endpoint, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint.text = "Loam."
    endpoint.stall = fault == "stall"
    if fault in ("status", "body"):
        endpoint.body = f'{{"error": "Incorrect key {KEY}"}}'.encode()
    endpoint.status = 401 if fault == "status" else 200
    asked = model(nobody_listens() if fault == "refused" else endpoint.url, timeout_s=0.3)

    try:
        asked.complete(QUESTION)
    except LanguageModelUnavailable as error:
        chain: BaseException | None = error
        while chain is not None:
            assert KEY not in str(chain)
            assert KEY not in repr(chain)
            chain = chain.__cause__ or chain.__context__

    assert caplog.records
    assert KEY not in caplog.text
    assert KEY not in repr(asked)


def test_a_key_that_no_header_can_carry_is_refused_without_showing_it() -> None:
    with pytest.raises(UsageError, match="key holds a character") as refused:
        ChatModel("http://127.0.0.1/v1", MODEL, SecretStr("geheim\nX-Other: 1"))

    assert "geheim" not in str(refused.value)


def test_white_space_around_a_key_is_not_part_of_it(endpoint: Endpoint) -> None:
    endpoint.text = "Loam."

    ChatModel(endpoint.url, MODEL, SecretStr(f" {KEY}\n")).complete(QUESTION)

    assert endpoint.authorizations == [f"Bearer {KEY}"]
