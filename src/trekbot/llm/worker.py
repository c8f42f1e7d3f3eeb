"""Starts the worker process of a local language model, watches it, and starts it again when it crashes or hangs.

One thread does all of this. It starts the process itself and outlives it: Linux ends a process whose parent's thread
has ended, as `worker_process.py` asks it to.
"""

import logging
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.endpoint import Endpoint
from trekbot.llm.worker_run import COMMAND, Load, WorkerRun

__all__ = ["Load", "LocalWorker", "Patience"]

logger = logging.getLogger(__name__)

State = Literal["idle", "starting", "up", "pausing", "given up", "closed"]
CLOSING_S = 5.0


@dataclass(frozen=True)
class Patience:
    """How long a worker process is waited for; all in seconds but the numbers of `misses` and `crashes`.

    Args:
        start_s: for it to be up.
        look_s: between two looks whether it is well.
        answer_s: for its answer to such a look.
        misses: so many looks without an answer in a row mean that it hangs.
        quick_s: a crash earlier than this after it was up is a quick one.
        crashes: so many quick ones in a row, and it is given up.
        pause_s: before it is started again after a quick crash; twice as long after each further one.
        longest_pause_s: the longest such pause.
    """

    start_s: float = 180.0
    look_s: float = 5.0
    answer_s: float = 5.0
    misses: int = 3
    quick_s: float = 60.0
    crashes: int = 5
    pause_s: float = 1.0
    longest_pause_s: float = 60.0


DEFAULT_PATIENCE = Patience()


class LocalWorker:
    """A local language model in a process of its own; threads may share it. Nothing runs before `start`.

    Args:
        command: the worker's program.
        patience: how long it is waited for.
    """

    def __init__(self, command: Sequence[str] = COMMAND, patience: Patience = DEFAULT_PATIENCE) -> None:
        self._command = command
        self._patience = patience
        self._state: State = "idle"
        self._changed = threading.Condition()
        self._run: WorkerRun | None = None
        self._news: queue.SimpleQueue[WorkerRun | None] = queue.SimpleQueue()  # None: close
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> State:
        return self._state

    @property
    def pid(self) -> int:
        """The process' id; 0 before the first one."""
        run = self._run
        return run.pid if run is not None else 0

    def start(self, load: Load) -> None:
        """Start the process beside the caller; a second call does nothing."""
        with self._changed:
            if self._state != "idle":
                return
            self._state = "starting"
            self._thread = threading.Thread(target=self._watch, args=(load,), name="llm-worker", daemon=True)
            self._thread.start()

    def endpoint(self) -> Endpoint:
        """Where the model can be asked now; another address and key after each start.

        Raises:
            LanguageModelUnavailable: it is not up: `starting`, or `unreachable` where it will not be.
        """
        with self._changed:
            if self._state == "up" and self._run is not None and self._run.endpoint is not None:
                return self._run.endpoint
            if self._state in ("starting", "pausing"):
                raise LanguageModelUnavailable("The local language model is starting.", reason="starting")
        raise LanguageModelUnavailable("The local language model does not run.", reason="unreachable")

    def wait(self, longest_s: float) -> bool:
        """Wait until the model is up, or has crashed once, and tell which."""
        with self._changed:
            self._changed.wait_for(lambda: self._state != "starting", longest_s)
            return self._state == "up"

    def close(self) -> None:
        """End the process; it is not started again."""
        with self._changed:
            self._enter("closed")
            run = self._run
        if run is not None:
            run.end()
        self._news.put(None)
        if self._thread is not None:
            self._thread.join(CLOSING_S)

    def _watch(self, load: Load) -> None:
        """Run the process again and again, until it is closed or given up."""
        quick = 0
        while True:
            lasted_s, fault = self._one_run(load)
            if fault is None:
                return
            quick = 1 if lasted_s >= self._patience.quick_s else quick + 1
            if quick >= self._patience.crashes:
                logger.error("the local language model %s, and is given up: %d times in a row", fault, quick)
                self._enter("given up")
                return
            pause_s = min(self._patience.longest_pause_s, self._patience.pause_s * 2.0 ** (quick - 1))
            logger.error("the local language model %s; it is started again in %g s", fault, pause_s)
            if not (self._enter("pausing") and self._paused(pause_s) and self._enter("starting")):
                return

    def _one_run(self, load: Load) -> tuple[float, str | None]:
        """Start the process and stay with it to its end.

        Returns:
            The seconds that it was up, and what went wrong; None where it was closed.
        """
        began = up = time.monotonic()
        with self._changed:
            if self._is_closed():
                return 0.0, None
            try:
                run = self._run = WorkerRun(self._command, load, self._news.put)
            except OSError as error:
                return 0.0, f"cannot be started ({error.strerror or error})"
        try:
            fault = self._started(run)
            if fault is None and self._enter("up"):
                up = time.monotonic()
                logger.info("the local language model is up after %.1f s, as process %d", up - began, run.pid)
                fault = self._watched(run)
        finally:
            run.end()
        if self._is_closed():
            return 0.0, None
        for line in run.last_lines():
            logger.error("llama.cpp: %s", line)
        return time.monotonic() - up if up > began else 0.0, fault

    def _started(self, run: WorkerRun) -> str | None:
        """Wait until the process answers; give what is wrong where it does not."""
        end = time.monotonic() + self._patience.start_s
        while run.status is None and run.endpoint is None:
            left = end - time.monotonic()
            if left <= 0 or not self._hear(run, left):
                break
        if run.status is not None:
            return _ended(run.status)
        return None if run.is_well(self._patience.answer_s) else "did not come up"

    def _watched(self, run: WorkerRun) -> str:
        """Look after a process that is up until it ends, and give how."""
        missed = 0
        while run.status is None:
            if self._hear(run, self._patience.look_s):
                continue
            if run.is_well(self._patience.answer_s):
                missed = 0
            else:
                missed += 1
                if missed >= self._patience.misses and run.status is None:
                    return "hung"
        return _ended(run.status)

    def _hear(self, run: WorkerRun, longest_s: float) -> bool:
        """Wait for news of this run, or the order to close; tell whether any came."""
        end = time.monotonic() + longest_s
        while (left := end - time.monotonic()) > 0:
            try:
                news = self._news.get(timeout=left)
            except queue.Empty:
                return False
            if news is run or news is None:
                return True
        return False

    def _paused(self, pause_s: float) -> bool:
        """Wait; tell whether it was not closed meanwhile."""
        with self._changed:
            return not self._changed.wait_for(self._is_closed, pause_s)

    def _is_closed(self) -> bool:
        return self._state == "closed"

    def _enter(self, state: State) -> bool:
        """Change the state; tell whether it was not closed."""
        with self._changed:
            if self._is_closed():
                return False
            self._state = state
            self._changed.notify_all()
            return True


def _ended(status: int | None) -> str:
    return f"was ended by signal {-status}" if status is not None and status < 0 else f"ended with status {status}"
