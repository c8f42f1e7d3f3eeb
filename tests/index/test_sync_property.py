"""After any series of edits, a synced index equals a freshly built one."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.corpora import roadmap_page, stage_page, write_corpus
from tests.fakes import HashingEmbedder
from trekbot.index.opened import OpenIndex, open_index
from trekbot.index.sync import sync

SENTENCES = (
    "Loam holds water.",
    "Beans climb poles.",
    "Frost kills tomatoes.",
    "Worms make compost.",
    "Seeds need light.",
)
NAMES = ("soil", "beans", "frost", "worms")

bodies = st.lists(st.sampled_from(SENTENCES), max_size=3).map(
    lambda chosen: "\n\n".join(["## Ideas", *chosen, "## Tools", *chosen[:1]])
)
stages = st.dictionaries(st.sampled_from(NAMES), st.tuples(st.sampled_from(("Old", "New")), bodies), min_size=1)
corpora = st.tuples(st.sampled_from(("Garden", "Field")), bodies, stages)


def write(folder: Path, corpus: tuple[str, str, dict[str, tuple[str, str]]]) -> None:
    title, body, stages = corpus
    for old in folder.glob("roadmaps/garden/stages/*.md"):
        old.unlink()
    files = {"roadmaps/garden/roadmap.md": roadmap_page(title, body=body)}
    for number, (slug, (stage_title, stage_body)) in enumerate(stages.items(), start=1):
        files[f"roadmaps/garden/stages/{number}-{slug}.md"] = stage_page(number, stage_title, body=stage_body)
    write_corpus(folder, files)


def assert_equal(synced: OpenIndex, fresh: OpenIndex, embedder: HashingEmbedder) -> None:
    assert synced.fingerprint == fresh.fingerprint
    assert synced.corpus == fresh.corpus
    assert synced.chunks == fresh.chunks
    assert synced.passages == fresh.passages
    assert synced.passage_vectors.tolist() == fresh.passage_vectors.tolist()
    for sentence in SENTENCES:
        query = embedder.embed_query(sentence)
        assert dict(synced.nearest_chunks(query, 50)) == pytest.approx(dict(fresh.nearest_chunks(query, 50)), abs=1e-5)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(corpora, min_size=2, max_size=4))
def test_a_synced_index_equals_a_freshly_built_one(history: list[tuple[str, str, dict[str, tuple[str, str]]]]) -> None:
    embedder = HashingEmbedder()
    with tempfile.TemporaryDirectory() as place:
        corpus, data, elsewhere = Path(place, "corpus"), Path(place, "data"), Path(place, "fresh")
        for state in history:
            write(corpus, state)
            report = sync(corpus, data, embedder)
            assert {*report.added, *report.changed, *report.unchanged} == {f"garden/{slug}" for slug in state[2]}
        sync(corpus, elsewhere, embedder)

        synced, fresh = open_index(data, embedder), open_index(elsewhere, embedder)
        assert_equal(synced, fresh, embedder)
        synced.close()
        fresh.close()
