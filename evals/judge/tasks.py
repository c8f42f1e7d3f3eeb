"""The questions that a judge answers with yes or no."""

from collections.abc import Callable
from dataclasses import dataclass

from trekbot.evals.judge.call import digest
from trekbot.evals.judge.case import MOST_CONTEXT_CHARACTERS, Case
from trekbot.evals.judge.verdict import LEAST_MASS

SYSTEM = "You are a strict grader. Answer with one word, Yes or No."
SYSTEM_JSON = 'You are a strict grader. Answer in JSON: {"verdict": "yes"} or {"verdict": "no"}.'


@dataclass(frozen=True)
class Task:
    """One question to a judge about one case.

    Args:
        name: as the metric is called.
        template: the question; what all cases of one page share comes first, where a server keeps what it has read.
        fits: tells whether a case has what the question needs.
    """

    name: str
    template: str
    fits: Callable[[Case], bool]

    @property
    def version(self) -> str:
        """Name and code version: it changes with every word that is said, and with how the reply is read."""
        wording = [self.template, SYSTEM, SYSTEM_JSON, LEAST_MASS, MOST_CONTEXT_CHARACTERS]
        return f"{self.name}@{digest(wording)[:8]}"

    def text(self, case: Case) -> str:
        """Put the question for one case."""
        return self.template.format(
            context="\n".join(case.contexts),
            question=case.whole_question,
            answer=case.answer,
            reference=case.reference,
        )


SUPPORTED = Task(
    "supported",
    "Context:\n{context}\n\nQuestion: {question}\n\nAnswer: {answer}\n\n"
    "Is every claim in the answer supported by the context?",
    lambda case: case.answered and bool(case.answer) and bool(case.contexts),
)
SAME_AS_REFERENCE = Task(
    "same_as_reference",
    "Question: {question}\n\nReference answer: {reference}\n\nCandidate answer: {answer}\n\n"
    "Does the candidate answer say the same as the reference answer?",
    lambda case: case.answered and bool(case.answer) and case.reference is not None,
)
TASKS = (SUPPORTED, SAME_AS_REFERENCE)
