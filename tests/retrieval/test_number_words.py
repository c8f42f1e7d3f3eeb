import pytest

from trekbot.retrieval.number_words import number_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("four", 4),
        ("twenty-one", 21),
        ("one hundred and five", 105),
        ("a hundred", 100),
        ("4th", 4),
        ("twenty-first", 21),
        ("IV", 4),
        ("ix", 9),
        ("xii", 12),
    ],
)
def test_a_number_is_read_in_any_form(words: str, number: int) -> None:
    assert number_of(words) == number
