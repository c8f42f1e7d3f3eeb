from dataclasses import replace

import pytest

from tests.scripted import CITATION
from trekbot.answering.reply import Reply
from trekbot.evals.contract import Contract
from trekbot.wiring import Trekbot


@pytest.fixture(scope="module")
def contract(trekbot: Trekbot) -> Contract:
    return Contract(trekbot.library().index)


def test_a_cited_answer_and_a_refusal_keep_the_contract(contract: Contract, reply: Reply, refusal: Reply) -> None:
    assert contract.broken_by(reply) == []
    assert contract.broken_by(refusal) == []


def test_notices_and_numbers_in_code_or_behind_an_escape_need_no_marker(contract: Contract, reply: Reply) -> None:
    notice = "Lime is not covered."
    answer = f"Soil acidity is a value, `x[7]` say, or \\[0].[1] {notice}\n\n- Soil acidity again.[1]\n- {notice}"

    assert contract.broken_by(replace(reply, answer=answer, notices=(notice, notice))) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"answer": " "}, "an empty answer"),
        ({"notices": ("Lime is not covered.",)}, "a notice is not in the answer"),
        ({"citations": ()}, "answered without a citation"),
        ({"answer": "Soil acidity is a value.[2]"}, "markers in order of first use [2]"),
        ({"citations": (CITATION, replace(CITATION, number=2))}, "the citations are [1, 2]"),
        ({"status": "declined"}, "a refusal with citations"),
        ({"answer": "Loam is a soil.\n\nSoil acidity is a value.[1]"}, "a line without a marker at its end: Loam"),
        ({"suggestions": ("a?", "b?", "c?", "d?")}, "4 suggestions"),
        ({"suggestions": (" ",)}, "an empty suggestion"),
    ],
)
def test_a_reply_that_breaks_a_rule_is_found(
    contract: Contract, reply: Reply, change: dict[str, object], fault: str
) -> None:
    assert any(fault in found for found in contract.broken_by(replace(reply, **change)))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"stage": "rust"}, "no page of the corpus"),
        ({"quote": "Soil acidity is a matter of taste."}, "quotes what is not in kitchen-garden/soil"),
        ({"quote": "**"}, "quotes what is not in kitchen-garden/soil"),
        ({"quote": "is measured"}, "quotes too little"),
        ({"stage_number": 2}, "the number 2; it is 1"),
        ({"title": "Earth"}, "the title Earth; it is Soil"),
        ({"section": "Pitfalls"}, "names a section that kitchen-garden/soil does not have"),
        ({"url": "trek/kitchen-garden/soil"}, "leads to no address"),
    ],
)
def test_a_citation_that_its_page_does_not_bear_out_is_found(
    contract: Contract, reply: Reply, change: dict[str, object], fault: str
) -> None:
    [found] = contract.broken_by(replace(reply, citations=(replace(CITATION, **change),)))

    assert fault in found


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "**Soil acidity** is\nmeasured as a pH value", "section": None},
        {"quote": "Soil", "section": None},
        {"url": "https://garden.example/soil"},
        {
            "stage": None,
            "stage_number": None,
            "title": "The Kitchen Garden trek",
            "section": "Closing advice",
            "quote": "Keep a garden diary from the first day.",
        },
    ],
)
def test_a_citation_that_its_page_bears_out_is_left_alone(
    contract: Contract, reply: Reply, change: dict[str, object]
) -> None:
    assert contract.broken_by(replace(reply, citations=(replace(CITATION, **change),))) == []
