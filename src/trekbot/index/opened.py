"""An index opened for reading: one generation, everything in it that an answer needs, nothing that can change."""

import weakref
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trekbot.errors import IndexUnavailable
from trekbot.index.chunks import Chunk
from trekbot.index.contents import HalfVectors, PassageVectors, read_chunks
from trekbot.index.embedder import Embedder
from trekbot.index.generation import Generation, Generations
from trekbot.index.keywords import KeywordIndex
from trekbot.index.locks import Lease
from trekbot.index.manifest import FORMAT, Manifest
from trekbot.index.passages import Passage, passages_of, reading_digest
from trekbot.index.store import ChunkStore, StoreDamaged
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus
from trekbot.roadmaps.reader import read_corpus

_SYNC = "Run `trekbot sync`."
_TRIES = 3  # openings while other processes put one generation after another in place


class OpenIndex:
    """Everything of one generation; threads may share it.

    It stays whole on disk until `close`, which also happens when nothing refers to it any more: who answers a
    question keeps a reference until the answer is complete.

    Attributes:
        generation: its name.
        fingerprint: of the corpus and the index settings.
        corpus: as it was when it was indexed.
        graph: of the corpus.
        chunks: in the order of the corpus.
        passages: in the order of the corpus.
        passage_vectors: float16, shape (passages, dimension), unit vectors, rows as passages.
        keywords: over the chunks.
    """

    def __init__(
        self,
        manifest: Manifest,
        generation: Generation,
        corpus: Corpus,
        store: ChunkStore,
        lease: Lease,
    ) -> None:
        self.generation = generation.name
        self.fingerprint = manifest.fingerprint
        self.corpus = corpus
        self.graph = RoadmapGraph(corpus)
        self.chunks: tuple[Chunk, ...] = read_chunks(generation.chunks)
        self.passages: tuple[Passage, ...] = passages_of(corpus, self.chunks)
        self.passage_vectors: HalfVectors = PassageVectors.read(generation.passages).by_passage()
        self.keywords = KeywordIndex(self.chunks)
        self._store = store
        self._corpus_folder = generation.corpus
        self._files = {page_of_file(Path(path)): path for path in corpus.files}
        self._numbers = {chunk.id: number for number, chunk in enumerate(self.chunks)}
        self._close = weakref.finalize(self, _give_back, store, lease)

    def nearest_chunks(
        self, vector: NDArray[np.floating], limit: int, roadmap: str | None = None
    ) -> list[tuple[int, float]]:
        """Find the chunks nearest to a unit vector, best first, as (chunk number, cosine in [-1, 1])."""
        return [(self._numbers[id_], score) for id_, score in self._store.nearest(vector, limit, roadmap)]

    def page_text(self, roadmap: str, stage: str | None) -> str:
        """Give a page's file as it was indexed; `stage` None for the roadmap's own page."""
        return (self._corpus_folder / self._files[roadmap, stage]).read_text("utf-8-sig")

    def close(self) -> None:
        """Give back the files; a second call does nothing, and `nearest_chunks` works no more."""
        self._close()


def open_index(data_folder: Path, embedder: Embedder) -> OpenIndex:
    """Open the current generation, or, where that is damaged, the one before it.

    Args:
        data_folder: what `sync` was given.
        embedder: its identity has to be the one that the index was built with; it is not loaded.

    Raises:
        IndexUnavailable: there is none, none is whole, or it was built with another model.
    """
    generations = Generations(data_folder)
    for _ in range(_TRIES):
        current = generations.current_name()
        damage = []
        for generation in generations.finished():
            opened = _open(generation, generations.copies, embedder)
            if isinstance(opened, OpenIndex):
                return opened
            damage.append(f"{generation.folder}: {opened}.")
        if generations.current_name() == current:
            break
    if damage:
        raise IndexUnavailable("\n".join(["No index can be used:", *damage]), _SYNC)
    raise IndexUnavailable(f"{data_folder} holds no index yet.", _SYNC)


def _open(generation: Generation, copies: Path, embedder: Embedder) -> OpenIndex | str:
    """Open a generation or say why it cannot be."""
    try:
        lease = Lease(generation.folder)
    except FileNotFoundError:
        return "it was removed"
    opened: OpenIndex | str
    try:
        opened = _read(generation, copies, embedder, lease)
    except OSError as error:
        lease.release()
        return f"{error.filename} cannot be read or copied ({error.strerror})"
    except BaseException:
        lease.release()
        raise
    if isinstance(opened, str):
        lease.release()
    return opened


def _read(generation: Generation, copies: Path, embedder: Embedder, lease: Lease) -> OpenIndex | str:
    found = generation.manifest()
    if found and found.format != FORMAT:
        raise IndexUnavailable(
            f"Another version of Trekbot built the index: its format is {found.format}, this one reads {FORMAT}.",
            _SYNC,
        )
    manifest = generation.whole()
    if isinstance(manifest, str):
        return manifest
    if manifest.model != embedder.identity:
        raise IndexUnavailable(
            f"The index was built with {manifest.model!r} and this process embeds with {embedder.identity!r}.",
            f"{_SYNC[:-1]}: it builds a new one beside it and switches.",
        )
    corpus = read_corpus(generation.corpus).corpus
    if corpus is None or reading_digest(corpus) != manifest.reading:
        return "it was built by another version of Trekbot, which reads the corpus differently"
    try:
        store = ChunkStore(generation.chroma, copies)
    except StoreDamaged as error:
        return str(error)
    try:
        return OpenIndex(manifest, generation, corpus, store, lease)
    except BaseException:
        store.close()
        raise


def page_of_file(path: Path) -> tuple[str, str | None]:
    """Give the slugs of a corpus file: `roadmaps/<roadmap>/roadmap.md` or `roadmaps/<roadmap>/stages/NN-<stage>.md`."""
    return path.parts[1], path.stem.partition("-")[2] if path.parent.name == "stages" else None


def _give_back(store: ChunkStore, lease: Lease) -> None:
    store.close()
    lease.release()
