import logging
import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.records.answers import ANSWER, answer
from tests.records.clock import Clock
from tests.records.conftest import NOON
from tests.records.files import held, rows
from trekbot.records import database
from trekbot.records.logged_answer import LoggedAnswer
from trekbot.records.question_log import QuestionLog
from trekbot.records.question_writer import MOST_WAITING, QuestionWriter
from trekbot.records.retention import Retention

PATIENCE_S = 30.0


class WatchedLog(QuestionLog):
    """Says when answers are about to be written, and holds them up until a test lets them go."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__(data_folder)
        self.writing = threading.Event()
        self.go = threading.Event()
        self.go.set()
        self.batches: list[int] = []

    def add(self, answers: Sequence[LoggedAnswer]) -> None:
        self.writing.set()
        assert self.go.wait(PATIENCE_S)
        super().add(answers)
        self.batches.append(len(answers))


@pytest.fixture
def log(tmp_path: Path) -> WatchedLog:
    return WatchedLog(tmp_path / "data")


@pytest.fixture
def writer(log: WatchedLog) -> Iterator[QuestionWriter]:
    writer = writer_of(log)
    yield writer
    log.go.set()
    writer.close()


def writer_of(log: QuestionLog, days: int = 30) -> QuestionWriter:
    clock = Clock()
    return QuestionWriter(log, Retention(log, days, clock, clock.monotonic))


def ids(log: QuestionLog) -> list[str]:
    return sorted(one.id for one in log.latest(10_000))


def test_closing_writes_all_that_was_handed_over(writer: QuestionWriter, log: WatchedLog) -> None:
    for number in range(250):
        writer.put(answer(f"a{number:03}"))
    writer.close()

    assert ids(log) == [f"a{number:03}" for number in range(250)]
    assert (writer.written, writer.dropped) == (250, 0)
    assert max(log.batches) <= 100


def test_no_file_is_made_and_no_thread_begun_before_the_first_answer(writer: QuestionWriter, file: Path) -> None:
    assert not [thread for thread in threading.enumerate() if thread.name == "question-log"]
    writer.close()
    assert not file.parent.exists()


def test_threads_that_hand_over_at_once_lose_nothing(writer: QuestionWriter, log: WatchedLog) -> None:
    together = threading.Barrier(8)

    def put(thread: int) -> None:
        together.wait()
        for number in range(20):
            writer.put(answer(f"a{thread}-{number}"))

    threads = [threading.Thread(target=put, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.close()

    assert len(ids(log)) == writer.written == 160


def test_more_answers_than_can_wait_are_dropped_counted_and_logged_once(
    writer: QuestionWriter, log: WatchedLog, caplog: pytest.LogCaptureFixture
) -> None:
    log.go.clear()
    writer.put(answer("first"))
    assert log.writing.wait(PATIENCE_S)

    for number in range(MOST_WAITING + 5):
        writer.put(answer(f"a{number}"))
    assert writer.dropped == 5

    log.go.set()
    writer.close()
    assert writer.written == MOST_WAITING + 1
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 1


@pytest.mark.usefixtures("short_wait")
def test_while_the_records_are_locked_answers_are_dropped_and_then_it_goes_on(
    log: WatchedLog, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "trekbot.records")
    log.add([answer("before")])
    log.close()
    locked = writer_of(log)
    with held(file):
        for number in range(3):
            locked.put(answer(f"a{number}", question="my private question"))
        locked.close()
    assert (locked.written, locked.dropped) == (0, 3)
    messages = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len([message for message in messages if "not written into the question log" in message]) == 1
    assert "private" not in caplog.text

    later = writer_of(log)
    later.put(answer("after"))
    later.close()
    assert ids(log) == ["after", "before"]


def test_a_full_disk_drops_answers_and_nothing_else(
    writer: QuestionWriter,
    log: WatchedLog,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    log.add([answer("before")])
    log.close()
    pages = rows(file, "PRAGMA page_count")[0][0]
    usual = database._set_up

    def no_more_room(connection: object, record: object) -> None:
        usual(connection, record)  # type: ignore[arg-type]
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    monkeypatch.setattr(database, "_set_up", no_more_room)
    writer.put(answer("a1", answer="Loam. " * 5_000))
    writer.close()

    assert "full" in caplog.text
    assert (writer.written, writer.dropped) == (0, 1)
    assert ids(log) == ["before"]


def test_a_damaged_file_drops_answers_and_is_left_as_it_is(writer: QuestionWriter, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all, but a text of some length" * 40)
    before = file.read_bytes()

    writer.put(ANSWER)
    writer.close()

    assert writer.dropped == 1
    assert file.read_bytes() == before


def test_after_a_fault_it_is_said_when_answers_are_written_again(
    writer: QuestionWriter, log: WatchedLog, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "trekbot.records")
    log.go.clear()
    writer.put(answer("a1"))
    assert log.writing.wait(PATIENCE_S)
    for number in range(MOST_WAITING + 1):
        writer.put(answer(f"b{number}"))
    log.go.set()
    writer.close()

    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_starting_deletes_what_is_too_old_without_an_answer(log: WatchedLog, file: Path) -> None:
    log.add([answer("old", NOON - timedelta(days=31)), answer("new")])

    writer = writer_of(log, days=30)
    writer.start()
    writer.close()

    assert ids(log) == ["new"]


def test_what_comes_after_the_end_is_dropped(writer: QuestionWriter, file: Path) -> None:
    writer.close()
    writer.put(ANSWER)
    writer.close()

    assert writer.dropped == 1
    assert not file.exists()


def test_closing_waits_for_a_disk_that_does_not_answer_no_longer_than_it_may(
    writer: QuestionWriter, log: WatchedLog
) -> None:
    log.go.clear()
    writer.put(answer("a1"))
    assert log.writing.wait(PATIENCE_S)
    writer.put(answer("a2"))
    writer.put(answer("a3"))

    writer.close(longest_s=0.01)

    assert writer.dropped == 2
