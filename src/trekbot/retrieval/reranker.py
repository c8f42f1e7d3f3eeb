"""An optional second look at the best sentences: a cross-encoder reads question and sentence together.

It is slower than a cosine by far, so it sees only the best few
(Nogueira and Cho, "Passage Re-ranking with BERT", 2019).
Off unless a model is set; answers are meant to be good without one.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trekbot.index.cross_encoder import LocalCrossEncoder

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

RERANKED = 20  # sentences that are read again
WEIGHT = 0.5  # what a certain fit, 1, adds to a sentence's score

_REMEDY = "Set TREKBOT_RERANKER to the folder of a cross-encoder with one score, or leave it out."

Rerank = Callable[[str, Sequence[str]], Sequence[float]]
"""Tells how well each of n texts answers a question: n numbers in [0, 1]."""


class CrossEncoderReranker:
    """Any cross-encoder of sentence-transformers that is on this machine; threads may share it.

    Args:
        model: a folder, or the name of one in the local cache of the Hugging Face libraries. Nothing is downloaded.
        data_folder: where the hash of the weights is remembered.
    """

    def __init__(self, model: str, data_folder: Path | None = None) -> None:
        self._cross_encoder = LocalCrossEncoder(model, "reranker", _REMEDY, _fault, data_folder)

    def __call__(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Tell how well each text answers the question, in [0, 1].

        Raises:
            ModelUnavailable: the model is not on this machine, or no cross-encoder.
        """
        if not texts:
            return []
        from scipy.special import expit

        return [float(expit(score)) for score in self._cross_encoder.scores([(question, text) for text in texts])]


def _fault(model: "CrossEncoder") -> str | None:
    return None if model.num_labels == 1 else f"gives {model.num_labels} scores, not one"
