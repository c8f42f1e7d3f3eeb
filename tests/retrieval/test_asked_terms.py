"""The term whose meaning is asked, where the question only points to it."""

import pytest

from tests.asking import question
from trekbot.retrieval.query import Intent
from trekbot.retrieval.understanding import Understanding


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ('The mechanic spoke of "spoke tension" all day. What is it?', "spoke tension"),
        ("A friend warned me of flashback. What is that?", "flashback"),
        ("My uncle asked for the pannier of my bike. What is that, exactly?", "pannier"),
        ("What is a chain tool?", "chain tool"),
    ],
)
def test_a_term_is_what_is_quoted_or_asked_or_told_before(understanding: Understanding, text: str, term: str) -> None:
    query = understanding.understand(question(text))[-1]

    assert query.intent is Intent.DEFINITION
    assert query.a is not None
    assert query.a.phrase.casefold() == term
