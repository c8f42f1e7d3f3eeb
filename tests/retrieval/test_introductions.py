"""How well a sentence introduces a term, by its form."""

import pytest

from trekbot.retrieval.introductions import introduction
from trekbot.retrieval.terms import Term, stems_of


def term(text: str) -> Term:
    return Term(tuple(stems_of(text)))


@pytest.mark.parametrize(
    "sentence",
    [
        "A writ is an order of a court.",
        "Such an order of a court is called a writ.",
        "An order of a court, known as a writ, names the parties.",
        "Ask for a writ, the order of a court, within a week.",
        "The court gives an order, and that is the writ.",
        "The order (writ) names the parties.",
    ],
)
def test_a_sentence_that_says_what_a_term_is_introduces_it(sentence: str) -> None:
    used = introduction("The parties bring a copy of each writ to the clerk in time.", term("writ"))

    assert introduction(sentence, term("writ")) > used + 1.0


def test_a_marked_term_counts_more_than_the_same_word_unmarked() -> None:
    sentence = "The clerk keeps each writ in a drawer."

    assert introduction(sentence, term("writ"), ["writ"]) > introduction(sentence, term("writ"))


def test_a_sentence_without_the_term_introduces_nothing() -> None:
    assert introduction("A court is a room with a judge.", term("writ")) < 0
