"""The corpus as chunks: the texts that are embedded and searched by keyword.

Chunks follow the document's sections, since an author has already put there what belongs together, and carry their
title path in front, since a section seldom repeats what it is about. Ids are made of places, hashes of texts: an edit
changes the hash of its own chunk only.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trekbot.index.embedder import Embedder
from trekbot.index.packing import Window
from trekbot.roadmaps.model import Block, Corpus, Roadmap, Section, Sentence, Stage

CARD = -1  # the section number of what the front matter says


@dataclass(frozen=True)
class Chunk:
    """One text of one page.

    `stage` is None on the roadmap's own page. `section` counts the page's sections; `CARD` is its title, summary
    and tags. `first_block` to `last_block` (exclusive) are the section's blocks that lie in it, a card has block 0.
    `hash` is the SHA-256 of `text` in hex.
    """

    id: str
    roadmap: str
    stage: str | None
    section: int
    first_block: int
    last_block: int
    text: str
    hash: str


def chunk_corpus(corpus: Corpus, embedder: Embedder) -> tuple[Chunk, ...]:
    """Cut every page into chunks that fit the embedder; roadmaps by slug, stages by number, each page top down."""
    return tuple(chunk for roadmap in corpus for chunk in _roadmap_chunks(roadmap, embedder))


def text_hash(text: str) -> str:
    """The SHA-256 of a text in hex: the name under which its vector is taken over."""
    return hashlib.sha256(text.encode()).hexdigest()


def _roadmap_chunks(roadmap: Roadmap, embedder: Embedder) -> Iterator[Chunk]:
    page = _Page(roadmap.slug, None, (roadmap.title,), embedder)
    yield from page.card(roadmap.summary, ())
    yield from page.body(roadmap.sections)
    for stage in roadmap.stages:
        page = _Page(roadmap.slug, stage.key.stage, _stage_titles(roadmap, stage), embedder)
        yield from page.card(stage.summary, stage.tags)
        yield from page.body(stage.sections)


def _stage_titles(roadmap: Roadmap, stage: Stage) -> tuple[str, ...]:
    named = f"stage {stage.number} {stage.title}"
    return f"{roadmap.title}: {named}", named


class _Page:
    """Makes the chunks of one page; `titles` are its names, the fullest first."""

    def __init__(self, roadmap: str, stage: str | None, titles: Sequence[str], embedder: Embedder) -> None:
        self._roadmap = roadmap
        self._stage = stage
        self._titles = titles
        self._embedder = embedder

    def card(self, summary: str, tags: Sequence[str]) -> Iterator[Chunk]:
        said = [summary, *([", ".join(tags)] if tags else [])]
        block = Block("paragraph", tuple(Sentence(_ended(text), quotable=False) for text in said))
        return self._chunks(CARD, "", self._titles, [block])

    def body(self, sections: Sequence[Section]) -> Iterator[Chunk]:
        for number, section in enumerate(sections):
            headings = [heading for heading in (*section.path, section.heading) if heading]
            fullest = [*self._titles[:1], *headings]
            nearest = [*self._titles[-1:], *headings[-1:]]
            prefixes = [_sentences(fullest), _sentences(nearest), *self._titles]
            yield from self._chunks(number, section.anchor, prefixes, section.blocks)

    def _chunks(self, section: int, anchor: str, prefixes: Sequence[str], blocks: Sequence[Block]) -> Iterator[Chunk]:
        prefix = self._prefix(prefixes)
        window = Window(self._embedder.count_tokens, self._embedder.max_tokens, prefix)
        place = f"{self._roadmap}/{self._stage or ''}#{anchor}"
        for number, part in enumerate(window.pack(blocks)):
            text = prefix + part.text
            yield Chunk(
                f"{place}/{number}", self._roadmap, self._stage, section, part.first, part.last, text, text_hash(text)
            )

    def _prefix(self, wanted: Iterable[str]) -> str:
        """Take the fullest title path that leaves at least half of the window to the text."""
        for titles in wanted:
            prefix = f"{_ended(titles)} "
            if self._embedder.count_tokens(prefix) <= self._embedder.max_tokens // 2:
                return prefix
        return ""


def _sentences(texts: Iterable[str]) -> str:
    return " ".join(map(_ended, texts))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":", "…", "。", "！", "？")) else f"{text}."
