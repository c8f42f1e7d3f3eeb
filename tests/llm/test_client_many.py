"""A chat model shared by threads, left by its askers, closed, forked: who gets in, what ends, and what is left behind."""

import gc
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.llm.conftest import Make
from tests.llm.scripted_endpoint import (
    STALL,
    Answer,
    Request,
    ScriptedEndpoint,
    closing_words,
    endlessly,
    event,
    head,
    refuses,
    says,
    scripted_endpoint,
    tells,
    until,
    words,
)
from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.breaker import Breaker
from trekbot.llm.client import ChatModel, Endpoint, Limits, Utterance
from trekbot.llm.message import Message

CHECKOUT = Path(__file__).parent.parent.parent
SOON_S = 5.0  # for what takes milliseconds, on a machine that does much else


def question(text: str = "What is loam?") -> tuple[Message]:
    return (Message("user", text),)


def reason_of(utterance: Utterance) -> str:
    with pytest.raises(LanguageModelUnavailable) as told:
        next(utterance)
    return told.value.reason


def echo(request: Request) -> Answer:
    return says(f"You asked: {request.body['messages'][0]['content']}", usage=(len(request.body["messages"]), 3))


def test_twenty_threads_each_get_their_own_answer(model: Make) -> None:
    with scripted_endpoint(echo) as endpoint:
        asked = model(endpoint.url, at_once=4, waiting=20, wait_s=30)

        def ask(number: int) -> str:
            return "".join(asked.stream(question(f"number {number}?")))

        with ThreadPoolExecutor(20) as threads:
            answers = list(threads.map(ask, range(100)))

    assert answers == [f"You asked: number {number}?" for number in range(100)]
    assert endpoint.most_at_once <= 4


def test_one_at_a_time_where_the_model_takes_one_in_the_order_of_asking(model: Make) -> None:
    with scripted_endpoint(echo) as endpoint:
        asked = model(endpoint.url, at_once=1, waiting=8, wait_s=30)
        for utterance in [asked.stream(question(str(number))) for number in range(9)]:
            list(utterance)

    assert endpoint.most_at_once == 1
    assert [body["messages"][0]["content"] for body in endpoint.bodies] == [str(number) for number in range(9)]


def test_who_comes_to_a_full_queue_is_told_at_once(model: Make) -> None:
    free = threading.Event()
    with scripted_endpoint((head(), event("Loam"), until(free), *closing_words())) as endpoint:
        asked = model(endpoint.url, at_once=1, waiting=2, wait_s=30)
        first, *waiting, last = [asked.stream(question()) for _ in range(4)]

        assert reason_of(last) == "busy"
        free.set()
        assert ["".join(one) for one in (first, *waiting)] == ["Loam"] * 3
    assert asked.state == "closed"


def test_who_waits_too_long_for_a_turn_is_told(model: Make) -> None:
    with scripted_endpoint((head(), event("Loam"), STALL)) as endpoint:
        asked = model(endpoint.url, at_once=1, wait_s=0.05)
        talking = asked.stream(question())
        next(talking)

        assert reason_of(asked.stream(question())) == "busy"
        talking.close()


def test_who_leaves_the_queue_is_never_asked_for(model: Make) -> None:
    free, gone = threading.Event(), threading.Event()
    with scripted_endpoint((head(), event("Loam"), until(free), *closing_words())) as endpoint:
        asked = model(endpoint.url, at_once=1, wait_s=30)
        first = asked.stream(question("first"))
        next(first)
        leaving = asked.stream(question("leaving"), gone=gone)
        gone.set()
        assert reason_of(leaving) == "gone"
        other = asked.stream(question("other"))
        free.set()
        list(first)

        assert list(other) == ["Loam"]
    assert [body["messages"][0]["content"] for body in endpoint.bodies] == ["first", "other"]


def by_event(utterance: Utterance, gone: threading.Event, asked: ChatModel) -> None:
    gone.set()


def by_closing(utterance: Utterance, gone: threading.Event, asked: ChatModel) -> None:
    utterance.close()
    utterance.close()


