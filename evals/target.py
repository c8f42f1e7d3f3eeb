"""What a run asks: Trekbot in this process, or a running one at an address."""

from typing import Protocol

from trekbot.answering.reply import Citation, Reply
from trekbot.evals.generation import Told
from trekbot.evals.identity import Identity
from trekbot.evals.questions import Row


class Target(Protocol):
    """Answers the questions of a run, one after the other."""

    def identity(self) -> Identity:
        """Say who answers."""

    def ask(self, row: Row, with_suggestions: bool) -> Told:
        """Ask one question and read the answer to its end.

        Args:
            with_suggestions: ask as well what the answer suggests, where that costs next to nothing.

        Raises:
            TargetUnavailable: the question was not answered.
        """


def stream_faults(reply: Reply, text: str, citations: tuple[Citation, ...]) -> tuple[str, ...]:
    """Say how what was streamed differs from the reply at its end."""
    faults = []
    if text != reply.answer:
        faults.append("what was streamed is not the answer")
    if citations != reply.citations:
        faults.append("the citations that were streamed are not the answer's")
    return tuple(faults)
