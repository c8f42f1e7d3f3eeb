"""A clock for tests."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.records.conftest import NOON


@dataclass
class Clock:
    """A time that stands still until a test moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return (self.now - NOON).total_seconds()

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
