"""Following the current generation in a process that runs for long."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import HashingEmbedder
from trekbot.errors import IndexUnavailable
from trekbot.index.holder import IndexHolder
from trekbot.index.sync import sync

SOIL = "roadmaps/kitchen-garden/stages/01-soil.md"


@pytest.fixture
def holder(data: Path, embedder: HashingEmbedder) -> Iterator[IndexHolder]:
    holder = IndexHolder(data, embedder)
    yield holder
    holder.close()


def edit_soil(garden: Path) -> None:
    text = (garden / SOIL).read_text("utf-8")
    (garden / SOIL).write_text(text.replace("a jar", "a glass jar"), "utf-8")


def test_the_first_index_is_found_as_soon_as_it_is_there(
    garden: Path, data: Path, embedder: HashingEmbedder, holder: IndexHolder
) -> None:
    with pytest.raises(IndexUnavailable, match="holds no index yet"):
        holder.current()

    made = sync(garden, data, embedder)

    assert holder.current().generation == made.generation


def test_a_refresh_without_news_keeps_the_open_index(
    garden: Path, data: Path, embedder: HashingEmbedder, holder: IndexHolder
) -> None:
    sync(garden, data, embedder)
    index = holder.current()

    assert not holder.refresh()
    assert holder.current() is index


def test_a_question_in_flight_keeps_the_index_it_began_with(
    garden: Path, data: Path, embedder: HashingEmbedder, holder: IndexHolder
) -> None:
    sync(garden, data, embedder)
    in_flight = holder.current()
    edit_soil(garden)
    after = sync(garden, data, embedder)

    assert holder.refresh()

    assert holder.current().generation == after.generation
    assert in_flight.generation != after.generation
    assert in_flight.nearest_chunks(embedder.embed_query("soil"), 3)
    assert len(list((data / "index" / "open").iterdir())) == 2
    del in_flight
    assert len(list((data / "index" / "open").iterdir())) == 1


def test_a_new_generation_that_is_damaged_leaves_the_old_one_answering(
    garden: Path, data: Path, embedder: HashingEmbedder, holder: IndexHolder
) -> None:
    before = sync(garden, data, embedder)
    holder.current()
    edit_soil(garden)
    after = sync(garden, data, embedder)
    (data / "index" / after.generation / "chunks.json").unlink()

    assert not holder.refresh()
    assert not holder.refresh()
    assert holder.current().generation == before.generation


def test_an_index_of_another_model_leaves_the_old_one_answering(
    garden: Path, data: Path, embedder: HashingEmbedder, holder: IndexHolder
) -> None:
    before = sync(garden, data, embedder)
    holder.current()
    sync(garden, data, HashingEmbedder("other"))

    assert not holder.refresh()
    assert holder.current().generation == before.generation


def test_the_watcher_takes_over_what_another_sync_made(
    garden: Path, data: Path, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = threading.Event()

    class Telling(IndexHolder):
        def refresh(self) -> bool:
            switched = super().refresh()
            if switched:
                taken.set()
            return switched

    sync(garden, data, embedder)
    holder = Telling(data, embedder)
    holder.current()
    taken.clear()
    holder.watch(interval_s=0.01)
    edit_soil(garden)
    after = sync(garden, data, embedder)

    assert taken.wait(10)
    assert holder.current().generation == after.generation
    holder.close()


def test_a_closed_holder_has_no_index_and_no_thread(garden: Path, data: Path, embedder: HashingEmbedder) -> None:
    sync(garden, data, embedder)
    holder = IndexHolder(data, embedder)
    holder.watch(interval_s=0.01)
    holder.current()

    holder.close()

    assert "index-watch" not in {thread.name for thread in threading.enumerate()}
    assert not list((data / "index" / "open").iterdir())
    with pytest.raises(IndexUnavailable):
        holder.current()
