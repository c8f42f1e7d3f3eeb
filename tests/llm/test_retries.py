from datetime import UTC, datetime
from random import Random

import pytest

from trekbot.llm.retries import Backoff, may_pass, retry_after_s

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def test_waits_are_spread_over_all_of_a_time_that_doubles_up_to_a_limit() -> None:
    backoff = Backoff(first_s=1.0, longest_s=5.0, random=Random(7))
    longest = [max(backoff.wait_s(attempt) for _ in range(2_000)) for attempt in (1, 2, 3, 4, 50)]
    shortest = [min(backoff.wait_s(attempt) for _ in range(2_000)) for attempt in (1, 2, 3, 4, 50)]

    assert longest == pytest.approx([1, 2, 4, 5, 5], rel=0.01)
    assert shortest == pytest.approx([0] * 5, abs=0.02)


def test_the_same_seed_gives_the_same_waits() -> None:
    one, other = Backoff(random=Random(3)), Backoff(random=Random(3))

    assert [one.wait_s(attempt) for attempt in (1, 2, 3)] == [other.wait_s(attempt) for attempt in (1, 2, 3)]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("-4", 0.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 12:00:30 -0000", 30.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        ("Sun, 99 Foo 2026 12:00:30 +99999999999999999999", None),
        (None, None),
    ],
)
def test_a_retry_after_is_read_in_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


def test_a_status_about_the_moment_is_told_from_one_about_the_request() -> None:
    assert [status for status in (301, 400, 401, 404, 408, 409, 413, 422, 425, 429, 500, 503) if may_pass(status)] == [
        408,
        409,
        425,
        429,
        500,
        503,
    ]
