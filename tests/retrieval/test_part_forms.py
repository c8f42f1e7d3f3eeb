import pytest

from trekbot.retrieval.part_forms import CLEAR, form_of, is_task
from trekbot.retrieval.section_roles import Role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("You are done when both wheels run true.", "done"),
        ("Once three of four joints hold water, move on to painting.", "done"),
        ("If you can lace a wheel in an hour, you are ready for the next stage.", "done"),
        ("By now you should be able to braze a lug.", "done"),
        ("The module is complete when a stranger can ride it.", "done"),
        ("You have got it when the bell rings.", "done"),
        ("Never heat a lug without flux.", "pitfalls"),
        ("The commonest mistake is to pull too hard.", "pitfalls"),
        ("Beginners reach for the biggest hammer.", "pitfalls"),
        ("Let it cool, or the joint cracks.", "pitfalls"),
        ("Make ten practice joints of scrap tube.", "practice"),
        ("A good exercise is to lace a wheel without looking.", "practice"),
        ("Every student files two mitres.", "practice"),
        ("This week, draw a frame of your own.", "practice"),
        ("You will need a vice and a half-round file.", "tools"),
    ],
)
def test_the_form_of_a_sentence_tells_what_it_is_for(text: str, role: Role) -> None:
    assert form_of(text, role) >= CLEAR


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A lug is a socket into which tubes are brazed.", "practice"),
        ("Hold the file level.", "practice"),
        ("A lug is a socket into which tubes are brazed.", "done"),
        ("Close the valve when you have finished.", "done"),
        ("Flux keeps air away from the joint.", "pitfalls"),
    ],
)
def test_an_explanation_has_no_such_form(text: str, role: Role) -> None:
    assert form_of(text, role) < CLEAR


def test_a_task_is_told_by_its_verb_behind_whatever_leads_in() -> None:
    assert is_task("Then, with a friend at the other end, draw the frame.")
    assert not is_task("The frame is drawn by a friend.")
