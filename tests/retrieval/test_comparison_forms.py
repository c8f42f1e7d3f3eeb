"""The forms in which things are compared, and what is no comparison."""

import pytest

from tests.asking import question
from trekbot.retrieval.comparison_forms import compared
from trekbot.retrieval.query import Intent
from trekbot.retrieval.understanding import Understanding


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("what is the difference between oil and wax?", ("oil", "wax")),
        ("what are the differences between oil, wax and soap?", ("oil", "wax", "soap")),
        ("oil versus wax versus soap", ("oil", "wax", "soap")),
        ("pros and cons of oil versus wax", ("oil", "wax")),
        ("oil, wax and soap: what is the difference?", ("oil", "wax", "soap")),
        ("how do oil and wax differ?", ("oil", "wax")),
        ("how does oil compare to wax?", ("oil", "wax")),
        ("is oil better than wax?", ("oil", "wax")),
        ("does oil need more time than wax?", ("oil", "wax")),
        ("are oil and wax the same?", ("oil", "wax")),
        ("is oil just another word for wax?", ("oil", "wax")),
        ("when should i use oil rather than wax?", ("oil", "wax")),
        ("when oil instead of wax?", ("oil", "wax")),
        ("should i go for oil or wax?", ("oil", "wax")),
        ("which is safer, oil or wax?", ("oil", "wax")),
        ("which dries faster: oil or wax?", ("oil", "wax")),
        ("oil compared to wax", ("oil", "wax")),
        ("what sets oil apart from wax?", ("oil", "wax")),
        ("oil or wax, which needs no heat?", ("oil", "wax")),
        ("oil or wax", ("oil", "wax")),
        ("how do i choose between oil and wax?", ("oil", "wax")),
        ("how does oil stack up against wax?", ("oil", "wax")),
        ("is oil a better bet than wax for what is taught here?", ("oil", "wax")),
        ("oil and wax, when is each of them used?", ("oil", "wax")),
        ("oil against wax, how do they differ?", ("oil", "wax")),
        ("oil or wax: in what way do the two differ?", ("oil", "wax")),
        ("for old wood, would i be better off with oil or wax?", ("oil", "wax")),
        ("would oil or wax be the wiser choice?", ("oil", "wax")),
        ("how does the oil in this roadmap differ from the one in that?", ("oil in this roadmap", "one in that")),
    ],
)
def test_a_comparison_has_its_sides(text: str, sides: tuple[str, ...]) -> None:
    found = compared(text)

    assert found is not None
    assert found.sides == sides


@pytest.mark.parametrize(
    "text",
    [
        "which comes first, oil or wax?",
        "should i learn oil or wax first?",
        "how do i protect wood against rain?",
        "finished stage 4, now what",
        "what are oil and wax?",
        "can i skip oil or wax?",
        "do i need oil or wax for soap?",
        "how can i tell oil from wax?",
        "shelter against rain",
    ],
)
def test_what_asks_for_something_else_is_no_comparison(text: str) -> None:
    assert compared(text) is None


def test_what_decides_is_told() -> None:
    found = compared("oil or wax, which needs no heat?")

    assert found is not None
    assert found.criterion == "which needs no heat"


def test_a_noun_that_both_sides_share_is_put_back(understanding: Understanding) -> None:
    (query,) = understanding.understand(question("chain or pin tool, which is better?"))

    assert query.intent is Intent.COMPARISON
    assert query.a is not None
    assert query.a.phrase == "chain tool"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("how do I ignore brakes in a drawing?", Intent.HOW_TO), ("can I ignore the brakes stage?", Intent.SKIP)],
)
def test_a_verb_that_can_mean_skipping_is_read_so_only_of_a_stage(
    understanding: Understanding, text: str, intent: Intent
) -> None:
    (query,) = understanding.understand(question(text))

    assert query.intent is intent
