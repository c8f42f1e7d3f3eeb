"""The optional cross-encoder that reads the best sentences again."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cross_encoder import write_cross_encoder
from trekbot.errors import ModelUnavailable
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.reranker import RERANKED, CrossEncoderReranker
from trekbot.wiring import Trekbot


def test_a_cross_encoder_tells_in_0_to_1_how_well_each_text_answers(tmp_path: Path) -> None:
    rerank = CrossEncoderReranker(str(write_cross_encoder(tmp_path / "model", ["fit"])))

    fits = rerank("How do I true a wheel?", ["Turn the nipples.", "Bake the bread.", "Sail."])

    assert len(fits) == 3
    assert all(0 <= fit <= 1 for fit in fits)
    assert rerank("How do I true a wheel?", []) == []


def test_a_model_with_several_scores_is_refused_with_the_way_out(tmp_path: Path) -> None:
    rerank = CrossEncoderReranker(str(write_cross_encoder(tmp_path / "model", ["a", "b", "c"])))

    with pytest.raises(ModelUnavailable, match="3 scores") as caught:
        rerank("How?", ["So."])
    assert "TREKBOT_RERANKER" in str(caught.value.remedy)


def test_a_model_that_is_not_on_this_machine_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="no-such-reranker"):
        CrossEncoderReranker("no-such-reranker")("How?", ["So."])


def test_the_sentence_that_the_reranker_prefers_comes_first(trekbot: Trekbot, library: Library) -> None:
    query = Query("how do I true a wheel?", Intent.OPEN, words=("true", "wheel"))
    plain = library.search(query).sentences()
    wanted = plain[1].passage.text

    def prefer(_: str, texts: Sequence[str]) -> Sequence[float]:
        assert len(texts) <= RERANKED
        return [float(text == wanted) for text in texts]

    reranked = Library(library.index, trekbot.embedder, rerank=prefer).search(query).sentences()

    assert reranked[0].passage.text == wanted
    assert {found.number for found in reranked} == {found.number for found in plain}
