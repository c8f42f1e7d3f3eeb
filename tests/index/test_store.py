"""Chunks in Chroma, the real one."""

import hashlib
import os
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from tests.fakes import HashingEmbedder
from trekbot.errors import DependencyError
from trekbot.index.chunks import Chunk, text_hash
from trekbot.index.store import ChunkStore, StoreDamaged, cosine, write_store

TEXTS = {
    "garden/soil#/0": "Loam is a soil of sand and clay.",
    "garden/sowing#/0": "Tomatoes are sown in March.",
    "seeds/storage#/0": "Silica gel dries seeds.",
}


@pytest.fixture
def folder(tmp_path: Path, embedder: HashingEmbedder) -> Path:
    chunks = [Chunk(id_, id_.partition("/")[0], None, -1, 0, 1, text, text_hash(text)) for id_, text in TEXTS.items()]
    vectors = embedder.embed_passages(list(TEXTS.values()))
    write_store(tmp_path / "chroma", chunks, vectors, lambda done: None)
    return tmp_path / "chroma"


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "open"


def snapshot(folder: Path) -> dict[str, str]:
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()}


def test_the_nearest_chunks_come_first_with_their_cosine(folder: Path, copies: Path, embedder: HashingEmbedder) -> None:
    store = ChunkStore(folder, copies)

    found = store.nearest(embedder.embed_query("Silica gel dries seeds."), 2)

    assert found[0][0] == "seeds/storage#/0"
    assert found[0][1] == pytest.approx(1.0, abs=1e-6)
    assert len(found) == 2
    store.close()


def test_a_roadmap_filter_leaves_the_others_out(folder: Path, copies: Path, embedder: HashingEmbedder) -> None:
    store = ChunkStore(folder, copies)

    found = store.nearest(embedder.embed_query("Silica gel dries seeds."), 10, roadmap="garden")

    assert {id_ for id_, _ in found} == {"garden/soil#/0", "garden/sowing#/0"}
    store.close()


def test_vectors_come_back_as_they_were_stored(folder: Path, copies: Path, embedder: HashingEmbedder) -> None:
    store = ChunkStore(folder, copies)

    vectors = store.vectors([*TEXTS, "unknown#/0"])

    assert vectors.keys() == TEXTS.keys()
    for id_, text in TEXTS.items():
        assert vectors[id_] == pytest.approx(embedder.embed_query(text), abs=1e-6)
    store.close()


def test_reading_leaves_the_folder_as_it_was(folder: Path, copies: Path, embedder: HashingEmbedder) -> None:
    before = snapshot(folder)

    store = ChunkStore(folder, copies)
    store.nearest(embedder.embed_query("soil"), 3)
    store.close()

    assert snapshot(folder) == before
    assert not list(copies.iterdir())


def test_opening_again_and_again_leaves_no_client_and_no_file_open(
    folder: Path, copies: Path, embedder: HashingEmbedder
) -> None:
    def open_and_close() -> int:
        store = ChunkStore(folder, copies)
        store.nearest(embedder.embed_query("soil"), 3)
        store.close()
        store.close()
        return len(os.listdir("/proc/self/fd"))

    open_and_close()
    clients, files = len(SharedSystemClient._identifier_to_system), open_and_close()
    for _ in range(5):
        last = open_and_close()

    assert len(SharedSystemClient._identifier_to_system) == clients
    assert last <= files


def test_a_folder_that_is_no_store_is_reported_and_not_kept_open(tmp_path: Path, copies: Path) -> None:
    (tmp_path / "chroma").mkdir()

    with pytest.raises(StoreDamaged):
        ChunkStore(tmp_path / "chroma", copies)

    assert not list(copies.iterdir())


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, embedder: HashingEmbedder) -> None:
    (tmp_path / "chroma").write_text("a file where a folder should be")

    with pytest.raises(DependencyError, match="chroma: Chroma cannot write"):
        write_store(tmp_path / "chroma", [], embedder.embed_passages([]), lambda done: None)


def test_a_score_is_a_cosine() -> None:
    assert [cosine(0.0), cosine(1.0), cosine(2.0)] == [1.0, 0.0, -1.0]
    assert cosine(-1e-7) == 1.0
