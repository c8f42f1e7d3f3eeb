"""Hybrid search: dense and BM25 over the same chunks, fused by rank, and the sentences of what was found.

Reciprocal rank fusion helps long texts and hurts short ones, so the dense score decides among sentences and the fused
rank
only adds to it. The question is embedded once, and only if something asks for it: answers from the graph cost none.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from trekbot.index.chunks import Chunk
from trekbot.index.embedder import Embedder
from trekbot.index.opened import OpenIndex
from trekbot.index.passages import Passage
from trekbot.index.words import STOP_WORDS, raw_words, stem, words
from trekbot.retrieval.fusion import fuse_rankings
from trekbot.retrieval.joints import sentences_of
from trekbot.retrieval.leaning import leans
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.query import Page, Query
from trekbot.retrieval.reranker import RERANKED, WEIGHT, Rerank
from trekbot.retrieval.section_roles import Role, role_of
from trekbot.retrieval.word_weights import WeighedWord, drawn_away, weigh_words
from trekbot.roadmaps.model import Block, Section, StageKey

CHUNKS_FUSED = 30  # chunks taken from each ranking
CHUNKS_NEAR = 100  # chunks whose cosine counts for their page
READING = -0.15  # what a list of books adds to its sentences' score: it names subjects and explains none
COVERAGE = 0.45  # what covering all of the question's words counts beside the cosine
AROUND = 0.6  # what a word counts that only the heading or the title has
PUT_BACK = 0.5  # what a word counts that a follow-up took from the turns before it
LIFT = 0.12  # what a sentence of the first fused chunk gains
LIFT_HALVED = 4  # places further down, the gain is half of that
SUMMARY = 0.02  # what a summary's score loses: where the text says the same, the text goes on
LEANING = 0.03  # the same, of a sentence that needs the one before
FEWEST_WORDS = 4  # of a sentence that says something alone, and
FEWEST_BESIDE = 3  # of one that says it of what is asked about, or beside the one before ("That is slack.")
MOST_BEFORE = 2  # sentences quoted before one that leans on them
CARD = -1  # the section number of a summary


@dataclass(frozen=True)
class Found:
    """One sentence, its row among the passages, and how well it fits.

    `cosine` to the question is in [-1, 1], `coverage` of the question's content words by the sentence and its heading
    in [0, 1] (by rarity); `score` is for ranking only.
    """

    number: int
    passage: Passage
    section: Section | None
    role: Role | None
    cosine: float
    coverage: float
    score: float

    @property
    def stage(self) -> StageKey | None:
        return StageKey(self.passage.roadmap, self.passage.stage) if self.passage.stage else None


Watch = Callable[[Sequence[Found]], None]


class PassageIndex:
    """What search needs of every sentence, worked out once an index."""

    def __init__(self, index: OpenIndex) -> None:
        self.vectors: NDArray[np.float32] = index.passage_vectors.astype(np.float32)
        self.sections: list[Section | None] = []
        self.stems: list[frozenset[str]] = []
        self.context_stems: list[frozenset[str]] = []
        pages: dict[tuple[str, str | None], tuple[str, tuple[Section, ...]]] = {}
        for roadmap in index.corpus:
            pages[roadmap.slug, None] = roadmap.title, roadmap.sections
            for stage in roadmap.stages:
                pages[roadmap.slug, stage.key.stage] = f"{stage.title} {' '.join(stage.tags)}", stage.sections
        for passage in index.passages:
            title, sections = pages[passage.roadmap, passage.stage]
            section = sections[passage.section] if passage.section != CARD else None
            self.sections.append(section)
            self.stems.append(frozenset(words(passage.text)))
            heading = section.heading if section and section.heading else ""
            columns = _head_of(section.blocks, passage.block) if section else ""
            self.context_stems.append(frozenset(words(f"{title} {heading} {columns}")))
        self.stands_alone = [
            passage.quotable and _can_be_quoted(passage, section)
            for passage, section in zip(index.passages, self.sections, strict=True)
        ]
        self.terse = [
            passage.quotable
            and passage.text.endswith(".")
            and is_whole(passage.text, FEWEST_BESIDE)
            and not leans(passage.text)
            for passage in index.passages
        ]
        self.before = [self._leaned_on(index, number) for number in range(len(index.passages))]
        self.roles = [role_of(section.heading) if section else None for section in self.sections]

    def _leaned_on(self, index: OpenIndex, number: int) -> int:
        """Count the sentences of its paragraph that have to be quoted before a sentence; 0 where none has to be, or
        where they cannot be.
        """
        passage = index.passages[number]
        if passage.section == CARD or not passage.quotable or not is_whole(passage.text, FEWEST_BESIDE):
            return 0
        for size in range(1, min(MOST_BEFORE, passage.sentence) + 1):
            if not leans(index.passages[number - size + 1].text):
                return 0
            if not index.passages[number - size].quotable:
                return 0
            if self.stands_alone[number - size]:
                return size
        return 0


class Search:
    """Searches for one query. `watch` is told of every ranking of sentences, whole, before it is given."""

    def __init__(
        self,
        index: OpenIndex,
        passages: PassageIndex,
        vocabulary: Vocabulary,
        embedder: Embedder,
        query: Query,
        rerank: Rerank | None = None,
        watch: Watch | None = None,
    ) -> None:
        self._watch = watch
        self._index = index
        self._passages = passages
        self._vocabulary = vocabulary
        self._embedder = embedder
        self._query = query
        self._rerank = rerank

    @cached_property
    def vector(self) -> NDArray[np.float32]:
        """The question as a unit vector."""
        return self._embedder.embed_query(self._query.text)

    @cached_property
    def weighed_words(self) -> list[WeighedWord]:
        """The question's content words, each with what it carries of the question's meaning."""
        return weigh_words(self._embedder, self._query.text, self.vector, frozenset(self._query.words))

    def drawn_away(self, numbers: Collection[int]) -> float:
        """Sum by how much words of the question draw it away from what these passages say together: 0 or below."""
        mean = self._passages.vectors[list(numbers)].mean(axis=0)
        return drawn_away(self.weighed_words, self.vector, mean / (float(np.linalg.norm(mean)) or 1.0))

    @property
    def pages_spoken_of(self) -> tuple[Page, ...]:
        """The pages where a question that leans on the turns before it is looked for first."""
        return self._query.leaning.pages if self._query.leaning else ()

    @property
    def is_pinned(self) -> bool:
        return self._query.leaning is not None and self._query.leaning.pinned

    @cached_property
    def cosines(self) -> NDArray[np.float32]:
        """Every passage's cosine to the question."""
        return np.asarray(self._passages.vectors @ self.vector, dtype=np.float32)

    @cached_property
    def _said(self) -> NDArray[np.float32] | None:
        """Every passage's cosine to a follow-up in the learner's own words; None where nothing was put back."""
        said = self._query.leaning.said if self._query.leaning else ""
        if not said or said == self._query.text:
            return None
        return np.asarray(self._passages.vectors @ self._embedder.embed_query(said), dtype=np.float32)

    def cosine_to_said(self, number: int) -> float:
        """Give a passage's cosine to a follow-up as the learner wrote it, with nothing put back."""
        return float((self.cosines if self._said is None else self._said)[number])

    @cached_property
    def _background(self) -> tuple[float, float]:
        """Mean and standard deviation of the corpus' cosines to the question."""
        return float(self.cosines.mean()), float(self.cosines.std()) or 1.0

    def above_background(self, cosine: float) -> float:
        """Tell by how many standard deviations a cosine lies above the mean of the corpus."""
        mean, deviation = self._background
        return (cosine - mean) / deviation

    def nearness(self, number: int, cosine: float) -> tuple[float, float]:
        """Give the cosine of a passage, and by how many standard deviations it lies above the mean of the corpus.

        Where a story leads up to the question, the question's own sentence is read alone too, and so is a follow-up as
        it was written; the best counts.
        """
        above = self.above_background(cosine)
        for read in (self._closing, self._said):
            if read is not None:
                alone = float(read[number])
                above = max(above, (alone - float(read.mean())) / (float(read.std()) or 1.0))
                cosine = max(cosine, alone)
        return cosine, above

    @cached_property
    def _closing(self) -> NDArray[np.float32] | None:
        """Every passage's cosine to the sentence that asks; None where there is no other."""
        sentences = sentences_of(self._query.text)
        if len(sentences) < 2:
            return None
        asking = [sentence for sentence in sentences if sentence.endswith("?")] or sentences
        vector = self._embedder.embed_query(asking[-1])
        return np.asarray(self._passages.vectors @ vector, dtype=np.float32)

    def margin_of(self, page: Page) -> float:
        """Tell by how much the best chunk of a page is nearer to the question than that of any other page."""
        best: dict[Page, float] = {}
        for chunk, cosine in self.dense_chunks:
            best.setdefault((chunk.roadmap, chunk.stage), cosine)
        own = best.pop(page, 0.0)
        return own - max(best.values(), default=0.0)

    @cached_property
    def dense_chunks(self) -> list[tuple[Chunk, float]]:
        """The nearest chunks of the roadmaps asked about with their cosines, best first."""
        return [(self._index.chunks[number], cosine) for number, cosine in self._near]

    @cached_property
    def _near(self) -> list[tuple[int, float]]:
        found: list[tuple[int, float]] = []
        for roadmap in self._query.roadmaps or (None,):
            found += self._index.nearest_chunks(self.vector, CHUNKS_NEAR, roadmap)
        return sorted(found, key=lambda entry: -entry[1])[:CHUNKS_NEAR]

    @cached_property
    def fused_chunks(self) -> list[int]:
        """Chunk numbers by reciprocal rank fusion of dense and keyword search."""
        tokens = list(self._query.words) or words(self._query.text)
        keyword: list[tuple[int, float]] = []
        for roadmap in self._query.roadmaps or (None,):
            keyword += self._index.keywords.search(tokens, CHUNKS_FUSED, roadmap)
        keyword.sort(key=lambda entry: -entry[1])
        dense = [number for number, _ in self._near[:CHUNKS_FUSED]]
        return fuse_rankings([dense, [number for number, _ in keyword[:CHUNKS_FUSED]]])

    def lexical_shares(self, stems: Collection[str]) -> dict[tuple[str, str | None], float]:
        """Give each stage's lexical score for these stems as a share of the best one's, in (0, 1]."""
        ranked = self._vocabulary.locate(stems)
        best = max((score for _, score in ranked), default=1.0)
        return {(key.roadmap, key.stage): score / best for key, score in ranked}

    def sentences(
        self,
        stages: Collection[StageKey] | None = None,
        roles: Mapping[Role, float] | None = None,
        wanted: Collection[str] | None = None,
        limit: int | None = None,
        own_pages: bool = False,
        leaning: bool = False,
    ) -> list[Found]:
        """Rank quotable sentences for the question.

        Args:
            stages: only sentences of these stages; None for all pages of the roadmaps asked about.
            roles: what a section's role adds to a sentence's score.
            wanted: content stems to cover; the query's own by default.
            limit: the most to give; None for all.
            own_pages: only the roadmaps' own pages.
            leaning: sentences too that can be quoted only with those before them.
        """
        target = list(self._query.words if wanted is None else wanted)
        weights = {word: self._vocabulary.rarity(word) * self._share_of(word) for word in target}
        whole = sum(weights.values())
        preferred: dict[Role, float] = {"reading": READING, **(roles or {})}
        places = {chunk: place for place, chunk in enumerate(self.fused_chunks)}
        found = []
        for number, passage in enumerate(self._index.passages):
            leans_on = 0 if self._passages.stands_alone[number] else self._passages.before[number] if leaning else -1
            if leans_on < 0 or (leans_on == 0 and not self._passages.stands_alone[number]):
                continue
            if not self._in_scope(passage, stages):
                continue
            if own_pages and passage.stage is not None:
                continue
            inside = sum(weight for word, weight in weights.items() if word in self._passages.stems[number])
            around = sum(
                weight
                for word, weight in weights.items()
                if word not in self._passages.stems[number] and word in self._passages.context_stems[number]
            )
            coverage = (inside + AROUND * around) / whole if whole else 0.0
            cosine = float(self.cosines[number])
            role = self._passages.roles[number]
            lift = LIFT / (1 + places[passage.chunk] / LIFT_HALVED) if passage.chunk in places else 0.0
            score = cosine + COVERAGE * coverage + lift + (preferred.get(role, 0.0) if role else 0.0)
            score -= SUMMARY if passage.section == CARD else LEANING if leans_on else 0.0
            found.append(
                Found(number, passage, self._passages.sections[number], role, cosine, min(coverage, 1.0), score)
            )
        ranked = self._reranked(sorted(found, key=lambda entry: -entry.score))
        if self._watch is not None:
            self._watch(ranked)
        return ranked[:limit]

    def _reranked(self, ranked: list[Found]) -> list[Found]:
        """Let the reranker, if there is one, read the best sentences again."""
        if self._rerank is None or len(ranked) < 2:
            return ranked
        best = ranked[:RERANKED]
        fits = self._rerank(self._query.text, [found.passage.text for found in best])
        again = [replace(found, score=found.score + WEIGHT * fit) for found, fit in zip(best, fits, strict=True)]
        return sorted([*again, *ranked[RERANKED:]], key=lambda entry: -entry.score)

    def _share_of(self, word: str) -> float:
        """Say what a word of the question counts: less where it was only put back from the turns before."""
        leaning = self._query.leaning
        return PUT_BACK if leaning is not None and leaning.own and word not in leaning.own else 1.0

    def _in_scope(self, passage: Passage, stages: Collection[StageKey] | None) -> bool:
        if stages is not None:
            return passage.stage is not None and (passage.roadmap, passage.stage) in stages
        return not self._query.roadmaps or passage.roadmap in self._query.roadmaps


