import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.records.clock import Clock
from tests.records.conftest import NOON
from tests.records.files import held
from trekbot.records.daily_budget import LOOK_S, MOST_AT_ONCE, REST_S, DailyBudget
from trekbot.records.token_ledger import TokenCount, TokenLedger

TODAY = NOON.date()


class CountingLedger(TokenLedger):
    """Counts how often it was asked."""

    looks = 0

    def spent(self, day: object) -> dict[str, TokenCount]:
        self.looks += 1
        return super().spent(day)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[CountingLedger]:
    ledger = CountingLedger(tmp_path / "data", clock)
    yield ledger
    ledger.close()


@pytest.fixture
def budget(ledger: CountingLedger, clock: Clock) -> DailyBudget:
    return DailyBudget(ledger, 100, clock.monotonic)


@contextmanager
def out_of_reach(budget: DailyBudget, file: Path) -> Iterator[None]:
    """Let another program hold the ledger."""
    budget.close()  # whose connections would keep it from being held
    with held(file):
        yield


def test_a_model_may_be_asked_until_the_days_tokens_are_used(budget: DailyBudget) -> None:
    assert budget.allows()
    budget.spend("small-1", 80, 19)
    assert budget.allows()
    assert budget.remaining() == 1
    budget.spend("small-1", 80, 19)

    assert not budget.allows()
    assert budget.remaining() == 0


def test_a_new_day_has_a_new_budget(budget: DailyBudget, clock: Clock) -> None:
    budget.spend("small-1", 100, 0)
    clock.move(hours=12)

    assert budget.allows()
    assert budget.remaining() == 100


def test_a_process_that_was_restarted_knows_what_was_spent(budget: DailyBudget, tmp_path: Path, clock: Clock) -> None:
    budget.spend("small-1", 60, 40)
    budget.close()

    restarted = DailyBudget(TokenLedger(tmp_path / "data", clock), 100, clock.monotonic)
    assert not restarted.allows()
    restarted.close()


def test_what_another_process_spends_counts_within_seconds(budget: DailyBudget, tmp_path: Path, clock: Clock) -> None:
    other = DailyBudget(TokenLedger(tmp_path / "data", clock), 100, clock.monotonic)
    assert budget.allows()
    other.spend("small-1", 100, 0)

    clock.move(seconds=LOOK_S)

    assert not budget.allows()
    other.close()


def test_asking_costs_one_look_in_a_few_seconds(budget: DailyBudget, ledger: CountingLedger, clock: Clock) -> None:
    for _ in range(1000):
        assert budget.allows()
    assert ledger.looks == 1

    clock.move(seconds=LOOK_S)
    budget.allows()
    budget.allows()

    assert ledger.looks == 2


def test_without_a_limit_all_is_allowed_and_written_down(ledger: CountingLedger) -> None:
    budget = DailyBudget(ledger, 0)

    budget.spend("small-1", 10**6, 10**6)

    assert budget.allows()
    assert budget.remaining() is None
    assert ledger.spent(TODAY) == {"small-1": TokenCount(10**6, 10**6)}


def test_without_a_limit_and_without_a_model_no_file_is_made(ledger: CountingLedger, file: Path) -> None:
    budget = DailyBudget(ledger, 0)

    assert budget.allows()
    budget.spend("small-1", 0, 0)
    budget.close()

    assert not file.parent.exists()


def test_threads_that_spend_at_once_lose_nothing(budget: DailyBudget, ledger: CountingLedger) -> None:
    together = threading.Barrier(8)

    def spend(thread: int) -> None:
        together.wait()
        for _ in range(25):
            budget.spend(f"model-{thread % 2}", 2, 1)
            budget.allows()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(spend, range(8)))

    assert ledger.spent(TODAY) == budget.used() == {f"model-{n}": TokenCount(200, 100) for n in (0, 1)}


@pytest.mark.usefixtures("short_wait")
def test_a_ledger_that_cannot_be_written_fails_no_answer_and_is_logged_once(
    budget: DailyBudget, file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    budget.allows()
    caplog.set_level(logging.INFO, "trekbot.records")

    with out_of_reach(budget, file):
        budget.spend("small-1", 60, 0)
        clock.move(seconds=REST_S)
        budget.spend("small-1", 60, 0)

        assert not budget.allows(), "what could not be written counts all the same"

    assert budget.faults == 2
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.usefixtures("short_wait")
def test_what_could_not_be_written_is_written_later_and_for_its_own_day(
    budget: DailyBudget, ledger: CountingLedger, file: Path, clock: Clock
) -> None:
    budget.allows()
    with out_of_reach(budget, file):
        budget.spend("small-1", 60, 40)
    clock.move(days=1)

    budget.spend("small-1", 1, 0)

    assert ledger.spent(TODAY) == {"small-1": TokenCount(60, 40)}
    assert ledger.spent(TODAY + timedelta(days=1)) == {"small-1": TokenCount(1, 0)}


@pytest.mark.usefixtures("short_wait")
def test_while_a_ledger_is_at_fault_not_every_answer_waits_for_it(budget: DailyBudget, file: Path) -> None:
    budget.allows()
    with out_of_reach(budget, file):
        for _ in range(50):
            budget.spend("small-1", 1, 0)

    assert budget.faults == 1


@pytest.mark.usefixtures("short_wait")
def test_closing_writes_what_is_left(budget: DailyBudget, ledger: CountingLedger, file: Path) -> None:
    budget.allows()
    with out_of_reach(budget, file):
        budget.spend("small-1", 1, 2)

    budget.close()

    assert ledger.spent(TODAY) == {"small-1": TokenCount(1, 2)}


def test_an_absurd_count_is_cut_and_a_negative_one_is_none(budget: DailyBudget, ledger: CountingLedger) -> None:
    budget.spend("small-1", 10**30, -5)

    assert ledger.spent(TODAY) == {"small-1": TokenCount(MOST_AT_ONCE, 0)}
