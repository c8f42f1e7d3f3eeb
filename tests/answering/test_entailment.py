"""The optional model that judges whether a sentence follows from what it cites."""

from pathlib import Path

import pytest

from tests.cross_encoder import write_cross_encoder
from tests.fakes import HashingEmbedder
from trekbot.answering.support.entailment import EntailmentModel
from trekbot.answering.support.verifier import GeneratedVerifier
from trekbot.errors import ModelUnavailable
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.library import Library

COMPOST = "Compost is organic matter that microbes have broken down."
CITES = (Evidence("kitchen-garden", "compost", None, COMPOST),)


def test_it_gives_the_probability_of_its_label_for_entailment_wherever_that_stands(tmp_path: Path) -> None:
    first = write_cross_encoder(tmp_path / "model", ["ENTAILMENT", "neutral", "contradiction"])
    config = first / "config.json"

    told_first = EntailmentModel(str(first))(COMPOST, "Microbes make compost.")
    config.write_text(config.read_text("utf-8").replace("ENTAILMENT", "x").replace("neutral", "Entailment"), "utf-8")
    told_second = EntailmentModel(str(first))(COMPOST, "Microbes make compost.")

    assert 0 < told_first < 1
    assert 0 < told_second < 1
    assert told_first != told_second


@pytest.mark.parametrize("labels", [["fit"], ["yes", "no"]])
def test_a_model_that_cannot_tell_is_refused_with_the_way_out(tmp_path: Path, labels: list[str]) -> None:
    model = EntailmentModel(str(write_cross_encoder(tmp_path / "model", labels)))

    with pytest.raises(ModelUnavailable, match="has the labels") as caught:
        model(COMPOST, COMPOST)
    assert "TREKBOT_ENTAILMENT" in str(caught.value.remedy)


@pytest.mark.parametrize(("probability", "fault"), [(0.9, None), (0.1, "meaning")])
def test_where_it_is_set_it_judges_the_meaning(library: Library, probability: float, fault: str | None) -> None:
    verifier = GeneratedVerifier(library, HashingEmbedder(), lambda *_: probability)

    assert verifier.fault("Bacteria turn waste into something that plants like.", CITES) == fault
    assert verifier.fault(COMPOST, CITES) == fault


def test_no_rule_gives_way_to_it(library: Library) -> None:
    verifier = GeneratedVerifier(library, HashingEmbedder(), lambda *_: 1.0)

    assert verifier.fault("Compost is not organic matter that microbes have broken down.", CITES) == "denial"
    assert verifier.fault("Compost is organic matter that 12 microbes have broken down.", CITES) == "number"