def _head_of(blocks: Sequence[Block], row: int) -> str:
    """Give the names of the columns of a table's row; nothing for what is no row."""
    while row > 0 and blocks[row].kind == "row":
        row -= 1
        if blocks[row].kind == "head":
            return blocks[row].text
    return ""


def _can_be_quoted(passage: Passage, section: Section | None) -> bool:
    """Tell whether a passage says something alone; a row of a table does, however short, and its head does not."""
    kind = section.blocks[passage.block].kind if section is not None else None
    return kind != "head" and is_sentence(passage.text, passage.section == CARD or kind == "row")


_FRAGMENT_END = (":", ",", ";", "(", "—", "-")


def is_sentence(text: str, whole_field: bool = False) -> bool:
    """Tell whether a text can be quoted alone: it has a few words, an end, and no subject in the sentence before."""
    if whole_field:
        return len(text) > 2
    return is_whole(text) and not leans(text)


def is_whole(text: str, least: int = FEWEST_WORDS) -> bool:
    """Tell whether a text has a few words and an end."""
    size = len(raw_words(text))
    return least <= size <= 70 and not text.rstrip().endswith((*_FRAGMENT_END, "?"))


def overlap(one: str, other: str) -> float:
    """Give the share of the shorter text's stems that the other has, in [0, 1]."""
    left = {stem(word) for word in raw_words(one) if word not in STOP_WORDS}
    right = {stem(word) for word in raw_words(other) if word not in STOP_WORDS}
    return len(left & right) / max(min(len(left), len(right)), 1)
