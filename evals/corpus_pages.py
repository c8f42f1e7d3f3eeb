"""The pages of a corpus folder, read for scoring: no index, and so no embedding model, is needed for that."""

import hashlib
import json
from pathlib import Path

from trekbot.index.opened import page_of_file
from trekbot.roadmaps.model import Corpus
from trekbot.roadmaps.reader import load_corpus


class CorpusPages:
    """A corpus with the text of its files.

    Raises:
        CorpusError: it has faults.
    """

    def __init__(self, folder: Path) -> None:
        self.corpus = load_corpus(folder)
        self._folder = folder
        self._files = {page_of_file(Path(path)): path for path in self.corpus.files}

    def page_text(self, roadmap: str, stage: str | None) -> str:
        """Give a page's file; `stage` None for the roadmap's own page."""
        return (self._folder / self._files[roadmap, stage]).read_text("utf-8-sig")


def corpus_hash(corpus: Corpus) -> str:
    """Give the SHA-256, in hex, of the names and hashes of a corpus' files."""
    return hashlib.sha256(json.dumps(dict(corpus.files), sort_keys=True).encode()).hexdigest()
