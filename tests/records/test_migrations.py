"""Files of every layout that there was, brought up to this version's."""

import logging
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from tests.records.conftest import NOON
from tests.records.files import rows
from trekbot.errors import RecordsUnavailable
from trekbot.records import database, migrations
from trekbot.records.database import Database
from trekbot.records.feedback import Feedback, FeedbackStore
from trekbot.records.tables import LAYOUT, METADATA
from trekbot.records.token_ledger import TokenCount, TokenLedger

OLD_FILES = Path(__file__).parent / "layouts"  # written by the versions that had these layouts
SCHEMA = "SELECT name, sql FROM sqlite_master ORDER BY name"
DAY = date(2026, 5, 12)

each_old_layout = pytest.mark.parametrize("layout", [1, 2])


@pytest.fixture
def data(file: Path) -> Path:
    file.parent.mkdir()
    return file.parent


def put_old(layout: int, file: Path) -> None:
    shutil.copy(OLD_FILES / f"layout_{layout}.sqlite3", file)


def test_all_steps_together_lead_to_the_tables_that_this_version_uses(data: Path) -> None:
    engine = create_engine(f"sqlite:///{data / 'steps.sqlite3'}")
    with engine.begin() as connection:
        migrations.take_steps(connection)
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_a_new_file_has_the_tables_and_the_number_that_all_steps_lead_to(data: Path) -> None:
    records = Database(data)
    with records.transaction() as connection:
        found = MigrationContext.configure(connection)
        assert compare_metadata(found, METADATA) == []
        assert found.get_current_heads() == (LAYOUT,)
        migrations.take_steps(connection)  # there are none left
    records.close()


def test_a_new_file_is_made_without_the_library_that_takes_steps(data: Path) -> None:
    assert not loads_alembic(data)


def test_the_layout_that_this_version_writes_is_that_of_the_last_step(data: Path, file: Path) -> None:
    FeedbackStore(data).counts()

    assert rows(file, "SELECT version_num FROM alembic_version") == [(LAYOUT,)]
    assert max(migrations.known_revisions()) == LAYOUT


@each_old_layout
def test_a_file_of_an_old_layout_is_taken_over_with_all_that_it_holds(data: Path, file: Path, layout: int) -> None:
    put_old(layout, file)
    feedback, tokens = FeedbackStore(data, now=lambda: NOON), TokenLedger(data, now=lambda: NOON)

    assert feedback.get("a1") == Feedback("a1", "down", "Loam is\nmissing. “Why?” 🌱", NOON)
    assert feedback.counts() == {"up": 1, "down": 1}
    assert tokens.spent(DAY) == ({"small-1": TokenCount(120, 17)} if layout == 2 else {})

    feedback.put("a2", "down")
    tokens.add("small-1", 1, 1)
    assert feedback.counts() == {"up": 0, "down": 2}
    assert tokens.spent(DAY)["small-1"] == (TokenCount(121, 18) if layout == 2 else TokenCount(1, 1))
    feedback.close()
    tokens.close()


@each_old_layout
def test_a_file_of_an_old_layout_has_the_new_tables_and_no_old_number_afterwards(
    data: Path, file: Path, layout: int
) -> None:
    put_old(layout, file)
    records = Database(data)
    with records.transaction() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": False})  # an integer had another name
        assert compare_metadata(found, METADATA) == []
    records.close()

    assert rows(file, "PRAGMA user_version") == [(0,)]
    assert rows(file, "PRAGMA integrity_check") == [("ok",)]


@each_old_layout
def test_processes_that_take_over_an_old_file_at_once_lose_nothing(data: Path, file: Path, layout: int) -> None:
    put_old(layout, file)
    program = (
        "import sys\nfrom pathlib import Path\nfrom trekbot.records.feedback import FeedbackStore\n"
        "FeedbackStore(Path(sys.argv[1])).put(sys.argv[2], 'up')\n"
    )
    source = str(Path(database.__file__).parents[2])

    running = [
        subprocess.Popen([sys.executable, "-c", program, str(data), f"new-{number}"], cwd=source) for number in range(3)
    ]

    assert [process.wait() for process in running] == [0, 0, 0]
    assert FeedbackStore(data).counts() == {"up": 4, "down": 1}


def test_a_file_of_a_later_version_is_refused_and_left_as_it_is(data: Path, file: Path) -> None:
    FeedbackStore(data).put("a1", "up")
    rows(file, "UPDATE alembic_version SET version_num = '9999'")
    before = rows(file, SCHEMA)

    with pytest.raises(RecordsUnavailable, match=f"layout 9999 and this version of Trekbot writes {LAYOUT}") as error:
        FeedbackStore(data).put("a2", "up")

    assert "Run the version that wrote it" in str(error.value)
    assert rows(file, SCHEMA) == before
    assert rows(file, "SELECT id FROM feedback") == [("a1",)]


def test_steps_that_cannot_be_taken_to_their_end_leave_the_old_file_whole(
    data: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_old(2, file)
    before = rows(file, SCHEMA)
    take = migrations.take_steps

    def take_then_fail(connection: object) -> None:
        take(connection)  # type: ignore[arg-type]
        raise OSError("the power fails")

    monkeypatch.setattr(migrations, "take_steps", take_then_fail)
    with pytest.raises(RecordsUnavailable):
        FeedbackStore(data).put("a3", "up")
    monkeypatch.undo()

    assert rows(file, SCHEMA) == before
    assert rows(file, "PRAGMA user_version") == [(2,)]
    assert FeedbackStore(data).counts() == {"up": 1, "down": 1}


def test_taking_steps_leaves_the_log_as_it_was_set_up(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    levels = {name: logging.getLogger(name).level for name in ("", "alembic", "sqlalchemy", "trekbot")}
    handlers = list(logging.getLogger().handlers)

    FeedbackStore(data).counts()

    assert {name: logging.getLogger(name).level for name in levels} == levels
    assert logging.getLogger().handlers == handlers
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_folder_whose_name_has_signs_of_its_own_does_no_harm(tmp_path: Path) -> None:
    data = tmp_path / "100%(here)s %s"
    store = FeedbackStore(data, now=lambda: NOON + timedelta(hours=1))
    store.put("a1", "up")

    assert store.counts() == {"up": 1, "down": 0}
    store.close()


def test_a_file_that_is_up_to_date_is_opened_without_the_library_that_takes_steps(data: Path) -> None:
    FeedbackStore(data).counts()

    assert not loads_alembic(data)


def loads_alembic(data: Path) -> bool:
    """Open the records in a process of their own, and tell whether that has loaded Alembic."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom trekbot.records.feedback import FeedbackStore\n"
        "FeedbackStore(Path(sys.argv[1])).counts()\nsys.exit('alembic' in sys.modules)"
    )
    source = str(Path(database.__file__).parents[2])

    return subprocess.run([sys.executable, "-c", program, str(data)], check=False, cwd=source).returncode != 0
