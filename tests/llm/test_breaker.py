import pytest

from trekbot.llm.breaker import Breaker
from trekbot.llm.faults import Fault


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def opened(breaker: Breaker) -> Breaker:
    while breaker.state != "open":
        breaker.failed(breaker.enter())
    return breaker


def test_it_opens_after_so_many_failures_in_a_row() -> None:
    breaker = Breaker(failures=3, clock=Clock())
    breaker.failed(breaker.enter())
    breaker.failed(breaker.enter())
    breaker.succeeded(breaker.enter())

    assert [breaker.failed(breaker.enter()) for _ in range(3)] == [False, False, True]
    assert breaker.state == "open"
    with pytest.raises(Fault, match="left alone for 10 s") as told:
        breaker.enter()
    assert told.value.reason == "open"


def test_it_opens_at_once_where_the_next_one_would_surely_fail() -> None:
    breaker = Breaker(clock=Clock())

    assert breaker.failed(breaker.enter(), surely=True)
    assert breaker.state == "open"


def test_it_stays_open_twice_as_long_each_time_up_to_a_limit() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, first_s=10, longest_s=300, clock=clock)
    waits = []
    for _ in range(7):
        breaker.failed(breaker.enter())
        waits.append(breaker.open_s)
        clock.now += breaker.open_s

    assert waits == [10, 20, 40, 80, 160, 300, 300]


def test_after_a_success_it_begins_anew() -> None:
    clock = Clock()
    breaker = Breaker(failures=2, first_s=10, clock=clock)
    opened(breaker)
    clock.now = 10
    breaker.failed(breaker.enter())
    clock.now = 30
    breaker.succeeded(breaker.enter())
    assert (breaker.state, breaker.open_s) == ("closed", 0)

    assert [breaker.failed(breaker.enter()) for _ in range(2)] == [False, True]
    assert breaker.open_s == 10


def test_one_trial_at_a_time_is_let_through() -> None:
    clock = Clock()
    breaker = opened(Breaker(clock=clock))
    clock.now = 10
    trial = breaker.enter()
    assert breaker.state == "half-open"
    with pytest.raises(Fault):
        breaker.enter()

    breaker.left(trial)
    breaker.succeeded(breaker.enter())
    assert breaker.state == "closed"


def test_what_began_before_it_opened_tells_nothing_any_more() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, clock=clock)
    early, late = breaker.enter(), breaker.enter()
    breaker.failed(breaker.enter())

    assert not breaker.failed(early)
    breaker.succeeded(late)
    assert (breaker.state, breaker.open_s) == ("open", 10)
