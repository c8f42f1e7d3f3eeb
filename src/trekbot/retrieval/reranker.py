"""An optional second look at the best sentences: a cross-encoder reads question and sentence together.

It is slower than a cosine by far, so it sees only the best few
(Nogueira and Cho, "Passage Re-ranking with BERT", 2019).
Off unless a model is set; answers are meant to be good without one.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trekbot.errors import ModelUnavailable
from trekbot.index.weights import find_model

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

RERANKED = 20  # sentences that are read again
WEIGHT = 0.5  # what a certain fit, 1, adds to a sentence's score

Rerank = Callable[[str, Sequence[str]], Sequence[float]]
"""Tells how well each of n texts answers a question: n numbers in [0, 1]."""


class CrossEncoderReranker:
    """Any cross-encoder of sentence-transformers that is on this machine; threads may share it.

    Args:
        model: a folder, or the name of one in the local cache of the Hugging Face libraries. Nothing is downloaded.
        data_folder: where the hash of the weights is remembered.
    """

    def __init__(self, model: str, data_folder: Path | None = None) -> None:
        self._name = model
        self._data_folder = data_folder
        self._loading = threading.Lock()
        self._loaded: CrossEncoder | None = None

    def __call__(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Tell how well each text answers the question, in [0, 1].

        Raises:
            ModelUnavailable: the model is not on this machine, or no cross-encoder.
        """
        if not texts:
            return []
        from torch.nn import Sigmoid

        scores = self._model.predict(
            [(question, text) for text in texts], activation_fn=Sigmoid(), show_progress_bar=False
        )
        return [float(score) for score in scores]

    @property
    def _model(self) -> "CrossEncoder":
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        remedy = "Set TREKBOT_RERANKER to the folder of a cross-encoder with one score, or leave it out."
        try:
            path = find_model(self._name, self._data_folder).path
            model: CrossEncoder = CrossEncoder(str(path), device="cpu", local_files_only=True, trust_remote_code=False)
        except (ModelUnavailable, OSError, ValueError, RuntimeError, ImportError) as error:
            raise ModelUnavailable(f"The reranker {self._name!r} cannot be loaded: {error}", remedy) from error
        if model.num_labels != 1:
            raise ModelUnavailable(f"The reranker {self._name!r} gives {model.num_labels} scores, not one.", remedy)
        return model
