"""Every stage that mentions a thing, however it is asked for, and words that a corpus uses without defining them."""

import pytest

from tests.asking import ask, broken_by, cited, said
from trekbot.wiring import Trekbot


@pytest.mark.parametrize(
    "text",
    [
        "which stages mention wheat paste?",
        "Which stages bring up wheat paste",
        "I was wondering in which parts of the course wheat paste turns up.",
        "could you list every module that mentions wheat paste?",
        "Wheat paste: name every stage it turns up in",
        "In which chapters does wheat paste crop up?",
        "List the lessons that use wheat paste, please",
        "my aunt asks everywhere about glue. which stages mention wheat paste?",
    ],
)
def test_every_stage_that_mentions_a_thing_is_named_in_all_roadmaps(bindery: Trekbot, text: str) -> None:
    reply = ask(bindery, text)

    assert set(cited(reply)) == {"bookbinding/sewing", "bookbinding/covers", "paper-making/leaves"}
    assert not broken_by(bindery, reply)


def test_only_the_stages_of_the_roadmap_asked_about_are_named(bindery: Trekbot) -> None:
    assert cited(ask(bindery, "which stages mention wheat paste?", roadmap="paper-making")) == ["paper-making/leaves"]


def test_each_stage_is_shown_by_a_sentence_that_has_the_thing(bindery: Trekbot) -> None:
    reply = ask(bindery, "which stages bring up linen?")

    shown_by = {page: citation.quote for page, citation in zip(cited(reply), reply.citations, strict=False)}
    assert set(shown_by) == {"bookbinding/sewing", "paper-making/pulp"}
    assert all("linen" in quote.casefold() for quote in shown_by.values())


def test_a_name_is_told_from_the_same_word_in_a_sentence(bindery: Trekbot) -> None:
    assert cited(ask(bindery, "which stages use Go?")) == ["bookbinding/sewing"]


def test_a_person_is_found_by_the_last_name_too(bindery: Trekbot) -> None:
    assert set(cited(ask(bindery, "Which chapters does Ada Byron turn up in?"))) == {
        "bookbinding/leaves",
        "bookbinding/sewing",
    }


def test_a_thing_that_no_stage_mentions_is_not_covered(bindery: Trekbot) -> None:
    reply = ask(bindery, "which stages mention vellum?")

    assert reply.status == "not_covered"
    assert "vellum" in reply.answer


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("glair?", "Sizing: brushing on glair, the white of an egg, under gold."),
        ("what is the shoulder?", "the ridge that results is called the shoulder."),
        ('The binder kept saying "kettle station" and I nodded. What is that?', "known as a kettle station"),
        ("what is a shoulder on a sewn edge?", "the ridge that results is called the shoulder."),
    ],
)
def test_a_word_is_told_by_the_sentence_that_introduces_it(bindery: Trekbot, text: str, sentence: str) -> None:
    assert sentence in said(ask(bindery, text))
