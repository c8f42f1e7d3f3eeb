from collections.abc import Callable, Sequence

import numpy as np

from tests.fakes import HashingEmbedder
from trekbot.index.embedder import Vectors
from trekbot.retrieval.heading_meanings import HeadingMeanings
from trekbot.roadmaps.model import Section, Stage, StageKey

MEANINGS = {"exercise": 0, "sweat": 0, "finished": 1, "arrived": 1, "prerequisites": 2}


class MeaningEmbedder(HashingEmbedder):
    """Puts a text where its meaning is said to be, by a word of it; all else points nowhere in particular."""

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded.extend(texts)
        vectors = np.full((len(texts), self.dimension), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for word, place in MEANINGS.items():
                if word in text.casefold():
                    vectors[row, place] = 1.0
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _stage(*headings: str) -> Stage:
    sections = tuple(Section(heading, 2, (), str(number), "", ()) for number, heading in enumerate(headings))
    return Stage(StageKey("r", "s"), 1, "S", "S.", (), (), False, None, None, sections, {})


def test_a_heading_in_its_authors_own_words_has_the_role_that_it_means() -> None:
    meanings = HeadingMeanings(MeaningEmbedder())
    stage = _stage("Now sweat", "You have arrived", "Hydraulics")

    assert [section.heading for section in meanings.sections_for(stage, "practice")] == ["Now sweat"]
    assert [section.heading for section in meanings.sections_for(stage, "done")] == ["You have arrived"]


def test_a_heading_between_two_roles_has_neither() -> None:
    meanings = HeadingMeanings(MeaningEmbedder())
    stage = _stage("Sweat until you have arrived")

    assert meanings.sections_for(stage, "practice") == []
    assert meanings.sections_for(stage, "done") == []


def test_a_heading_is_embedded_once_and_only_if_its_words_do_not_tell() -> None:
    embedder = MeaningEmbedder()
    meanings = HeadingMeanings(embedder)
    stage = _stage("Now sweat", "Pitfalls")

    for _ in range(2):
        meanings.sections_for(stage, "practice")

    assert embedder.embedded.count("Now sweat") == 1
    assert "Pitfalls" not in embedder.embedded
