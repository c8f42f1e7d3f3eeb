"""What comes after, where to start, what may be skipped, what hangs on what."""

from tests.asking import ask, cited, said
from trekbot.wiring import Trekbot


def test_the_next_stage_is_the_next_number(workshop: Trekbot) -> None:
    reply = ask(workshop, "What comes after Wheels & tyres?")

    assert said(reply).startswith("After Wheels & tyres (stage 2) comes Brakes (stage 3).")
    assert "Drivetrain (stage 4) also builds on Wheels & tyres (stage 2)." in said(reply)


def test_the_next_stage_follows_a_gap_in_the_numbers(garden: Trekbot) -> None:
    assert said(ask(garden, "What comes after Plant botany?")).startswith(
        "After Plant botany (stage 10) comes Seed storage (stage 20)."
    )


def test_after_the_last_stage_comes_the_roadmaps_closing_word(workshop: Trekbot) -> None:
    reply = ask(workshop, "What comes after the touring bike?")

    assert said(reply).startswith("Touring bike (stage 7) is the last stage of The Bicycle Repair trek.")
    assert reply.status == "answered"


def test_a_start_is_a_stage_that_needs_nothing(workshop: Trekbot) -> None:
    reply = ask(workshop, "Where do I start with the Bicycle Repair trek?")

    assert said(reply).startswith("Start with Before you ride (stage 1).")
    assert "What comes next (stage 6) needs no earlier stage either." in said(reply)


def test_without_a_roadmap_each_has_its_start(workshop: Trekbot) -> None:
    assert cited(ask(workshop, "Where do I start?")) == ["bicycle-repair/before-you-ride", "frame-building/safety"]


def test_a_start_goes_on_from_what_is_known(workshop: Trekbot) -> None:
    reply = ask(workshop, "I know Before you ride and Wheels & tyres. Where do I start?", roadmap="bicycle-repair")

    assert said(reply).startswith(
        "With Before you ride (stage 1) and Wheels & tyres (stage 2) done, start with Brakes (stage 3)."
    )


def test_knowing_something_else_replaces_no_stage(workshop: Trekbot) -> None:
    reply = ask(workshop, "I know Python. Where do I start?", roadmap="bicycle-repair")

    assert said(reply).startswith("Start with Before you ride (stage 1).")
    assert reply.notices == ("Knowing Python replaces no whole stage.",)


def test_a_stage_that_others_build_on_is_better_not_skipped(workshop: Trekbot) -> None:
    reply = ask(workshop, "Can I skip Brakes?")

    assert said(reply) == (
        "Better not skip Brakes (stage 3): Safety (stage 5) and Touring bike (stage 7) build directly on it."
    )


def test_a_stage_that_nothing_builds_on_can_be_skipped(workshop: Trekbot) -> None:
    assert said(ask(workshop, "Can I skip the touring bike?")).startswith("You can skip Touring bike (stage 7)")


def test_what_builds_on_a_stage_is_told_directly_and_further_on(workshop: Trekbot) -> None:
    reply = ask(workshop, "Which stages build on Wheels & tyres?")

    assert said(reply) == (
        "Brakes (stage 3) and Drivetrain (stage 4) build directly on Wheels & tyres (stage 2). "
        "Further on, Safety (stage 5) and Touring bike (stage 7) depend on it too."
    )


def test_what_builds_on_a_stage_crosses_roadmaps(workshop: Trekbot) -> None:
    assert "Touring bike (stage 7 of The Bicycle Repair trek)" in said(ask(workshop, "Which stages build on Brazing?"))


def test_nothing_builds_on_a_stage_at_the_end(workshop: Trekbot) -> None:
    reply = ask(workshop, "Which stages build on the touring bike?")

    assert (said(reply), reply.status) == ("No stage builds on Touring bike (stage 7).", "answered")


def test_a_wrong_number_is_corrected_before_the_answer(workshop: Trekbot) -> None:
    reply = ask(workshop, "Since Brakes is stage 5, what comes after it?")

    assert said(reply).startswith("Brakes is stage 3, not stage 5. After Brakes (stage 3) comes Drivetrain (stage 4).")


def test_a_wrong_last_stage_is_corrected_before_the_answer(workshop: Trekbot) -> None:
    reply = ask(workshop, "Since Brakes is the last stage, what should I do after it?")

    assert said(reply).startswith("Brakes is stage 3, not the last one: that is Touring bike (stage 7). After Brakes")


def test_a_right_number_is_not_corrected(workshop: Trekbot) -> None:
    reply = ask(workshop, "Since Brakes is stage 3, what comes after it?")

    assert said(reply).startswith("After Brakes (stage 3) comes Drivetrain (stage 4).")
