"""Initials written out, and asking back where a word means one of several names."""

import pytest

from tests.asking import ask, question, trekbot_over
from tests.corpora import roadmap_page, stage_page
from trekbot.retrieval.query import Intent
from trekbot.wiring import Trekbot

ORCHESTRA = {
    "roadmaps/orchestra/roadmap.md": roadmap_page(title="Orchestra", summary="From the first note to the concert."),
    "roadmaps/orchestra/stages/1-a.md": stage_page(
        1, "Wind playing", "How breath becomes a note.", tags="[embouchure hole]"
    ),
    "roadmaps/orchestra/stages/2-b.md": stage_page(
        2, "Sight reading", "How to play what was never seen.", tags="[viola, oboe]"
    ),
    "roadmaps/orchestra/stages/3-c.md": stage_page(3, "String repair", "How to mend what snaps.", tags="[violin care]"),
    "roadmaps/orchestra/stages/4-d.md": stage_page(4, "Stage rehearsal", "How to move with a stand.", tags="[cello]"),
}


@pytest.fixture(scope="module")
def orchestra(tmp_path_factory: pytest.TempPathFactory) -> Trekbot:
    return trekbot_over(ORCHESTRA, tmp_path_factory.mktemp("orchestra"))


def test_initials_of_one_title_are_read_as_the_title(orchestra: Trekbot) -> None:
    (query,) = orchestra.library().understanding.understand(question("what comes after WP?"))

    assert (query.intent, query.a and query.a.phrase) == (Intent.NEXT, "Wind playing")


def test_initials_of_several_titles_are_asked_back(orchestra: Trekbot) -> None:
    reply = ask(orchestra, "what should I learn before SR?")

    assert reply.status == "not_covered"
    assert "Sight reading, String repair or Stage rehearsal" in reply.answer
    assert reply.suggestions[0] == "what should I learn before Sight reading?"


def test_an_aside_is_no_name(orchestra: Trekbot) -> None:
    (query,) = orchestra.library().understanding.understand(question("PS what is Sight reading?"))

    assert not query.readings
