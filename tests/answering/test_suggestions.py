"""Questions to ask next: only such as are answered."""

from trekbot.answering.suggestions import MOST_SUGGESTIONS, choose_suggestions
from trekbot.retrieval.library import Library
from trekbot.retrieval.question import Question

ASKED = Question("What is Soil about?")


def test_a_question_that_the_graph_answers_is_suggested(library: Library) -> None:
    assert choose_suggestions([["What comes after Soil?"]], ASKED, library) == ("What comes after Soil?",)


def test_what_was_just_asked_is_not_suggested(library: Library) -> None:
    assert choose_suggestions([["what is soil about"]], ASKED, library) == ()


def test_a_question_without_an_answer_is_not_suggested(library: Library) -> None:
    unanswered = ["What is Pruning about?", "What comes after stage 99?", "Which horse won the 1998 Derby?", ""]

    assert choose_suggestions([unanswered], ASKED, library) == ()


def test_parts_of_an_answer_take_turns_and_three_are_enough(library: Library) -> None:
    one = ["What comes after Soil?", "Can I skip Soil?"]
    other = ["What comes after Sowing?", "Can I skip Sowing?"]

    assert choose_suggestions([one, other], ASKED, library) == (one[0], other[0], one[1])
    assert MOST_SUGGESTIONS == 3


def test_a_suggestion_is_made_once(library: Library) -> None:
    assert len(choose_suggestions([["Can I skip Soil?"], ["Can I skip Soil?"]], ASKED, library)) == 1
