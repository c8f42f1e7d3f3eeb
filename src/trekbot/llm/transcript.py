"""One answer of a language model as far as it has come."""

import queue
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trekbot.llm.faults import Fault
from trekbot.llm.message import Message
from trekbot.llm.pieces import Piece, Usage

PIECES_A_TOKEN = 4  # some endpoints send single characters; what comes in more pieces than that has no end
CHARACTERS_A_TOKEN = 4  # of English, as today's tokenizers cut it


@dataclass(frozen=True)
class Ended:
    """Stands behind the last piece; `error` says why there is no more, None where the answer is whole."""

    error: BaseException | None


class Transcript:
    """The thread that asks writes it, the one that reads takes `pieces` from it.

    `begun` is set at the first piece of text; `finished` once the endpoint has said that the text ends; `cut` where
    that is for its length; `likely` are the alternatives to its first token, where they were asked for. `usage` is the
    endpoint's count of tokens, where it tells it (`counted`), else an estimate.
    """

    def __init__(self, messages: Sequence[Message], max_tokens: int) -> None:
        self.pieces: queue.SimpleQueue[str | Ended] = queue.SimpleQueue()
        self.begun = False
        self.finished = False
        self.cut = False
        self.likely: Mapping[str, float] = {}
        self._most_pieces = max_tokens * PIECES_A_TOKEN
        self._count = 0
        self._blank = True
        self._asked = sum(len(message.content) for message in messages)  # characters
        self._said = 0
        self._heard = False
        self._usage: Usage | None = None

    def heard(self) -> None:
        """The endpoint has taken the question, which costs its tokens."""
        self._heard = True

    def take(self, piece: Piece) -> None:
        """Add a piece.

        Raises:
            Fault: `broken`: there are more of them than were asked for.
        """
        self._usage = piece.usage or self._usage
        self.likely = self.likely or piece.likely
        if piece.text and not self.finished:
            self._count += 1
            if self._count > self._most_pieces:
                raise Fault("broken", "answered without end")
            self.begun = True
            self._said += len(piece.text)
            self._blank = self._blank and not piece.text.strip()
            self.pieces.put(piece.text)
        if piece.finish is not None and not self.finished:
            self.finished = True
            self.cut = piece.finish == "length"

    def check(self) -> None:
        """Tell whether there is an answer, now that nothing more comes.

        Raises:
            Fault: `broken`: it was cut off, or says nothing.
        """
        if not self.finished:
            raise Fault("broken", "broke off in the midst of its answer", again=True)
        if self._blank:
            raise Fault("broken", "answered with an empty text")

    def end(self, error: BaseException | None) -> None:
        """Put the end behind the last piece."""
        self.pieces.put(Ended(error))

    @property
    def counted(self) -> bool:
        return self._usage is not None

    @property
    def usage(self) -> Usage:
        usage = self._usage
        if usage is not None:
            return usage
        return Usage(_tokens(self._asked), _tokens(self._said)) if self._heard else Usage(0, 0)


def _tokens(characters: int) -> int:
    return -(-characters // CHARACTERS_A_TOKEN)
