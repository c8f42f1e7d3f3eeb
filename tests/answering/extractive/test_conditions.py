"""What a roadmap costs, whether there is an exam or a certificate: in the words of its own page, or not at all."""

from collections.abc import Iterator

import pytest

from tests.asking import ask, cited, said, trekbot_over
from tests.corpora import roadmap_page, stage_page
from trekbot.retrieval.condition_forms import condition_asked
from trekbot.wiring import Trekbot

GLASS = {
    "roadmaps/glass/roadmap.md": roadmap_page(
        title="Glass blowing",
        summary="From a gather to a vase.",
        body="## Terms\n\nAll lessons are free of charge. There is no exam. Bring a free afternoon and strong gloves.\n",
    ),
    "roadmaps/glass/stages/1-furnace.md": stage_page(
        1, "Furnace", "How to heat glass.", body="## Ideas\n\nA test gather shows whether the glass is hot.\n"
    ),
}


@pytest.fixture(scope="module")
def glass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    trekbot = trekbot_over(GLASS, tmp_path_factory.mktemp("glass"))
    yield trekbot
    trekbot.close()


@pytest.mark.parametrize(
    "question", ["is it free?", "do I have to pay?", "how much does the course cost?", "are there any fees?"]
)
def test_the_price_is_quoted_from_the_roadmaps_page(glass: Trekbot, question: str) -> None:
    reply = ask(glass, question)

    assert said(reply) == "All lessons are free of charge."
    assert cited(reply) == ["glass/"]


@pytest.mark.parametrize(
    "question", ["is there a final examination?", "will I have to sit an exam?", "does it end with a test?"]
)
def test_the_exam_is_quoted_from_the_roadmaps_page(glass: Trekbot, question: str) -> None:
    assert said(ask(glass, question)) == "There is no exam."


def test_what_the_page_does_not_say_is_not_stated(glass: Trekbot) -> None:
    reply = ask(glass, "do I get a certificate?")

    assert reply.status == "not_covered"
    assert said(reply) == "Glass blowing does not state whether there is a certificate."


@pytest.mark.parametrize(
    "question",
    ["what is a test gather?", "do i need a test set?", "how do i pay for a server?", "is a free port needed?"],
)
def test_a_word_for_money_or_exams_does_not_make_a_question_about_them(question: str) -> None:
    assert condition_asked(question) is None
