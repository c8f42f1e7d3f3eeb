"""An optional judge of meaning: a cross-encoder that was trained to tell whether one text follows from another.

It takes the place of the weights that are fitted to words and embeddings, and of no rule: models of natural language
inference miss numbers and names that are nearly the same (McCoy et al., "Right for the Wrong Reasons", 2019).
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trekbot.index.cross_encoder import LocalCrossEncoder

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

ENTAILED = 0.5  # the least probability that a sentence follows from what it cites

Entails = Callable[[str, str], float]
"""Tells with what probability, in [0, 1], a text (the first) entails a sentence (the second)."""

_LABEL = "entailment"
_REMEDY = f"Set TREKBOT_ENTAILMENT to the folder of a cross-encoder with a label {_LABEL!r}, or leave it out."


class EntailmentModel:
    """Any cross-encoder for natural language inference that is on this machine; threads may share it.

    Args:
        model: a folder, or the name of one in the local cache of the Hugging Face libraries. Nothing is downloaded.
        data_folder: where the hash of the weights is remembered.
    """

    def __init__(self, model: str, data_folder: Path | None = None) -> None:
        self._cross_encoder = LocalCrossEncoder(model, "entailment model", _REMEDY, _fault, data_folder)

    def __call__(self, text: str, sentence: str) -> float:
        """Tell with what probability a text entails a sentence.

        Raises:
            ModelUnavailable: the model is not on this machine, or cannot tell.
        """
        from scipy.special import softmax

        (scores,) = self._cross_encoder.scores([(text, sentence)])
        return float(softmax(scores)[_labels(self._cross_encoder.model).index(_LABEL)])


def _labels(model: "CrossEncoder") -> list[str]:
    named: dict[int, str] = getattr(model.config, "id2label", None) or {}
    return [str(named[place]).lower() for place in sorted(named)]


def _fault(model: "CrossEncoder") -> str | None:
    labels = _labels(model)
    return None if _LABEL in labels and len(labels) > 1 else f"has the labels {', '.join(labels)}"
