"""A generation's own files."""

from pathlib import Path

import numpy as np

from trekbot.index.chunks import Chunk, text_hash
from trekbot.index.contents import PassageVectors, read_chunks, write_chunks


def test_chunks_come_back_as_they_were_written(tmp_path: Path) -> None:
    chunks = (
        Chunk("garden/#/0", "garden", None, -1, 0, 1, "Erde, Lehm – für Anfänger.", text_hash("a")),
        Chunk("garden/soil#tools/1", "garden", "soil", 2, 3, 7, "Two\nlines.", text_hash("b")),
    )

    write_chunks(tmp_path / "chunks.json", chunks)

    assert read_chunks(tmp_path / "chunks.json") == chunks


def test_a_sentence_that_stands_twice_is_stored_once_and_found_in_both_rows(tmp_path: Path) -> None:
    hashes = [text_hash("same"), text_hash("other"), text_hash("same")]
    vectors = {hashes[0]: np.asarray([1.0, 0.0]), hashes[1]: np.asarray([0.0, 1.0])}

    PassageVectors.of(hashes, vectors).write(tmp_path / "passages.npz")
    read = PassageVectors.read(tmp_path / "passages.npz")

    assert read.unique.shape == (2, 2)
    assert read.by_passage().tolist() == [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    assert read.by_passage().dtype == np.float16
    assert list(read.by_hash()) == hashes[:2]
