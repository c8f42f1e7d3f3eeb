"""How long, how often and how many at once a language model is asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one model may cost.

    Args:
        first_s: seconds from a request's turn to the first piece of its text, all attempts and the waits between them
            included.
        whole_s: seconds from a request's turn to the end of its answer.
        attempts: how often a request is sent, 1 or more; never again once a piece of the answer has come.
        at_once: how many requests are sent at one time, 1 or more.
        waiting: how many more may wait for their turn; the next one is told at once that the model is busy.
        wait_s: seconds that a request waits for its turn.
    """

    first_s: float = 8.0
    whole_s: float = 20.0
    attempts: int = 3
    at_once: int = 4
    waiting: int = 8
    wait_s: float = 3.0
