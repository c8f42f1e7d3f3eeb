"""How many tokens each language model has used, by UTC day. Several processes may write into one ledger."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from trekbot.records.clock import utc_now
from trekbot.records.database import Database
from trekbot.records.tables import TOKENS
from trekbot.records.upsert import insert_into


class TokenCount(NamedTuple):
    """Tokens read by a model, and tokens written by it."""

    input: int = 0
    output: int = 0

    @property
    def total(self) -> int:
        return self.input + self.output


class TokenLedger:
    """The ledger below a data folder; threads may share it.

    `today`, `spent` and `add` go by the clock that is handed in. The latter two raise RecordsUnavailable where the
    records cannot be read or written just now.
    """

    def __init__(self, data_folder: Path, now: Callable[[], datetime] = utc_now) -> None:
        self._database = Database(data_folder)
        self._now = now

    def today(self) -> date:
        return self._now().astimezone(UTC).date()

    def spent(self, day: date) -> dict[str, TokenCount]:
        """Give what was used on a day, by model; models that used nothing are left out."""
        query = select(TOKENS.c.model, TOKENS.c.input, TOKENS.c.output).where(TOKENS.c.day == day)
        with self._database.transaction() as connection:
            return {model: TokenCount(input, output) for model, input, output in connection.execute(query)}

    def add(self, model: str, input: int, output: int, day: date | None = None) -> None:
        """Add tokens to a day's, today's by default; nothing is lost between threads or processes that add at once."""
        row = {"day": day or self.today(), "model": model, "input": input, "output": output}
        with self._database.transaction() as connection:
            new = insert_into(TOKENS, connection).values(row)
            sums = {name: TOKENS.c[name] + new.excluded[name] for name in TokenCount._fields}
            connection.execute(new.on_conflict_do_update(index_elements=["day", "model"], set_=sums))

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._database.close()
