"""Stages that need no other, stages that go side by side, and how much is left."""

from tests.asking import ask, broken_by, cited, said
from trekbot.wiring import Trekbot


def test_stages_without_requirements_are_listed(workshop: Trekbot) -> None:
    for text in ("list the stages that have no entry requirements", "which stages need nothing before them?"):
        reply = ask(workshop, text, roadmap="bicycle-repair")

        assert cited(reply) == ["bicycle-repair/before-you-ride", "bicycle-repair/what-comes-next"]
        assert not broken_by(workshop, reply)


def test_stages_that_build_on_the_same_go_side_by_side(workshop: Trekbot) -> None:
    reply = ask(workshop, "which stages can I do in parallel?", roadmap="bicycle-repair")

    assert "Brakes (stage 3) and Drivetrain (stage 4) can be learned side by side after Wheels & tyres" in said(reply)


def test_two_stages_side_by_side_are_a_question_of_order(workshop: Trekbot) -> None:
    reply = ask(workshop, "can I do Brakes and Drivetrain at the same time?", roadmap="bicycle-repair")

    assert "Drivetrain (stage 4) does not build on it." in said(reply)


def test_what_is_left_after_a_stage_is_counted_and_listed(workshop: Trekbot) -> None:
    for text in ("what is left after Safety?", "how far am I after stage 5?", "am I halfway at stage 5?"):
        reply = ask(workshop, text, roadmap="bicycle-repair")

        assert said(reply).startswith("After Safety (stage 5), 2 of the 7 stages of The Bicycle Repair trek are left:")
        assert cited(reply)[-2:] == ["bicycle-repair/what-comes-next", "bicycle-repair/touring-bike"]


def test_what_is_left_leaves_out_what_is_known(workshop: Trekbot) -> None:
    reply = ask(workshop, "I've finished Brakes and Drivetrain. What is left?", roadmap="bicycle-repair")

    assert said(reply).startswith("With Brakes (stage 3) and Drivetrain (stage 4) done, 3 of the 7 stages")


def test_nothing_is_left_after_the_last_stage(workshop: Trekbot) -> None:
    assert "nothing is left" in said(ask(workshop, "what is left after the touring bike?"))


def test_who_knows_a_stage_can_skip_it(workshop: Trekbot) -> None:
    reply = ask(workshop, "I know Wheels & tyres, can I skip Wheels & tyres?", roadmap="bicycle-repair")

    assert said(reply).startswith("You can skip Wheels & tyres (stage 2) if you know what it teaches.")
    assert "The rear wheel spins without touching a brake pad." in said(reply)


def test_a_start_counts_what_a_known_stage_builds_on_as_known(workshop: Trekbot) -> None:
    reply = ask(workshop, "I can do Brakes. Where do I go on?", roadmap="bicycle-repair")

    assert said(reply).startswith("With Brakes (stage 3) done, start with Drivetrain (stage 4).")