def by_closing_the_model(utterance: Utterance, gone: threading.Event, asked: ChatModel) -> None:
    asked.close()


@pytest.mark.parametrize("leave", [by_event, by_closing, by_closing_the_model])
@pytest.mark.parametrize(
    "answer",
    [(STALL,), (head(), STALL), (head(), *words("Loam is"), STALL), (head(), endlessly(b": wait\n\n"))],
    ids=["headers", "event", "midst", "comments"],
)
def test_who_leaves_ends_the_answer_at_the_endpoint(
    model: Make, answer: Answer, leave: Callable[[Utterance, threading.Event, ChatModel], None]
) -> None:
    come, gone = threading.Event(), threading.Event()
    *before, last = answer
    with scripted_endpoint((*before, tells(come), last)) as endpoint:
        asked = model(endpoint.url)
        utterance = asked.stream(question(), gone=gone)
        assert come.wait(SOON_S)

        begin = time.monotonic()
        leave(utterance, gone, asked)

        left = endpoint.requests[0]
        assert left.left.wait(SOON_S)
        assert left.left_at is not None
        assert left.left_at - begin < 1.0  # 0.2 s on a machine that does nothing else


def test_who_waits_for_the_next_piece_is_woken_when_the_answer_is_closed(model: Make) -> None:
    with scripted_endpoint((head(), event("Loam"), STALL)) as endpoint:
        utterance = model(endpoint.url).stream(question())
        said: list[str] = []
        first = threading.Event()

        def read() -> None:
            for piece in utterance:
                said.append(piece)
                first.set()

        reading = threading.Thread(target=read)
        reading.start()
        assert first.wait(SOON_S)
        utterance.close()
        reading.join(SOON_S)

        assert not reading.is_alive()
    assert said == ["Loam"]
    assert utterance.output_tokens == 1


def test_who_waits_for_the_next_piece_is_told_when_nobody_else_does(model: Make) -> None:
    gone = threading.Event()
    with scripted_endpoint((head(), event("Loam"), STALL)) as endpoint:
        utterance = model(endpoint.url).stream(question(), gone=gone)
        assert next(utterance) == "Loam"
        gone.set()

        assert reason_of(utterance) == "gone"
        assert list(utterance) == []


def test_what_has_come_is_not_given_to_anybody_who_is_gone(model: Make) -> None:
    gone = threading.Event()
    gone.set()
    with scripted_endpoint() as endpoint:
        assert reason_of(model(endpoint.url).stream(question(), gone=gone)) == "gone"


def test_an_answer_that_nobody_holds_any_more_ends(model: Make) -> None:
    with scripted_endpoint((head(), event("Loam"), STALL)) as endpoint:
        utterance = model(endpoint.url).stream(question())
        next(utterance)
        del utterance
        gc.collect()

        assert endpoint.requests[0].left.wait(SOON_S)


def test_a_trial_that_nobody_waited_for_lets_the_next_one_try(model: Make) -> None:
    now = [0.0]
    with scripted_endpoint(refuses(500), (STALL,), says("Loam.")) as endpoint:
        asked = model(endpoint.url, attempts=1, breaker=Breaker(failures=1, clock=lambda: now[0]))
        assert reason_of(asked.stream(question())) == "refused"
        now[0] = 60.0
        trial = asked.stream(question())
        assert reason_of(asked.stream(question())) == "open"  # one at a time
        wait_until(lambda: len(endpoint.requests) == 2)
        trial.close()

        wait_until(lambda: end_of(asked.stream(question())) != "open")
    assert asked.state == "closed"


def wait_until(true: Callable[[], bool]) -> None:
    until_then = time.monotonic() + SOON_S
    while not true():
        assert time.monotonic() < until_then
        threading.Event().wait(0.005)


