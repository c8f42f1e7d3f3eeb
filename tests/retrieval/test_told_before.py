"""Follow-ups that take up what was answered: its neighbours, one of what it lists, whom it names, or none of it."""

from collections.abc import Iterator

import pytest

from tests.asking import ask, ask_on, said, trekbot_over
from tests.corpora import roadmap_page, stage_page
from trekbot.wiring import Trekbot

CARPENTRY = {
    "roadmaps/carpentry/roadmap.md": roadmap_page(title="Carpentry", summary="Boxes and chairs.", estimated_time="one year", level="Beginner"),
    "roadmaps/carpentry/stages/01-wood.md": stage_page(
        1, "Wood", "Choosing boards.", requires="[]",
        body="""## Drying

**Seasoning** is drying a board slowly in the open air. It loses its water over two years.

Gunnar Holm noticed that oak boards stacked upright split less.

## Faults

The great danger to a chair is the beetle, which eats tunnels in the legs. The second danger is a knot that falls out of a board.
""",
    ),
    "roadmaps/carpentry/stages/02-joints.md": stage_page(
        2, "Joints", "Putting two boards together.", requires="[wood]", estimated_time="3 weeks",
        body="""## Kinds

There are three joints: butt, mitre and dovetail. A dovetail joint is cut with a fine saw and needs no glue.

The idea of the dovetail goes back to Holm.

## Practice

Build a small box.
""",
    ),
    "roadmaps/carpentry/stages/03-varnish.md": stage_page(
        3, "Varnish", "A shining surface.", requires="[joints]", body="## Coats\n\nBrush shellac on thinly and let every coat harden overnight.\n",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def carpenter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    trekbot = trekbot_over(CARPENTRY, tmp_path_factory.mktemp("carpentry"))
    yield trekbot
    trekbot.close()


@pytest.mark.parametrize("follow_up", ["how is the last one cut?", "the last of those: how is it cut?"])
def test_one_of_what_an_answer_lists_in_a_sentence_is_named_by_its_place(carpenter: Trekbot, follow_up: str) -> None:
    reply = ask(
        carpenter, follow_up, "which joints are there?", "There are three joints: butt, mitre and dovetail. [1]"
    )

    assert "cut with a fine saw" in said(reply)


@pytest.mark.parametrize(
    "follow_up", ["what did he notice about oak boards?", "him - what was it he noticed about oak?"]
)
def test_he_is_whom_the_last_answer_names(carpenter: Trekbot, follow_up: str) -> None:
    reply = ask(carpenter, follow_up, "whose idea is the dovetail?", "The idea of the dovetail goes back to Holm. [1]")

    assert "stacked upright" in said(reply)


@pytest.mark.parametrize(
    "opening",
    ["ok, leaving seasoning aside:", "enough board talk.", "so much for drying.", "forget about the boards:"],
)
def test_a_subject_that_is_set_aside_does_not_pull(carpenter: Trekbot, opening: str) -> None:
    asked = "how do I brush on shellac?"

    assert ask_on(carpenter, "what is seasoning?", f"{opening} {asked}").answer == ask(carpenter, asked).answer


@pytest.mark.parametrize("text", ["I'm done with Joints, what now?", "finished with stage 2, what next?"])
def test_what_is_finished_is_known_and_not_set_aside(carpenter: Trekbot, text: str) -> None:
    assert said(ask(carpenter, text)).startswith("After Joints (stage 2) comes Varnish (stage 3).")


def test_what_else_of_a_paragraph_was_not_told_answers_which_is_more(carpenter: Trekbot) -> None:
    reply = ask(
        carpenter, "and which is the greater danger?", "what else can happen to a chair?",
        "The second danger is a knot that falls out of a board. [1]",
    )  # fmt: skip

    assert "beetle" in said(reply)


@pytest.mark.parametrize(
    "text",
    [
        "how do I varnish a box so that it shines?",
        "which stages say how long they take?",
        "how do I brush shellac on a chair when it rains?",
    ],
)
def test_a_whole_question_is_answered_as_it_is_alone(carpenter: Trekbot, text: str) -> None:
    assert ask_on(carpenter, "what is seasoning?", text).answer == ask(carpenter, text).answer


def test_a_second_question_asks_the_first_ones_roadmap_for_its_time(carpenter: Trekbot) -> None:
    reply = ask(carpenter, "What level is Carpentry, and how much time ought I to set aside for it?")

    assert "Beginner" in said(reply)
    assert "one year" in said(reply)


def test_what_comes_first_is_read_with_its_reason(carpenter: Trekbot) -> None:
    reply = ask_on(carpenter, "what do I need before Varnish?", "why must that come first?")

    assert "Joints" in said(reply)
    assert reply.status == "answered"


def test_a_follow_up_is_answered_from_beside_what_was_told(carpenter: Trekbot) -> None:
    reply = ask(
        carpenter, "does it need anything to hold?", "what cuts a dovetail joint?",
        "A dovetail is cut with a fine saw. [1]",
    )  # fmt: skip

    assert "needs no glue" in said(reply)


def test_what_a_follow_up_says_itself_is_asked_of_the_text_and_not_of_the_order(carpenter: Trekbot) -> None:
    reply = ask(
        carpenter, "can I sand one before it dries?", "how is shellac brushed on?", "Brush shellac on thinly. [1]"
    )

    assert "stage" not in said(reply)


def test_a_topic_is_returned_to_by_what_was_answered(carpenter: Trekbot) -> None:
    reply = ask(
        carpenter, "Going back to that shellac, when does every coat harden?",
        "what makes a surface shine?", "Brush shellac on thinly. [1]",
        "who maintains this?", "The roadmap does not say.",
    )  # fmt: skip

    assert "harden overnight" in said(reply)


def test_an_answer_that_names_no_stage_shows_that_its_question_was_not_of_order(carpenter: Trekbot) -> None:
    reply = ask(
        carpenter, "why?", "do I need glue for a dovetail joint?", "A dovetail joint is cut with a fine saw. [1]"
    )

    assert "Joints does not build on" not in said(reply)
    assert reply.status == "answered"


def test_where_it_comes_from_is_asked_of_what_was_told(carpenter: Trekbot) -> None:
    reply = ask(
        carpenter, "where does it fall out of?", "what is the second danger to a chair?",
        "The second danger is a knot. [1]",
    )  # fmt: skip

    assert "board" in said(reply)
    assert "is in Wood" not in said(reply)
