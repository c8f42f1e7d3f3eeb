"""What kind of question a wording is, told by its meaning: for the many ways to ask that no rule foresees.

A multinomial logistic regression over the embedding of the question, with its names masked, and over the patterns of
its words. It is fitted on `phrasings.tsv`, and depends on the embedding model: `intents.npz` holds what was fitted for
the default one, and for another model `trekbot sync` fits anew and keeps the outcome in the data folder.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trekbot.retrieval.query import OF_STRUCTURE, Intent
from trekbot.retrieval.wording_patterns import WordingPatterns

if TYPE_CHECKING:
    from trekbot.index.embedder import Embedder

SUBJECT = "topic"  # what stands for a masked name
WHOLE = "the course"  # what stands for a roadmap's name
_HERE = Path(__file__).parent
_PHRASINGS = _HERE / "phrasings.tsv"
_FITTED = _HERE / "intents.npz"
_INVERSE_REGULARISATION = 20.0  # chosen by cross-validation over the authors of the phrasings

# Labels of the phrasings that are no intent of their own, and what is made of them.
_MEANT = {
    "plan": Intent.PATH,
    "where_described": Intent.WHERE,
    "other_fact": Intent.OPEN,
    "other_unrelated": Intent.OPEN,
}


class Telling(StrEnum):
    """What a clause tells that asks nothing; the values are labels of the phrasings."""

    KNOWN = "known"  # what the learner knows or has done
    LACKS = "lacks"  # what the learner does not know
    GOAL = "goal"  # what the learner is after
    BACKGROUND = "background"  # anything else


@dataclass(frozen=True)
class Meant:
    """What a wording most likely asks, with a probability in [0, 1] among all that can be asked.

    `telling` is what it most likely tells if it asks nothing, `told` the probability that it tells just that.
    `of_structure` is the probability, likewise, that it asks for a roadmap's structure, `of_text` what it most likely
    asks if it does not.
    """

    intent: Intent
    probability: float
    telling: Telling | None = None
    told: float = 0.0
    of_structure: float = 1.0
    of_text: Intent = Intent.OPEN


_TELLINGS = frozenset(Telling)


def meant_by(label: str) -> Intent | None:
    """Give the intent that a label of the phrasings means; None for one that only tells something."""
    return None if label in _TELLINGS else _MEANT.get(label) or Intent(label)


@dataclass(frozen=True)
class IntentModel:
    """Weights of one embedding model, of shape (dimension + patterns + 1, labels); the last row are the intercepts."""

    weights: NDArray[np.float32]
    patterns: WordingPatterns
    labels: tuple[str, ...]

    def read(self, wording: str, vector: NDArray[np.float32]) -> Meant:
        """Tell the likeliest intent of a wording and its embedding; labels that mean the same intent count together."""
        dimension = len(vector)
        places, weights = self.patterns.weigh(wording)
        scores = vector @ self.weights[:dimension] + weights @ self.weights[dimension + places] + self.weights[-1]
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        together: dict[Intent, float] = {}
        tells: dict[Telling, float] = {}
        for label, share in zip(self.labels, shares, strict=True):
            intent = meant_by(label)
            if intent is None:
                tells[Telling(label)] = float(share)
                continue
            together[intent] = together.get(intent, 0.0) + float(share)
        whole = sum(together.values())
        best = max(together, key=together.__getitem__)
        of_structure = sum(share for intent, share in together.items() if intent in OF_STRUCTURE) / whole
        of_text = max(
            (intent for intent in together if intent not in OF_STRUCTURE), key=together.__getitem__, default=Intent.OPEN
        )
        telling = max(tells, key=tells.__getitem__, default=None)
        told = tells[telling] if telling is not None else 0.0
        return Meant(best, together[best] / whole, telling, told, of_structure, of_text)

    def save(self, path: Path, identity: str) -> None:
        """Write the weights with what they were fitted on, for the embedding model of this identity."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partly = path.with_suffix(".partly")
        with partly.open("wb") as file:
            np.savez_compressed(
                file,
                weights=self.weights.astype(np.float16),
                labels=np.array(self.labels),
                patterns=np.array(self.patterns.patterns),
                rarities=self.patterns.rarities,
                identity=np.array(identity),
                phrasings=np.array(_phrasings_hash()),
            )
        partly.replace(path)


def phrasings() -> list[tuple[str, str]]:
    """Give the labelled phrasings as (label, phrasing)."""
    lines = _PHRASINGS.read_text("utf-8").splitlines()
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines)]


def fit_intents(embedder: "Embedder", progress: Callable[[int], None] | None = None) -> IntentModel:
    """Fit the weights for an embedding model; takes about as long as to embed 500 stages of a corpus.

    Raises:
        ModelUnavailable: the embedding model is not on this machine.
    """
    rows = phrasings()
    texts = [text for _, text in rows]
    return fit_weights(texts, embedder.embed_passages(texts, progress), [label for label, _ in rows])


def fit_weights(wordings: Sequence[str], vectors: NDArray[np.float32], labels: Sequence[str]) -> IntentModel:
    """Fit a logistic regression on n wordings, their unit vectors of shape (n, dimension) and their labels.

    The labels are of three kinds or more.
    """
    from scipy.sparse import csr_matrix, hstack  # a second to import, and only where something is fitted
    from sklearn.linear_model import LogisticRegression

    patterns = WordingPatterns.of(wordings)
    rows = [patterns.weigh(wording) for wording in wordings]
    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    parts = np.concatenate([weights for _, weights in rows]), np.concatenate([places for places, _ in rows]), starts
    features = hstack([csr_matrix(vectors), csr_matrix(parts, shape=(len(rows), len(patterns.patterns)))]).tocsr()
    fitted = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=2000).fit(features, list(labels))
    weights = np.vstack([fitted.coef_.T, fitted.intercept_]).astype(np.float32)
    return IntentModel(weights, patterns, tuple(str(label) for label in fitted.classes_))


def intents_for(embedder: "Embedder", data_folder: Path) -> IntentModel | None:
    """Give the weights fitted for an embedding model; None where none were yet."""
    for path in (_FITTED, _kept(embedder, data_folder)):
        found = _load(path, embedder.identity)
        if found is not None:
            return found
    return None


def learn_intents(embedder: "Embedder", data_folder: Path, progress: Callable[[int], None] | None = None) -> bool:
    """Fit and keep the weights for an embedding model that has none; tell whether that was so."""
    if intents_for(embedder, data_folder) is not None:
        return False
    fit_intents(embedder, progress).save(_kept(embedder, data_folder), embedder.identity)
    return True


def fitted_path() -> Path:
    """Give the file that holds the weights of the default embedding model."""
    return _FITTED


def _kept(embedder: "Embedder", data_folder: Path) -> Path:
    name = hashlib.sha256(f"{embedder.identity} {_phrasings_hash()}".encode()).hexdigest()[:16]
    return data_folder / "intents" / f"{name}.npz"


def _load(path: Path, identity: str) -> IntentModel | None:
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as file:
        if str(file["identity"]) != identity or str(file["phrasings"]) != _phrasings_hash():
            return None
        patterns = WordingPatterns(tuple(str(pattern) for pattern in file["patterns"]), file["rarities"])
        return IntentModel(file["weights"].astype(np.float32), patterns, tuple(str(label) for label in file["labels"]))


@cache
def _phrasings_hash() -> str:
    return hashlib.sha256(_PHRASINGS.read_bytes()).hexdigest()[:16]
