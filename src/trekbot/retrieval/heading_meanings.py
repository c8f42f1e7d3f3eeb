"""The role of a section whose heading is in its author's own words, by what the heading means.

"Get your hands dirty" has no word in common with "exercise". Each role is described by a few phrases; a heading has
the role whose phrase is nearest, if that is near and the next role is well behind: a heading that names a subject is
near to none. Only headings without a role of their own words are embedded, each once an index, and only when asked for.
"""

from collections.abc import Collection
from functools import cached_property

import numpy as np

from trekbot.index.embedder import Embedder, Vectors
from trekbot.retrieval.section_roles import Role, role_of
from trekbot.roadmaps.model import Section, Stage

NEAR = 0.42  # the cosine from which a heading means a role
AHEAD = 0.12  # by which that role has to lead the next one

_PHRASES: dict[Role, tuple[str, ...]] = {
    "practice": (
        "Exercise: a task for the learner to do and practise.",
        "Your turn, try it yourself",
        "Homework and assignments to hand in",
        "Practical work with your own hands",
    ),
    "done": (
        "How to know that you have finished and can move on",
        "Checklist: you are done when",
        "Assessment: how your work is graded",
        "Signs of success",
    ),
    "pitfalls": ("Common mistakes and problems to avoid", "Things that went wrong, and traps", "Warnings"),
    "tools": ("Tools and equipment you need", "Materials, ingredients, gear", "Software and libraries"),
    "outcomes": ("What you will learn and be able to do", "Learning goals", "What you take away"),
    "entry": ("What you need to know before you start", "Prerequisites"),
    "next": ("What comes next, where it leads", "Where to go from here"),
    "reading": ("Further reading and references",),
    "ideas": ("The main ideas explained", "What it is and how it works", "Introduction"),
}


class HeadingMeanings:
    """Tells the roles of one corpus' headings."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Role | None] = {}

    def sections_for(self, stage: Stage, role: Role) -> list[Section]:
        """Give the stage's sections whose own heading means this role, in order."""
        headings = [section.heading for section in stage.sections if section.heading and not role_of(section.heading)]
        self._learn([heading for heading in headings if heading not in self._known])
        return [section for section in stage.sections if section.heading and self._known.get(section.heading) == role]

    def _learn(self, headings: Collection[str]) -> None:
        if not headings:
            return
        roles, phrases = self._phrases
        cosines = self._embedder.embed_passages(list(headings)) @ phrases.T
        for heading, row in zip(headings, cosines, strict=True):
            best = {role: max(float(row[n]) for n, own in enumerate(roles) if own == role) for role in _PHRASES}
            first, second = sorted(best, key=best.__getitem__, reverse=True)[:2]
            means = best[first] >= NEAR and best[first] - best[second] >= AHEAD
            self._known[heading] = first if means else None

    @cached_property
    def _phrases(self) -> tuple[list[Role], Vectors]:
        roles = [role for role, phrases in _PHRASES.items() for _ in phrases]
        texts = [text for phrases in _PHRASES.values() for text in phrases]
        return roles, np.asarray(self._embedder.embed_passages(texts), dtype=np.float32)
