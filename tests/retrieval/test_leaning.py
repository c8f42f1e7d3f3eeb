import pytest

from trekbot.retrieval.leaning import leans


@pytest.mark.parametrize(
    "text",
    [
        "It keeps the rim dry.",
        "That hollow is a seat.",
        "That is also the answer to a question that puzzles everyone.",
        "Without them the frame would bend.",
        "If it slips, the cable was too long.",
        "But a loose one rattles.",
        "The latter is lighter.",
        "One of them is enough.",
        "When you can say why, you are ready for the next chapter.",
        "There the paint comes off first.",
    ],
)
def test_a_sentence_that_points_back_leans_on_the_one_before(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "A rim is a hoop.",
        "There is no exam at the end.",
        "One spanner fits every nut.",
        "If the cable slips, clamp the cable again.",
        "After brazing, the joint cools in air.",
        "All tubes are cut square.",
    ],
)
def test_a_sentence_that_names_its_subject_stands_alone(text: str) -> None:
    assert not leans(text)
