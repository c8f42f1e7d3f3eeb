"""The database of the records: one SQLite file, made when something is first written to it or read from it.

A write-ahead log lets readers and one writer work side by side, between processes too. Whoever finds the file locked
waits for a short time only: a record that is late is worth less than the thread that waits for it.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from trekbot.errors import RecordsUnavailable
from trekbot.records import RECORDS_FILE
from trekbot.records.layout import BEFORE_STEPS, NEW, layout_of, make_new
from trekbot.records.tables import LAYOUT

BUSY_S = 1.0
STEPS_S = 10.0  # for another who takes a file to this version's layout, once in its life
SWITCH_AGAIN_S = 0.01
MOST_CONNECTIONS = 8


class Database:
    """Transactions on the records below a data folder; threads may share it. Nothing is opened before the first one."""

    def __init__(self, data_folder: Path) -> None:
        self.file = data_folder / RECORDS_FILE
        self._engine: Engine | None = None
        self._opening = threading.Lock()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection; all is kept when the block ends, and nothing when it raises.

        Raises:
            RecordsUnavailable: the file cannot be opened, written or understood, or somebody else holds it.
        """
        with self._telling(), self._opened().begin() as connection:
            yield connection

    def cut_write_ahead_log(self) -> None:
        """Have nothing stay behind in the write-ahead log of what was deleted or replaced.

        Raises:
            RecordsUnavailable: somebody is reading, or one of the reasons of `transaction`.
        """
        with self._telling(), _without_transaction(self._opened()) as connection:
            is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        if is_busy:
            raise self._unavailable("somebody is reading what was deleted from it")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turn what the database and the disk report into our own error."""
        try:
            yield
        except DatabaseError as error:
            if type(error) not in (OperationalError, DatabaseError):  # the others are about our own statements
                raise
            raise self._unavailable(str(error.orig)) from None  # its own text would repeat the statement
        except PoolExhausted:
            raise self._unavailable("too many threads are at it") from None
        except OSError as error:
            raise self._unavailable(error.strerror or type(error).__name__) from None

    def close(self) -> None:
        """Close every connection that is not in use; a later transaction opens the file again."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _opened(self) -> Engine:
        if not self._opening.acquire(timeout=BUSY_S):
            raise self._unavailable("another thread is still trying to open it")
        try:
            if self._engine is None:
                self._engine = self._open()
            return self._engine
        finally:
            self._opening.release()

    def _open(self) -> Engine:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(self.file)
        try:
            self._lay_out(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _lay_out(self, engine: Engine) -> None:
        """Bring the tables up to date, in a new file too; leave those that this version does not know as they are."""
        with _without_transaction(engine) as connection:
            _write_ahead(connection)
            found = layout_of(connection)
            if found == NEW:
                found = _made(connection)
            if found != LAYOUT:
                found = _brought_up_to_date(connection)
        if found != LAYOUT:
            raise RecordsUnavailable(
                f"{self.file} has the layout {found} and this version of Trekbot writes {LAYOUT}.",
                "Run the version that wrote it, or move the file away: a new one is made.",
            )

    def _unavailable(self, reason: str) -> RecordsUnavailable:
        return RecordsUnavailable(
            f"{self.file}: {reason}.", "Check that the file can be written and that no other program holds it."
        )


def _engine(file: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file.resolve())),
        connect_args={"timeout": BUSY_S},
        pool_size=MOST_CONNECTIONS,
        max_overflow=0,
        pool_timeout=BUSY_S,
        hide_parameters=True,  # what people wrote stays out of messages and logs
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _without_transaction(engine: Engine) -> Connection:
    """Give a connection on which each statement stands alone, to be closed."""
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def _set_up(connection: sqlite3.Connection, record: Any) -> None:
    # Forced to disk at checkpoints, not at each commit: a power failure may cost the last records, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, not only left free


def _write_ahead(connection: Connection) -> None:
    """Have the file use a write-ahead log, from now on and for everybody.

    Of two who switch a new file at once, SQLite refuses one without waiting, since each holds what the other needs.
    """
    end = time.monotonic() + BUSY_S
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            return
        except OperationalError:
            if time.monotonic() >= end:
                raise
        time.sleep(SWITCH_AGAIN_S)


def _made(connection: Connection) -> str:
    """Make the tables of a new file; give the layout that it has then."""
    with _alone(connection):
        if layout_of(connection) == NEW:
            make_new(connection)
    return layout_of(connection)


def _brought_up_to_date(connection: Connection) -> str:
    """Take the steps that a database lacks, all of them or none; give the layout that it has then."""
    from trekbot.records.migrations import known_revisions, take_steps  # before the lock: it takes a moment to load

    known = known_revisions() | BEFORE_STEPS
    with _alone(connection, STEPS_S):
        if layout_of(connection) in known:
            take_steps(connection)
    return layout_of(connection)


@contextmanager
def _alone(connection: Connection, longest_s: float | None = None) -> Iterator[None]:
    """Hold the file for oneself: whoever comes second waits, and finds done what is done here, all of it or nothing.

    Args:
        longest_s: for how long to wait for another who does the same; `BUSY_S` if None.
    """
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {round((longest_s or BUSY_S) * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(BUSY_S * 1000)}")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")
