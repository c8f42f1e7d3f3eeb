from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from tests.records.answers import ANSWER, answer
from tests.records.conftest import NOON
from tests.records.files import held, reading, rows
from trekbot.errors import RecordsUnavailable
from trekbot.records.feedback import FeedbackStore
from trekbot.records.question_log import JudgedAnswer, QuestionLog

SECRET_WORD = "perifollicular"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[QuestionLog]:
    log = QuestionLog(tmp_path / "data")
    yield log
    log.close()


@pytest.fixture
def feedback(tmp_path: Path) -> Iterator[FeedbackStore]:
    feedback = FeedbackStore(tmp_path / "data", now=lambda: NOON + timedelta(minutes=5))
    yield feedback
    feedback.close()


def on_disk(file: Path) -> bytes:
    """All that lies beside the records and in them."""
    return b"".join(part.read_bytes() for part in file.parent.iterdir())


def test_an_answer_comes_back_as_it_was_logged(log: QuestionLog) -> None:
    nowhere = {"site": None, "roadmap": None, "page_roadmap": None, "page_stage": None}
    empty = {"history": (), "notices": (), "citations": (), "prompt": "answer@v1", "degraded": None}
    bare = answer("a0", NOON - timedelta(hours=1), **nowhere, **empty)
    log.add([bare, ANSWER])

    assert log.latest(10) == [ANSWER, bare]
    assert log.latest(1) == [ANSWER]


def test_nothing_is_kept_but_the_question_the_answer_and_what_made_it(log: QuestionLog, file: Path) -> None:
    log.add([ANSWER])

    columns = {name for _, name, *_ in rows(file, "PRAGMA table_info(questions)")}
    assert columns == {
        *("id", "at", "site", "roadmap", "page_roadmap", "page_stage", "question", "history", "status", "answer"),
        *("notices", "citations", "engine", "prompt", "degraded", "index", "embedding_model", "version", "total_ms"),
    }


def test_a_moment_comes_back_as_the_same_one_whatever_its_zone(log: QuestionLog) -> None:
    log.add([answer("a1", NOON.astimezone(timezone(timedelta(hours=5))))])

    assert log.latest(1) == [ANSWER]


def test_an_answer_that_is_logged_twice_is_kept_once(log: QuestionLog) -> None:
    log.add([ANSWER])
    log.add([answer("a1", question="Another one?"), answer("a2")])
    log.add([])

    assert [(one.id, one.question) for one in log.latest(10)] == [
        ("a1", "And what is its pH?"),
        ("a2", "And what is its pH?"),
    ]


def test_characters_that_no_database_takes_are_replaced(log: QuestionLog) -> None:
    broken = "half\ud83c \x00"
    log.add([answer("a1", question=broken, history=({"role": "user", "content": broken},), site=broken)])

    (kept,) = log.latest(1)
    assert (kept.question, kept.site, kept.history[0]["content"]) == ("half\ufffd \ufffd",) * 3


def test_answers_are_joined_with_what_learners_thought_of_them_newest_first(
    log: QuestionLog, feedback: FeedbackStore
) -> None:
    log.add([answer(f"a{hour}", NOON + timedelta(hours=hour)) for hour in range(4)])
    feedback.put("a0", "down", "too short")
    feedback.put("a2", "up")
    feedback.put("a3", "down")
    feedback.put("of an answer that was not logged", "down")

    judged_at = NOON + timedelta(minutes=5)
    assert log.with_feedback("down") == [
        JudgedAnswer(answer("a3", NOON + timedelta(hours=3)), "down", None, judged_at),
        JudgedAnswer(answer("a0"), "down", "too short", judged_at),
    ]
    assert [one.answer.id for one in log.with_feedback()] == ["a3", "a2", "a0"]
    assert [one.answer.id for one in log.with_feedback(limit=2)] == ["a3", "a2"]
    assert [one.verdict for one in log.with_feedback("up")] == ["up"]


def test_a_verdict_that_was_taken_back_is_joined_no_more(log: QuestionLog, feedback: FeedbackStore) -> None:
    log.add([ANSWER])
    feedback.put("a1", "down")
    feedback.remove("a1")

    assert log.with_feedback() == []


def test_what_is_older_than_a_moment_is_forgotten(log: QuestionLog) -> None:
    log.add([answer(f"a{day}", NOON - timedelta(days=day)) for day in range(4)])

    assert log.forget(NOON - timedelta(days=2)) == 1
    assert [one.id for one in log.latest(10)] == ["a0", "a1", "a2"]
    assert log.forget(None) == 3
    assert log.latest(10) == []


@pytest.mark.parametrize("length", [1, 3_000])  # a long text has pages of its own
def test_what_is_forgotten_is_gone_from_the_disk(log: QuestionLog, file: Path, length: int) -> None:
    text = f"{SECRET_WORD} " * length
    log.add([answer("old", NOON - timedelta(days=9), question=text, answer=text), answer("new")])
    assert SECRET_WORD.encode() in on_disk(file)

    log.forget(NOON - timedelta(days=8))

    assert SECRET_WORD.encode() not in on_disk(file)
    assert [one.id for one in log.latest(10)] == ["new"]
    assert rows(file, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.usefixtures("short_wait")
def test_while_somebody_reads_what_is_forgotten_that_is_said_and_done_the_next_time(
    log: QuestionLog, file: Path
) -> None:
    log.add([answer("old", question=SECRET_WORD)])
    with reading(file, "questions"), pytest.raises(RecordsUnavailable, match="somebody is reading"):
        log.forget(None)
    assert SECRET_WORD.encode() in on_disk(file)

    assert log.forget(None) == 0
    assert SECRET_WORD.encode() not in on_disk(file)


@pytest.mark.usefixtures("short_wait")
def test_while_another_holds_the_file_nothing_is_logged_or_forgotten(log: QuestionLog, file: Path) -> None:
    log.add([ANSWER])
    log.close()

    with held(file):
        with pytest.raises(RecordsUnavailable, match="locked") as error:
            log.add([answer("a2", question=SECRET_WORD)])
        with pytest.raises(RecordsUnavailable, match="locked"):
            log.forget(None)
    assert SECRET_WORD not in str(error.value)
    assert log.latest(10) == [ANSWER]
