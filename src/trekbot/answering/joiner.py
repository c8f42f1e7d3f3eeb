"""Several answers to one."""

from trekbot.answering.claims import Claim, Step


class Joiner:
    """Puts the answers of several questions one after another, each in its own paragraph, each quote once."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._fresh = False

    def join(self, step: Step) -> Step | None:
        """Give the step as it goes on from what came before; None where that has said it."""
        if isinstance(step.content, Claim) and step.content.quoted:
            if step.content.text in self._said and step.layout in ("sentence", "paragraph"):
                return None
            self._said.add(step.content.text)
        fresh, self._fresh = self._fresh, False
        return Step(step.content, "paragraph") if fresh and step.layout == "sentence" else step

    def end_part(self) -> None:
        """Say that the answer to one question is whole."""
        self._fresh = True
