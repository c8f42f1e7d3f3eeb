import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.api.test_chat import body
from tests.records.files import held, readable_folder, write_protected
from tests.scripted import GIVEN_AT, IDS, REPLY, SECRET, ScriptedTrekbot
from trekbot.answering.answer_ids import AnswerIds
from trekbot.api.app import create_app
from trekbot.records import database
from trekbot.settings import Settings

ANSWER = IDS.new()


@pytest.fixture
def trekbot(garden_settings: Settings, tmp_path: Path) -> Iterator[ScriptedTrekbot]:
    """One whose records are of this test alone."""
    trekbot = ScriptedTrekbot(garden_settings.model_copy())
    trekbot.settings.data = tmp_path / "data"
    yield trekbot
    trekbot.close()


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)


def vote(**fields: Any) -> dict[str, Any]:
    return {"id": ANSWER, "verdict": "up", **fields}


def test_feedback_is_accepted_and_kept(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    response = client.post("/v1/feedback", json=vote(comment=" Loam is missing.\n"))

    assert (response.status_code, response.content) == (202, b"")
    kept = trekbot.feedback.get(ANSWER)
    assert kept is not None
    assert (kept.verdict, kept.comment) == ("up", "Loam is missing.")


def test_a_second_vote_replaces_the_first(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    client.post("/v1/feedback", json=vote(comment="good"))
    client.post("/v1/feedback", json=vote(verdict="down"))

    kept = trekbot.feedback.get(ANSWER)
    assert kept is not None
    assert (kept.verdict, kept.comment) == ("down", None)
    assert trekbot.feedback.counts() == {"up": 0, "down": 1}


def test_the_id_of_every_answer_can_be_voted_on(client: TestClient) -> None:
    answer = client.post("/v1/chat", json=body()).json()

    assert client.post("/v1/feedback", json=vote(id=answer["id"])).status_code == 202


@pytest.mark.parametrize("comment", [None, "", " \n ", "\x00"])
def test_a_comment_that_says_nothing_is_none(client: TestClient, trekbot: ScriptedTrekbot, comment: str | None) -> None:
    assert client.post("/v1/feedback", json=vote(comment=comment)).status_code == 202

    kept = trekbot.feedback.get(ANSWER)
    assert kept is not None
    assert kept.comment is None


@pytest.mark.parametrize("id", ["a", "a" * 44, "a" * 128, "A-z_0.9~", ANSWER[:-1], ANSWER + "A", ANSWER.swapcase()])
def test_an_id_that_was_not_given_here_is_422_says_so_and_is_not_kept(
    client: TestClient, trekbot: ScriptedTrekbot, id: str
) -> None:
    response = client.post("/v1/feedback", json=vote(id=id))

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"] == [{"field": "id", "message": "No answer that was given here has this id"}]
    assert trekbot.feedback.counts() == {"up": 0, "down": 0}


def test_an_id_of_an_answer_that_is_too_old_is_422_and_says_so(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    old = AnswerIds(lambda: SECRET, lambda: GIVEN_AT - timedelta(days=31)).new()

    response = client.post("/v1/feedback", json=vote(id=old))

    assert response.status_code == 422
    assert "older than 30 days" in response.json()["detail"]
    assert trekbot.feedback.counts() == {"up": 0, "down": 0}


@pytest.mark.usefixtures("short_wait")
def test_an_id_that_was_not_given_here_waits_for_no_lock(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    trekbot.feedback.put(ANSWER, "up")
    trekbot.feedback.close()

    with held(trekbot.settings.data / "records.sqlite3"):
        assert client.post("/v1/feedback", json=vote(id="a")).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"id": ""}, "id"),
        ({"id": "a" * 129}, "id"),
        ({"id": "a b"}, "id"),
        ({"id": "a1\n"}, "id"),
        ({"id": "../a"}, "id"),
        ({"id": "é"}, "id"),
        ({"id": 7}, "id"),
        ({"id": None}, "id"),
        ({"verdict": "UP"}, "verdict"),
        ({"verdict": True}, "verdict"),
        ({"comment": "x" * 2_001}, "comment"),
        ({"comment": 7}, "comment"),
        ({"user": "me"}, "user"),
    ],
)
def test_wrong_feedback_is_422_names_the_field_and_is_not_kept(
    client: TestClient, trekbot: ScriptedTrekbot, wrong: dict[str, Any], field: str
) -> None:
    response = client.post("/v1/feedback", json=vote(**wrong))

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert [fault["field"] for fault in response.json()["errors"]] == [field]
    assert trekbot.feedback.counts() == {"up": 0, "down": 0}


