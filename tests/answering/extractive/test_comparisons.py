"""Things and stages side by side: said in other words, in their own roadmaps, or not there at all."""

import pytest

from tests.asking import ask, cited, said
from trekbot.wiring import Trekbot


def test_stages_of_one_title_are_compared_each_in_its_roadmap(bindery: Trekbot) -> None:
    reply = ask(bindery, "How does the Leaves stage in Bookbinding differ from the one in Paper making?")

    assert cited(reply) == ["bookbinding/leaves", "paper-making/leaves"]


@pytest.mark.parametrize(
    "text",
    [
        "how does glair stack up against gelatine?",
        "We use Gelatine at the moment. How is glair different from it?",
        "Is glair a better bet than gelatine for what is taught here?",
    ],
)
def test_a_side_that_is_not_there_is_named_as_not_covered(bindery: Trekbot, text: str) -> None:
    reply = ask(bindery, text)

    assert "glair, the white of an egg" in said(reply)
    assert [notice.casefold() for notice in reply.notices] == ["gelatine is not covered."]


def test_a_side_said_in_other_words_is_found_beside_the_other(bindery: Trekbot) -> None:
    reply = ask(bindery, "what is the difference between calfskin covers and goatskin leather?")

    assert "Goatskin is soft and takes a pattern well." in said(reply)
