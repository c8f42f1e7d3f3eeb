"""A sentence on its way to a learner; each state has a type of its own.

Only `verify` makes a `VerifiedClaim`, and an answer is built of those and of notices, so unverified text cannot be
shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NewType

from trekbot.answering.attempt import Attempt
from trekbot.retrieval.evidence import Evidence

Layout = Literal["sentence", "continued", "paragraph", "item", "numbered"]


@dataclass(frozen=True)
class Claim:
    """One sentence and the evidence that it cites, in the order of its markers.

    `quoted` sentences are plain text, word for word in their evidence. The others are Markdown, composed from names
    and numbers that their evidence states, or phrased by a language model.
    """

    text: str
    cites: tuple[Evidence, ...]
    quoted: bool = False


VerifiedClaim = NewType("VerifiedClaim", Claim)


@dataclass(frozen=True)
class Notice:
    """A sentence of Trekbot's own that needs no source: a template filled only from names and the question."""

    text: str


@dataclass(frozen=True)
class Step:
    """One piece of an answer and how it is set: on with the paragraph, on with the list item, a new paragraph, a
    list item, a numbered item."""

    content: Claim | Notice
    layout: Layout = "sentence"


@dataclass(frozen=True)
class Authorship:
    """Who wrote a draft and what it cost.

    `engine` is `extractive` or a language model's name, `prompt` what that model was told. `degraded` names what
    should have helped and did not. Tokens are counted for a model that was asked, also where its answer was not taken.
    """

    engine: str = "extractive"
    prompt: str | None = None
    degraded: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0


EXTRACTIVE = Authorship()


@dataclass(frozen=True)
class Ending:
    """What is known of an answer once its last step is given. `suggestions` are candidates, best first.

    `attempt` is what became of a language model's text, where one was asked.
    """

    suggestions: tuple[str, ...] = ()
    declined: bool = False
    by: Authorship = EXTRACTIVE
    attempt: Attempt | None = None


@dataclass(frozen=True)
class Draft:
    """A whole answer to one question before it is verified. Without a claim it is a refusal."""

    steps: tuple[Step, ...]
    suggestions: tuple[str, ...] = ()
    declined: bool = False

    @property
    def answers(self) -> bool:
        return any(isinstance(step.content, Claim) for step in self.steps)

    @property
    def ending(self) -> Ending:
        return Ending(self.suggestions, self.declined)


def joint_authorship(endings: Sequence[Ending]) -> Authorship:
    """Say who wrote an answer of several parts: the language model, as soon as one of them is its own."""
    authors = [ending.by for ending in endings]
    lead = next((author for author in authors if author.prompt is not None), EXTRACTIVE)
    degraded = next((author.degraded for author in authors if author.degraded is not None), None)
    tokens = sum(author.input_tokens for author in authors), sum(author.output_tokens for author in authors)
    return Authorship(lead.engine, lead.prompt, degraded, *tokens)
