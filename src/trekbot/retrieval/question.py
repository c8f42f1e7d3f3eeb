"""What a face hands in: the question, the turns before it, and where the learner is."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Turn:
    """One earlier message. Turns help to understand a follow-up; they are never evidence."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True)
class Page:
    """What the learner is reading: a roadmap's page (`stage` is None) or a stage's."""

    roadmap: str
    stage: str | None = None


@dataclass(frozen=True)
class Question:
    """One question with its conversation, oldest turn first. `roadmap` None means all roadmaps."""

    text: str
    history: tuple[Turn, ...] = ()
    roadmap: str | None = None
    page: Page | None = None
