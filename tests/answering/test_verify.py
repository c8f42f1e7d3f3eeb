"""Only what its evidence carries is verified."""

from dataclasses import replace

import pytest

from trekbot.answering.claims import Claim
from trekbot.answering.verify import verify
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.library import Library
from trekbot.roadmaps.model import StageKey

PH = "Most vegetables grow best in soil with a pH value between 6.0 and 7.0."


@pytest.fixture
def card(library: Library) -> Evidence:
    """Stage 3 of the Kitchen Garden, Sowing, by number and title."""
    return library.facts.card(library.corpus.stages[StageKey("kitchen-garden", "sowing")], "The Kitchen Garden trek")


@pytest.fixture
def sentence(library: Library) -> Evidence:
    soil = library.corpus.stages[StageKey("kitchen-garden", "soil")]
    return library.facts.sentence(soil, soil.sections[0], PH)


def test_a_quoted_sentence_that_stands_in_its_page_is_verified(library: Library, sentence: Evidence) -> None:
    assert verify(Claim(PH, (sentence,), quoted=True), library.sources) is not None


@pytest.mark.parametrize(
    "altered", [PH.replace("best", "worst"), PH.replace("6.0", "5.0"), PH.replace("Most", "All"), f"{PH} Add lime."]
)
def test_a_quote_that_differs_from_its_evidence_is_refused(library: Library, sentence: Evidence, altered: str) -> None:
    assert verify(Claim(altered, (sentence,), quoted=True), library.sources) is None


def test_evidence_that_is_not_in_its_page_carries_nothing(library: Library, sentence: Evidence) -> None:
    invented = replace(sentence, quote="Vegetables need no soil.")

    assert verify(Claim("Vegetables need no soil.", (invented,), quoted=True), library.sources) is None
    assert verify(Claim("Vegetables grow.", (sentence, invented)), library.sources) is None


def test_evidence_of_another_page_carries_nothing(library: Library, sentence: Evidence) -> None:
    misplaced = replace(sentence, stage="sowing")

    assert verify(Claim(PH, (misplaced,), quoted=True), library.sources) is None


def test_a_claim_without_evidence_is_refused(library: Library) -> None:
    assert verify(Claim("Soil is stage 1.", ()), library.sources) is None


@pytest.mark.parametrize(
    "text",
    ["**Sowing** is stage 3 of The Kitchen Garden trek.", "Start with **Sowing** (stage 3).", "sowing comes now."],
)
def test_a_composed_sentence_of_stated_names_and_numbers_is_verified(
    library: Library, card: Evidence, text: str
) -> None:
    assert verify(Claim(text, (card,)), library.sources) is not None


@pytest.mark.parametrize(
    "text",
    [
        "**Sowing** is stage 4 of The Kitchen Garden trek.",  # a wrong number
        "**Sowing** is stage 33.",
        "**Sowing** takes 3.5 weeks.",
        "**Sowing** comes before **Harvest**.",  # a name that the evidence does not state
        "Learn **Pruning** with **Sowing**.",
        "**Sowing** is stage 3 of The Seed Saving trek.",
    ],
)
def test_a_composed_sentence_with_a_wrong_number_or_name_is_refused(
    library: Library, card: Evidence, text: str
) -> None:
    assert verify(Claim(text, (card,)), library.sources) is None
