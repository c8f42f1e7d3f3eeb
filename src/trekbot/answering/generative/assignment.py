"""What a language model is given to phrase, and what of a draft is said as it stands.

There are two tasks. To *compose*, the model writes a few sentences of its own from the numbered excerpts that a draft
quotes. To *rewrite*, it says each sentence of the draft again, computed ones as well, one by one and in their order.
Lists are left as they are: they are computed, and read best as lists.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trekbot.answering.claims import Claim, Draft, Step
from trekbot.index.embedder import Embedder
from trekbot.llm.prompts import Prompt
from trekbot.retrieval.evidence import Evidence
from trekbot.roadmaps.model import Corpus, StageKey

_LIKE_A_TAG = re.compile(r"<(?=[/!?A-Za-z])")
_LIKE_A_MARKER = re.compile(r"[\[【［]\s*(\d+)\s*[】］\]]")
_ESCAPE = re.compile(r"\\([\\`*<>\[\]_#+.)-])")
_RUNNING = ("sentence", "paragraph")


@dataclass(frozen=True)
class Fact:
    """One numbered line: what it says, and what that stands on. `place` is the step's place in the draft, `title` the
    page's where the line shows it.
    """

    text: str
    cites: tuple[Evidence, ...]
    place: int
    title: str = ""


@dataclass(frozen=True)
class Assignment:
    """The numbered lines, 1 first, as the model sees them in `shown`."""

    facts: tuple[Fact, ...]
    shown: str


def assign(draft: Draft, prompt: Prompt, corpus: Corpus, embedder: Embedder) -> Assignment | None:
    """Choose what the model may phrase of a draft, as far as the prompt's tokens reach; None where that is nothing."""
    if not draft.answers:
        return None
    facts = _sentences(draft) if prompt.task == "rewrite" else _excerpts(draft)
    if prompt.task == "compose" and facts and _has_sides(draft.steps[facts[0].place : facts[-1].place]):
        return None
    taken: list[Fact] = []
    lines: list[str] = []
    tokens = 0
    for number, fact in enumerate(facts, start=1):
        title = "" if prompt.task == "rewrite" else as_data(_title(fact.cites[0], corpus))
        line = f"[{number}] {f'{title}: ' if title else ''}{as_data(fact.text)}"
        tokens += embedder.count_tokens(line)
        if tokens > prompt.evidence_tokens:
            break
        taken.append(replace(fact, title=title))
        lines.append(line)
    return Assignment(tuple(taken), "\n".join(lines)) if taken else None


def _excerpts(draft: Draft) -> list[Fact]:
    """Give each passage that the draft quotes, once."""
    facts: dict[object, Fact] = {}
    for place, step in enumerate(draft.steps):
        if isinstance(step.content, Claim) and step.content.quoted and step.layout in _RUNNING:
            for one in step.content.cites:
                facts.setdefault(one.place, Fact(one.quote, (one,), place))
    return list(facts.values())


def _has_sides(steps: Sequence[Step]) -> bool:
    """Tell whether what is quoted stands under names of its own ("**Baking** (stage 4):"), which one text would mix."""
    return any(
        isinstance(step.content, Claim) and not step.content.quoted and step.content.text.endswith(":")
        for step in steps
    )


def _sentences(draft: Draft) -> list[Fact]:
    """Give each running sentence of the draft as plain text."""
    return [
        Fact(_plain(step.content), step.content.cites, place)
        for place, step in enumerate(draft.steps)
        if isinstance(step.content, Claim)
        and step.layout in _RUNNING
        and not _leads_into_a_list(draft.steps[place + 1 :])
    ]


def _leads_into_a_list(following: Sequence[Step]) -> bool:
    return bool(following) and following[0].layout not in _RUNNING


def _plain(claim: Claim) -> str:
    return claim.text if claim.quoted else _ESCAPE.sub(r"\1", claim.text.replace("**", ""))


def _title(evidence: Evidence, corpus: Corpus) -> str:
    if evidence.stage is not None:
        return corpus.stages[StageKey(evidence.roadmap, evidence.stage)].title
    roadmap = corpus.roadmap(evidence.roadmap)
    return roadmap.title if roadmap else evidence.roadmap


def as_data(text: str) -> str:
    """Give a text on one line, without what could pass for a delimiter or a marker of ours."""
    return _LIKE_A_MARKER.sub(r"(\1)", _LIKE_A_TAG.sub("‹", " ".join(text.split())))
