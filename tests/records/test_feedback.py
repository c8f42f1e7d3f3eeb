import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from tests.records.conftest import NOON
from tests.records.files import held, readable_folder, rows, write_protected
from trekbot.errors import RecordsUnavailable
from trekbot.records import database
from trekbot.records.feedback import Feedback, FeedbackStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FeedbackStore]:
    store = FeedbackStore(tmp_path / "data", now=lambda: NOON)
    yield store
    store.close()


def test_a_verdict_is_kept_with_its_comment_and_time(store: FeedbackStore) -> None:
    store.put("a1", "down", "Loam is\nmissing. “Why?” 🌱 '; DROP TABLE feedback")

    assert store.get("a1") == Feedback("a1", "down", "Loam is\nmissing. “Why?” 🌱 '; DROP TABLE feedback", NOON)


def test_an_answer_without_feedback_has_none(store: FeedbackStore) -> None:
    assert store.get("a1") is None
    assert store.counts() == {"up": 0, "down": 0}


def test_a_second_vote_replaces_the_first_with_its_comment(store: FeedbackStore) -> None:
    store.put("a1", "down", "wrong")
    second = store.put("a1", "up")

    assert store.get("a1") == second == Feedback("a1", "up", None, NOON)
    assert store.counts() == {"up": 1, "down": 0}


def test_a_verdict_can_be_taken_back(store: FeedbackStore) -> None:
    store.put("a1", "down", "wrong")
    store.put("a2", "up")
    store.remove("a1")
    store.remove("never voted on")

    assert store.get("a1") is None
    assert store.counts() == {"up": 1, "down": 0}


def test_answers_are_counted_by_verdict(store: FeedbackStore) -> None:
    for number in range(5):
        store.put(f"a{number}", "up" if number < 3 else "down")

    assert store.counts() == {"up": 3, "down": 2}


def test_a_time_comes_back_as_the_same_moment_whatever_its_zone(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path, now=lambda: NOON.astimezone(timezone(timedelta(hours=5))))
    store.put("a1", "up")

    assert store.get("a1") == Feedback("a1", "up", None, NOON)
    store.close()


def test_nothing_is_kept_but_the_id_the_verdict_the_comment_and_the_time(store: FeedbackStore, file: Path) -> None:
    store.put("a1", "up", "good")

    assert rows(file, "SELECT * FROM feedback") == [("a1", "up", "good", "2026-05-12 12:00:00.250000")]


def test_no_file_is_made_before_the_first_use(store: FeedbackStore, file: Path) -> None:
    assert not file.parent.exists()
    store.close()
    store.counts()
    assert file.is_file()


def test_what_was_kept_is_there_after_a_restart(store: FeedbackStore, tmp_path: Path) -> None:
    store.put("a1", "up", "good")
    store.close()

    restarted = FeedbackStore(tmp_path / "data")
    restarted.put("a2", "down")
    assert restarted.get("a1") == Feedback("a1", "up", "good", NOON)
    assert restarted.counts() == {"up": 1, "down": 1}
    restarted.close()


def test_what_was_kept_survives_a_process_that_is_killed(tmp_path: Path, store: FeedbackStore) -> None:
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom trekbot.records.feedback import FeedbackStore\n"
        "FeedbackStore(Path(sys.argv[1])).put('a1', 'up')\nos._exit(9)"
    )
    source = str(Path(database.__file__).parents[2])
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path / "data")], check=False, cwd=source)

    assert ended.returncode == 9
    assert store.counts() == {"up": 1, "down": 0}


def test_a_store_that_was_closed_opens_again(store: FeedbackStore) -> None:
    store.put("a1", "up")
    store.close()
    store.close()

    assert store.counts() == {"up": 1, "down": 0}


def test_threads_share_a_store_and_lose_nothing(store: FeedbackStore) -> None:
    together = threading.Barrier(8)

    def vote(thread: int) -> None:
        together.wait()
        for number in range(20):
            store.put(f"a{thread}-{number}", "up")
            store.put("the same", "up" if thread % 2 else "down", str(thread))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(vote, range(8)))

    counts = store.counts()
    kept = store.get("the same")
    assert sum(counts.values()) == 161
    assert kept is not None
    assert kept.comment is not None
    assert kept.verdict == ("up" if int(kept.comment) % 2 else "down")


