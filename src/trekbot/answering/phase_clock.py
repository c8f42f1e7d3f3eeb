"""How long each phase of an answer takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class PhaseClock:
    """Wall-clock time by phase."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._seconds = dict.fromkeys(("understand", "retrieve", "answer", "verify"), 0.0)

    @contextmanager
    def lap(self, phase: str) -> Iterator[None]:
        """Add what happens inside to a phase."""
        began = time.perf_counter()
        yield
        self._seconds[phase] += time.perf_counter() - began

    def move(self, source: str, target: str, seconds: float) -> None:
        """Count seconds to another phase than the one they were measured in."""
        self._seconds[source] -= seconds
        self._seconds[target] += seconds

    def timings(self) -> dict[str, int]:
        """Give whole milliseconds; `total` is the time since the question came."""
        laps = {phase: max(0, round(1000 * seconds)) for phase, seconds in self._seconds.items()}
        return {**laps, "total": round(1000 * (time.perf_counter() - self._began))}
