"""Fit how questions are read to the default embedding model: `make intents`, after a change of the phrasings.

The phrasings stand in `src/trekbot/retrieval/phrasings.tsv`, the weights beside them.
"""

import tempfile
from pathlib import Path

from trekbot.index.embedder import SentenceTransformerEmbedder
from trekbot.retrieval.intent_model import fit_intents, fitted_path
from trekbot.settings import DEFAULT_MODEL


def main() -> None:
    """Fit and write the weights; about half a minute."""
    with tempfile.TemporaryDirectory() as folder:
        embedder = SentenceTransformerEmbedder(DEFAULT_MODEL, Path(folder))
        fit_intents(embedder).save(fitted_path(), embedder.identity)


if __name__ == "__main__":
    main()
