"""The corpus as chunks."""

from pathlib import Path

from tests.corpora import GARDEN, roadmap_page, stage_page, write_corpus
from tests.fakes import HashingEmbedder
from trekbot.index.chunks import CARD, Chunk, chunk_corpus
from trekbot.roadmaps.reader import load_corpus


def chunks_of(folder: Path, files: dict[str, str], embedder: HashingEmbedder) -> dict[str, Chunk]:
    chunks = chunk_corpus(load_corpus(write_corpus(folder, files)), embedder)
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    return {chunk.id: chunk for chunk in chunks}


def test_a_chunk_is_a_section_with_its_title_path_in_front(tmp_path: Path, embedder: HashingEmbedder) -> None:
    chunk = chunks_of(tmp_path, GARDEN, embedder)["kitchen-garden/sowing#timing/0"]

    assert chunk.text == (
        "The Kitchen Garden trek: stage 3 Sowing. Key ideas. Timing. "
        "Tomatoes are sown indoors in March, and beans are sown outdoors after the last frost."
    )
    assert (chunk.roadmap, chunk.stage, chunk.section) == ("kitchen-garden", "sowing", 1)


def test_the_front_matter_is_a_chunk_even_where_there_is_no_body(tmp_path: Path, embedder: HashingEmbedder) -> None:
    chunks = chunks_of(tmp_path, GARDEN, embedder)

    card = chunks["kitchen-garden/harvest#/0"]
    assert card.text == (
        "The Kitchen Garden trek: stage 4 Harvest. Harvest, store and preserve what has grown. Storage."
    )
    assert card.section == CARD
    assert [id_ for id_ in chunks if id_.startswith("kitchen-garden/harvest#")] == [card.id]


def test_a_roadmap_page_has_chunks_without_a_stage(tmp_path: Path, embedder: HashingEmbedder) -> None:
    chunks = chunks_of(tmp_path, GARDEN, embedder)

    assert chunks["seed-saving/#/0"].stage is None
    assert chunks["seed-saving/#/0"].text.startswith("The Seed Saving trek. Keep varieties alive")
    assert "Keep a garden diary" in chunks["kitchen-garden/#closing-advice/0"].text


def test_an_edit_changes_the_hash_of_its_own_chunk_only(tmp_path: Path, embedder: HashingEmbedder) -> None:
    path = "roadmaps/kitchen-garden/stages/01-soil.md"
    edited = {**GARDEN, path: GARDEN[path].replace("Fill a jar", "Fill a glass jar")}

    before = chunks_of(tmp_path / "before", GARDEN, embedder)
    after = chunks_of(tmp_path / "after", edited, embedder)

    assert before.keys() == after.keys()
    changed = [id_ for id_ in before if before[id_].hash != after[id_].hash]
    assert changed == ["kitchen-garden/soil#practice/0"]


def test_no_chunk_is_longer_than_the_window_and_no_text_is_lost(tmp_path: Path) -> None:
    narrow = HashingEmbedder(max_tokens=40)
    body = "## Facts\n\n" + "\n\n".join(
        " ".join(f"Plant {number} of row {row} needs water every day." for number in range(4)) for row in range(5)
    )
    body += "\n\n## Code\n\n```\n" + "\n".join(f"water(plot={row}, litres={row * 2})" for row in range(30)) + "\n```\n"
    files = {
        "roadmaps/garden/roadmap.md": roadmap_page(),
        "roadmaps/garden/stages/1-water.md": stage_page(
            1, body=body, tags=f"[{', '.join('abcdefghijklmnopqrstuvwxyz')}]"
        ),
    }

    chunks = chunks_of(tmp_path, files, narrow)

    assert all(narrow.count_tokens(chunk.text) <= 40 for chunk in chunks.values())
    text = " ".join(chunk.text for chunk in chunks.values())
    assert all(f"Plant {number} of row {row} needs" in text for number in range(4) for row in range(5))
    assert all(f"water(plot={row}," in text for row in range(30))
    assert "garden/water#facts/1" in chunks


def test_a_title_as_long_as_the_window_gives_way_to_the_text(tmp_path: Path) -> None:
    narrow = HashingEmbedder(max_tokens=30)
    title = " ".join(["Endless"] * 50)
    files = {
        "roadmaps/garden/roadmap.md": roadmap_page(title=title),
        "roadmaps/garden/stages/1-soil.md": stage_page(1, "Soil", body="## Loam\n\nLoam holds water well."),
    }

    chunks = chunks_of(tmp_path, files, narrow)

    assert chunks["garden/soil#loam/0"].text == "stage 1 Soil. Loam. Loam holds water well."
    assert all(narrow.count_tokens(chunk.text) <= 30 for chunk in chunks.values())


def test_a_heading_that_ends_in_a_question_mark_gets_no_full_stop(tmp_path: Path, embedder: HashingEmbedder) -> None:
    files = {
        "roadmaps/garden/roadmap.md": roadmap_page("Garden", body="## For whom?\n\nFor people with a plot."),
        "roadmaps/garden/stages/1-soil.md": stage_page(),
    }

    assert chunks_of(tmp_path, files, embedder)["garden/#for-whom/0"].text == (
        "Garden. For whom? For people with a plot."
    )
