"""What is known: roadmaps, their stages, and the text of each as sections, blocks and sentences.

Frozen types without behaviour that could fail: the reader has checked everything before one of them exists.
A sentence here is text for a learner; where it can be found again in its file, word for word, it is quotable.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "item", "head", "row", "code"]


class StageKey(NamedTuple):
    """A stage's address in the whole corpus; `str()` gives `roadmap/stage`."""

    roadmap: str
    stage: str

    def __str__(self) -> str:
        return f"{self.roadmap}/{self.stage}"


@dataclass(frozen=True)
class Sentence:
    """One sentence of a block as plain text, inline marks removed and white space folded.

    `quotable` is False where the plain text cannot be found in the file by the contract's folding
    (a reference link in its midst, say): search may use such a sentence, an answer may not.
    """

    text: str
    quotable: bool


@dataclass(frozen=True)
class Block:
    """One paragraph, list item (its own text, without nested lists), table row, head of a table, or code
    block.

    `terms` are the emphasised or code-marked words of the block, in order: what an author marks is
    what an author names. `number` is a list item's place in an ordered list, else None.
    """

    kind: BlockKind
    sentences: tuple[Sentence, ...]
    terms: tuple[str, ...] = ()
    number: int | None = None

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True)
class Section:
    """The text under one heading, up to the next heading of any level.

    `heading` is None for text before the first heading. `path` holds the headings above it, outermost first.
    `anchor` is unique in its page and fits a URL fragment.
    """

    heading: str | None
    level: int
    path: tuple[str, ...]
    anchor: str
    markdown: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True)
class Stage:
    """One stage. `requires` holds the direct prerequisites, resolved; `requires_stated` says whether the file lists
    them.

    `fields` maps each front-matter key to its text exactly as it stands in the file (`tags` to `[a, b]`, say),
    white space folded, so that a fact can be quoted.
    """

    key: StageKey
    number: int
    title: str
    summary: str
    tags: tuple[str, ...]
    requires: tuple[StageKey, ...]
    requires_stated: bool
    estimated_time: str | None
    url: str | None
    sections: tuple[Section, ...]
    fields: Mapping[str, str]

    def section(self, anchor: str) -> Section | None:
        return next((section for section in self.sections if section.anchor == anchor), None)


@dataclass(frozen=True)
class Roadmap:
    """One roadmap with its stages in the order of their numbers. `fields` as in `Stage`."""

    slug: str
    title: str
    summary: str
    level: str | None
    estimated_time: str | None
    updated: str | None
    maintained_by: str | None
    url: str | None
    sections: tuple[Section, ...]
    stages: tuple[Stage, ...]
    fields: Mapping[str, str]

    def stage(self, slug: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.key.stage == slug), None)


@dataclass(frozen=True)
class Corpus:
    """Every roadmap, by slug in alphabetical order.

    `files` maps each file's path (posix, relative to the corpus folder) to the SHA-256 of its bytes in hex.
    """

    roadmaps: tuple[Roadmap, ...]
    files: Mapping[str, str]

    @cached_property
    def stages(self) -> Mapping[StageKey, Stage]:
        """Every stage of every roadmap, roadmaps by slug, stages by number."""
        return {stage.key: stage for roadmap in self.roadmaps for stage in roadmap.stages}

    def roadmap(self, slug: str) -> Roadmap | None:
        return next((roadmap for roadmap in self.roadmaps if roadmap.slug == slug), None)

    def __iter__(self) -> Iterator[Roadmap]:
        return iter(self.roadmaps)
