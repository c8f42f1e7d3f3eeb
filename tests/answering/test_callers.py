import threading
from concurrent.futures import ThreadPoolExecutor

from trekbot.answering.callers import Callers


def test_a_caller_is_not_gone_before_something_says_so() -> None:
    callers = Callers()

    with callers.waiting() as gone, callers.waiting("tab") as other:
        callers.leave("another tab")
        assert not gone.is_set()
        assert not other.is_set()


def test_all_callers_of_a_session_leave_together_and_no_others() -> None:
    callers = Callers()

    with callers.waiting("tab") as first, callers.waiting("tab") as second, callers.waiting() as other:
        callers.leave("tab")
        assert first.is_set()
        assert second.is_set()
        assert not other.is_set()
    with callers.waiting("tab") as back:
        assert not back.is_set()


def test_who_comes_when_all_were_sent_away_is_sent_away_too() -> None:
    callers = Callers()

    with callers.waiting() as before:
        callers.send_away()
        assert before.is_set()
    with callers.waiting() as after:
        assert after.is_set()


def test_callers_that_came_and_went_are_forgotten() -> None:
    callers = Callers()
    together = threading.Barrier(4)

    def come_and_go(number: int) -> None:
        together.wait()
        for _ in range(100):
            with callers.waiting(str(number)):
                callers.leave(str(number))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(come_and_go, range(4)))

    assert not callers._waiting
