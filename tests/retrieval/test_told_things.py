"""What an earlier answer lists and whom it names."""

import pytest

from trekbot.retrieval.told_things import enumerated, people_in


@pytest.mark.parametrize(
    ("answer", "listed"),
    [
        ("There are three joints: butt, mitre and dovetail.", ("butt", "mitre", "dovetail")),
        ("The main stitches are knit, purl and slip stitch.", ("knit", "purl", "slip stitch")),
        ("It needs either cedar or larch.", ("cedar", "larch")),
        ("The saw cuts the board and leaves a rough edge on it.", ()),
        ("Sand the lid.", ()),
    ],
)
def test_a_sentence_that_lists_things_gives_them_in_order(answer: str, listed: tuple[str, ...]) -> None:
    assert enumerated(answer) == listed


def test_a_name_inside_a_sentence_may_be_a_person() -> None:
    assert people_in("Both go back to Brandt.") == ("Brandt",)
    assert people_in("Ilse Brandt found it.") == ("Ilse Brandt",)
    assert people_in("Sand the lid.") == ()
