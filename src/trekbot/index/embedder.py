"""Text to unit vectors: what Trekbot expects of an embedding model, and sentence-transformers as one."""

import os
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from trekbot.errors import ModelUnavailable
from trekbot.index.weights import ModelFolder, find_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

_BATCH = 32
_QUERY_THREADS = 1  # more wait for each other at barriers as soon as another process is busy: 480 ms instead of 17
_PASSAGE_THREADS = 2
_DOCUMENT_PROMPTS = ("document", "passage", "corpus")  # sentence-transformers' names, in its order

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """An embedding model. All but the two `embed_…` are cheap: they load no weights."""

    @property
    def identity(self) -> str:
        """The model's name and the hash of its weights; vectors of another identity cannot be compared."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """The longest text that the model reads, special tokens included; it ignores the rest silently."""

    def count_tokens(self, text: str) -> int:
        """Count a passage's tokens as the model would see them, uncut, special tokens included."""

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Turn texts into unit vectors, so that a dot product is a cosine in [-1, 1].

        Args:
            texts: n texts; each is read up to `max_tokens`.
            progress: told now and then how many texts are done.

        Returns:
            float32, shape (n, dimension); shape (0, dimension) for no texts.

        Raises:
            ModelUnavailable: the weights are not on this machine. Nothing is downloaded.
        """

    def embed_query(self, text: str) -> Vectors:
        """Turn a question into a unit vector, shape (dimension,). Raises as `embed_passages`."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Turn n questions into unit vectors at once, shape (n, dimension). Raises as `embed_passages`."""


class SentenceTransformerEmbedder(Embedder):
    """Any sentence-transformers model that is on this machine; threads may share it.

    PyTorch is imported, which takes seconds, with the first text that is embedded.

    Args:
        model: a name or a folder, as `find_model` takes it.
        data_folder: where the hash of the weights is remembered; None to hash them each time.
    """

    def __init__(self, model: str = "all-MiniLM-L6-v2", data_folder: Path | None = None) -> None:
        self._name = model
        self._data_folder = data_folder
        self._loading = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @property
    def identity(self) -> str:
        return self._folder.identity

    @property
    def dimension(self) -> int:
        """The length of a vector; loads a model whose last layers are not the usual ones."""
        layers = [str(module["type"]).rpartition(".")[2] for module in self._folder.modules()]
        pooling = self._folder.config("1_Pooling/config.json")
        one_pooling = sum(bool(on) for mode, on in pooling.items() if mode.startswith("pooling_mode_")) == 1
        if one_pooling and layers[:2] == ["Transformer", "Pooling"] and set(layers[2:]) <= {"Normalize"}:
            return int(pooling["word_embedding_dimension"])
        return int(self._model.get_embedding_dimension() or 0)

    @cached_property
    def max_tokens(self) -> int:
        limit = self._folder.config("sentence_bert_config.json").get("max_seq_length")
        limit = limit or self._folder.config("tokenizer_config.json").get("model_max_length")
        positions = self._folder.config("config.json").get("max_position_embeddings")
        limits = [int(found) for found in (limit, positions) if found]
        return min(limits) if limits else int(self._model.max_seq_length or 0)

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(self._document_prompt + text).ids)

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        longest_first = sorted(range(len(texts)), key=lambda row: -len(texts[row]))  # a batch is as slow as its longest
        for start in range(0, len(texts), _BATCH):
            rows = longest_first[start : start + _BATCH]
            model = self._model
            _use_threads(_PASSAGE_THREADS)
            vectors[rows] = model.encode_document(
                [texts[row] for row in rows], batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
            )
            if progress is not None:
                progress(start + len(rows))
        return vectors

    def embed_query(self, text: str) -> Vectors:
        model = self._model
        _use_threads(_QUERY_THREADS)
        return np.asarray(
            model.encode_query(text, normalize_embeddings=True, show_progress_bar=False), dtype=np.float32
        )

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        model = self._model
        _use_threads(_QUERY_THREADS)
        return np.asarray(
            model.encode_query(list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False),
            dtype=np.float32,
        )

    @cached_property
    def _folder(self) -> ModelFolder:
        return find_model(self._name, self._data_folder)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder.path / "tokenizer.json"))
        tokenizer.no_truncation()  # the file's own settings cut and fill up to a fixed length
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _document_prompt(self) -> str:
        prompts = self._folder.config("config_sentence_transformers.json").get("prompts") or {}
        return next((str(prompts[name]) for name in _DOCUMENT_PROMPTS if prompts.get(name)), "")

    @property
    def _model(self) -> "SentenceTransformer":
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # a sync has one of its own
        try:
            model = SentenceTransformer(
                str(self._folder.path),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            raise ModelUnavailable(f"The embedding model {self._name!r} cannot be loaded: {error}") from error
        model.encode_query("", show_progress_bar=False)  # sets up its tokenizer, which no two threads may do at once
        return model


def _use_threads(wanted: int) -> None:
    import torch

    threads = min(wanted, os.cpu_count() or 1)
    if torch.get_num_threads() != threads:
        torch.set_num_threads(threads)
