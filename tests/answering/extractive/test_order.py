"""What comes before what: prerequisites, need, reasons and the order of two stages."""

from tests.asking import ask, cited, said
from trekbot.wiring import Trekbot


def test_direct_prerequisites_come_first_then_the_reason_then_the_way_in_order(workshop: Trekbot) -> None:
    reply = ask(workshop, "What should I learn before Brakes?")

    assert said(reply) == (
        "Before Brakes (stage 3), learn Wheels & tyres (stage 2). "
        "Brakes builds on Wheels & tyres because a brake pad meets only a true rim evenly. "
        "Before that, in order: 1. Before you ride (stage 1)"
    )


def test_a_prerequisite_of_another_roadmap_is_named_with_it(workshop: Trekbot) -> None:
    reply = ask(workshop, "What should I learn before the touring bike?")

    assert "Brazing (stage 2 of The Frame Building trek)" in said(reply)
    assert said(reply).endswith(
        "1. Before you ride (stage 1) 2. Wheels & tyres (stage 2) 3. Safety (stage 1 of The Frame Building trek)"
    )


def test_prerequisites_cite_the_stages_named_and_where_the_dependence_stands(workshop: Trekbot) -> None:
    reply = ask(workshop, "What should I learn before Brazing?")

    assert cited(reply) == ["frame-building/safety", "frame-building/brazing"]
    assert reply.citations[1].quote == "Brazing builds on Safety because a torch burns at 3000 degrees."


def test_no_later_stage_is_a_prerequisite(workshop: Trekbot) -> None:
    reply = ask(workshop, "What should I learn before Drivetrain?")

    assert cited(reply) == ["bicycle-repair/wheels", "bicycle-repair/drivetrain", "bicycle-repair/before-you-ride"]


def test_a_stage_without_prerequisites_can_be_started_with(workshop: Trekbot) -> None:
    reply = ask(workshop, "What should I learn before Before you ride?")

    assert said(reply).startswith("Before you ride (stage 1) builds on no earlier stage, so you can start with it.")
    assert reply.citations[0].quote == "requires: []"


def test_a_stage_that_states_nothing_builds_on_the_one_before_it(workshop: Trekbot) -> None:
    reply = ask(workshop, "What should I learn before Frame alignment?")

    assert said(reply).startswith("Before Frame alignment (stage 3), learn Brazing (stage 2).")


def test_what_comes_before_a_thing_is_what_comes_before_its_stage(workshop: Trekbot) -> None:
    reply = ask(workshop, "What should I learn before chain wear?")

    assert said(reply).startswith("Chain wear belongs to Drivetrain (stage 4). Before Drivetrain (stage 4), learn")


def test_a_direct_prerequisite_is_needed(workshop: Trekbot) -> None:
    reply = ask(workshop, "Do I need Brakes before the touring bike?")

    assert said(reply) == (
        "Yes: Touring bike (stage 7) builds directly on Brakes (stage 3). "
        "Touring bike builds on Brakes because a loaded bicycle needs more braking power."
    )


def test_an_indirect_prerequisite_is_needed_on_the_way(workshop: Trekbot) -> None:
    reply = ask(workshop, "Do I need Wheels & tyres before the touring bike?")

    assert said(reply).startswith("Yes, on the way: Touring bike (stage 7) builds on Wheels & tyres (stage 2) through")


def test_a_stage_beside_the_way_is_not_needed(workshop: Trekbot) -> None:
    reply = ask(workshop, "Do I need Drivetrain before Brakes?")

    assert said(reply).startswith("No: Brakes (stage 3) does not build on Drivetrain (stage 4).")
    assert "The stage to learn before is Wheels & tyres (stage 2)." in said(reply)


def test_a_later_stage_is_not_needed_and_the_order_is_put_right(workshop: Trekbot) -> None:
    reply = ask(workshop, "Do I need the touring bike before Brakes?")

    assert said(reply).startswith("No: Brakes (stage 3) does not build on Touring bike (stage 7)")
    assert "Touring bike (stage 7) builds on it instead" in said(reply)


def test_a_thing_that_no_stage_teaches_is_said_not_to_be_taught(workshop: Trekbot) -> None:
    reply = ask(workshop, "Do I need Python before Brakes?")

    assert reply.notices == ("No stage of its own teaches Python.",)
    assert "Before Brakes (stage 3), learn Wheels & tyres (stage 2)." in said(reply)


def test_why_gives_the_words_of_the_stage(workshop: Trekbot) -> None:
    reply = ask(workshop, "Why do I need Brakes before the touring bike?")

    assert said(reply) == "Touring bike builds on Brakes because a loaded bicycle needs more braking power."


def test_why_goes_step_by_step_where_the_need_is_indirect(workshop: Trekbot) -> None:
    reply = ask(workshop, "Why do I need Before you ride before Brakes?")

    assert "Wheels & tyres builds on Before you ride because" in said(reply)
    assert "Brakes builds on Wheels & tyres because" in said(reply)


def test_the_first_of_two_is_the_one_that_the_other_builds_on(workshop: Trekbot) -> None:
    for text in ("Which comes first, Brakes or Wheels & tyres?", "Which comes first, Wheels & tyres or Brakes?"):
        assert said(ask(workshop, text)).startswith(
            "Wheels & tyres (stage 2) comes first: Brakes (stage 3) builds on it."
        )


def test_an_order_by_number_alone_is_called_that(workshop: Trekbot) -> None:
    reply = ask(workshop, "Which comes first, Drivetrain or Brakes?")

    assert said(reply) == "Brakes (stage 3) comes first by number, but Drivetrain (stage 4) does not build on it."


def test_stages_of_two_roadmaps_may_have_no_order(workshop: Trekbot) -> None:
    reply = ask(workshop, "Which comes first, Brazing or Brakes?")

    assert said(reply).startswith("Neither ")
    assert set(cited(reply)) == {"bicycle-repair/brakes", "frame-building/brazing"}
