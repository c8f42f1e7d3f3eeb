"""Facts that a roadmap states, and facts that it does not."""

import pytest

from tests.asking import ask, cited, said
from trekbot.wiring import Trekbot


@pytest.mark.parametrize(
    ("text", "fact", "quote"),
    [
        ("How long does the Bicycle Repair trek take?", "takes 10 weeks", "estimated_time: 10 weeks"),
        ("Who maintains the Bicycle Repair trek?", "is maintained by 3 mechanics", "maintained_by: 3 mechanics"),
        ("When was the Bicycle Repair trek updated?", "2026-02-10", "updated: 2026-02-10"),
        ("What level is the Bicycle Repair trek?", "at the level Beginner", "level: Beginner"),
    ],
)
def test_a_stated_fact_is_given_and_cited(workshop: Trekbot, text: str, fact: str, quote: str) -> None:
    reply = ask(workshop, text)

    assert fact in said(reply)
    assert reply.citations[0].quote == quote
    assert cited(reply) == ["bicycle-repair/"]


@pytest.mark.parametrize(
    "text",
    [
        "How long does the Frame Building trek take?",
        "Who maintains the Frame Building trek?",
        "When was the Frame Building trek updated?",
        "What level is the Frame Building trek?",
        "How long does Brakes take?",
    ],
)
def test_a_fact_that_is_not_stated_is_not_made_up(workshop: Trekbot, text: str) -> None:
    reply = ask(workshop, text)

    assert (reply.status, reply.citations) == ("not_covered", ())
    assert "not state" in reply.answer


def test_a_stages_own_time_is_given(workshop: Trekbot) -> None:
    reply = ask(workshop, "How long does Wheels & tyres take?")

    assert (said(reply), cited(reply)) == ("Wheels & tyres (stage 2) takes 2 weeks.", ["bicycle-repair/wheels"])


def test_an_average_is_called_one(workshop: Trekbot) -> None:
    reply = ask(workshop, "How long is a stage on average?")

    assert "10 weeks for 7 stages, which is an average of about 1.4 weeks a stage" in said(reply)


def test_stages_are_counted(workshop: Trekbot) -> None:
    reply = ask(workshop, "How many stages are there?")

    assert "The Bicycle Repair trek has 7 stages" in said(reply)
    assert "The Frame Building trek has 3 stages" in said(reply)


def test_stages_are_listed_in_order(garden: Trekbot) -> None:
    reply = ask(garden, "What are the stages of the Kitchen Garden trek?")

    assert said(reply).endswith("1. Soil (stage 1) 2. Composting (stage 2) 3. Sowing (stage 3) 4. Harvest (stage 4)")


def test_which_roadmaps_stages_is_asked_back_with_questions_that_are_answered(workshop: Trekbot) -> None:
    reply = ask(workshop, "What are the stages?")

    assert reply.status == "not_covered"
    assert [cited(ask(workshop, suggestion))[0] for suggestion in reply.suggestions] == [
        "bicycle-repair/",
        "frame-building/",
    ]


def test_a_stages_number_is_given(workshop: Trekbot) -> None:
    assert said(ask(workshop, "What number is Drivetrain?")).startswith(
        "Drivetrain is stage 4 of 7 in The Bicycle Repair trek."
    )


@pytest.mark.parametrize(
    "text", ["What is stage 99 about?", "What comes after stage 99?", "What should I learn before stage 0?"]
)
def test_a_number_that_no_stage_has_is_refused_with_where_the_roadmaps_end(workshop: Trekbot, text: str) -> None:
    reply = ask(workshop, text)

    assert (reply.status, reply.citations) == ("not_covered", ())
    assert "The Bicycle Repair trek ends with stage 7" in reply.answer


@pytest.mark.parametrize(
    "text",
    [
        "how much time should I reckon with for the entire trek?",
        "is it doable in a month?",
        "are three months enough for the whole thing?",
    ],
)
def test_time_for_the_whole_is_the_roadmaps(workshop: Trekbot, text: str) -> None:
    assert said(ask(workshop, text, roadmap="bicycle-repair")) == "The Bicycle Repair trek takes 10 weeks."


def test_how_long_a_thing_is_is_no_question_for_time(workshop: Trekbot) -> None:
    reply = ask(workshop, "how long is a wheel?", roadmap="bicycle-repair")

    assert "2 weeks" not in said(reply)


def test_when_it_was_first_published_is_not_when_it_was_updated(workshop: Trekbot) -> None:
    assert ask(workshop, "in which year was it first published?", roadmap="bicycle-repair").status == "not_covered"