def test_stores_of_several_processes_make_one_file_between_them(tmp_path: Path) -> None:
    for new in range(20):  # whether they are in each other's way is a matter of chance
        stores = [
            FeedbackStore(tmp_path / f"data-{new}") for _ in range(6)
        ]  # each with a connection and a lock of its own
        together = threading.Barrier(6)

        def vote(number: int, stores: list[FeedbackStore] = stores, together: threading.Barrier = together) -> None:
            together.wait()
            stores[number].put(f"a{number}", "up")

        with ThreadPoolExecutor(6) as threads:
            list(threads.map(vote, range(6)))

        assert stores[0].counts() == {"up": 6, "down": 0}
        for store in stores:
            store.close()


@pytest.mark.usefixtures("short_wait")
def test_while_another_holds_the_file_nothing_is_kept_and_then_it_goes_on(store: FeedbackStore, file: Path) -> None:
    store.put("a1", "up")
    store.close()

    with held(file):
        with pytest.raises(RecordsUnavailable, match="locked") as error:
            store.put("a1", "down", "my private comment")
        assert "private" not in str(error.value)
        assert str(file) in str(error.value)

    assert store.counts() == {"up": 1, "down": 0}
    store.put("a1", "down")
    assert store.counts() == {"up": 0, "down": 1}


def test_a_reader_does_not_keep_a_writer_waiting(store: FeedbackStore, file: Path) -> None:
    store.put("a1", "up")
    with store._database.transaction() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM feedback").scalar_one() == 1
        store.put("a2", "up")

    assert store.counts() == {"up": 2, "down": 0}


@pytest.mark.usefixtures("short_wait")
def test_in_a_folder_that_cannot_be_written_nothing_is_kept() -> None:
    with readable_folder() as folder:
        store = FeedbackStore(folder)
        with write_protected(folder), pytest.raises(RecordsUnavailable, match="unable to open"):
            store.put("a1", "up")

        store.put("a1", "up")
        assert store.counts() == {"up": 1, "down": 0}
        store.close()


@pytest.mark.usefixtures("short_wait")
def test_a_file_that_cannot_be_written_keeps_what_it_has() -> None:
    with readable_folder() as folder:
        store = FeedbackStore(folder)
        store.put("a1", "up")
        store.close()
        with write_protected(folder), pytest.raises(RecordsUnavailable):
            store.put("a1", "down")

        assert store.counts() == {"up": 1, "down": 0}
        store.close()


def test_a_data_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")

    with pytest.raises(RecordsUnavailable, match="exists"):
        FeedbackStore(tmp_path / "data").counts()


@pytest.mark.usefixtures("short_wait")
@pytest.mark.parametrize("content", [b"no database at all, but a text of some length" * 40])
def test_a_damaged_file_is_reported_and_left_as_it_is(store: FeedbackStore, file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)

    with pytest.raises(RecordsUnavailable, match="not a database"):
        store.put("a1", "up")
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA user_version = 1000",
        "CREATE TABLE tasks (id)",
        "CREATE TABLE alembic_version AS SELECT 'ab12' AS version_num",  # of a program that takes steps of its own
    ],
)
def test_a_file_of_another_layout_is_refused_and_left_as_it_is(
    store: FeedbackStore, file: Path, statement: str
) -> None:
    file.parent.mkdir()
    rows(file, statement)
    before = rows(file, "SELECT name FROM sqlite_master")

    with pytest.raises(RecordsUnavailable, match="layout") as error:
        store.put("a1", "up")
    assert "move the file away" in str(error.value)
    assert rows(file, "SELECT name FROM sqlite_master") == before


def test_a_trekbot_that_keeps_no_feedback_loads_no_database_library(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom trekbot.api.app import create_app\n"
        "from trekbot.settings import Settings\nfrom trekbot.wiring import build\n"
        "create_app(build(Settings(data=Path(sys.argv[1]))))\nsys.exit('sqlalchemy' in sys.modules)"
    )
    source = str(Path(database.__file__).parents[2])

    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, cwd=source).returncode == 0
    assert list(tmp_path.iterdir()) == []
