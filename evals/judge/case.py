"""What a judge is told of one answered question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trekbot.evals.judge.markers import without_markers

MOST_TURNS = 4  # before the question, that a judge is shown
MOST_TURN_CHARACTERS = 400
MOST_CONTEXT_CHARACTERS = 6_000  # about 1,500 tokens; a small local judge reads 2,048 in all


@dataclass(frozen=True)
class Case:
    """One question, its answer and what stood behind it, without citation markers.

    Args:
        history: what was said before the question, a line a turn.
        answered: an answer was given, not a refusal and not a question back.
        answerable: what the question's row says; None where it says nothing.
        reference: a right answer; None where there is none.
        retrieved: the texts that were found, best first.
        cited: the texts that the answer quotes.
    """

    id: str
    question: str
    answer: str
    answered: bool = True
    answerable: bool | None = None
    reference: str | None = None
    retrieved: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    history: tuple[str, ...] = ()

    @property
    def whole_question(self) -> str:
        """The question, with what was said before it where it is a follow-up."""
        return "\n".join((*self.history, self.question))

    @property
    def contexts(self) -> tuple[str, ...]:
        """What the answer can rest on: what it cites, then what was found; up to a length that a small judge reads.

        A quote stands first by itself, so that it is never what is cut, unless a text found holds it.
        """
        found = [text for text in self.retrieved if text]
        whole = [quote for quote in self.cited if not any(quote in text for text in found)]
        cited_first = sorted(found, key=lambda text: not any(quote in text for quote in self.cited))
        chosen: list[str] = []
        left = MOST_CONTEXT_CHARACTERS
        for text in dict.fromkeys((*whole, *cited_first)):
            if len(text) > left and chosen:
                break
            chosen.append(text[:left])
            left -= len(text)
        return tuple(chosen)


def case_of(row: Mapping[str, Any], generation: Mapping[str, Any]) -> Case | None:
    """Put together what a run's files hold of one answer; None where none was given (`reply` is null).

    Args:
        row: a line of `questions.jsonl`.
        generation: a line of `generations.jsonl`.
    """
    reply = generation.get("reply")
    if reply is None:
        return None
    reference = row.get("reference")
    return Case(
        id=str(row["id"]),
        question=str(row["question"]),
        answer=without_markers(reply["answer"]),
        answered=reply["status"] == "answered",
        answerable=row.get("answerable"),
        reference=without_markers(reference) if reference else None,
        retrieved=tuple(without_markers(found["text"]) for found in generation.get("retrieved") or ()),
        history=tuple(map(_line, row.get("history") or ()))[-MOST_TURNS:],
        cited=tuple(dict.fromkeys(without_markers(citation["quote"]) for citation in reply["citations"])),
    )


def _line(turn: Mapping[str, Any]) -> str:
    text = " ".join(without_markers(turn["content"]).split())
    cut = text if len(text) <= MOST_TURN_CHARACTERS else f"{text[:MOST_TURN_CHARACTERS]}…"
    return f"({turn['role']} before: {cut})"
