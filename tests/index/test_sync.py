"""Bringing the index up to date."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from tests.corpora import GARDEN, stage_page, write_corpus, write_garden
from tests.fakes import HashingEmbedder
from trekbot.errors import CorpusError, IndexBusy, ModelUnavailable
from trekbot.index.embedder import Vectors
from trekbot.index.generation import Generations
from trekbot.index.opened import open_index
from trekbot.index.sync import sync

SOIL = "roadmaps/kitchen-garden/stages/01-soil.md"

UNCHANGED = """
import json, sys
from pathlib import Path
from tests.fakes import HashingEmbedder
from trekbot.index.sync import sync

report = sync(Path(sys.argv[1]), Path(sys.argv[2]), HashingEmbedder())
print(json.dumps([report.switched, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def edit(garden: Path, path: str, old: str, new: str) -> None:
    text = (garden / path).read_text("utf-8")
    assert old in text
    (garden / path).write_text(text.replace(old, new), "utf-8")


def names(data: Path) -> list[str]:
    return sorted(folder.name for folder in (data / "index").iterdir() if folder.name[0].isdigit())


def test_a_first_sync_indexes_everything(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    report = sync(garden, data, embedder)

    index = open_index(data, embedder)
    assert report.switched
    assert report.added == tuple(sorted(map(str, index.corpus.stages)))
    assert report.roadmaps == ("kitchen-garden", "seed-saving")
    assert (report.changed, report.removed, report.unchanged) == ((), (), ())
    assert report.embedded == len(embedder.embedded) == len(set(embedder.embedded))
    assert set(embedder.embedded) == {c.text for c in index.chunks} | {p.text for p in index.passages}
    assert (report.fingerprint, report.generation) == (index.fingerprint, index.generation)


def test_an_unchanged_corpus_costs_nothing_and_changes_nothing(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    first = sync(garden, data, embedder)
    embedder.embedded.clear()

    second = sync(garden, data, embedder)

    assert not second.switched
    assert embedder.embedded == []
    assert second.unchanged == first.added
    assert (second.fingerprint, second.generation) == (first.fingerprint, first.generation)
    assert names(data) == [first.generation]


def test_nothing_heavy_is_imported_for_an_unchanged_corpus(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)

    ended = subprocess.run(
        [sys.executable, "-c", UNCHANGED, garden, data],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    switched, imported = json.loads(ended.stdout)
    assert not switched
    heavy = {"torch", "sentence_transformers", "transformers", "llama_index", "chromadb", "huggingface_hub"}
    assert not heavy & set(imported)


def test_an_edit_embeds_only_what_changed(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)
    embedder.embedded.clear()
    edit(garden, SOIL, "Fill a jar", "Fill a glass jar")

    report = sync(garden, data, embedder)

    assert report.changed == ("kitchen-garden/soil",)
    assert len(report.unchanged) == 5
    first, second = sorted(embedder.embedded)
    assert first == "Fill a glass jar with soil and water, then shake the jar."
    assert second == (
        f"The Kitchen Garden trek: stage 1 Soil. Practice. {first}\n"
        "Measure the layers of sand, silt and clay on the next day."
    )
    assert report.embedded == 2


def test_a_removed_stage_leaves_nothing_behind(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)
    embedder.embedded.clear()
    (garden / "roadmaps/kitchen-garden/stages/04-harvest.md").unlink()

    report = sync(garden, data, embedder)

    index = open_index(data, embedder)
    assert report.removed == ("kitchen-garden/harvest",)
    assert embedder.embedded == []
    assert {chunk.stage for chunk in index.chunks if chunk.roadmap == "kitchen-garden"} == {
        None, "soil", "compost", "sowing",
    }  # fmt: skip
    assert {number for number, _ in index.nearest_chunks(embedder.embed_query("harvest"), 100)} == set(
        range(len(index.chunks))
    )
    assert not any("Harvest, store" in passage.text for passage in index.passages)


def test_a_change_that_touches_no_text_is_indexed_without_embedding(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    sync(garden, data, embedder)
    embedder.embedded.clear()
    edit(garden, "roadmaps/kitchen-garden/stages/02-compost.md", "tags:", "url: https://garden.example/compost\ntags:")

    report = sync(garden, data, embedder)

    assert report.switched
    assert report.changed == ("kitchen-garden/compost",)
    assert embedder.embedded == []


def test_an_edited_roadmap_page_is_reported_as_such(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)
    edit(garden, "roadmaps/seed-saving/roadmap.md", "old varieties", "heirloom varieties")

    report = sync(garden, data, embedder)

    assert report.roadmaps == ("seed-saving",)
    assert report.changed == ()


def test_equal_inputs_give_an_equal_fingerprint(tmp_path: Path, garden: Path) -> None:
    elsewhere = write_garden(tmp_path / "elsewhere")

    prints = [
        sync(folder, tmp_path / f"data-{folder.name}", HashingEmbedder()).fingerprint for folder in (garden, elsewhere)
    ]
    other_model = sync(garden, tmp_path / "other", HashingEmbedder("other")).fingerprint

    assert prints[0] == prints[1]
    assert other_model != prints[0]


def test_a_broken_corpus_leaves_the_last_good_index(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    good = sync(garden, data, embedder)
    (garden / SOIL).write_text("no front matter", "utf-8")

    with pytest.raises(CorpusError, match=r"01-soil\.md:1"):
        sync(garden, data, embedder)

    assert open_index(data, embedder).fingerprint == good.fingerprint
    assert names(data) == [good.generation]


def test_another_model_builds_the_index_anew(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    first = sync(garden, data, embedder)
    other = HashingEmbedder("hashing-32", dimension=32)

    report = sync(garden, data, other)

    assert report.switched
    assert report.embedded == first.embedded
    assert report.unchanged == first.added
    assert open_index(data, other).passage_vectors.shape[1] == 32


def test_another_format_version_builds_the_index_anew(
    garden: Path, data: Path, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        for module in ("sync", "manifest", "generation"):
            older.setattr(f"trekbot.index.{module}.FORMAT", 0)
        first = sync(garden, data, embedder)

    report = sync(garden, data, embedder)

    assert report.switched
    assert report.embedded == first.embedded


def test_a_damaged_generation_is_replaced_though_the_corpus_is_unchanged(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    first = sync(garden, data, embedder)
    (data / "index" / first.generation / "passages.npz").unlink()

    second = sync(garden, data, embedder)

    assert second.switched
    assert second.fingerprint == first.fingerprint
    assert open_index(data, embedder).generation == second.generation


def test_only_the_current_generation_and_the_one_before_stay(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    made = []
    for year in range(4):
        edit(garden, SOIL, "Fill a jar", f"In year {year}, fill a jar") if year == 0 else edit(
            garden, SOIL, f"In year {year - 1}", f"In year {year}"
        )
        made.append(sync(garden, data, embedder).generation)

    assert names(data) == made[-2:]


def test_a_generation_that_is_open_stays_until_it_is_closed(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    first = sync(garden, data, embedder)
    index = open_index(data, embedder)
    for words in ("a glass jar", "a big jar", "a small jar"):
        write_garden(garden)
        edit(garden, SOIL, "a jar", words)
        last = sync(garden, data, embedder)

    assert first.generation in names(data)
    assert index.nearest_chunks(embedder.embed_query("loam"), 3)
    index.close()
    sync(garden, data, embedder)

    assert first.generation not in names(data)
    assert open_index(data, embedder).generation == last.generation


def test_what_a_crash_left_behind_is_removed(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    current = sync(garden, data, embedder)
    unfinished = Generations(data).new()
    (unfinished.folder / "chunks.json").write_text("[")
    (data / "index" / "open" / "left").mkdir(parents=True)

    sync(garden, data, embedder)

    assert names(data) == [current.generation]
    assert not list((data / "index" / "open").iterdir())


def test_a_second_sync_says_that_another_one_is_at_work(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    with Generations(data).alone(wait=True, on_wait=lambda: None), pytest.raises(IndexBusy, match="another sync"):
        sync(garden, data, embedder, wait=False)


def test_a_second_sync_waits_and_then_finds_the_work_done(garden: Path, data: Path) -> None:
    waiting = threading.Event()
    second_embedder = HashingEmbedder()
    reports = []

    def second() -> None:
        reports.append(
            sync(garden, data, second_embedder, lambda phase, *_: waiting.set() if phase == "wait" else None)
        )

    thread = threading.Thread(target=second)

    def start_second(phase: str, done: int, total: int) -> None:
        if phase == "embed" and done == 0:
            thread.start()
            assert waiting.wait(10)

    first = sync(garden, data, HashingEmbedder(), start_second)
    thread.join(30)

    assert reports[0].generation == first.generation
    assert not reports[0].switched
    assert second_embedder.embedded == []


def test_a_file_saved_while_the_corpus_is_read_is_indexed_as_it_is_in_the_end(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    readings = []

    def save_once(phase: str, done: int, total: int) -> None:
        if (phase, done) == ("read", 1):
            readings.append(phase)
            if len(readings) == 1:
                edit(garden, SOIL, "Fill a jar", "Fill a glass jar")

    sync(garden, data, embedder, save_once)

    assert len(readings) == 2
    assert any("Fill a glass jar" in passage.text for passage in open_index(data, embedder).passages)
    assert len(names(data)) == 1


def test_a_model_that_is_missing_leaves_nothing_half_made(garden: Path, data: Path) -> None:
    class Missing(HashingEmbedder):
        def embed_passages(self, texts: object, progress: object = None) -> Vectors:
            raise ModelUnavailable("The embedding model is not on this machine.")

    with pytest.raises(ModelUnavailable):
        sync(garden, data, Missing())

    assert names(data) == []


def test_progress_goes_through_the_phases_and_ends_each_at_its_total(
    garden: Path, data: Path, embedder: HashingEmbedder
) -> None:
    told: list[tuple[str, int, int]] = []

    sync(garden, data, embedder, lambda *step: told.append(step))

    last = {phase: (done, total) for phase, done, total in told}
    assert list(last) == ["read", "embed", "store", "write", "switch", "sweep"]
    assert all(done == total for done, total in last.values())


def test_a_large_corpus_is_stored_whole(tmp_path: Path, data: Path, embedder: HashingEmbedder) -> None:
    stages = {
        f"roadmaps/kitchen-garden/stages/{number}-plant-{number}.md": stage_page(
            number, f"Plant {number}", requires="[]"
        )
        for number in range(100, 650)
    }
    corpus = write_corpus(
        tmp_path / "large",
        {**stages, "roadmaps/kitchen-garden/roadmap.md": GARDEN["roadmaps/kitchen-garden/roadmap.md"]},
    )

    sync(corpus, data, embedder)

    index = open_index(data, embedder)
    number, cosine = index.nearest_chunks(np.asarray(embedder.embed_query(index.chunks[540].text)), 1)[0]
    assert len(index.chunks) > 550
    assert cosine == pytest.approx(1.0, abs=1e-5)
    assert embedder.embed_query(index.chunks[number].text) == pytest.approx(
        embedder.embed_query(index.chunks[540].text)
    )
