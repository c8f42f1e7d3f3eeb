"""A model that reads two texts together and scores the pair, from a folder on this machine."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trekbot.errors import ModelUnavailable
from trekbot.index.weights import find_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

Pair = tuple[str, str]


class LocalCrossEncoder:
    """Any cross-encoder of sentence-transformers, loaded when it is first asked; threads may share it.

    Args:
        model: a folder, or the name of one in the local cache of the Hugging Face libraries. Nothing is downloaded.
        role: what it is for, in messages: `reranker`.
        remedy: how to set another.
        fault: says what is wrong with a model that loads and does not suit; None where it does.
        data_folder: where the hash of the weights is remembered.
    """

    def __init__(
        self,
        model: str,
        role: str,
        remedy: str,
        fault: "Callable[[CrossEncoder], str | None]",
        data_folder: Path | None = None,
    ) -> None:
        self._name = model
        self._role = role
        self._remedy = remedy
        self._fault = fault
        self._data_folder = data_folder
        self._loading = threading.Lock()
        self._loaded: CrossEncoder | None = None

    @property
    def model(self) -> "CrossEncoder":
        """The model itself.

        Raises:
            ModelUnavailable: it is not on this machine, no cross-encoder, or one that does not suit.
        """
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def scores(self, pairs: Sequence[Pair]) -> "NDArray[np.float32]":
        """Score n pairs: the model's raw scores, n of them or n rows of them.

        Raises:
            ModelUnavailable: as `model`.
        """
        from torch.nn import Identity

        return self.model.predict(list(pairs), activation_fn=Identity(), show_progress_bar=False)

    def _load(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        named = f"The {self._role} {self._name!r}"
        try:
            path = find_model(self._name, self._data_folder).path
            model: CrossEncoder = CrossEncoder(str(path), device="cpu", local_files_only=True, trust_remote_code=False)
        except (ModelUnavailable, OSError, ValueError, RuntimeError, ImportError) as error:
            raise ModelUnavailable(f"{named} cannot be loaded: {error}", self._remedy) from error
        if fault := self._fault(model):
            raise ModelUnavailable(f"{named} {fault}.", self._remedy)
        return model