def sockets() -> int:
    """Count the sockets of this process."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc")
    return sum(os.readlink(link).startswith("socket:") for link in Path("/proc/self/fd").iterdir() if link.is_symlink())


def test_nothing_is_left_of_a_closed_model() -> None:
    before, threads = sockets(), set(threading.enumerate())
    with scripted_endpoint(echo, refuses(500), (head(), event("Loam"), STALL)) as endpoint:
        asked = ChatModel(Endpoint(endpoint.url), "m", Limits(attempts=1, at_once=20, waiting=20))
        with ThreadPoolExecutor(20) as askers:
            utterances = list(askers.map(lambda _: asked.stream(question()), range(20)))
        wait_until(lambda: len(endpoint.requests) == 20)
        asked.close()
        asked.close()

        ends = [end_of(one) for one in utterances]
        assert ends.count("gone") >= 18  # the two that were answered may be closed before that is read
        assert set(ends) <= {"answered", "refused", "gone"}
    assert set(threading.enumerate()) == threads
    assert sockets() == before


def end_of(utterance: Utterance) -> str:
    try:
        list(utterance)
    except LanguageModelUnavailable as fault:
        return fault.reason
    return "answered"


def test_a_closed_model_answers_nobody(model: Make) -> None:
    with scripted_endpoint() as endpoint:
        asked = model(endpoint.url)
        asked.close()

        assert reason_of(asked.stream(question())) == "gone"
    assert endpoint.requests == []


def test_a_model_that_nobody_holds_any_more_ends_its_thread() -> None:
    threads = set(threading.enumerate())
    with scripted_endpoint(says("Loam.")) as endpoint:
        asked = ChatModel(Endpoint(endpoint.url), "m")
        list(asked.stream(question()))
        del asked
        gc.collect()
    wait_until(lambda: set(threading.enumerate()) == threads)


def run(program: str, endpoint: ScriptedEndpoint) -> str:
    """Run a program that begins with a model `asked` in a process of its own; give what it printed, warnings too."""
    begin = f"""
        import os, socket, sys, threading, time
        from trekbot.llm.client import ChatModel, Endpoint, Limits
        from trekbot.llm.message import Message
        QUESTION = [Message("user", "What is loam?")]
        asked = ChatModel(Endpoint({endpoint.url!r}), "m", Limits(at_once=1, waiting=0))
        """
    ended = subprocess.run(
        [sys.executable, "-W", "always::ResourceWarning", "-c", textwrap.dedent(begin) + textwrap.dedent(program)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": f"src{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=30,
    )
    return ended.stdout + f"exit {ended.returncode}"


def test_a_process_ends_in_the_midst_of_an_answer() -> None:
    program = """
        utterance = asked.stream(QUESTION)
        print(next(utterance))
        """
    with scripted_endpoint((head(), event("Loam"), STALL)) as endpoint:
        assert run(program, endpoint) == "Loam\nexit 0"
        assert endpoint.requests[0].left.wait(SOON_S)


def test_a_process_ends_while_a_host_is_looked_up() -> None:
    program = """
        socket.getaddrinfo = lambda *_: time.sleep(60)
        lost = ChatModel(Endpoint("http://models.test/v1"), "m", Limits(first_s=0.1))
        try:
            list(lost.stream(QUESTION))
        except Exception as fault:
            print(fault.reason)
        """
    with scripted_endpoint() as endpoint:
        assert run(program, endpoint) == "timeout\nexit 0"


def test_a_child_process_asks_by_itself_while_its_parent_is_in_the_midst_of_an_answer() -> None:
    program = """
        utterance = asked.stream(QUESTION)
        print(next(utterance), flush=True)
        child = os.fork()
        if not child:
            print("".join(asked.stream(QUESTION)), flush=True)
            asked.close()
            sys.exit(7)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        print("".join(asked.stream(QUESTION)) if not utterance.close() and not time.sleep(0.1) else "")
        """
    stalls = (head(), event("Loam"), STALL)
    with scripted_endpoint(stalls, says("a soil"), says("of sand")) as endpoint:
        assert run(program, endpoint) == "Loam\na soil\n7\nof sand\nexit 0"
