"""Answers in the corpus' own words: definitions, parts of a stage, places, comparisons, reasons, ways to do things."""

import pytest

from tests.asking import ask, cited, said
from trekbot.wiring import Trekbot


@pytest.mark.parametrize(
    ("text", "opening", "stage"),
    [
        ("What is spoke tension?", "Spoke tension is the force that pulls", "bicycle-repair/wheels"),
        ("what does truing mean?", "Truing is the correction of a rim", "bicycle-repair/wheels"),
        ("what is a pannier?", "A pannier is a bag", "bicycle-repair/touring-bike"),
        ("What is the BB?", "The bottom bracket (BB) is the bearing", "bicycle-repair/drivetrain"),
        ("what is a bottom bracket?", "The bottom bracket (BB) is the bearing", "bicycle-repair/drivetrain"),
    ],
)
def test_a_thing_is_defined_by_the_sentence_that_defines_it(
    workshop: Trekbot, text: str, opening: str, stage: str
) -> None:
    reply = ask(workshop, text)

    assert said(reply).startswith(opening)
    assert cited(reply) == [stage]


def test_a_stage_is_told_by_its_place_and_summary(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is Brakes about?")

    assert said(reply).startswith(
        "Brakes is stage 3 of The Bicycle Repair trek. Adjust rim brakes and bleed hydraulic brakes."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("What are the pitfalls in Wheels & tyres?", "- A twisted inner tube bursts on the first ride."),
        ("What is the exercise in Wheels & tyres?", "1. Remove the rear wheel and mend its inner tube."),
        ("When am I done with Wheels & tyres?", "- The rear wheel spins without touching a brake pad."),
        ("Which tools are used in Brakes?", "- A bleed kit pushes fresh fluid through a hydraulic line."),
        ("What will I learn in Wheels & tyres?", "A rider who finishes Wheels & tyres can mend a puncture"),
    ],
)
def test_a_part_of_a_stage_is_quoted_from_its_section(workshop: Trekbot, text: str, sentence: str) -> None:
    assert sentence in said(ask(workshop, text))


def test_a_part_that_a_stage_lacks_is_not_made_up(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is the exercise in Safety?", roadmap="bicycle-repair")

    assert "Remove the rear wheel" not in reply.answer


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Which stage has the bleed kit?", "bicycle-repair/brakes"),
        ("where do I learn about flashback?", "frame-building/safety"),
        ("does the trek teach brazing?", "frame-building/brazing"),
        ("in which stage do I true a wheel?", "bicycle-repair/wheels"),
    ],
)
def test_a_thing_is_found_in_its_stage(workshop: Trekbot, text: str, stage: str) -> None:
    assert cited(ask(workshop, text)) == [stage]


def test_all_places_are_given_where_all_are_asked_for(workshop: Trekbot) -> None:
    assert set(cited(ask(workshop, "Which stages mention a rim?"))) == {
        "bicycle-repair/wheels",
        "bicycle-repair/brakes",
    }


def test_two_things_are_put_side_by_side(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is the difference between a tyre lever and a chain tool?")

    assert "A tyre lever lifts the bead of a tyre over the rim." in said(reply)
    assert "A chain tool pushes the pin out of a chain." in said(reply)


def test_two_stages_are_put_side_by_side(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is the difference between Wheels & tyres and Brakes?")

    assert set(cited(reply)) == {"bicycle-repair/wheels", "bicycle-repair/brakes"}
    assert "Brakes (stage 3) builds on Wheels & tyres (stage 2)." in said(reply)


def test_a_half_covered_comparison_says_which_half_is_missing(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is the difference between a tyre lever and a spirograph?")

    assert reply.status == "answered"
    assert "A tyre lever lifts the bead" in said(reply)
    assert reply.notices == ("A spirograph is not covered.",)


def test_a_comparison_of_things_not_covered_is_refused(workshop: Trekbot) -> None:
    assert ask(workshop, "What is the difference between a spirograph and a theodolite?").status == "not_covered"


def test_a_way_to_do_something_is_answered_from_the_text(workshop: Trekbot) -> None:
    reply = ask(workshop, "How do I bleed a hydraulic brake?")

    assert reply.status == "answered"
    assert cited(reply) == ["bicycle-repair/brakes"]


@pytest.mark.parametrize(
    "text",
    [
        "Which horse won the 1998 Derby?",
        "What is knitting?",
        "How do I cook rice?",
        "Does the trek cover knitting?",
        "Where do I learn Kubernetes?",
        "How much does a tyre lever cost?",
        "What is the salary of a mechanic?",
    ],
)
def test_what_the_corpus_does_not_say_is_refused_without_sources(workshop: Trekbot, text: str) -> None:
    reply = ask(workshop, text)

    assert (reply.status, reply.citations) == ("not_covered", ())
    assert reply.answer in reply.notices


def test_a_refusal_offers_the_nearest_stages_as_questions(workshop: Trekbot) -> None:
    reply = ask(workshop, "How much does a tyre lever cost?")

    assert "What is Wheels & tyres about?" in reply.suggestions
    assert all(ask(workshop, suggestion).status == "answered" for suggestion in reply.suggestions)


def test_a_roadmap_that_does_not_cover_a_thing_says_so_even_if_another_does(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is truing?", roadmap="frame-building")

    assert (reply.status, reply.answer) == ("not_covered", "The Frame Building trek does not cover truing.")


def test_a_thing_wanted_without_another_is_not_answered_with_it(workshop: Trekbot) -> None:
    reply = ask(workshop, "how do I do brake-free riding?")

    assert reply.status == "not_covered"
