"""What the API writes into the question log, and that no answer waits for it or fails by it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from fastapi.testclient import TestClient

from tests.api.test_chat import body
from tests.api.test_metrics import Samples
from tests.records.files import held
from tests.scripted import EVENTS, REPLY, ScriptedTrekbot
from trekbot import __version__
from trekbot.api.app import create_app
from trekbot.errors import IndexUnavailable
from trekbot.records import database
from trekbot.records.logged_answer import LoggedAnswer
from trekbot.records.question_log import QuestionLog
from trekbot.settings import Settings

TURNS = [
    {"role": "user", "content": "What is loam?"},
    {"role": "assistant", "content": "Loam is a soil. [1]"},
    {"role": "user", "content": "And its acidity?"},
]
PAGE = {"roadmap": "kitchen-garden", "stage": "soil"}


@pytest.fixture
def trekbot(garden_settings: Settings, tmp_path: Path) -> Iterator[ScriptedTrekbot]:
    """One that keeps a question log of this test alone."""
    data = copytree(garden_settings.data, tmp_path / "data")
    trekbot = ScriptedTrekbot(garden_settings.model_copy(update={"question_log_days": 30, "data": data}))
    yield trekbot
    trekbot.close()


def logged(trekbot: ScriptedTrekbot) -> list[LoggedAnswer]:
    """What is in the log at the end."""
    trekbot.close()
    log = QuestionLog(trekbot.settings.data)
    answers = log.latest(10)
    log.close()
    return answers


def test_an_answer_is_logged_with_its_question_and_what_made_it(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    asked = {"messages": TURNS, "roadmap": "kitchen-garden", "page": PAGE, "site": "garden-club"}

    client.post("/v1/chat", json=asked)

    (answer,) = logged(trekbot)
    assert answer == LoggedAnswer(
        id=REPLY.id,
        at=answer.at,
        site="garden-club",
        roadmap="kitchen-garden",
        page_roadmap="kitchen-garden",
        page_stage="soil",
        question="And its acidity?",
        history=tuple(TURNS[:2]),
        status="answered",
        answer=REPLY.answer,
        notices=(),
        citations=(
            {
                "roadmap": "kitchen-garden",
                "stage": "soil",
                "section": "Key ideas",
                "quote": "Soil acidity is measured as a pH value from 0 to 14.",
            },
        ),
        engine="extractive",
        prompt=None,
        degraded=None,
        index="f",
        embedding_model=trekbot.embedder.identity,
        version=__version__,
        total_ms=7,
    )


def test_a_streamed_answer_is_logged_too(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    client.post("/v1/chat", json=body("What is loam?", stream=True))

    (answer,) = logged(trekbot)
    assert (answer.id, answer.question, answer.roadmap) == (REPLY.id, "What is loam?", None)


@pytest.mark.parametrize("stream", [False, True])
def test_a_question_without_an_answer_is_not_logged(client: TestClient, trekbot: ScriptedTrekbot, stream: bool) -> None:
    trekbot.assistant.script = [*EVENTS[:2], IndexUnavailable("gone")]

    client.post("/v1/chat", json=body(stream=stream))

    assert logged(trekbot) == []


def test_nothing_of_the_learner_is_kept_but_what_was_asked(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    headers = {"User-Agent": "perifollicular/1.0", "X-Forwarded-For": "203.0.113.77", "Cookie": "who=perifollicular"}
    client.post("/v1/chat", json=body(), headers=headers)

    assert len(logged(trekbot)) == 1
    kept = b"".join(file.read_bytes() for file in trekbot.settings.data.glob("records*"))
    assert b"perifollicular" not in kept
    assert b"203.0.113.77" not in kept


def test_a_verdict_finds_the_answer_that_it_is_about(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    answer = client.post("/v1/chat", json=body("What is loam?")).json()
    client.post("/v1/feedback", json={"id": answer["id"], "verdict": "down", "comment": "too short"})
    trekbot.close()

    (judged,) = QuestionLog(trekbot.settings.data).with_feedback("down")

    assert (judged.answer.question, judged.comment) == ("What is loam?", "too short")


def test_by_default_nothing_is_logged(garden_settings: Settings, tmp_path: Path) -> None:
    data = copytree(garden_settings.data, tmp_path / "data")
    trekbot = ScriptedTrekbot(garden_settings.model_copy(update={"data": data}))
    client = TestClient(create_app(trekbot))
    trekbot.start_question_log()

    assert client.post("/v1/chat", json=body()).status_code == 200
    assert not {name for name, _ in Samples(client) if "question_log" in name}
    trekbot.close()
    assert not (data / "records.sqlite3").exists()


def test_while_the_records_are_locked_answers_come_whole_and_the_rows_that_lack_are_counted(
    client: TestClient, trekbot: ScriptedTrekbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    trekbot.feedback.counts()
    trekbot.feedback.close()

    with held(trekbot.settings.data / "records.sqlite3"):
        for stream in (False, True):
            response = client.post("/v1/chat", json=body(stream=stream))
            assert response.status_code == 200
            assert REPLY.id in response.text
        trekbot.close_question_log()

    samples = Samples(client)
    assert samples.of("trekbot_question_log_dropped_total") == 2
    assert samples.of("trekbot_question_log_written_total") == 0


def test_what_was_written_is_counted(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    client.post("/v1/chat", json=body())
    trekbot.close_question_log()

    assert Samples(client).of("trekbot_question_log_written_total") == 1
