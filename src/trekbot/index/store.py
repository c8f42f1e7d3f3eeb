"""The chunks' vectors in Chroma.

Trekbot always hands vectors over itself and names no embedding function, so Chroma never loads one. It is written
through LlamaIndex and read directly, since serving needs nothing of LlamaIndex.

Chroma writes into its folder even to read from it, so what is opened is a copy: the folder of a generation stays
what its manifest says, and no two processes write into one database.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from trekbot.errors import DependencyError
from trekbot.index.chunks import Chunk
from trekbot.index.embedder import Vectors
from trekbot.index.working_copy import WorkingCopy

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from llama_index.core.schema import BaseNode

_COLLECTION = "chunks"
_HNSW: "CreateHNSWConfiguration" = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 32,
}
_BATCH = 500
_clients = threading.RLock()  # Chroma's table of open folders is shared by all threads and not guarded


class StoreDamaged(Exception):
    """Chroma cannot read the folder."""


def cosine(distance: float) -> float:
    """Say what a score means: Chroma's cosine distance as a cosine in [-1, 1], 1 for the same direction."""
    return max(-1.0, min(1.0, 1.0 - distance))


def write_store(folder: Path, chunks: Sequence[Chunk], vectors: Vectors, progress: Callable[[int], None]) -> None:
    """Make a store of all chunks; `progress` is told how many are in.

    Args:
        folder: comes into being; complete and closed on return.
        chunks: n chunks.
        vectors: shape (n, dimension), rows as chunks.

    Raises:
        DependencyError: Chroma cannot write there.
    """
    from chromadb.errors import ChromaError
    from llama_index.vector_stores.chroma import ChromaVectorStore

    try:
        client = _connect(folder)
        try:
            collection = client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": _HNSW})
            store = ChromaVectorStore(chroma_collection=collection)
            for start in range(0, len(chunks), _BATCH):
                end = min(start + _BATCH, len(chunks))
                store.add(_nodes(chunks[start:end], vectors[start:end]))
                progress(end)
        finally:
            _disconnect(client)
    except ChromaError as error:
        raise DependencyError(f"{folder}: Chroma cannot write ({error}).", "Make room, then sync again.") from error


def _nodes(chunks: Sequence[Chunk], vectors: Vectors) -> "list[BaseNode]":
    from llama_index.core.schema import TextNode

    return [
        TextNode(
            id_=chunk.id,
            text=chunk.text,
            metadata={"roadmap": chunk.roadmap, "stage": chunk.stage or ""},
            embedding=vector.tolist(),
        )
        for chunk, vector in zip(chunks, vectors, strict=True)
    ]


class ChunkStore:
    """A store opened for reading, from a copy of its folder. Threads may share it.

    Args:
        folder: what `write_store` made; it is not touched.
        copies: the folder that takes the copy, until `close`.

    Raises:
        StoreDamaged: Chroma cannot read it.
    """

    def __init__(self, folder: Path, copies: Path) -> None:
        from chromadb.errors import ChromaError

        self._copy = WorkingCopy(folder, copies)
        try:
            self._client = _connect(self._copy.folder)
        except (ChromaError, ValueError, RuntimeError) as error:
            self._copy.remove()
            raise StoreDamaged(f"Chroma cannot open it ({error})") from error
        try:
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
        except (ChromaError, ValueError, RuntimeError) as error:
            self.close()
            raise StoreDamaged(f"Chroma cannot read its collection ({error})") from error

    def nearest(self, vector: NDArray[np.floating], limit: int, roadmap: str | None = None) -> list[tuple[str, float]]:
        """Find the chunks nearest to a unit vector, best first, as (chunk id, cosine); at most `limit`."""
        if limit < 1:
            return []
        found = self._collection.query(
            query_embeddings=np.asarray([vector], dtype=np.float32),
            n_results=limit,
            where=None if roadmap is None else {"roadmap": roadmap},
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        return [(id_, cosine(distance)) for id_, distance in zip(found["ids"][0], distances[0], strict=True)]

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Give the stored vectors by chunk id, as unit vectors; ids it does not hold are left out."""
        vectors: dict[str, Vectors] = {}
        for start in range(0, len(ids), _BATCH):
            found = self._collection.get(ids=list(ids[start : start + _BATCH]), include=["embeddings"])
            rows = np.asarray(found["embeddings"], dtype=np.float32)
            vectors.update(zip(found["ids"], rows, strict=True))
        return vectors

    def close(self) -> None:
        """Give back the database and remove the copy; a second call does nothing."""
        _disconnect(self._client)
        self._copy.remove()


def _connect(folder: Path) -> "Client":
    import chromadb

    with _clients:
        settings = chromadb.config.Settings(anonymized_telemetry=False)
        return cast("Client", chromadb.PersistentClient(folder, settings=settings))


def _disconnect(client: "Client") -> None:
    with _clients:
        client.close()
