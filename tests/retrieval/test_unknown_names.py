"""Names that a question writes and the corpus does not know."""

import pytest

from trekbot.index.words import stem
from trekbot.retrieval.unknown_names import writes_unknown_name

KNOWN = {stem(word) for word in ("docker", "image", "postgresql", "model")}


@pytest.mark.parametrize(
    "question",
    ["how do I run Kubeflow?", "how do I set max_wal_size in PostgreSQL?", "does it work with the X9 camera?"],
)
def test_a_name_or_identifier_that_the_corpus_lacks_is_told_by_how_it_is_written(question: str) -> None:
    assert writes_unknown_name(question, KNOWN)


@pytest.mark.parametrize(
    "question",
    [
        "Whenever I build an image with Docker, what happens?",
        "what is a zebra crossing?",
        "How Do I Center A Div Now",
        "I think that I'm lost, and I'd like help",
    ],
)
def test_known_names_common_words_and_capitals_everywhere_are_no_unknown_name(question: str) -> None:
    assert not writes_unknown_name(question, KNOWN)
