"""Small real subclasses at the seams, for what a test cannot have: a model."""

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np

from trekbot.index.embedder import Embedder, Vectors
from trekbot.index.words import words


class HashingEmbedder(Embedder):
    """A bag of stems, each hashed to one signed place of the vector: texts that share words are near.

    `embedded` lists every passage that was embedded, so that a test sees what a sync has spent.
    """

    def __init__(self, identity: str = "hashing-64", max_tokens: int = 256, dimension: int = 64) -> None:
        self._identity = identity
        self._max_tokens = max_tokens
        self._dimension = dimension
        self.embedded: list[str] = []

    @property
    def identity(self) -> str:
        return self._identity

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def max_tokens(self) -> int:
        return self._max_tokens

    def count_tokens(self, text: str) -> int:
        return len(re.findall(r"\w+|[^\w\s]", text)) + 2

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded.extend(texts)
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_query(text)
            if progress is not None:
                progress(row + 1)
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([HashingEmbedder.embed_query(self, text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.zeros(self._dimension, dtype=np.float32)
        for stem in words(text):
            digest = int.from_bytes(hashlib.blake2b(stem.encode(), digest_size=8).digest(), "big")
            vector[digest % self._dimension] += 1.0 if digest >> 63 else -1.0
        if not vector.any():
            vector[0] = 1.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
