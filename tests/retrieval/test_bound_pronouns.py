"""Which pronouns point out of a question, and which stay in it or stand for nothing."""

import pytest

from trekbot.retrieval.bound_pronouns import is_bound, points_to_nothing
from trekbot.retrieval.follow_up_forms import PRONOUN


def _points_out(text: str) -> bool:
    return any(not points_to_nothing(one, text) and not is_bound(one, text) for one in PRONOUN.finditer(text))


@pytest.mark.parametrize(
    "text",
    [
        "how do i polish a pebble until it shines?",
        "why do glazed bowls crack when they cool too fast?",
        "how can i store my yarn so that it does not fade?",
        "where is it explained how to wind a warp?",
        "does it matter whether the kiln is full?",
        "is it possible to fire a wet pot?",
        "how do i sail home when it blows hard?",
        "what do people mean when they say leather hard?",
        "which modules say how long they take?",
        "i am doing this in the evenings. how do i cut a mitre joint in oak?",
    ],
)
def test_a_pronoun_that_the_question_itself_explains_points_nowhere_else(text: str) -> None:
    assert not _points_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "how long does it keep?",
        "what happens when it cools?",
        "and why do they crack?",
        "is it possible?",
        "who looks after it?",
        "does it matter?",
        "can i use it before the first firing?",
    ],
)
def test_a_pronoun_that_nothing_before_it_explains_points_out_of_the_question(text: str) -> None:
    assert _points_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "can i do it all in two months?",
        "would it hold me back if i never varnished anything?",
        "where do they talk about glue?",
        "a box holds a year, does not it, so what fits?",
        "my chairs take forever to dry, why is that?",
        "i never get splinters. would leaving that stage out block anything?",
    ],
)
def test_a_saying_or_a_tag_points_to_nothing_said_before(text: str) -> None:
    assert not _points_out(text)
