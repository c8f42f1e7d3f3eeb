"""The supervisor of a local language model, over real processes that behave as a test says."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.llm.processes import PATIENCE_S, lives, wait_until
from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.worker import Load, LocalWorker, Patience

HERE = Path(__file__).parent
LOAD = Load(Path("model.gguf"), "some-model", 2)
SOON = Patience(look_s=0.05, answer_s=0.2, pause_s=0.0, start_s=20.0)

Make = Callable[..., LocalWorker]


class Notes:
    """What the scripted worker writes down: the process id of each start."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def started(self) -> list[int]:
        return [int(pid) for pid in self.path.read_text().split()] if self.path.exists() else []


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    return Notes(tmp_path / "notes")


@pytest.fixture
def make(notes: Notes) -> Iterator[Make]:
    """Starts workers that behave as the words say, one word a start; closes them when the test is over."""
    made: list[LocalWorker] = []

    def make(*behaviours: str, patience: Patience = SOON) -> LocalWorker:
        worker = LocalWorker((sys.executable, str(HERE / "scripted_worker.py"), str(notes.path), *behaviours), patience)
        made.append(worker)
        worker.start(LOAD)
        return worker

    yield make
    for worker in made:
        worker.close()


def get(worker: LocalWorker, path: str, with_key: bool = True) -> httpx.Response:
    endpoint = worker.endpoint()
    return httpx.get(endpoint.url.removesuffix("/v1") + path, headers=endpoint.headers if with_key else {})


def reason_of(worker: LocalWorker) -> str:
    with pytest.raises(LanguageModelUnavailable) as raised:
        worker.endpoint()
    return raised.value.reason


def test_a_worker_that_is_up_answers_on_loopback_whoever_knows_its_key(make: Make) -> None:
    worker = make("well")

    assert worker.wait(PATIENCE_S)
    assert worker.state == "up"
    assert worker.endpoint().url.startswith("http://127.0.0.1:")
    assert get(worker, "/v1/models").status_code == 200
    assert get(worker, "/v1/models", with_key=False).status_code == 401


