"""What a chat model gives where the endpoint does what it should, each in its own way."""

import logging
import threading
from typing import Any

import pytest
from pydantic import SecretStr

from tests.endpoint import nobody_listens
from tests.llm.conftest import Make
from tests.llm.scripted_endpoint import (
    KEY,
    MODEL,
    STALL,
    Answer,
    Request,
    chunk,
    closing_words,
    data,
    event,
    gives,
    gzipped,
    head,
    raw,
    refuses,
    says,
    says_at_once,
    scripted_endpoint,
    until,
    words,
)
from trekbot.errors import LanguageModelUnavailable, UsageError
from trekbot.llm.client import Completion, Endpoint
from trekbot.llm.message import Message

QUESTION = (Message("system", "Be short."), Message("user", "What is loam?"))
SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}}


def test_the_model_is_asked_as_openais_api_has_it(model: Make) -> None:
    with scripted_endpoint() as endpoint:
        list(model(endpoint.url + "/").stream(QUESTION, temperature=0.5, max_tokens=40))

    assert [(request.path, request.headers["authorization"]) for request in endpoint.requests] == [
        ("/v1/chat/completions", f"Bearer {KEY}")
    ]
    assert endpoint.bodies == [
        {
            "model": MODEL,
            "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "What is loam?"}],
            "temperature": 0.5,
            "max_tokens": 40,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
    ]


def test_a_schema_is_asked_for_as_openais_api_has_it(model: Make) -> None:
    with scripted_endpoint(says('{"text": "Loam."}')) as endpoint:
        list(model(endpoint.url).stream(QUESTION, schema=SCHEMA))

    assert endpoint.bodies[0]["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
    }


def test_pieces_are_given_as_they_come_and_not_once_all_are_there(model: Make) -> None:
    taken = threading.Event()
    with scripted_endpoint((head(), *words("Loam is"), until(taken), *words(" a soil."), *closing_words())) as endpoint:
        utterance = model(endpoint.url).stream(QUESTION)
        first = [next(utterance), next(utterance)]
        taken.set()

        assert (first, list(utterance)) == (["Loam", " is"], [" a", " soil."])


def test_tokens_are_those_that_the_endpoint_counted(model: Make) -> None:
    with scripted_endpoint(says("Loam is a soil.", usage=(120, 17))) as endpoint:
        utterance = model(endpoint.url).stream(QUESTION)
        list(utterance)

    assert (utterance.input_tokens, utterance.output_tokens, utterance.counted) == (120, 17, True)


@pytest.mark.parametrize("usage", [None, {}, 3, {"prompt_tokens": None, "completion_tokens": -1}])
def test_tokens_that_nobody_counts_are_estimated_from_the_characters(model: Make, usage: object) -> None:
    with scripted_endpoint(
        (head(), *words("Loam is a soil."), data({"choices": [], "usage": usage}), *closing_words(None))
    ) as endpoint:
        utterance = model(endpoint.url).stream(QUESTION)
        list(utterance)

    assert (utterance.input_tokens, utterance.output_tokens, utterance.counted) == (6, 4, False)


def test_an_answer_that_was_cut_for_its_length_says_so(model: Make) -> None:
    with scripted_endpoint(says("Loam is", finish="length"), says("Loam.")) as endpoint:
        asked = model(endpoint.url)
        cut, whole = asked.stream(QUESTION), asked.stream(QUESTION)

        assert ["".join(cut), "".join(whole)] in (["Loam is", "Loam."], ["Loam.", "Loam is"])
    assert {cut.cut, whole.cut} == {True, False}


def test_what_a_model_thinks_before_it_speaks_is_passed_over(model: Make) -> None:
    answer = (
        head(),
        data({"choices": [{"delta": {"role": "assistant", "content": None, "reasoning_content": "Well,"}}]}),
        data({"choices": [{"delta": {"reasoning": "hm.", "content": ""}}]}),
        *words("Loam."),
        *closing_words(),
    )
    with scripted_endpoint(answer) as endpoint:
        assert list(model(endpoint.url).stream(QUESTION)) == ["Loam."]


@pytest.mark.parametrize(
    "answer",
    [
        says_at_once("Loam is a soil."),
        gives(b' \n{"choices": [{"message": {"content": "Loam is a soil."}}]}'),
        gzipped("Loam is", " a soil."),
        says("Loam is a soil.", done=False),
        says("Loam is a soil.", finish=None),
        says("Loam is a soil.", usage=None, done=False),
        (head(), *words("Loam is a soil."), event(finish="stop"), STALL),
        (head(), *words("Loam is a soil."), event(finish="stop"), raw(b"garbage")),
        (
            head(),
            chunk(b": keep-alive\n\n"),
            *words("Loam is"),
            chunk(b":\n\n: hm\r\n"),
            *words(" a soil."),
            *closing_words(),
        ),
        (head(), data({"choices": [], "prompt_filter_results": []}), *words("Loam is a soil."), *closing_words()),
    ],
    ids=[
        "one-json",
        "json-bare",
        "gzip",
        "no-DONE",
        "no-finish",
        "no-end",
        "stays-open",
        "cut-behind",
        "comments",
        "empty-choices",
    ],
)
def test_an_endpoint_that_answers_in_its_own_way_is_understood(model: Make, answer: Answer) -> None:
    with scripted_endpoint(answer) as endpoint:
        assert "".join(model(endpoint.url, attempts=1, whole_s=5).stream(QUESTION)) == "Loam is a soil."


def test_characters_that_are_cut_in_two_and_lines_of_other_systems_are_read(model: Make) -> None:
    sent = 'data: {"choices": [{"delta": {"content": "Löß – 黄土 🌱"}}]}\r\n\r\ndata: [DONE]\r\n\r\n'.encode()
    with scripted_endpoint((head(), *(chunk(bytes([byte])) for byte in sent), *closing_words(None, None))) as endpoint:
        assert list(model(endpoint.url).stream(QUESTION)) == ["Löß – 黄土 🌱"]


def picky(*unknown: str, status: int = 400, says_which: bool = True) -> Any:
    """Answers only requests without these fields, and names the first in its refusals."""

    def answer(request: Request) -> Answer:
        for name in unknown:
            if name in request.body:
                return refuses(
                    status, {"error": {"message": f"Unsupported parameter: '{name}'" if says_which else "No."}}
                )
        return says("Loam.")

    return answer


@pytest.mark.parametrize("name", ["stream_options", "response_format", "temperature", "max_tokens"])
@pytest.mark.parametrize("status", [400, 422])
def test_a_field_that_an_endpoint_does_not_take_is_left_out_from_then_on(model: Make, name: str, status: int) -> None:
    with scripted_endpoint(picky(name, status=status)) as endpoint:
        asked = model(endpoint.url, attempts=1)
        for _ in range(2):
            assert list(asked.stream(QUESTION, schema=SCHEMA, max_tokens=40)) == ["Loam."]

    assert [name in body for body in endpoint.bodies] == [True, False, False]
    if name == "max_tokens":
        assert [body.get("max_completion_tokens") for body in endpoint.bodies] == [None, 40, 40]


def test_an_endpoint_may_take_none_of_them(model: Make) -> None:
    with scripted_endpoint(picky("temperature", "response_format", "max_tokens", "stream_options")) as endpoint:
        asked = model(endpoint.url, attempts=1)
        for _ in range(2):
            assert list(asked.stream(QUESTION, schema=SCHEMA)) == ["Loam."]

    assert len(endpoint.bodies) == 6
    assert set(endpoint.bodies[-1]) == {"model", "messages", "stream", "max_completion_tokens"}


def test_a_schema_that_is_refused_for_no_reason_is_left_out(model: Make) -> None:
    with scripted_endpoint(picky("response_format", says_which=False)) as endpoint:
        assert list(model(endpoint.url).stream(QUESTION, schema=SCHEMA)) == ["Loam."]


def test_a_schema_is_asked_for_again_where_it_was_not_to_blame(model: Make) -> None:
    with scripted_endpoint(refuses(400), refuses(400), says("Loam.")) as endpoint:
        asked = model(endpoint.url)
        with pytest.raises(LanguageModelUnavailable):
            list(asked.stream(QUESTION, schema=SCHEMA))
        list(asked.stream(QUESTION, schema=SCHEMA))

    assert ["response_format" in body for body in endpoint.bodies] == [True, False, True]


def test_a_whole_answer_can_be_asked_for(model: Make) -> None:
    with scripted_endpoint(says(" Loam is a soil. [1]\n")) as endpoint:
        assert model(endpoint.url).complete(QUESTION) == Completion("Loam is a soil. [1]", 120, 17)


def test_where_to_ask_may_be_told_before_each_request(model: Make) -> None:
    with scripted_endpoint(says("One.")) as one, scripted_endpoint(says("Two.")) as other:
        places = iter([Endpoint(one.url), Endpoint(other.url)])
        asked = model(lambda: next(places))

        assert [asked.complete(QUESTION).text for _ in range(2)] == ["One.", "Two."]


def test_an_endpoint_without_a_key_is_sent_none(model: Make) -> None:
    with scripted_endpoint() as endpoint:
        list(model(endpoint.url, key=None).stream(QUESTION))

    assert "authorization" not in endpoint.requests[0].headers


def test_white_space_around_a_key_is_not_part_of_it(model: Make) -> None:
    with scripted_endpoint() as endpoint:
        list(model(endpoint.url, key=f" {KEY}\n").stream(QUESTION))

    assert endpoint.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_key_that_no_header_can_carry_is_refused_without_showing_it() -> None:
    with pytest.raises(UsageError, match="key holds a character") as refused:
        Endpoint("http://127.0.0.1/v1", SecretStr("geheim\nX-Other: 1"))

    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/v1", "http://127.0.0.1:port/v1", "http://[::1/v1"])
def test_an_address_that_cannot_be_read_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"address .* cannot be read"):
        Endpoint(url)


