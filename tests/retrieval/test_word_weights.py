"""What each word of a question carries, with an embedder for which only the words count."""

import numpy as np
import pytest

from tests.fakes import HashingEmbedder
from trekbot.index.embedder import Vectors
from trekbot.index.words import words
from trekbot.retrieval.word_weights import MOST_WEIGHED, WeighedWord, drawn_away, weigh_words

QUESTION = "How do I keep hares off the melon beds?"


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder("hashing-512", dimension=512)


def weighed(embedder: HashingEmbedder, question: str) -> tuple[Vectors, list[WeighedWord]]:
    vector = embedder.embed_query(question)
    return vector, weigh_words(embedder, question, vector, frozenset(words(question)))


def test_each_content_word_is_weighed_in_the_order_of_the_question(embedder: HashingEmbedder) -> None:
    _, found = weighed(embedder, QUESTION)

    assert [word.stem for word in found] == words(QUESTION)
    assert all(0.0 < word.weight <= 2.0 for word in found)


def test_a_word_that_a_text_does_not_have_draws_the_question_away_from_it(embedder: HashingEmbedder) -> None:
    vector, found = weighed(embedder, QUESTION)
    beds, hares = embedder.embed_passages(["Keep the melon beds moist.", "Keep hares off the melon beds."])

    assert drawn_away(found, vector, beds) < -0.05
    assert drawn_away(found, vector, hares) == pytest.approx(0.0, abs=1e-6)


def test_a_question_without_content_words_draws_nowhere_and_embeds_nothing(embedder: HashingEmbedder) -> None:
    embedder.embedded.clear()
    vector = embedder.embed_query("melon")

    assert weigh_words(embedder, "melon", vector, frozenset()) == []
    assert drawn_away([], vector, vector) == 0.0


def test_a_long_story_is_weighed_up_to_a_limit(embedder: HashingEmbedder) -> None:
    story = " ".join(f"melon{number}" for number in range(3 * MOST_WEIGHED))
    vector = embedder.embed_query(story)

    found = weigh_words(embedder, story, vector, frozenset(words(story)))

    assert len(found) == MOST_WEIGHED
    assert np.isfinite([word.weight for word in found]).all()