def test_the_process_is_told_what_to_load_and_neither_settings_nor_the_key_where_others_see_them(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TREKBOT_LLM_KEY", "sk-of-another-endpoint")
    worker = make("well")
    assert worker.wait(PATIENCE_S)

    load = get(worker, "/v1/load").json()

    key = worker.endpoint().key
    assert key is not None
    assert (load["model"], load["name"], load["threads"]) == ("model.gguf", "some-model", 2)
    assert not [name for name in load["environment"] if name.startswith("TREKBOT_")]
    assert key.get_secret_value().encode() not in Path(f"/proc/{worker.pid}/cmdline").read_bytes()
    assert key.get_secret_value() not in repr(worker.endpoint())


def test_while_it_starts_the_model_is_unavailable_for_the_reason_that_it_starts(make: Make) -> None:
    worker = make("mute")

    assert reason_of(worker) == "starting"
    assert not worker.wait(0.0)


def test_without_a_start_nothing_runs_and_the_model_is_out_of_reach(notes: Notes) -> None:
    worker = LocalWorker()

    assert reason_of(worker) == "unreachable"
    worker.close()
    worker.start(LOAD)
    assert worker.state == "closed"


def test_a_second_start_starts_no_second_process(make: Make, notes: Notes) -> None:
    worker = make("well")
    worker.start(LOAD)

    assert worker.wait(PATIENCE_S)
    assert len(notes.started) == 1


def test_a_worker_that_crashes_comes_back_with_another_key(
    make: Make, notes: Notes, caplog: pytest.LogCaptureFixture
) -> None:
    worker = make("well")
    assert worker.wait(PATIENCE_S)
    before = worker.endpoint()

    with pytest.raises(httpx.HTTPError):
        get(worker, "/crash")
    wait_until(lambda: worker.state == "up" and len(notes.started) == 2)

    assert worker.endpoint().key != before.key
    assert get(worker, "/v1/models").status_code == 200
    assert "llama.cpp: a wheel has come off" in caplog.messages
    assert "the local language model ended with status 11; it is started again in 0 s" in caplog.messages


def test_a_worker_that_is_killed_comes_back(make: Make, notes: Notes) -> None:
    worker = make("well")
    assert worker.wait(PATIENCE_S)

    os.kill(worker.pid, signal.SIGKILL)

    wait_until(lambda: worker.state == "up" and len(notes.started) == 2)


def test_a_worker_that_hangs_is_ended_and_started_again(make: Make, notes: Notes) -> None:
    worker = make("well")
    assert worker.wait(PATIENCE_S)
    hung = worker.pid

    os.kill(hung, signal.SIGSTOP)

    wait_until(lambda: worker.state == "up" and len(notes.started) == 2)
    assert not lives(hung)


def test_a_worker_that_never_announces_itself_is_ended_and_started_again(make: Make, notes: Notes) -> None:
    worker = make("mute", "well", patience=Patience(start_s=1.0, pause_s=0.0))

    wait_until(lambda: worker.state == "up")

    assert not lives(notes.started[0])


def test_several_quick_crashes_in_a_row_are_the_end_and_said_so(
    make: Make, notes: Notes, caplog: pytest.LogCaptureFixture
) -> None:
    worker = make("crash", patience=Patience(crashes=3, pause_s=0.0))

    wait_until(lambda: worker.state == "given up")

    assert len(notes.started) == 3
    assert reason_of(worker) == "unreachable"
    assert "the local language model ended with status 11, and is given up: 3 times in a row" in caplog.messages
    assert caplog.messages.count("llama.cpp: no engine") == 3


def test_crashes_after_a_good_while_are_never_the_end(make: Make, notes: Notes) -> None:
    worker = make("well", patience=Patience(crashes=2, quick_s=-1.0, pause_s=0.0))

    for starts in (1, 2, 3):
        wait_until(lambda starts=starts: worker.state == "up" and len(notes.started) == starts)  # type: ignore[misc]
        os.kill(worker.pid, signal.SIGKILL)

    wait_until(lambda: worker.state == "up" and len(notes.started) == 4)


def test_each_pause_after_a_quick_crash_is_longer_up_to_a_bound(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    worker = make("crash", patience=Patience(crashes=5, pause_s=0.01, longest_pause_s=0.05))

    wait_until(lambda: worker.state == "given up")

    pauses = [message.split(" again in ")[1] for message in caplog.messages if " again in " in message]
    assert pauses == ["0.01 s", "0.02 s", "0.04 s", "0.05 s"]


def test_waiting_ends_with_the_first_crash(make: Make) -> None:
    worker = make("crash", patience=Patience(pause_s=PATIENCE_S))

    assert not worker.wait(PATIENCE_S)
    assert reason_of(worker) == "starting"


def test_a_program_that_is_not_there_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    worker = LocalWorker(("/no/such/program",), Patience(crashes=2, pause_s=0.0))
    worker.start(LOAD)

    wait_until(lambda: worker.state == "given up")

    worker.close()
    assert any("cannot be started (No such file or directory)" in message for message in caplog.messages)


@pytest.mark.parametrize("behaviour", ["well", "mute", "deaf"])
def test_closing_ends_the_process_and_no_other_follows(make: Make, notes: Notes, behaviour: str) -> None:
    worker = make(behaviour, patience=Patience(answer_s=0.1, pause_s=0.0))
    wait_until(lambda: len(notes.started) >= 1)

    worker.close()

    starts = notes.started
    assert worker.state == "closed"
    assert not [pid for pid in starts if lives(pid)]
    assert reason_of(worker) == "unreachable"


def test_closing_ends_a_process_that_hangs(make: Make) -> None:
    worker = make("well")
    assert worker.wait(PATIENCE_S)
    hung = worker.pid
    os.kill(hung, signal.SIGSTOP)

    worker.close()

    assert not lives(hung)


def test_closing_in_a_pause_ends_the_pause(make: Make) -> None:
    worker = make("crash", patience=Patience(pause_s=PATIENCE_S))
    assert not worker.wait(PATIENCE_S)

    worker.close()

    assert worker.state == "closed"


def test_what_the_process_logs_is_seen_at_debug_alone(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "trekbot.llm")
    worker = make("crash", "well")

    wait_until(lambda: worker.state == "up")

    lines = [record for record in caplog.records if record.message == "llama.cpp: no wheels"]
    assert [record.levelname for record in lines] == ["DEBUG", "ERROR"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_worker_ends_with_the_process_that_started_it(notes: Notes, number: signal.Signals) -> None:
    holder = hold("model.gguf", str(notes.path), "well")
    assert holder.stdout is not None
    worker = json.loads(holder.stdout.readline())["worker"]
    assert lives(worker)

    holder.send_signal(number)
    holder.communicate()

    wait_until(lambda: not lives(worker))


def hold(*arguments: str) -> subprocess.Popen[str]:
    """Start a process that starts a worker."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HERE.parent.parent / "src"), os.environ["PYTHONPATH"]]),
    }
    command = [sys.executable, str(HERE / "worker_holder.py"), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
