"""What a language model says, as it says it."""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from functools import partial

from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.faults import Fault
from trekbot.llm.transcript import Ended, Transcript


class Utterance(Iterator[str]):
    """The text of one answer, piece by piece. It comes in whether or not it is read, and ends when nobody holds it.

    One thread iterates; any may call `close`. A failure, before the first piece or after any, is raised where the next
    piece is asked for, once.

    Args:
        transcript: what comes in.
        request: the request for it, which cancelling ends.
        longest_s: seconds after which the request has ended for sure.
        gone: set when nobody waits for the answer any more.
        unavailable: turns a fault into the error that callers know.
    """

    def __init__(
        self,
        transcript: Transcript,
        request: "Future[None]",
        longest_s: float,
        gone: threading.Event | None,
        unavailable: Callable[[Fault], LanguageModelUnavailable],
    ) -> None:
        self._transcript = transcript
        self._request = request
        self._longest_s = longest_s
        self._gone = gone
        self._unavailable = unavailable
        self._over = False
        request.add_done_callback(partial(_end, transcript))

    def __next__(self) -> str:
        """Give the next piece, a character or more, as soon as it is there.

        Raises:
            LanguageModelUnavailable: there is no answer, or no more of it.
        """
        if self._over:
            raise StopIteration
        if self._gone is not None and self._gone.is_set():
            self.close()
            raise self._unavailable(_gone())
        try:
            item = self._transcript.pieces.get(timeout=self._longest_s)
        except queue.Empty:  # its thread has been held up, or does not run in this process
            item = Ended(Fault("timeout", f"did not answer within {self._longest_s:g} s"))
        if isinstance(item, str):
            return item
        closed, self._over = self._over, True
        self._request.cancel()
        if item.error is None or closed:
            raise StopIteration
        if isinstance(item.error, Fault):
            raise self._unavailable(item.error)
        raise item.error

    def close(self) -> None:
        """End the answer, at the endpoint too: its connection is closed. What has come and was not read is left out."""
        self._over = True
        self._request.cancel()

    def __del__(self) -> None:
        self.close()

    @property
    def input_tokens(self) -> int:
        """What the question cost; right once the utterance is exhausted or closed, as is all that follows."""
        return self._transcript.usage.input_tokens

    @property
    def output_tokens(self) -> int:
        """What was said, with what a model thought before it where the endpoint counts that."""
        return self._transcript.usage.output_tokens

    @property
    def counted(self) -> bool:
        """Whether the endpoint counted the tokens; else they are estimated from the characters."""
        return self._transcript.counted

    @property
    def likely(self) -> Mapping[str, float]:
        """The tokens that could have been the first one, each with its probability; empty where they are not told."""
        return self._transcript.likely

    @property
    def cut(self) -> bool:
        """Whether the text ends for its length, maybe in the midst of a sentence."""
        return self._transcript.cut


def _end(transcript: Transcript, request: "Future[None]") -> None:
    transcript.end(_gone() if request.cancelled() else request.exception())


def _gone() -> Fault:
    return Fault("gone", "was not waited for any longer")
