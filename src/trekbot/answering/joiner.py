"""Several answers to one."""

from trekbot.answering.claims import Step

_RUNNING = ("sentence", "paragraph")


class Joiner:
    """Puts the answers of several questions one after another, each in its own paragraph, and says nothing twice."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._fresh = False
        self._begun = False  # the answer to this question
        self._leads_nowhere = False  # the last running sentence was said before, so what it leads to was too

    def join(self, step: Step) -> Step | None:
        """Give the step as it goes on from what came before; None where that has said it."""
        leads_on = step.content.text.endswith(":") and self._begun
        if step.layout in _RUNNING and not leads_on:  # "Before that, in order:" leads to another list each time
            self._leads_nowhere = step.content.text in self._said
        self._begun = True
        if self._leads_nowhere:
            return None
        self._said.add(step.content.text)
        fresh, self._fresh = self._fresh, False
        return Step(step.content, "paragraph") if fresh and step.layout == "sentence" else step

    def end_part(self) -> None:
        """Say that the answer to one question is whole."""
        self._fresh = True
        self._begun = self._leads_nowhere = False
