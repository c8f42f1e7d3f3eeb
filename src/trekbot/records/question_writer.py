"""Writes the question log beside the answers, so that no answer waits for it or fails by it.

Answers are handed over in a queue of limited length, and one thread writes what is in it. What does not fit, or cannot
be written, is dropped and counted: a log that lacks a row is worth more than a learner who waits.
"""

import logging
import queue
import threading
from contextlib import suppress

from trekbot.errors import RecordsUnavailable
from trekbot.records.logged_answer import LoggedAnswer
from trekbot.records.question_log import QuestionLog
from trekbot.records.retention import Retention

logger = logging.getLogger(__name__)

MOST_WAITING = 1000  # answers; each is some kilobytes
MOST_AT_ONCE = 100  # answers in one transaction
CLOSING_S = 3.0  # longest wait for what is still to be written when Trekbot stops


class QuestionWriter:
    """Takes answers and writes them; threads may share it.

    Args:
        log: where they are written; closed with the writer.
        retention: what is deleted, at the start and as time goes by.
    """

    def __init__(self, log: QuestionLog, retention: Retention) -> None:
        self._log = log
        self._retention = retention
        self._queue: queue.Queue[LoggedAnswer | None] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._written = self._dropped = 0
        self._faulty = self._keeps_too_long = False

    @property
    def written(self) -> int:
        """How many answers were written since this process began."""
        return self._written

    @property
    def dropped(self) -> int:
        """How many answers were not."""
        return self._dropped

    def start(self) -> None:
        """Begin to write, and delete what is too old; whoever puts an answer need not have called this."""
        with self._lock:
            self._start()

    def put(self, answer: LoggedAnswer) -> None:
        """Hand over an answer. It never waits and never raises: one that cannot be taken is dropped."""
        with self._lock:
            self._start()
            is_taken = not (self._closing.is_set() or self._queue.full())
            if is_taken:
                self._queue.put_nowait(answer)  # only here are answers put, so there is room
        if not is_taken:
            self._drop(1, "Trekbot stops" if self._closing.is_set() else "more are given than can be written")

    def close(self, longest_s: float = CLOSING_S) -> None:
        """Write what waits, as far as that can be done in time, and close the log; nothing is taken any more."""
        with self._lock:
            self._closing.set()
            thread = self._thread
        if thread is not None and thread.is_alive():
            with suppress(queue.Full):  # then the thread is awake
                self._queue.put_nowait(None)
            thread.join(longest_s)
        left = [answer for answer in self._take_waiting(MOST_WAITING) if answer is not None]
        if left:
            self._drop(len(left), "Trekbot stops")
        self._log.close()

    def _start(self) -> None:
        if self._thread is None and not self._closing.is_set():
            self._thread = threading.Thread(target=self._work, name="question-log", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while not (self._closing.is_set() and self._queue.empty()):
            self._delete_what_is_too_old()
            try:
                first = self._queue.get(timeout=self._retention.due_in_s())
            except queue.Empty:
                continue
            waiting = [first, *self._take_waiting(MOST_AT_ONCE - 1)]
            self._write([answer for answer in waiting if answer is not None])

    def _take_waiting(self, most: int) -> list[LoggedAnswer | None]:
        taken: list[LoggedAnswer | None] = []
        with suppress(queue.Empty):
            while len(taken) < most:
                taken.append(self._queue.get_nowait())
        return taken

    def _write(self, answers: list[LoggedAnswer]) -> None:
        if not answers:
            return
        try:
            self._log.add(answers)
        except RecordsUnavailable as error:
            self._drop(len(answers), str(error))
            return
        with self._lock:
            self._written += len(answers)
            worked_again, self._faulty = self._faulty, False
        if worked_again:
            logger.info("answers are written into the question log again")

    def _delete_what_is_too_old(self) -> None:
        try:
            deleted = self._retention.enforce()
        except RecordsUnavailable as error:
            if not self._keeps_too_long:
                logger.warning("old answers cannot be deleted from the question log, which is tried again: %s", error)
            self._keeps_too_long = True
            return
        if deleted or self._keeps_too_long:
            logger.info("old answers deleted from the question log: %d", deleted)
        self._keeps_too_long = False

    def _drop(self, answers: int, reason: str) -> None:
        with self._lock:
            self._dropped += answers
            told_already, self._faulty = self._faulty, True
        if not told_already:
            logger.warning("answers are not written into the question log: %s", reason)
