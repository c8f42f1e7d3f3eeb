"""What goes wrong at an endpoint, each fault by itself: the reason that is told, how often it is tried, and that it ends."""

import logging
import socket
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.endpoint import nobody_listens
from tests.llm.conftest import Make
from tests.llm.scripted_endpoint import (
    CUT,
    END,
    STALL,
    Answer,
    chunk,
    closing_words,
    data,
    endlessly,
    event,
    gives,
    head,
    refuses,
    says,
    says_at_once,
    scripted_endpoint,
    words,
)
from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.breaker import Breaker
from trekbot.llm.client import Endpoint, Utterance
from trekbot.llm.event_lines import LONGEST_LINE
from trekbot.llm.message import Message
from trekbot.llm.pieces import LARGEST_ANSWER

QUESTION = (Message("user", "What is loam?"),)


def heard(utterance: Utterance) -> tuple[str, LanguageModelUnavailable]:
    """Give the text that came before the fault, and the fault, which is told once."""
    pieces: list[str] = []
    try:
        while True:
            pieces.append(next(utterance))
    except LanguageModelUnavailable as fault:
        assert list(utterance) == []
        return "".join(pieces), fault


@pytest.mark.parametrize(
    "answer", [(STALL,), (head(), STALL), (head(), chunk(b": wait\n\n"), STALL)], ids=["headers", "event", "comments"]
)
def test_a_first_word_that_does_not_come_is_not_waited_for_any_longer(model: Make, answer: Answer) -> None:
    with scripted_endpoint(answer) as endpoint:
        text, fault = heard(model(endpoint.url, first_s=0.1).stream(QUESTION))

        assert endpoint.requests[0].left.wait(5)
    assert (text, fault.reason) == ("", "timeout")
    assert "did not answer within 0.1 s" in str(fault)
    assert len(endpoint.requests) == 1


def test_thinking_without_a_word_is_no_answer(model: Make) -> None:
    thought = b'data: {"choices": [{"delta": {"reasoning_content": "Hm. "}}]}\n\n'
    with scripted_endpoint((head(), *[chunk(thought)] * 9, STALL)) as endpoint:
        text, fault = heard(model(endpoint.url, first_s=0.1).stream(QUESTION))

    assert (text, fault.reason) == ("", "timeout")


def test_an_answer_that_stalls_in_the_midst_is_ended_by_the_limit_on_the_whole(model: Make) -> None:
    with scripted_endpoint((head(), *words("Loam is"), STALL)) as endpoint:
        text, fault = heard(model(endpoint.url, whole_s=0.2).stream(QUESTION))

        assert endpoint.requests[0].left.wait(5)
    assert (text, fault.reason) == ("Loam is", "timeout")
    assert "did not end its answer within 0.2 s" in str(fault)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("ending", [(CUT,), (END,), ()], ids=["reset", "ended", "closed"])
def test_an_answer_that_is_cut_off_is_not_asked_for_again(model: Make, ending: Answer) -> None:
    with scripted_endpoint((head(), *words("Loam is"), *ending)) as endpoint:
        utterance = model(endpoint.url).stream(QUESTION)
        text, fault = heard(utterance)

    assert ("Loam is".startswith(text), fault.reason) == (True, "broken")
    assert len(endpoint.requests) == 1
    assert utterance.input_tokens > 0


@pytest.mark.parametrize(
    "cut",
    [(CUT,), (), (head(), CUT), (head(),)],
    ids=["reset", "closed", "reset-behind-headers", "closed-behind-headers"],
)
def test_an_answer_that_is_cut_off_before_its_first_word_is_asked_for_again(model: Make, cut: Answer) -> None:
    with scripted_endpoint(cut, cut, says("Loam.")) as endpoint:
        assert list(model(endpoint.url).stream(QUESTION)) == ["Loam."]

    assert len(endpoint.requests) == 3


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503])
def test_an_endpoint_that_is_busy_or_at_fault_is_asked_again(model: Make, status: int) -> None:
    with scripted_endpoint(refuses(status), says("Loam.")) as endpoint:
        assert list(model(endpoint.url).stream(QUESTION)) == ["Loam."]

    assert len(endpoint.requests) == 2


def test_after_the_last_attempt_the_fault_is_told(model: Make) -> None:
    with scripted_endpoint(refuses(500)) as endpoint:
        text, fault = heard(model(endpoint.url, attempts=4).stream(QUESTION))

    assert (text, fault.reason) == ("", "refused")
    assert "answered with status 500" in str(fault)
    assert len(endpoint.requests) == 4


