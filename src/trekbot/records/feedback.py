"""What learners think of answers: a verdict, and a comment if they like. Who they are is not recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import delete, func, select

from trekbot.records.clock import utc_now
from trekbot.records.database import Database
from trekbot.records.tables import FEEDBACK
from trekbot.records.upsert import insert_into

Verdict = Literal["up", "down"]


@dataclass(frozen=True)
class Feedback:
    """The verdict on one answer. `id` is the answer's; `at` bears a time zone."""

    id: str
    verdict: Verdict
    comment: str | None
    at: datetime


class FeedbackStore:
    """The feedback below a data folder; threads may share it.

    Every method raises RecordsUnavailable where the records cannot be read or written just now.
    """

    def __init__(self, data_folder: Path, now: Callable[[], datetime] = utc_now) -> None:
        self._database = Database(data_folder)
        self._now = now

    def put(self, id: str, verdict: Verdict, comment: str | None = None) -> Feedback:
        """Keep a verdict; an earlier one on the same answer is replaced, its comment too."""
        feedback = Feedback(id, verdict, comment, self._now())
        values = {"verdict": verdict, "comment": comment, "at": feedback.at.astimezone(UTC).replace(tzinfo=None)}
        with self._database.transaction() as connection:
            put = insert_into(FEEDBACK, connection).values(id=id, **values)
            connection.execute(put.on_conflict_do_update(index_elements=["id"], set_=values))
        return feedback

    def remove(self, id: str) -> None:
        """Take a verdict back; without one on the answer, nothing changes."""
        with self._database.transaction() as connection:
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.id == id))

    def get(self, id: str) -> Feedback | None:
        """Give the feedback on an answer."""
        with self._database.transaction() as connection:
            row = connection.execute(select(FEEDBACK).where(FEEDBACK.c.id == id)).one_or_none()
        return None if row is None else Feedback(row.id, row.verdict, row.comment, row.at.replace(tzinfo=UTC))

    def counts(self) -> dict[Verdict, int]:
        """Count the answers by verdict."""
        count = select(FEEDBACK.c.verdict, func.count()).group_by(FEEDBACK.c.verdict)
        with self._database.transaction() as connection:
            found = {row[0]: row[1] for row in connection.execute(count)}
        return {"up": found.get("up", 0), "down": found.get("down", 0)}

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._database.close()
