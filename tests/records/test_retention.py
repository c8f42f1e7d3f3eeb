from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.records.answers import answer
from tests.records.clock import Clock
from tests.records.conftest import NOON
from tests.records.files import held
from trekbot.errors import RecordsUnavailable
from trekbot.records.question_log import QuestionLog
from trekbot.records.retention import AGAIN_S, EVERY_S, Retention


@pytest.fixture
def log(tmp_path: Path) -> Iterator[QuestionLog]:
    log = QuestionLog(tmp_path / "data")
    log.add([answer(f"a{day}", NOON - timedelta(days=day)) for day in range(4)])
    yield log
    log.close()


def retention(log: QuestionLog, days: int, clock: Clock) -> Retention:
    return Retention(log, days, clock, clock.monotonic)


def ids(log: QuestionLog) -> list[str]:
    return [one.id for one in log.latest(10)]


def test_at_the_start_what_is_older_than_the_days_is_deleted(log: QuestionLog) -> None:
    assert retention(log, 2, Clock()).enforce() == 1
    assert ids(log) == ["a0", "a1", "a2"]


def test_fewer_days_delete_more(log: QuestionLog) -> None:
    retention(log, 30, Clock()).enforce()
    assert len(ids(log)) == 4

    retention(log, 1, Clock()).enforce()
    assert ids(log) == ["a0", "a1"]


def test_no_days_delete_all_whatever_its_time(log: QuestionLog) -> None:
    log.add([answer("of a clock that runs ahead", NOON + timedelta(days=400))])

    assert retention(log, 0, Clock()).enforce() == 5
    assert ids(log) == []


def test_as_time_goes_by_it_is_done_once_an_hour(log: QuestionLog) -> None:
    clock = Clock()
    kept = retention(log, 3, clock)
    assert kept.due_in_s() == 0
    kept.enforce()
    clock.move(seconds=EVERY_S - 1)
    assert kept.due_in_s() == 1

    assert kept.enforce() == 0
    assert len(ids(log)) == 4

    clock.move(seconds=1)
    assert kept.enforce() == 1
    assert ids(log) == ["a0", "a1", "a2"]


@pytest.mark.usefixtures("short_wait")
def test_what_could_not_be_deleted_is_tried_again_in_a_minute(log: QuestionLog, file: Path) -> None:
    clock = Clock()
    kept = retention(log, 2, clock)
    log.close()

    with held(file), pytest.raises(RecordsUnavailable):
        kept.enforce()
    assert kept.enforce() == 0

    clock.move(seconds=AGAIN_S)
    kept.enforce()
    assert ids(log) == ["a0", "a1"]
