import pytest

from tests.asking import question
from trekbot.retrieval.query import Intent
from trekbot.retrieval.understanding import Understanding


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how do I know I'm finished with Brakes?", Intent.DONE),
        ("how can I tell that I'm through with Brakes?", Intent.DONE),
        ("how will I see whether I have mastered Brakes?", Intent.DONE),
        ("when may I move on from Brakes?", Intent.DONE),
        ("when may I call Brakes finished?", Intent.DONE),
        ("what must be true before I may tick off Brakes?", Intent.DONE),
        ("what must work before Brakes is complete?", Intent.DONE),
        ("am I ready to leave Brakes?", Intent.DONE),
        ("what do I have to hand in for Brakes?", Intent.DONE),
        ("how is Brakes assessed?", Intent.DONE),
        ("is there a test in Brakes?", Intent.DONE),
        ("what is expected of me at the end of Brakes?", Intent.DONE),
        ("how do I find out whether I'm good enough at Brakes?", Intent.DONE),
        ("can I leave Brakes yet?", Intent.DONE),
        ("do I get to make anything in Brakes?", Intent.PRACTICE),
        ("what am I supposed to deliver in Brakes?", Intent.PRACTICE),
        ("anything dangerous about Brakes?", Intent.PITFALLS),
        ("what do I have to build in Brakes?", Intent.PRACTICE),
        ("what would I actually be making during the Brakes stage?", Intent.PRACTICE),
        ("which cable does the Brakes exercise use?", Intent.PRACTICE),
        ("on which bench does the exercise of Brakes take place?", Intent.PRACTICE),
        ("which wheel does Brakes use?", Intent.PRACTICE),
        ("what errors do beginners make in Brakes?", Intent.PITFALLS),
        ("typical slip-ups in Brakes?", Intent.PITFALLS),
        ("what do people tend to get wrong with Brakes?", Intent.PITFALLS),
        ("what trips people up in Brakes?", Intent.PITFALLS),
        ("what should I never do in Brakes?", Intent.PITFALLS),
        ("what gear does Brakes need?", Intent.TOOLS),
        ("which materials do I need for Brakes?", Intent.TOOLS),
        ("what should I remember from Brakes?", Intent.OUTCOMES),
        ("what should I be able to do by the end of Brakes?", Intent.OUTCOMES),
    ],
)
def test_a_question_for_a_part_of_a_stage_is_read_as_one(
    understanding: Understanding, text: str, intent: Intent
) -> None:
    (query,) = understanding.understand(question(text))

    assert query.intent is intent
    assert query.a is not None
    assert query.a.stage is not None
    assert query.a.stage.stage == "brakes"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what do I have to pass before I can do Brakes?", Intent.PREREQUISITES),
        ("what should I learn before the Brakes exercise?", Intent.PREREQUISITES),
        ("which stage has the bleed kit?", Intent.WHERE),
        ("how long does Brakes take?", Intent.TIME),
    ],
)
def test_words_that_parts_and_order_share_do_not_make_a_question_of_order_one_for_a_part(
    understanding: Understanding, text: str, intent: Intent
) -> None:
    (query,) = understanding.understand(question(text))

    assert query.intent is intent


def test_a_question_that_only_points_is_about_the_page_being_read(understanding: Understanding) -> None:
    (query,) = understanding.understand(
        question("what do I have to show to tick this off?", page=("bicycle-repair", "brakes"))
    )

    assert query.intent is Intent.DONE
    assert query.a is not None
    assert query.a.stage is not None
    assert query.a.stage.stage == "brakes"
