"""Hybrid search over the workshop corpus, with a bag of words in the place of the model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asking import CountingEmbedder, trekbot_over
from tests.workshop import WORKSHOP
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.search import is_sentence, leans, overlap
from trekbot.roadmaps.model import StageKey


def query(library: Library, text: str, *roadmaps: str) -> Query:
    return Query(text, Intent.OPEN, roadmaps=roadmaps, words=library.understanding.content_words(text))


def test_the_sentence_that_says_it_comes_first(library: Library) -> None:
    found = library.search(query(library, "what makes the brake lever feel soft?")).sentences()

    assert found[0].passage.text == "Air in a hydraulic line makes the brake lever feel soft."
    assert found[0].coverage == 1.0
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_measures_stay_within_their_bounds(library: Library) -> None:
    for one in library.search(query(library, "bleed the brakes of a touring bike")).sentences(limit=1000):
        assert -1.0001 <= one.cosine <= 1.0001
        assert 0 <= one.coverage <= 1


def test_a_search_keeps_to_the_roadmaps_asked_about(library: Library) -> None:
    everywhere = library.search(query(library, "safety")).sentences(limit=1000)
    one_roadmap = library.search(query(library, "safety", "frame-building")).sentences(limit=1000)

    assert {found.passage.roadmap for found in everywhere} == {"bicycle-repair", "frame-building"}
    assert {found.passage.roadmap for found in one_roadmap} == {"frame-building"}


def test_a_search_keeps_to_the_stages_asked_about(library: Library) -> None:
    brakes = StageKey("bicycle-repair", "brakes")

    found = library.search(query(library, "how is a rim trued?")).sentences(stages=[brakes])

    assert {one.stage for one in found} == {brakes}


def test_own_pages_leave_the_stages_out(library: Library) -> None:
    found = library.search(query(library, "riders")).sentences(own_pages=True, limit=1000)

    assert found
    assert {one.stage for one in found} == {None}


def test_a_role_lifts_its_sections(library: Library) -> None:
    ask = query(library, "tyre lever")

    lifted = library.search(ask).sentences(roles={"pitfalls": 5.0})

    assert lifted[0].role == "pitfalls"
    assert library.search(ask).sentences()[0].role != "pitfalls"


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[tuple[Library, CountingEmbedder]]:
    embedder = CountingEmbedder()
    trekbot = trekbot_over(WORKSHOP, tmp_path, embedder)
    embedder.questions = 0
    yield trekbot.library(), embedder
    trekbot.close()


def test_a_search_embeds_once_and_only_when_asked(counted: tuple[Library, CountingEmbedder]) -> None:
    library, embedder = counted

    search = library.search(query(library, "truing"))
    assert embedder.questions == 0

    search.sentences()
    search.sentences(roles={"ideas": 0.1})
    assert search.dense_chunks
    assert embedder.questions == 1


@pytest.mark.parametrize(
    "text", ["It also stores runs in a folder.", "These keep a rim true for years.", "For example, a rim is true."]
)
def test_a_sentence_whose_subject_stands_before_leans(text: str) -> None:
    assert leans(text)
    assert not is_sentence(text)


@pytest.mark.parametrize("text", ["A rim is:", "What is a rim made of?", "A true rim"])
def test_a_fragment_is_no_sentence(text: str) -> None:
    assert not is_sentence(text)


def test_a_whole_sentence_can_be_quoted_alone() -> None:
    assert is_sentence("A true rim wobbles by less than 2 millimetres.")


def test_overlap_is_the_share_of_the_shorter_text() -> None:
    assert overlap("A rim is true.", "The true rim of a rear wheel") == 1.0
    assert overlap("A rim is true.", "Flux keeps oxygen away") == 0.0
    assert overlap("", "anything") == 0.0
