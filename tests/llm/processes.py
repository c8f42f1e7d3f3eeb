"""How tests see processes that are not their children, or no more."""

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 30.0
POLL_S = 0.02


def lives(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and was not waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition: Callable[[], bool], longest_s: float = PATIENCE_S) -> None:
    """Poll: the one way to see a state of another process."""
    end = time.monotonic() + longest_s
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(POLL_S)
