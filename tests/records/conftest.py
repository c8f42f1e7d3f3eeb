from datetime import UTC, datetime
from pathlib import Path

import pytest

from trekbot.records import database

NOON = datetime(2026, 5, 12, 12, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.sqlite3"
