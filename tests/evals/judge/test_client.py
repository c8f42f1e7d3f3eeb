"""A judge is asked with care: within its limits, again where that may help, and never twice for the same."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.endpoint import nobody_listens
from tests.evals.judge.conftest import Make
from tests.evals.judge.scripted_judge import completion, in_json, judge, one_token
from tests.llm.scripted_endpoint import KEY, STALL, Answer, Request, gives, refuses, scripted_endpoint, until
from trekbot.errors import DependencyError, JudgeUnavailable, MetricFailed, TokensSpent
from trekbot.evals.judge.cache import JudgementCache
from trekbot.evals.judge.call import Call, Heard
from trekbot.llm.message import Message


def call(question: str = "Is soil wet?", **fields: object) -> Call:
    return Call((Message("user", question),), **{"max_tokens": 1, "metric": "m@1", **fields})  # type: ignore[arg-type]


def text(heard: Heard) -> str:
    return heard.text


def unknown_build(*answers: Answer) -> list[Answer]:
    """A script that first tells no build: two addresses are looked at."""
    return [refuses(404), refuses(404), *answers]


def test_a_reply_comes_with_its_tokens_its_time_and_its_alternatives(client: Make) -> None:
    with scripted_endpoint(*unknown_build(one_token(0.8))) as endpoint:
        heard = client(endpoint.url).ask(call(), lambda heard: heard)

    assert (heard.text, heard.input_tokens, heard.output_tokens, heard.cached) == ("Yes", 100, 1, False)
    assert [token for token, _ in heard.first_token] == ["Yes", "No"]
    assert heard.seconds > 0


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_or_failing_endpoint_is_asked_again_after_a_wait(client: Make, waits: list[float], status: int) -> None:
    with scripted_endpoint(*unknown_build(refuses(status), refuses(status), completion("yes"))) as endpoint:
        assert client(endpoint.url).ask(call(), text) == "yes"

    assert len(waits) == 2


def test_it_waits_as_long_as_the_endpoint_asks(client: Make, waits: list[float]) -> None:
    with scripted_endpoint(*unknown_build(refuses(429, Retry_After="7"), completion("yes"))) as endpoint:
        client(endpoint.url).ask(call(), text)

    assert waits == [7.0]


def test_a_call_that_the_endpoint_refuses_for_itself_fails_alone_and_is_not_sent_again(
    client: Make, waits: list[float]
) -> None:
    with scripted_endpoint(*unknown_build(refuses(400), completion("yes"))) as endpoint:
        asked = client(endpoint.url)
        with pytest.raises(MetricFailed, match="status 400"):
            asked.ask(call("too long"), text)
        assert asked.ask(call(), text) == "yes"

    assert not waits


def test_a_wrong_key_ends_it_at_once_and_says_so(client: Make, waits: list[float]) -> None:
    with scripted_endpoint(*unknown_build(refuses(401))) as endpoint, pytest.raises(JudgeUnavailable) as told:
        client(endpoint.url).ask(call(), text)

    assert "Check its key." in str(told.value)
    assert not waits


def test_an_endpoint_that_nobody_listens_at_is_unavailable_after_the_attempts(client: Make, waits: list[float]) -> None:
    with pytest.raises(JudgeUnavailable) as told:
        client(nobody_listens()).ask(call(), text)

    assert told.value.exit_code == 3
    assert "cannot be reached" in told.value.message
    assert len(waits) == 2


def test_a_reply_that_takes_too_long_fails_and_is_not_asked_for_again(client: Make) -> None:
    with scripted_endpoint(*unknown_build((STALL,))) as endpoint:
        with pytest.raises(MetricFailed, match=r"no whole answer in 1 s"):
            client(endpoint.url, limit_s=1.0).ask(call(), text)
        assert len(endpoint.requests) == 3


def test_failures_in_a_row_mean_that_the_judge_is_gone(client: Make) -> None:
    with scripted_endpoint(*unknown_build(refuses(500))) as endpoint:
        asked = client(endpoint.url, attempts=1, failures=3)
        for _ in range(2):
            with pytest.raises(MetricFailed):
                asked.ask(call(), text)
        with pytest.raises(JudgeUnavailable, match="status 500"):
            asked.ask(call(), text)


def test_no_more_is_asked_at_once_than_allowed(client: Make) -> None:
    all_in = threading.Event()
    waiting = threading.Semaphore(0)

    def answer(request: Request) -> Answer:
        if request.path != "/v1/chat/completions":
            return refuses(404)
        waiting.release()
        return (until(all_in), *completion("yes"))

    with scripted_endpoint(answer) as endpoint, ThreadPoolExecutor(6) as pool:
        asked = client(endpoint.url, at_once=2)
        replies = [pool.submit(asked.ask, call(f"{number}?"), text) for number in range(6)]
        for _ in range(2):
            assert waiting.acquire(timeout=20)
        assert not waiting.acquire(timeout=0.1)
        all_in.set()
        assert [reply.result(20) for reply in replies] == ["yes"] * 6
        assert endpoint.most_at_once == 2


def test_the_budget_ends_it_before_the_next_call(client: Make) -> None:
    with scripted_endpoint(judge()) as endpoint:
        asked = client(endpoint.url, budget=150)
        asked.ask(call("one?"), text)
        asked.ask(call("two?"), text)
        with pytest.raises(TokensSpent, match="202 tokens; 150 are allowed"):
            asked.ask(call("three?"), text)


def test_a_field_that_the_endpoint_does_not_know_is_put_in_its_words(client: Make) -> None:
    complaint = {"error": {"message": "Use max_completion_tokens.", "param": "max_tokens"}}
    with scripted_endpoint(*unknown_build(refuses(400, complaint), completion("yes"))) as endpoint:
        assert client(endpoint.url).ask(call(), text) == "yes"
        assert endpoint.bodies[-1]["max_completion_tokens"] == 1


# What is remembered


def test_what_was_heard_is_not_asked_again_and_still_tells_what_it_cost(client: Make, cache: JudgementCache) -> None:
    with scripted_endpoint(judge()) as endpoint:
        first = client(endpoint.url, cache)
        heard = first.ask(call(), lambda heard: heard)
        later = client(endpoint.url, cache)
        again = later.ask(call(), lambda heard: heard)
        assert len([path for path in endpoint.requests if path.path == "/v1/chat/completions"]) == 1

    assert (again.cached, again.seconds, again.tokens) == (True, heard.seconds, 101)
    assert later.account.asked.tokens == 0
    assert later.account.cached.tokens == 101


def test_two_judges_with_one_cache_never_see_each_others_answers(client: Make, cache: JudgementCache) -> None:
    with scripted_endpoint(judge(lambda _: 0.9)) as kind, scripted_endpoint(judge(lambda _: 0.1)) as strict:
        asked = call(also={"logprobs": True})
        said = [
            client(kind.url, cache).ask(asked, text),
            client(strict.url, cache).ask(asked, text),
            client(kind.url, cache, model="judge-2").ask(asked, text),
            client(kind.url, cache).ask(replace(asked, temperature=1.0), text),
        ]
        chats = [request for request in kind.requests if request.path == "/v1/chat/completions"]
        assert len(chats) == 3

    assert [word.lower() for word in said] == ["yes", "no", "yes", "yes"]


def test_another_build_of_the_same_server_is_asked_anew(client: Make, cache: JudgementCache) -> None:
    build = "b1"

    def answer(request: Request) -> Answer:
        if request.path == "/props":
            return in_json({"build_info": build})
        return completion(build) if request.path == "/v1/chat/completions" else refuses(404)

    with scripted_endpoint(answer) as endpoint:
        assert client(endpoint.url, cache).ask(call(), text) == "b1"
        build = "b2"
        assert client(endpoint.url, cache).ask(call(), text) == "b2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (call("a?"), call("b?")),
        (call(metric="m@1"), call(metric="m@2")),
        (call(max_tokens=1), call(max_tokens=2)),
        (call(temperature=0.0), call(temperature=0.5)),
        (call(sample=0), call(sample=1)),
        (call(also={"logprobs": True}), call(also={"response_format": {"type": "json_object"}})),
    ],
)
def test_whatever_a_reply_depends_on_is_in_the_key(one: Call, other: Call) -> None:
    assert one.key("here", "m", "b") != other.key("here", "m", "b")
    assert len({one.key("here", "m", "b"), one.key("there", "m", "b"), one.key("here", "n", "b")}) == 3
    assert one.key("here", "m", None) != one.key("here", "m", "b")


@pytest.mark.parametrize("reply", [refuses(500), completion(""), completion(None), gives(b"<html>"), gives(b"{}")])
def test_errors_and_empty_replies_are_not_remembered(client: Make, cache: JudgementCache, reply: Answer) -> None:
    with scripted_endpoint(*unknown_build(reply, completion("yes"))) as endpoint:
        asked = client(endpoint.url, cache, attempts=1)
        with pytest.raises(MetricFailed):
            asked.ask(call(), text)
        assert asked.ask(call(), text) == "yes"


def test_a_reply_that_cannot_be_read_is_not_remembered(client: Make, cache: JudgementCache) -> None:
    def unreadable(heard: Heard) -> str:
        raise MetricFailed("neither yes nor no")

    with scripted_endpoint(judge()) as endpoint:
        asked = client(endpoint.url, cache)
        with pytest.raises(MetricFailed):
            asked.ask(call(), unreadable)
        asked.ask(call(), text)

    assert asked.account.asked.calls == 2


def test_the_key_is_sent_and_is_in_no_file_log_or_error(
    client: Make, cache: JudgementCache, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(request: Request) -> Answer:
        assert request.headers["authorization"] == f"Bearer {KEY}"
        return (
            refuses(401, {"error": {"message": f"Incorrect API key: {KEY}"}})
            if "bad" in str(request.body)
            else judged(request)
        )

    judged = judge()
    assert callable(judged)
    with caplog.at_level(logging.DEBUG), scripted_endpoint(answer) as endpoint:
        asked = client(endpoint.url, cache)
        asked.ask(call(), text)
        with pytest.raises(JudgeUnavailable) as told:
            asked.ask(call("bad?"), text)

    assert KEY not in f"{told.value}{told.value.__cause__}{asked!r}{vars(asked)}"
    assert KEY not in caplog.text
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


def test_a_damaged_cache_says_where_it_is_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "judgements.sqlite3"
    path.write_bytes(b"no database at all, " * 100)

    with pytest.raises(DependencyError, match=r"judgements\.sqlite3 cannot be used.*Move it away"):
        JudgementCache(path)
