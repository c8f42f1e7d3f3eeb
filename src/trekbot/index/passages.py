"""The corpus as passages: single sentences, the unit that an answer quotes.

Every sentence of every section, and each page's summary. The corpus alone fixes their order, so a stored vector and
its passage have nothing in common but their row; `reading_digest` tells whether the rows still match.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trekbot.index.chunks import CARD, Chunk
from trekbot.roadmaps.folding import fold, is_quotable
from trekbot.roadmaps.model import Corpus, Roadmap, Stage
from trekbot.roadmaps.sentences import split_sentences


@dataclass(frozen=True)
class Passage:
    """One sentence and its place; `section` is `CARD` for a summary, whose block is 0. `chunk` counts the chunks."""

    roadmap: str
    stage: str | None
    section: int
    block: int
    sentence: int
    text: str
    quotable: bool
    chunk: int


class _Place(NamedTuple):
    roadmap: str
    stage: str | None
    section: int
    block: int


def passages_of(corpus: Corpus, chunks: Sequence[Chunk]) -> tuple[Passage, ...]:
    """List every sentence, page by page, with the chunk that holds it."""
    covering = _chunks_by_block(chunks)
    return tuple(
        Passage(*place, number, text, quotable, _holding(covering[place], chunks, text))
        for place, number, text, quotable in _sentences(corpus)
    )


def reading_digest(corpus: Corpus) -> str:
    """The SHA-256, in hex, of every sentence with its place: equal where passages are equal, row by row."""
    digest = hashlib.sha256()
    for sentence in _sentences(corpus):
        digest.update(repr(sentence).encode())
    return digest.hexdigest()


def _sentences(corpus: Corpus) -> Iterator[tuple[_Place, int, str, bool]]:
    for roadmap in corpus:
        yield from _page_sentences(roadmap.slug, None, roadmap)
        for stage in roadmap.stages:
            yield from _page_sentences(roadmap.slug, stage.key.stage, stage)


def _page_sentences(roadmap: str, stage: str | None, page: Roadmap | Stage) -> Iterator[tuple[_Place, int, str, bool]]:
    written = fold(page.fields["summary"])
    for number, text in enumerate(split_sentences(page.summary)):
        whole = fold(text) == written != ""  # a whole field can be quoted however short it is
        yield _Place(roadmap, stage, CARD, 0), number, text, whole or is_quotable(text, written)
    for section_number, section in enumerate(page.sections):
        for block_number, block in enumerate(section.blocks):
            place = _Place(roadmap, stage, section_number, block_number)
            for number, sentence in enumerate(block.sentences):
                yield place, number, sentence.text, sentence.quotable


def _chunks_by_block(chunks: Sequence[Chunk]) -> dict[_Place, list[int]]:
    covering: dict[_Place, list[int]] = defaultdict(list)
    for number, chunk in enumerate(chunks):
        for block in range(chunk.first_block, chunk.last_block):
            covering[_Place(chunk.roadmap, chunk.stage, chunk.section, block)].append(number)
    return covering


def _holding(candidates: Sequence[int], chunks: Sequence[Chunk], text: str) -> int:
    """Of the chunks that share a block, take the one with the sentence; the first one where it is cut in pieces."""
    return next((number for number in candidates if text in chunks[number].text), candidates[0])
