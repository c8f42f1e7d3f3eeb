"""What learners asked and were told, for as long as the settings allow; joined with what they thought of it.

A row that is deleted is gone from the disk: SQLite overwrites it, and the write-ahead log, which may hold it, is cut.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, delete, select

from trekbot.records.database import Database
from trekbot.records.feedback import Verdict
from trekbot.records.logged_answer import LoggedAnswer
from trekbot.records.tables import FEEDBACK, QUESTIONS
from trekbot.records.upsert import insert_into

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")  # what a database takes for no text
FIELDS = tuple(field.name for field in fields(LoggedAnswer))


@dataclass(frozen=True)
class JudgedAnswer:
    """A logged answer with the feedback on it; `judged_at` bears a time zone."""

    answer: LoggedAnswer
    verdict: Verdict
    comment: str | None
    judged_at: datetime


class QuestionLog:
    """The question log below a data folder; threads may share it.

    Every method raises RecordsUnavailable where the records cannot be read or written just now.
    """

    def __init__(self, data_folder: Path) -> None:
        self._database = Database(data_folder)

    def add(self, answers: Sequence[LoggedAnswer]) -> None:
        """Keep answers, all or none of them; one that is kept already stays as it is."""
        rows = [_row(answer) for answer in answers]
        if rows:
            with self._database.transaction() as connection:
                connection.execute(insert_into(QUESTIONS, connection).on_conflict_do_nothing(), rows)

    def forget(self, before: datetime | None) -> int:
        """Delete the answers that were given before a moment, or all, from the disk too; give how many.

        Raises:
            RecordsUnavailable: also where they are deleted, but somebody who reads keeps them on the disk. To be called
                again later.
        """
        old = delete(QUESTIONS)
        if before is not None:
            old = old.where(QUESTIONS.c.at < _naive(before))
        with self._database.transaction() as connection:
            deleted = connection.execute(old).rowcount
        self._database.cut_write_ahead_log()
        return deleted

    def latest(self, limit: int) -> list[LoggedAnswer]:
        """Give the newest answers, newest first."""
        query = _newest_first(select(QUESTIONS)).limit(limit)
        with self._database.transaction() as connection:
            return [_answer(row) for row in connection.execute(query)]

    def with_feedback(self, verdict: Verdict | None = None, limit: int | None = None) -> list[JudgedAnswer]:
        """Give the answers that learners judged, newest first; with `verdict`, those judged so."""
        judged = FEEDBACK.c.verdict, FEEDBACK.c.comment, FEEDBACK.c.at.label("judged_at")
        query = _newest_first(select(QUESTIONS, *judged).join(FEEDBACK, FEEDBACK.c.id == QUESTIONS.c.id)).limit(limit)
        if verdict is not None:
            query = query.where(FEEDBACK.c.verdict == verdict)
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return [JudgedAnswer(_answer(row), row.verdict, row.comment, row.judged_at.replace(tzinfo=UTC)) for row in rows]

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._database.close()


def _newest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(QUESTIONS.c.at.desc(), QUESTIONS.c.id)


def _row(answer: LoggedAnswer) -> dict[str, Any]:
    return {name: _storable(getattr(answer, name)) for name in FIELDS} | {"at": _naive(answer.at)}


def _answer(row: Row[Any]) -> LoggedAnswer:
    columns = row._mapping
    lists = {name: tuple(columns[name]) for name in ("history", "notices", "citations")}
    return LoggedAnswer(**{**{name: columns[name] for name in FIELDS}, **lists, "at": row.at.replace(tzinfo=UTC)})


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _storable(value: Any) -> Any:
    """Replace the characters of a text, or of the texts within a value, that no database takes."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {name: _storable(inner) for name, inner in value.items()}
    return [_storable(inner) for inner in value] if isinstance(value, (list, tuple)) else value
