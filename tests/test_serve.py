"""`trekbot serve` as a process: ports, signals, a corpus that breaks, an index that changes under it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.corpora import stage_page, write_corpus, write_garden
from tests.scripted import REPLY, UNTIL_GONE, ScriptedTrekbot
from trekbot.cli.serving import listen
from trekbot.errors import UsageError
from trekbot.records.question_log import QuestionLog
from trekbot.settings import Settings

CHECKOUT = Path(__file__).parent.parent
SOIL = "roadmaps/kitchen-garden/stages/01-soil.md"
QUESTION = {"messages": [{"role": "user", "content": "What is soil acidity?"}]}
PATIENCE_S = 30.0
POLL_S = 0.05

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A gardening corpus, and a data folder that does not exist yet."""
    return Settings(corpus=write_garden(tmp_path / "corpus"), data=tmp_path / "data")


@pytest.fixture
def start(settings: Settings) -> Iterator[Start]:
    """Starts `trekbot serve` on a free port; what still runs at the end is killed."""
    processes: list[subprocess.Popen[str]] = []

    def start(*options: str, **set: str) -> subprocess.Popen[str]:
        path = f"{CHECKOUT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        environment = {**os.environ, "PYTHONPATH": path, **set}
        folders = ["--corpus", str(settings.corpus), "--data", str(settings.data)]
        arguments = [sys.executable, "-m", "tests.serving_process", "serve", *folders, *(options or ("--port", "0"))]
        process = subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=CHECKOUT
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Trekbot listens at http://127.0.0.1:"), line
    return line.split()[-1]


def log_until(process: subprocess.Popen[str], event: str) -> str:
    """Read the log up to the line that tells of an event."""
    assert process.stderr is not None
    read = []
    for line in process.stderr:
        read.append(line)
        if event in line:
            return "".join(read)
    raise AssertionError(f"no {event!r} in:\n{''.join(read)}")


def wait_until(condition: Callable[[], bool]) -> None:
    """Poll: the one way to see a state of another process."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(POLL_S)


def test_serve_syncs_answers_shows_the_page_and_ends_with_0_on_a_signal(start: Start) -> None:
    process = start()
    address = address_of(process)

    log = log_until(process, "the chat page is loaded")
    ready = httpx.get(f"{address}/readyz")
    answer = httpx.post(f"{address}/v1/chat", json=QUESTION)
    page = httpx.get(address)
    process.send_signal(signal.SIGTERM)

    assert process.wait(PATIENCE_S) == 0
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "degraded": []})
    assert answer.json() == REPLY.to_dict()
    assert page.text == "the chat page"
    assert "synced stages: 6 added" in log
    log += process.communicate()[1]
    assert "request POST /v1/chat status=200" in log
    assert "What is soil acidity?" not in log
    assert "Traceback" not in log


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_before_it_is_ready_ends_it_with_0(start: Start, number: signal.Signals) -> None:
    process = start()
    address_of(process)

    process.send_signal(number)

    assert process.wait(PATIENCE_S) == 0


def test_an_answer_that_takes_long_is_ended_by_a_signal_in_time(start: Start) -> None:
    process = start()
    address = address_of(process)
    log_until(process, "the chat page is loaded")
    question = {"messages": [{"role": "user", "content": UNTIL_GONE}], "stream": True}

    with httpx.stream("POST", f"{address}/v1/chat", json=question, timeout=PATIENCE_S) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: citation"
        process.send_signal(signal.SIGTERM)
        names = [line for line in lines if line.startswith("event: ")]

    assert names == ["event: delta", "event: error"]
    assert process.wait(PATIENCE_S) == 0
    log = process.communicate()[1]
    assert "timeout graceful shutdown exceeded" not in log
    assert "stopped" in log
    assert "Traceback" not in log


def test_a_broken_corpus_without_an_index_ends_it_with_1_and_every_fault(start: Start, settings: Settings) -> None:
    write_corpus(settings.corpus_folder, {SOIL: stage_page("one", "Soil"), "roadmaps/empty/notes.txt": ""})

    process = start()

    assert process.wait(PATIENCE_S) == 1
    *faults, count = [line for line in process.communicate()[1].splitlines() if " trekbot." not in line]
    assert any(SOIL in fault for fault in faults)
    assert count == f"{len(faults)} errors in the corpus"


def test_a_broken_corpus_with_an_index_is_reported_and_the_last_good_one_answers(
    start: Start, settings: Settings
) -> None:
    ScriptedTrekbot(settings).sync()
    write_corpus(settings.corpus_folder, {SOIL: stage_page("one", "Soil")})
    process = start()
    address = address_of(process)

    log = log_until(process, "the last good index goes on answering")

    assert SOIL in log
    assert httpx.get(f"{address}/readyz").json() == {"status": "degraded", "degraded": ["corpus"]}
    assert httpx.get(f"{address}/v1/roadmaps/kitchen-garden/stages/soil").json()["number"] == 1


def test_it_switches_to_what_another_process_has_synced(start: Start, settings: Settings) -> None:
    process = start()
    address = address_of(process)
    log_until(process, "the chat page is loaded")
    write_corpus(settings.corpus_folder, {SOIL: stage_page(1, "Earth", requires="[]")})

    ScriptedTrekbot(settings).sync()

    stage = f"{address}/v1/roadmaps/kitchen-garden/stages/soil"
    wait_until(lambda: httpx.get(stage).json()["title"] == "Earth")


def test_a_port_in_use_is_one_line_and_exit_3(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start("--port", str(port))

        assert process.wait(PATIENCE_S) == 3

    out, err = process.communicate()
    assert out == ""
    assert err.splitlines() == [
        f"Cannot listen at 127.0.0.1:{port}: address already in use. Choose another with --port."
    ]


def test_a_local_model_that_is_missing_is_one_line_and_exit_3(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREKBOT_LLM", "local")
    process = start()

    assert process.wait(PATIENCE_S) == 3

    assert "Fetch it: trekbot models pull" in process.communicate()[1].splitlines()[-1]


def test_a_host_that_has_no_address_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*arguments: object, **options: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(UsageError, match="--host nowhere is no address of this machine"):
        listen("nowhere", 0)


def test_callers_are_not_refused_from_the_moment_the_address_is_printed(start: Start) -> None:
    address = address_of(start())

    assert httpx.get(f"{address}/healthz", timeout=PATIENCE_S).json() == {"status": "ok"}


def test_answers_are_logged_as_long_as_the_setting_says_and_all_go_when_it_is_taken_away(
    start: Start, settings: Settings
) -> None:
    def logged() -> list[str]:
        log = QuestionLog(settings.data)
        questions = [answer.question for answer in log.latest(10)]
        log.close()
        return questions

    ScriptedTrekbot(settings).sync()
    process = start(TREKBOT_QUESTION_LOG_DAYS="30")
    address = address_of(process)
    log_until(process, "ready after")
    httpx.post(f"{address}/v1/chat", json=QUESTION)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_S) == 0
    assert logged() == ["What is soil acidity?"]

    process = start()
    address_of(process)
    log_until(process, "old answers deleted from the question log: 1")
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_S) == 0
    assert logged() == []