@pytest.mark.parametrize("missing", ["id", "verdict"])
def test_feedback_without_an_id_or_a_verdict_is_422(client: TestClient, missing: str) -> None:
    fields = {name: value for name, value in vote().items() if name != missing}

    assert client.post("/v1/feedback", json=fields).json()["errors"][0]["field"] == missing


def test_the_longest_comment_is_kept_and_half_a_surrogate_pair_does_no_harm(
    client: TestClient, trekbot: ScriptedTrekbot
) -> None:
    raw = f'{{"id": "{ANSWER}", "verdict": "down", "comment": "\\ud83c' + "ü" * 1_999 + '"}'

    response = client.post("/v1/feedback", content=raw.encode(), headers={"Content-Type": "application/json"})

    assert response.status_code == 202
    kept = trekbot.feedback.get(ANSWER)
    assert kept is not None
    assert kept.comment == "\ufffd" + "ü" * 1_999


def test_a_form_of_another_site_cannot_vote(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    headers = {"Content-Type": "text/plain"}

    assert client.post("/v1/feedback", json=vote(), headers=headers).status_code == 415
    assert trekbot.feedback.counts() == {"up": 0, "down": 0}


@pytest.mark.usefixtures("short_wait")
def test_while_the_records_are_locked_feedback_is_503_and_chat_goes_on(
    client: TestClient, trekbot: ScriptedTrekbot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/v1/feedback", json=vote())
    trekbot.feedback.close()

    with held(tmp_path / "data" / "records.sqlite3"), caplog.at_level(logging.DEBUG):
        response = client.post("/v1/feedback", json=vote(verdict="down", comment="my private comment"))
        assert client.post("/v1/chat", json=body()).json() == REPLY.to_dict()
        assert client.get("/readyz").status_code == 200

    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert int(response.headers["retry-after"]) > 0
    assert str(tmp_path) not in response.text
    assert "locked" in caplog.text
    assert "private" not in caplog.text
    assert client.post("/v1/feedback", json=vote(verdict="down")).status_code == 202
    assert trekbot.feedback.counts() == {"up": 0, "down": 1}


def test_votes_that_wait_for_a_lock_take_no_thread_from_those_who_ask(trekbot: ScriptedTrekbot, tmp_path: Path) -> None:
    trekbot.feedback.put(ANSWER, "up")
    trekbot.feedback.close()

    async def meet() -> tuple[list[httpx.Response], list[httpx.Response], bool]:
        transport = httpx.ASGITransport(create_app(trekbot))
        async with httpx.AsyncClient(transport=transport, base_url="http://trek.example") as client:
            votes = [asyncio.create_task(client.post("/v1/feedback", json=vote(id=IDS.new()))) for number in range(60)]
            answers = [await client.post("/v1/chat", json=body()) for _ in range(5)]
            waiting = not any(vote.done() for vote in votes)
            return answers, await asyncio.gather(*votes), waiting

    with held(tmp_path / "data" / "records.sqlite3"):
        answers, votes, waiting = asyncio.run(meet())

    assert waiting, "the votes were over before the questions were answered"
    assert {answer.status_code for answer in answers} == {200}
    assert {vote.status_code for vote in votes} == {503}
    assert all("retry-after" in vote.headers for vote in votes)


def test_in_a_folder_that_cannot_be_written_feedback_is_503_and_chat_goes_on(
    client: TestClient, trekbot: ScriptedTrekbot
) -> None:
    with readable_folder() as folder:
        trekbot.settings.data = folder
        with write_protected(folder):
            response = client.post("/v1/feedback", json=vote())
            answer = client.post("/v1/chat", json=body())

        assert (response.status_code, answer.status_code) == (503, 200)
        assert "retry-after" in response.headers
        assert client.post("/v1/feedback", json=vote()).status_code == 202
        trekbot.feedback.close()


def test_feedback_is_there_after_a_restart(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    client.post("/v1/feedback", json=vote())
    trekbot.close()

    restarted = ScriptedTrekbot(trekbot.settings)
    assert restarted.feedback.counts() == {"up": 1, "down": 0}
    restarted.close()


def test_feedback_waits_for_no_index(empty_trekbot: ScriptedTrekbot) -> None:
    assert TestClient(create_app(empty_trekbot)).post("/v1/feedback", json=vote()).status_code == 202
    assert empty_trekbot.feedback.counts() == {"up": 1, "down": 0}
