"""The files of a generation that are Trekbot's own: the chunks, and the vectors of the passages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trekbot.index.chunks import Chunk

HalfVectors = NDArray[np.float16]


def write_chunks(file: Path, chunks: Sequence[Chunk]) -> None:
    file.write_text(json.dumps([asdict(chunk) for chunk in chunks], ensure_ascii=False), "utf-8")


def read_chunks(file: Path) -> tuple[Chunk, ...]:
    return tuple(Chunk(**fields) for fields in json.loads(file.read_text("utf-8")))


@dataclass(frozen=True)
class PassageVectors:
    """The vectors of passages, each text once.

    Args:
        hashes: u text hashes in hex, in the order of `unique`.
        unique: shape (u, dimension).
        rows: shape (passages,): where each passage's vector lies in `unique`.
    """

    hashes: tuple[str, ...]
    unique: HalfVectors
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, hashes: Sequence[str], vectors: Mapping[str, NDArray[np.floating]]) -> "PassageVectors":
        """Put together what each passage's text hash, in their order, finds in `vectors`; at least one."""
        place = {digest: row for row, digest in enumerate(dict.fromkeys(hashes))}
        return cls(
            tuple(place),
            np.stack([np.asarray(vectors[digest], dtype=np.float16) for digest in place]),
            np.asarray([place[digest] for digest in hashes], dtype=np.int32),
        )

    @classmethod
    def read(cls, file: Path) -> "PassageVectors":
        with np.load(file, allow_pickle=False) as stored:
            hashes = tuple(bytes(digest).hex() for digest in stored["hashes"])
            return cls(hashes, stored["unique"], stored["rows"])

    def write(self, file: Path) -> None:
        hashes = np.frombuffer(bytes.fromhex("".join(self.hashes)), dtype=np.uint8).reshape(-1, 32)
        np.savez(file, hashes=hashes, unique=self.unique, rows=self.rows)

    def by_hash(self) -> dict[str, HalfVectors]:
        return dict(zip(self.hashes, self.unique, strict=True))

    def by_passage(self) -> HalfVectors:
        """Shape (passages, dimension)."""
        return self.unique[self.rows]
