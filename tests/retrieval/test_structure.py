"""Questions about what pages say in words that ask about a roadmap's structure, and the other way round."""

from collections.abc import Callable

import pytest

from tests.asking import question
from trekbot.retrieval.intent_model import Meant
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.structure import Support, stands_by_words, structure_score
from trekbot.retrieval.structure_words import structure_words
from trekbot.retrieval.understanding import Understanding


def read(library: Library, text: str, meant: Callable[[str], Meant]) -> Query:
    understanding = Understanding(library.corpus, library.graph, lambda _: True, meant)
    return understanding.understand(question(text, roadmap="bicycle-repair"))[-1]


def means(
    intent: Intent, probability: float, of_structure: float, of_text: Intent = Intent.OPEN
) -> Callable[[str], Meant]:
    return lambda _: Meant(intent, probability, of_structure=of_structure, of_text=of_text)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("The hub grinds horribly and the axle wobbles. What is the first thing to try?", Intent.START),
        ("The cassette rattles and shudders horribly, can it be rescued?", Intent.SKIP),
        ("How many riders crashed at the velodrome so far?", Intent.COUNT),
    ],
)
def test_a_meaning_that_explains_little_of_a_question_does_not_make_it_one_of_structure(
    library: Library, text: str, read_as: Intent
) -> None:
    query = read(library, text, means(read_as, 0.95, 0.95, Intent.HOW_TO))

    assert query.intent is Intent.HOW_TO
    assert query.a is None


def test_a_rule_gives_way_where_the_wording_means_otherwise_and_little_is_explained(library: Library) -> None:
    text = "What's the best way to scrape hardened grease from aluminium sprockets?"

    query = read(library, text, means(Intent.HOW_TO, 0.9, 0.05, Intent.HOW_TO))

    assert query.intent is Intent.HOW_TO


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("What's the quickest way to Brakes?", Intent.PATH),
        ("What should I learn before the touring bike?", Intent.PREREQUISITES),
        ("Can I skip Brakes?", Intent.SKIP),
        ("How many stages are there?", Intent.COUNT),
        ("How long does the Bicycle Repair trek take?", Intent.TIME),
        ("Who maintains it?", Intent.MAINTAINER),
    ],
)
def test_a_question_that_its_reading_explains_stands_whatever_else_its_words_may_mean(
    library: Library, text: str, intent: Intent
) -> None:
    assert read(library, text, means(Intent.OPEN, 0.2, 0.0)).intent is intent


def test_words_in_which_structure_is_asked_about_are_learnt_from_the_phrasings() -> None:
    words = structure_words()

    assert words.share("rout") > 0.5 > words.share("boil")
    assert words.belongs_to("stage", Intent.COUNT)
    assert not words.belongs_to("boil", Intent.COUNT)


def test_a_reading_holds_less_the_more_it_leaves_unexplained() -> None:
    whole = Support(0.0, 0.0, 0.5, 1.0, 1.0, 0.0)
    half = Support(0.8, 0.6, 0.5, 1.0, 1.0, 0.0)

    assert structure_score(whole) > structure_score(half)
    assert stands_by_words(whole)
