import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest

from tests.records.conftest import NOON
from trekbot.records import database
from trekbot.records.token_ledger import TokenCount, TokenLedger

TODAY = NOON.date()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[TokenLedger]:
    ledger = TokenLedger(tmp_path / "data", now=lambda: NOON)
    yield ledger
    ledger.close()


def test_tokens_add_up_by_model(ledger: TokenLedger) -> None:
    ledger.add("small-1", 120, 17)
    ledger.add("small-1", 100, 3)
    ledger.add("large-1", 5, 1)

    assert ledger.spent(TODAY) == {"small-1": TokenCount(220, 20), "large-1": TokenCount(5, 1)}


def test_a_day_begins_at_midnight_utc_wherever_the_clock_is(tmp_path: Path) -> None:
    late = NOON.replace(hour=23).astimezone(timezone(timedelta(hours=5)))  # the next day, there
    ledger = TokenLedger(tmp_path, now=lambda: late)

    ledger.add("small-1", 1, 0)

    assert ledger.spent(TODAY) == {"small-1": TokenCount(1, 0)}
    assert ledger.spent(TODAY + timedelta(days=1)) == {}
    ledger.close()


def test_tokens_of_an_earlier_day_can_be_added_late(ledger: TokenLedger) -> None:
    ledger.add("small-1", 1, 2, TODAY - timedelta(days=1))

    assert ledger.spent(TODAY) == {}
    assert ledger.spent(TODAY - timedelta(days=1)) == {"small-1": TokenCount(1, 2)}


def test_what_was_added_is_there_after_a_restart(ledger: TokenLedger, tmp_path: Path) -> None:
    ledger.add("small-1", 1, 2)
    ledger.close()

    restarted = TokenLedger(tmp_path / "data")
    assert restarted.spent(TODAY) == {"small-1": TokenCount(1, 2)}
    restarted.close()


def test_threads_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    ledgers = [TokenLedger(tmp_path, now=lambda: NOON) for _ in range(2)]  # each with connections of its own
    together = threading.Barrier(8)

    def add(thread: int) -> None:
        together.wait()
        for _ in range(25):
            ledgers[thread % 2].add("small-1", 2, 1)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(8)))

    assert ledgers[0].spent(TODAY) == {"small-1": TokenCount(400, 200)}
    for ledger in ledgers:
        ledger.close()


def test_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom trekbot.records.token_ledger import TokenLedger\n"
        "ledger = TokenLedger(Path(sys.argv[1]))\nday = ledger.today().fromisoformat('2026-05-12')\n"
        "for _ in range(50):\n    ledger.add('small-1', 2, 1, day)\n"
    )
    source = str(Path(database.__file__).parents[2])

    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=source) for _ in range(3)]

    assert [process.wait() for process in running] == [0, 0, 0]
    ledger = TokenLedger(tmp_path)
    assert ledger.spent(date(2026, 5, 12)) == {"small-1": TokenCount(300, 150)}
    ledger.close()
