"""The real llama.cpp with the real default model, in its process."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import httpx
import pytest

from tests.llm.processes import lives, wait_until
from tests.llm.test_worker import hold
from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.client import ChatModel, Limits
from trekbot.llm.cores import threads_for_a_model
from trekbot.llm.message import Message
from trekbot.llm.worker import Load, LocalWorker

pytestmark = pytest.mark.model

START_S = 120.0
NAME = "the-default"
SOON_S = 3.0  # the bar is a second; a machine that runs other tests beside may take longer
CHECKLIST = "Soil is the ground that a plant grows in. A bed is a part of the garden. Compost feeds the soil slowly. "


@pytest.fixture(scope="module")
def worker(default_model: Path) -> Iterator[LocalWorker]:
    with closing(LocalWorker()) as worker:
        worker.start(Load(default_model, NAME, threads_for_a_model()))
        assert worker.wait(START_S)
        yield worker


@pytest.fixture(scope="module")
def chat(worker: LocalWorker) -> Iterator[ChatModel]:
    limits = Limits(first_s=60.0, whole_s=90.0, at_once=2)
    with closing(ChatModel(worker.endpoint, NAME, limits, also={"return_progress": True})) as chat:
        yield chat


def ask(text: str) -> list[Message]:
    return [Message("system", "You are brief."), Message("user", text)]


def test_it_is_well_tells_its_name_and_not_where_its_file_is(worker: LocalWorker, default_model: Path) -> None:
    endpoint = worker.endpoint()

    told = httpx.get(f"{endpoint.url}/models", headers=endpoint.headers).text

    assert httpx.get(f"{endpoint.url}/health").status_code == 200
    assert NAME in told
    assert default_model.name not in told


@pytest.mark.parametrize("key", [None, "Bearer none", "Bearer sk-guessed"])
def test_without_the_key_nothing_is_answered(worker: LocalWorker, key: str | None) -> None:
    chat = {"messages": [{"role": "user", "content": "Hello"}], "max_tokens": 1}

    headers = {"Authorization": key} if key else {}
    refusal = httpx.post(f"{worker.endpoint().url}/chat/completions", json=chat, headers=headers)

    assert refusal.status_code == 401


def test_it_offers_no_page_and_no_view_of_what_it_does(worker: LocalWorker) -> None:
    endpoint = worker.endpoint()
    root = endpoint.url.removesuffix("/v1")

    statuses = [httpx.get(root + path, headers=endpoint.headers).status_code for path in ("/", "/slots", "/metrics")]

    assert all(status in (403, 404, 501) for status in statuses)


def test_it_listens_on_loopback_alone(worker: LocalWorker) -> None:
    port = httpx.URL(worker.endpoint().url).port
    listening = [line.split() for line in Path(f"/proc/{worker.pid}/net/tcp").read_text().splitlines()[1:]]

    assert [fields[1] for fields in listening if fields[1].endswith(f":{port:04X}") and fields[3] == "0A"] == [
        f"0100007F:{port:04X}"
    ]


def test_an_answer_comes_in_pieces_and_is_counted(chat: ChatModel) -> None:
    with closing(chat.stream(ask("Count from one to five in words."), max_tokens=30)) as utterance:
        pieces = list(utterance)

    assert len(pieces) > 5
    assert "three" in "".join(pieces).lower()
    assert utterance.counted
    assert utterance.input_tokens > 10
    assert 5 < utterance.output_tokens <= 30


def test_a_schema_holds_the_answer_to_its_shape(chat: ChatModel) -> None:
    fruit = {"type": "string", "enum": ["apple", "pear", "quince"]}
    schema = {
        "type": "object",
        "properties": {"fruits": {"type": "array", "items": fruit, "minItems": 2, "maxItems": 2}},
        "required": ["fruits"],
        "additionalProperties": False,
    }

    with closing(chat.stream(ask("Write a poem about bananas."), max_tokens=60, schema=schema)) as utterance:
        said = json.loads("".join(utterance))

    assert said.keys() == {"fruits"}
    assert len(said["fruits"]) == 2
    assert set(said["fruits"]) <= {"apple", "pear", "quince"}


def test_a_prompt_that_was_read_before_is_not_read_again(chat: ChatModel) -> None:
    def seconds_to_the_first_word(text: str) -> float:
        began = time.monotonic()
        with closing(chat.stream(ask(text), max_tokens=4)) as utterance:
            next(iter(utterance))
            return time.monotonic() - began

    fresh = seconds_to_the_first_word(CHECKLIST * 8 + "What is soil?")
    seconds_to_the_first_word("Something else lies between.")
    again = seconds_to_the_first_word(CHECKLIST * 8 + "What is a bed?")

    assert again < fresh / 2


@pytest.mark.parametrize("words", [0, 1], ids=["while it reads the prompt", "while it speaks"])
def test_who_leaves_stops_the_work_and_the_next_one_is_served_at_once(chat: ChatModel, words: int) -> None:
    gone = threading.Event()
    long = f"{words} " + " ".join(f"Bed {number} has soil." for number in range(20 if words else 180))
    utterance = chat.stream(ask(long), max_tokens=400, gone=gone)
    if words:
        list(islice(utterance, words))
        gone.set()
    else:
        threading.Timer(1.5, gone.set).start()  # by then the prompt is being read

    with pytest.raises(LanguageModelUnavailable) as told:
        list(utterance)
    left = time.monotonic()
    with closing(chat.stream(ask("Say yes."), max_tokens=1)) as short:
        list(short)

    assert told.value.reason == "gone"
    assert time.monotonic() - left < SOON_S


def test_a_worker_that_was_killed_comes_back(default_model: Path) -> None:
    with closing(LocalWorker()) as worker:
        worker.start(Load(default_model, NAME, 1))
        assert worker.wait(START_S)
        first = worker.pid

        os.kill(first, signal.SIGKILL)

        wait_until(lambda: worker.pid != first and worker.state == "up", START_S)
        assert httpx.get(f"{worker.endpoint().url}/health").status_code == 200


def test_no_worker_is_left_behind_where_its_parent_is_killed(default_model: Path, tmp_path: Path) -> None:
    holder = hold(str(default_model), str(tmp_path / "notes"))
    assert holder.stdout is not None
    worker = json.loads(holder.stdout.readline())["worker"]
    assert lives(worker)

    holder.kill()
    holder.communicate()

    wait_until(lambda: not lives(worker))


def test_no_worker_is_left_behind_where_its_parent_is_killed_while_it_loads(
    default_model: Path, tmp_path: Path
) -> None:
    """Loading keeps Python from running, so only the kernel can end the process."""
    holder = hold(str(default_model), str(tmp_path / "notes"), "--told-at-once")
    assert holder.stdout is not None
    worker = json.loads(holder.stdout.readline())["worker"]
    wait_until(lambda: "xllamacpp" in Path(f"/proc/{worker}/maps").read_text())

    holder.kill()
    holder.communicate()

    wait_until(lambda: not lives(worker))


def test_a_file_that_is_no_model_is_said_with_what_llama_cpp_says(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cut.gguf").write_bytes(b"GGUF\x03\x00\x00\x00")
    with closing(LocalWorker()) as worker:
        worker.start(Load(tmp_path / "cut.gguf", NAME, 1))

        assert not worker.wait(START_S)

    assert any("failed to load model" in message for message in caplog.messages)
