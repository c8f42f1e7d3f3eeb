"""The shortest way to a stage, and plans for a whole roadmap."""

import re

from tests.asking import ask, cited, said
from trekbot.answering.reply import Reply
from trekbot.wiring import Trekbot


def listed(reply: Reply) -> list[str]:
    return [re.sub(r"\s*\[\d+\]", "", line).replace("**", "") for line in re.findall(r"(?m)^\d+\. (.*)$", reply.answer)]


def test_the_shortest_way_lists_what_is_needed_in_order(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is the shortest way to the touring bike?")

    assert said(reply).startswith("The shortest way to Touring bike (stage 7) has 7 stages, in this order:")
    assert listed(reply) == [
        "Before you ride (stage 1)",
        "Wheels & tyres (stage 2)",
        "Brakes (stage 3)",
        "Drivetrain (stage 4)",
        "Safety (stage 1 of The Frame Building trek)",
        "Brazing (stage 2 of The Frame Building trek)",
        "Touring bike (stage 7)",
    ]


def test_what_is_known_and_what_only_that_needs_is_skipped(workshop: Trekbot) -> None:
    reply = ask(workshop, "I know Brakes and Brazing. What is the shortest way to the touring bike?")

    assert listed(reply) == [
        "Before you ride (stage 1)",
        "Wheels & tyres (stage 2)",
        "Drivetrain (stage 4)",
        "Touring bike (stage 7)",
    ]
    skipped = said(reply).partition("are skipped, because you know them")[0]
    assert "Brakes (stage 3), Safety (stage 1 of The Frame Building trek) and Brazing" in skipped


def test_a_stage_that_is_not_needed_is_not_on_the_way(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is the shortest way to the touring bike?")

    assert "bicycle-repair/safety" not in cited(reply)
    assert "bicycle-repair/what-comes-next" not in cited(reply)


def test_who_knows_the_goal_is_there(workshop: Trekbot) -> None:
    reply = ask(workshop, "I know Brakes. What is the shortest way to Brakes?")

    assert said(reply).startswith("You are there: Brakes (stage 3)")


def test_the_way_to_a_stage_without_prerequisites_is_that_stage(workshop: Trekbot) -> None:
    reply = ask(workshop, "What is the shortest way to What comes next?")

    assert listed(reply) == ["What comes next (stage 6)"]


def test_a_plan_for_a_roadmap_lists_all_of_it(workshop: Trekbot) -> None:
    reply = ask(workshop, "Make me a study plan", roadmap="frame-building")

    assert listed(reply) == ["Safety (stage 1)", "Brazing (stage 2)", "Frame alignment (stage 3)"]


def test_a_plan_for_an_unnamed_roadmap_is_asked_back(workshop: Trekbot) -> None:
    reply = ask(workshop, "Make me a study plan")

    assert reply.status == "not_covered"
    assert [ask(workshop, suggestion).status for suggestion in reply.suggestions] == ["answered", "answered"]
