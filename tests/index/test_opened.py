"""Opening an index to answer from it."""

import gc
import hashlib
from pathlib import Path

import numpy as np
import pytest

from tests.fakes import HashingEmbedder
from trekbot.errors import IndexUnavailable
from trekbot.index.opened import open_index
from trekbot.index.sync import sync
from trekbot.index.words import words

SOIL = "roadmaps/kitchen-garden/stages/01-soil.md"


def edit_soil(garden: Path, words: str = "a glass jar") -> None:
    text = (garden / SOIL).read_text("utf-8")
    (garden / SOIL).write_text(text.replace("a jar", words), "utf-8")


def damage(file: Path, how: str) -> None:
    content = file.read_bytes()
    if how == "removed":
        file.unlink()
    elif how == "truncated":
        file.write_bytes(content[: len(content) // 2])
    else:
        middle = len(content) // 2
        file.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])


def test_everything_in_an_open_index_fits_together(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)

    index = open_index(data, embedder)

    assert index.passage_vectors.shape == (len(index.passages), embedder.dimension)
    for passage, vector in zip(index.passages, index.passage_vectors, strict=True):
        assert vector == pytest.approx(embedder.embed_query(passage.text), abs=1e-3)
    for number in (0, 5, len(index.chunks) - 1):
        assert index.nearest_chunks(embedder.embed_query(index.chunks[number].text), 1)[0][0] == number
    assert {str(key) for key in index.graph.ancestors(next(k for k in index.corpus.stages if k.stage == "sowing"))} == {
        "kitchen-garden/soil", "seed-saving/seed-storage", "seed-saving/botany",
    }  # fmt: skip
    assert index.chunks[index.keywords.search(words("wormery"), 1)[0][0]].stage == "compost"


def test_a_search_can_be_kept_to_one_roadmap(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)
    index = open_index(data, embedder)

    found = index.nearest_chunks(embedder.embed_query("soil"), 100, roadmap="seed-saving")

    assert {index.chunks[number].roadmap for number, _ in found} == {"seed-saving"}
    assert len(found) == sum(chunk.roadmap == "seed-saving" for chunk in index.chunks)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_without_an_index_the_remedy_is_named(data: Path, embedder: HashingEmbedder) -> None:
    with pytest.raises(IndexUnavailable, match=r"holds no index yet\. Run `trekbot sync`"):
        open_index(data, embedder)


def test_an_index_of_another_model_is_refused(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)

    with pytest.raises(
        IndexUnavailable, match=r"built with 'hashing-64' and this process embeds with 'other'.*trekbot sync"
    ):
        open_index(data, HashingEmbedder("other"))


def test_an_index_of_another_format_is_refused(
    garden: Path, data: Path, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        for module in ("sync", "manifest", "generation"):
            newer.setattr(f"trekbot.index.{module}.FORMAT", 99)
        sync(garden, data, embedder)

    with pytest.raises(IndexUnavailable, match=r"format is 99.*trekbot sync"):
        open_index(data, embedder)


@pytest.mark.parametrize("how", ["removed", "truncated", "altered"])
@pytest.mark.parametrize(
    "file", ["chroma/chroma.sqlite3", "chunks.json", "passages.npz", "manifest.json", f"corpus/{SOIL}"]
)
def test_a_damaged_generation_gives_way_to_the_one_before(
    garden: Path, data: Path, embedder: HashingEmbedder, file: str, how: str
) -> None:
    before = sync(garden, data, embedder)
    edit_soil(garden)
    current = sync(garden, data, embedder)

    damage(data / "index" / current.generation / file, how)

    assert open_index(data, embedder).generation == before.generation


def test_where_every_generation_is_damaged_each_is_named_with_the_remedy(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    made = [sync(garden, data, embedder).generation]
    edit_soil(garden)
    made.append(sync(garden, data, embedder).generation)
    for name in made:
        damage(data / "index" / name / "passages.npz", "truncated")

    with pytest.raises(IndexUnavailable) as caught:
        open_index(data, embedder)

    message = str(caught.value)
    assert all(f"{name}: passages.npz has" in message for name in made)
    assert message.endswith("Run `trekbot sync`.")


@pytest.mark.parametrize("content", ["", "no-such-generation\n", "../../etc\n", "\0\xff"])
def test_a_current_that_names_nothing_is_made_up_for_by_the_newest_generation(
    garden: Path, data: Path, embedder: HashingEmbedder, content: str
) -> None:
    made = sync(garden, data, embedder)

    (data / "index" / "current").write_text(content, "latin-1")

    assert open_index(data, embedder).generation == made.generation


def test_a_lost_manifest_is_not_taken_for_an_index_that_was_never_made(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    made = sync(garden, data, embedder)
    (data / "index" / made.generation / "manifest.json").unlink()

    with pytest.raises(IndexUnavailable, match=f"{made.generation}: manifest.json is missing"):
        open_index(data, embedder)


def test_a_reader_of_another_kind_is_noticed(
    garden: Path, data: Path, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(garden, data, embedder)
    monkeypatch.setattr("trekbot.index.opened.reading_digest", lambda corpus: "something else")

    with pytest.raises(IndexUnavailable, match="another version of Trekbot"):
        open_index(data, embedder)


def test_opening_writes_nothing_into_the_generation_and_closing_leaves_no_copy(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    made = sync(garden, data, embedder)
    folder = data / "index" / made.generation

    def snapshot() -> dict[Path, str]:
        return {f: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.rglob("*") if f.is_file()}

    before = snapshot()
    index = open_index(data, embedder)
    index.nearest_chunks(embedder.embed_query("soil"), 3)
    assert len(list((data / "index" / "open").iterdir())) == 1
    index.close()
    index.close()

    assert snapshot() == before
    assert not list((data / "index" / "open").iterdir())


def test_an_index_that_nobody_refers_to_is_closed(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)
    index = open_index(data, embedder)

    del index
    gc.collect()

    assert not list((data / "index" / "open").iterdir())


def test_generations_opened_one_after_another_never_mix(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    question = embedder.embed_query("jar soil water glass")
    opened = []
    for jar in ("a jar", "a glass jar", "a glass jar of glass"):
        edit_soil(garden, jar)
        sync(garden, data, embedder)
        opened.append(open_index(data, embedder))

    scores = [dict(index.nearest_chunks(question, 100)) for index in opened]

    for index, score in zip(opened, scores, strict=True):
        assert set(score) == set(range(len(index.chunks)))
        for number, chunk in enumerate(index.chunks):
            assert score[number] == pytest.approx(float(np.dot(embedder.embed_query(chunk.text), question)), abs=1e-5)