@pytest.mark.parametrize("status", [204, 301, 307, 400, 401, 403, 404, 413, 422])
def test_any_other_status_is_told_at_once_and_a_redirect_is_not_followed(model: Make, status: int) -> None:
    with scripted_endpoint(refuses(status, Location="/elsewhere")) as endpoint:
        _, fault = heard(model(endpoint.url).stream(QUESTION))

    assert fault.reason == "refused"
    assert f"answered with status {status}" in str(fault)
    assert [request.path for request in endpoint.requests] == ["/v1/chat/completions"]


def test_a_wrong_key_is_told_with_what_to_do(model: Make) -> None:
    with scripted_endpoint(refuses(401)) as endpoint:
        _, fault = heard(model(endpoint.url).stream(QUESTION))

    assert fault.remedy == "Check its key."


@pytest.mark.parametrize("wait", ["0", "0.01", "date"])
def test_the_wait_that_an_endpoint_asks_for_is_kept_where_it_fits(model: Make, wait: str) -> None:
    value = format_datetime(datetime.now(UTC) - timedelta(seconds=1), usegmt=True) if wait == "date" else wait
    with scripted_endpoint(refuses(429, Retry_After=value), says("Loam.")) as endpoint:
        assert list(model(endpoint.url).stream(QUESTION)) == ["Loam."]

    assert endpoint.requests[1].at - endpoint.requests[0].at >= (0.01 if wait == "0.01" else 0)


@pytest.mark.parametrize("wait", ["30", "date"])
def test_a_wait_that_is_longer_than_the_first_word_may_take_is_not_begun(model: Make, wait: str) -> None:
    value = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True) if wait == "date" else wait
    with scripted_endpoint(refuses(429, Retry_After=value)) as endpoint:
        _, fault = heard(model(endpoint.url, first_s=20).stream(QUESTION))

    assert (fault.reason, len(endpoint.requests)) == ("refused", 1)


def test_a_refused_connection_is_an_error_that_names_the_address(model: Make) -> None:
    url = nobody_listens()

    _, fault = heard(model(url).stream(QUESTION))

    assert fault.reason == "unreachable"
    assert f"{url}/chat/completions cannot be reached" in str(fault)


def test_an_endpoint_that_comes_up_between_two_attempts_is_reached(model: Make) -> None:
    with scripted_endpoint(says("Loam.")) as endpoint:
        places = iter([Endpoint(nobody_listens()), Endpoint(endpoint.url)])

        assert list(model(lambda: next(places)).stream(QUESTION)) == ["Loam."]


def test_a_model_that_is_still_starting_says_so_in_its_own_words(model: Make) -> None:
    def nowhere() -> Endpoint:
        raise LanguageModelUnavailable("The worker reads its model.", reason="starting")

    asked = model(nowhere)
    faults = [heard(asked.stream(QUESTION))[1] for _ in range(5)]

    assert {(str(fault), fault.reason) for fault in faults} == {("The worker reads its model.", "starting")}
    assert asked.state == "closed"


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/v1", "nowhere"])
def test_an_address_that_nothing_can_be_sent_to_is_told(model: Make, url: str) -> None:
    assert heard(model(url).stream(QUESTION))[1].reason == "unreachable"


def test_a_host_that_is_not_found_is_told(model: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)

    assert heard(model("http://models.test/v1").stream(QUESTION))[1].reason == "unreachable"


def test_a_host_that_is_looked_up_for_long_is_not_waited_for(model: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    found = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: found.wait(60) and [])

    _, fault = heard(model("http://models.test/v1", first_s=0.1).stream(QUESTION))
    found.set()

    assert fault.reason == "timeout"


OTHER = "something else than a chat completion"


@pytest.mark.parametrize(
    "body",
    [
        b"<html>busy</html>",
        b'{"choices": [',
        b"{}",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b"[" * 100_000,
        b"\xff\xfe",
        b"",
        b"event: ping\n\n",
        b"data: {garbage\n\n",
        b'data: {"choices": 3}\n\n',
        b"data: \xff\n\n",
    ],
)
def test_an_answer_that_is_no_completion_is_told(model: Make, body: bytes) -> None:
    with scripted_endpoint(gives(body)) as endpoint:
        _, fault = heard(model(endpoint.url).stream(QUESTION))

    assert (fault.reason, len(endpoint.requests)) == ("broken", 1)
    assert OTHER in str(fault)


def test_garbage_in_the_midst_of_a_stream_ends_it(model: Make) -> None:
    with scripted_endpoint((head(), *words("Loam is"), data("{garbage"), STALL)) as endpoint:
        text, fault = heard(model(endpoint.url).stream(QUESTION))

    assert (text, fault.reason) == ("Loam is", "broken")


