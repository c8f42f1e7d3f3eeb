"""Fill a new generation, taking over from an older one what it already knows."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trekbot.index.chunks import chunk_corpus, text_hash
from trekbot.index.contents import PassageVectors, read_chunks, write_chunks
from trekbot.index.embedder import Embedder
from trekbot.index.generation import Generation
from trekbot.index.passages import passages_of
from trekbot.index.store import ChunkStore, StoreDamaged, write_store
from trekbot.roadmaps.model import Corpus

Progress = Callable[[str, int, int], None]
_ByHash = dict[str, NDArray[np.floating]]


class CorpusMoved(Exception):
    """A file is no longer the one that was read."""


@dataclass(frozen=True)
class Built:
    """What went into a generation; `embedded` counts the texts that the model had to read."""

    chunks: int
    passages: int
    embedded: int


def build(
    generation: Generation,
    corpus_folder: Path,
    corpus: Corpus,
    embedder: Embedder,
    older: Generation | None,
    copies: Path,
    tell: Progress,
) -> Built:
    """Write everything of a generation but its manifest.

    Args:
        generation: empty.
        corpus_folder: where `corpus` was read.
        corpus: what to index.
        embedder: makes the vectors that are new.
        older: a whole generation of the same model, or None.
        copies: takes the working copy of the older store.
        tell: as `sync`'s progress, with the phases embed and store.

    Raises:
        CorpusMoved: a file changed since `corpus` was read.
    """
    _copy_corpus(corpus_folder, corpus, generation.corpus)
    chunks = chunk_corpus(corpus, embedder)
    sentences = [passage.text for passage in passages_of(corpus, chunks)]
    hashes = [text_hash(text) for text in sentences]

    known_chunks, known_sentences = _taken_over(older, {chunk.hash for chunk in chunks}, copies)
    new_chunks = {chunk.hash: chunk.text for chunk in chunks if chunk.hash not in known_chunks}
    new_sentences = {h: text for h, text in zip(hashes, sentences, strict=True) if h not in known_sentences}
    fresh = _embedded(new_chunks | new_sentences, embedder, tell)

    of_chunks = {**known_chunks, **fresh}
    rows = np.stack([of_chunks[chunk.hash] for chunk in chunks]).astype(np.float32)
    write_store(generation.chroma, chunks, rows, lambda done: tell("store", done, len(chunks)))
    PassageVectors.of(hashes, {**fresh, **known_sentences}).write(generation.passages)
    write_chunks(generation.chunks, chunks)
    return Built(len(chunks), len(sentences), len(fresh))


def _copy_corpus(source: Path, corpus: Corpus, target: Path) -> None:
    for path, digest in corpus.files.items():
        try:
            content = (source / path).read_bytes()
        except FileNotFoundError as error:
            raise CorpusMoved(path) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise CorpusMoved(path)
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)


def _taken_over(older: Generation | None, wanted: set[str], copies: Path) -> tuple[_ByHash, _ByHash]:
    """Give the vectors by text hash that an older generation has: of wanted chunks, and of sentences."""
    if older is None:
        return {}, {}
    kept = {chunk.id: chunk.hash for chunk in read_chunks(older.chunks) if chunk.hash in wanted}
    try:
        store = ChunkStore(older.chroma, copies)
    except StoreDamaged:
        return {}, {}
    try:
        vectors = store.vectors(list(kept))
    finally:
        store.close()
    return {kept[id_]: vector for id_, vector in vectors.items()}, dict(PassageVectors.read(older.passages).by_hash())


def _embedded(texts: Mapping[str, str], embedder: Embedder, tell: Progress) -> _ByHash:
    if not texts:
        return {}
    tell("embed", 0, len(texts))
    vectors = embedder.embed_passages(list(texts.values()), lambda done: tell("embed", done, len(texts)))
    return dict(zip(texts, vectors, strict=True))
