"""What a question takes for granted is put right first, with the page that says so, before the rest is answered."""

from collections.abc import Iterator

import pytest

from tests.asking import ask, broken_by, cited, said, trekbot_over
from tests.corpora import roadmap_page, stage_page
from trekbot.wiring import Trekbot

CHEESE = {
    "roadmaps/cheese/roadmap.md": roadmap_page(
        title="The Cheese trek",
        summary="From milk to a ripened wheel.",
        estimated_time="6 months",
        level="Intermediate",
        maintained_by="two dairymaids",
        updated="2025-04-01",
        body="## Rules\n\nThe trek has a tasting every month. There is no final examination. Nobody needs a laboratory.\n",
    ),
    "roadmaps/cheese/stages/1-milk.md": stage_page(
        1, "Milk", "What milk is made of.", requires="[]", body="## Ideas\n\nMilk curdles when its casein clots.\n"
    ),
    "roadmaps/cheese/stages/2-curd.md": stage_page(
        2,
        "Curd",
        "How milk is set and cut.",
        requires="[milk]",
        estimated_time="3 weeks",
        body="## Ideas\n\nRennet sets the milk within an hour. Fresh curd contains no salt at all.\n",
    ),
    "roadmaps/cheese/stages/3-brine.md": stage_page(
        3, "Brine", "How a wheel is salted.", requires="[curd]", body="## Ideas\n\nBrine draws water out of a wheel.\n"
    ),
    "roadmaps/cheese/stages/4-cellar.md": stage_page(
        4, "Cellar", "How a wheel ripens.", requires="[brine]", body="## Ideas\n\nA cellar stays at twelve degrees.\n"
    ),
}


@pytest.fixture(scope="module")
def cheese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    trekbot = trekbot_over(CHEESE, tmp_path_factory.mktemp("cheese"))
    yield trekbot
    trekbot.close()


@pytest.mark.parametrize(
    ("question", "correction"),
    [
        ("since Curd is stage 4, what comes after it?", "Curd is stage 2, not stage 4."),
        ("Brine is number 1, right?", "Brine is stage 3, not stage 1."),
        ("isn't Brine stage 4?", "Brine is stage 3, not stage 4."),
        ("why is Brine the last stage?", "Brine is stage 3, not the last one: that is Cellar (stage 4)."),
        (
            "as Cellar comes before Milk, should I learn it first?",
            "Cellar (stage 4) does not come before Milk (stage 1)",
        ),
        ("Milk follows Brine, doesn't it?", "Brine (stage 3) does not come before Milk (stage 1)"),
        ("now that Curd requires Cellar, what do I do?", "Curd (stage 2) does not build on Cellar (stage 4)."),
        ("given that Brine has no prerequisites, can I begin there?", "Brine (stage 3) does build on Curd (stage 2)."),
        ("since Curd takes two months, can I skip it?", "Curd (stage 2) takes 3 weeks, not two months."),
        ("given that there are 9 stages, which is the last?", "The Cheese trek has 4 stages, not 9."),
        ("are there 9 stages?", "The Cheese trek has 4 stages, not 9."),
        ("why does the trek take two years?", "The Cheese trek takes 6 months, not two years."),
        ("I heard the course lasts a weekend, is that enough?", "The Cheese trek takes 6 months, not a weekend."),
        ("because it is for beginners, which tools do I need?", "The Cheese trek is at the level Intermediate"),
        (
            "since Anna maintains it, where do I write to her?",
            "The Cheese trek is maintained by two dairymaids, not by Anna.",
        ),
        ("was it updated in 2019?", "The Cheese trek was last updated: 2025-04-01, not 2019."),
    ],
)
def test_a_false_claim_is_corrected_first(cheese: Trekbot, question: str, correction: str) -> None:
    reply = ask(cheese, question)

    assert said(reply).startswith(correction)
    assert not broken_by(cheese, reply)


def test_after_a_false_requirement_the_true_one_is_named(cheese: Trekbot) -> None:
    reply = ask(cheese, "since Brine requires Cellar, should I do Cellar now?")

    assert "It builds on Curd (stage 2)." in said(reply)
    assert "cheese/curd" in cited(reply)


@pytest.mark.parametrize(
    "question",
    [
        "since Curd is stage 2, what comes after it?",
        "as Curd comes before Brine, what comes after Curd?",
        "now that the course takes half a year, what comes after Curd?",
        "given that there are four stages, what comes after Curd?",
    ],
)
def test_what_is_true_is_not_corrected(cheese: Trekbot, question: str) -> None:
    assert said(ask(cheese, question)).startswith("After Curd (stage 2) comes Brine (stage 3).")


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("Curd is stage 2, right?", "Curd is stage 2 of 4"),
        ("Milk comes before Curd, correct?", "Milk (stage 1) comes first"),
        ("is Brine stage 3?", "Brine is stage 3 of 4"),
    ],
)
def test_a_true_claim_is_affirmed(cheese: Trekbot, claim: str, answer: str) -> None:
    assert said(ask(cheese, claim)).startswith(answer)


def test_a_claim_that_is_not_about_order_is_held_against_the_text(cheese: Trekbot) -> None:
    reply = ask(cheese, "because curd contains salt, how long does it keep?")

    assert "Fresh curd contains no salt at all." in said(reply)
    assert "cheese/curd" in cited(reply)


def test_what_falls_with_a_denied_claim_is_not_answered(cheese: Trekbot) -> None:
    reply = ask(cheese, "since there's a final exam, when is it?")

    assert said(reply) == "There is no final examination."
    assert cited(reply) == ["cheese/"]


def test_a_yes_or_no_question_is_answered_by_the_sentence_that_denies_it(cheese: Trekbot) -> None:
    assert "Fresh curd contains no salt at all." in said(ask(cheese, "does fresh curd contain salt?"))


def test_what_a_learner_says_of_herself_is_no_claim(cheese: Trekbot) -> None:
    reply = ask(cheese, "since I have an oven, what comes after Curd?")

    assert said(reply).startswith("After Curd (stage 2) comes Brine (stage 3).")