def test_proxies_of_the_environment_are_not_used(model: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, nobody_listens())
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with scripted_endpoint(says("Loam.")) as endpoint:
        assert list(model(endpoint.url).stream(QUESTION)) == ["Loam."]


@pytest.mark.parametrize("fault", ["status", "body", "event", "slow", "none", "refused"])
def test_the_key_is_in_no_log_line_and_in_no_error(model: Make, fault: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    repeated = {"error": {"message": f"Incorrect key {KEY}", "code": KEY}}
    answers = {
        "status": refuses(401, repeated),
        "body": gives(f'{{"error": "{KEY}"}}'.encode()),
        "event": (head(), *words("Loam"), data(repeated), STALL),
        "slow": (STALL,),
    }
    with scripted_endpoint(answers.get(fault, says("Loam."))) as endpoint:
        asked = model(nobody_listens() if fault == "refused" else endpoint.url, first_s=0.3, whole_s=0.3)
        try:
            list(asked.stream(QUESTION))
        except LanguageModelUnavailable as error:
            chain: BaseException | None = error
            while chain is not None:
                assert KEY not in str(chain)
                assert KEY not in repr(chain)
                chain = chain.__cause__ or chain.__context__

    assert caplog.records
    assert KEY not in caplog.text
    assert KEY not in repr(asked) + repr(Endpoint(endpoint.url, SecretStr(KEY)))