@pytest.mark.parametrize("before", ["", "Loam is"])
def test_an_error_that_a_stream_tells_of_ends_it(model: Make, before: str) -> None:
    error = data({"error": {"message": "out of memory", "code": 500}})
    with scripted_endpoint((head(), *words(before), error, *closing_words())) as endpoint:
        text, fault = heard(model(endpoint.url).stream(QUESTION))

    assert (text, fault.reason) == (before, "broken")
    assert "told of an error" in str(fault)


@pytest.mark.parametrize(
    "answer",
    [says(""), says(" ", " "), says_at_once(""), says_at_once(None), says_at_once(" \n"), says("", finish="length")],
)
def test_an_empty_answer_is_an_error(model: Make, answer: Answer) -> None:
    with scripted_endpoint(answer) as endpoint:
        _, fault = heard(model(endpoint.url).stream(QUESTION))

    assert fault.reason == "broken"
    assert "empty text" in str(fault)


@pytest.mark.parametrize(
    "answer",
    [
        (head(), endlessly(b'data: {"choices": [{"delta": {"content": "soil "}}]}\n\n')),
        (head(), endlessly(b'data: {"choices": [{"delta": {"reasoning_content": "%b"}}]}\n\n' % (b"soil " * 9_000))),
        (head(), endlessly(b": wait\n\n" * 9_000)),
        (head(), endlessly(b"data: " + b"soil " * 9_000)),
        gives(b'{"choices": ["' + b"soil " * (LARGEST_ANSWER // 5)),
    ],
    ids=["pieces", "thoughts", "comments", "line", "json"],
)
def test_an_endless_answer_is_cut_off(model: Make, answer: Answer) -> None:
    with scripted_endpoint(answer) as endpoint:
        _, fault = heard(model(endpoint.url).stream(QUESTION, max_tokens=5))

    assert fault.reason == "broken"
    assert "without end" in str(fault)


def test_a_line_that_is_long_and_ends_is_read(model: Make) -> None:
    comment = b": " + b"x" * (LONGEST_LINE - 10) + b"\n\n"
    with scripted_endpoint((head(), chunk(comment), *words("Loam."), *closing_words())) as endpoint:
        assert list(model(endpoint.url).stream(QUESTION)) == ["Loam."]


def test_bytes_that_cannot_be_unpacked_are_told(model: Make) -> None:
    with scripted_endpoint(gives(b"no gzip", **{"Content-Encoding": "gzip"})) as endpoint:
        assert heard(model(endpoint.url).stream(QUESTION))[1].reason == "broken"


def test_an_endpoint_that_keeps_failing_is_left_alone_then_tried_once(model: Make) -> None:
    now = [0.0]
    breaker = Breaker(failures=3, first_s=10.0, clock=lambda: now[0])
    with scripted_endpoint(*[refuses(500)] * 4, says("Loam.")) as endpoint:
        asked = model(endpoint.url, attempts=1, breaker=breaker)
        reasons = [heard(asked.stream(QUESTION))[1].reason for _ in range(4)]
        assert (reasons, asked.state) == (["refused", "refused", "refused", "open"], "open")

        now[0] = 10.0
        assert asked.state == "half-open"
        assert heard(asked.stream(QUESTION))[1].reason == "refused"  # the trial
        now[0] = 29.0
        assert heard(asked.stream(QUESTION))[1].reason == "open"  # for twice as long

        now[0] = 30.0
        assert list(asked.stream(QUESTION)) == ["Loam."]
        assert asked.state == "closed"

    assert len(endpoint.requests) == 5


@pytest.mark.parametrize(
    ("status", "state"), [(401, "open"), (404, "open"), (400, "closed"), (422, "closed"), (429, "closed")]
)
def test_what_is_wrong_for_every_question_is_not_asked_three_times(model: Make, status: int, state: str) -> None:
    with scripted_endpoint(refuses(status)) as endpoint:
        asked = model(endpoint.url, attempts=1)
        heard(asked.stream(QUESTION))

    assert asked.state == state


def test_a_wrong_key_is_logged_as_an_error_once(model: Make, caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    with scripted_endpoint(refuses(401)) as endpoint:
        asked = model(endpoint.url, breaker=Breaker(clock=lambda: now[0]))
        for _ in range(3):
            heard(asked.stream(QUESTION))
            now[0] += 1000

    assert len(endpoint.requests) == 3
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage().count("status 401") for record in errors] == [1]


def test_an_answer_that_nobody_wanted_to_the_end_is_no_failure(model: Make) -> None:
    with scripted_endpoint((head(), event("Loam"), STALL)) as endpoint:
        asked = model(endpoint.url)
        for _ in range(4):
            utterance = asked.stream(QUESTION)
            next(utterance)
            utterance.close()

    assert asked.state == "closed"
