"""A term found again in a text: inflected, in a row, and as a name where it has to be."""

import pytest

from trekbot.retrieval.terms import Term, stems_of


@pytest.mark.parametrize("text", ["Two writs of summons lie here.", "A writ of summons is served."])
def test_inflected_forms_are_the_term(text: str) -> None:
    assert Term(tuple(stems_of("writ of summons"))).stands_in(text)


def test_the_same_words_apart_are_not_the_term() -> None:
    assert not Term(tuple(stems_of("land law"))).stands_in("The law of the land is old.")


def test_a_proper_name_is_no_other_word_of_its_stem() -> None:
    name = Term(("evid",), words=("evidently",))

    assert name.stands_in("Try Evidently on it.")
    assert not name.stands_in("The evidence is thin.")


@pytest.mark.parametrize(
    ("text", "found"), [("Write it in Go.", True), ("Go", True), ("Go on.", False), ("You go.", False)]
)
def test_a_name_of_an_everyday_word_is_told_by_its_capital_inside_a_sentence(text: str, found: bool) -> None:
    assert Term(("go",), written=("Go",)).stands_in(text) is found
