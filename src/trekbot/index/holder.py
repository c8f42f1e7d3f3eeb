"""The index that a long-running process answers from, replaced while it runs."""

import threading
from pathlib import Path

from trekbot.errors import IndexUnavailable
from trekbot.index.embedder import Embedder
from trekbot.index.generation import Generations
from trekbot.index.opened import OpenIndex, open_index


class IndexHolder:
    """Opens the current generation and follows it when a sync, of any process, puts another in its place.

    Whoever holds the index of before keeps it: it closes once nobody refers to it.
    """

    def __init__(self, data_folder: Path, embedder: Embedder) -> None:
        self._data_folder = data_folder
        self._embedder = embedder
        self._generations = Generations(data_folder)
        self._refreshing = threading.Lock()
        self._index: OpenIndex | None = None
        self._tried: str | None = None  # what `current` named when it was last opened, with success or without
        self._fault: IndexUnavailable | None = None
        self._ended = threading.Event()
        self._watcher: threading.Thread | None = None

    def current(self) -> OpenIndex:
        """Give the open index; keep the reference for as long as one question takes.

        Raises:
            IndexUnavailable: none could be opened yet, and why.
        """
        index = self._index
        if index is None:
            self.refresh()
            index = self._index
        if index is None:
            raise self._fault or IndexUnavailable("The index was closed.")
        return index

    def refresh(self) -> bool:
        """Open the generation that `current` names now, if it is another one; say whether it answers from now on.

        One that cannot be opened is tried once; until there is a better one, the index of before goes on answering.
        """
        with self._refreshing:
            named = self._generations.current_name()
            if self._ended.is_set() or (named == self._tried and (self._index or self._fault)):
                return False
            self._tried = named
            try:
                opened = open_index(self._data_folder, self._embedder)
            except IndexUnavailable as fault:
                self._fault = fault
                return False
            self._fault = None
            if self._index is not None and opened.generation == self._index.generation:
                opened.close()
                return False
            self._index = opened
            return True

    def watch(self, interval_s: float = 1.0) -> None:
        """Refresh every `interval_s` seconds in a thread that ends with `close` or with the process."""
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._follow, args=(interval_s,), name="index-watch", daemon=True)
            self._watcher.start()

    def close(self) -> None:
        """End the thread and close the index; `current` raises from now on."""
        self._ended.set()
        if self._watcher is not None:
            self._watcher.join()
        with self._refreshing:
            index, self._index = self._index, None
        if index is not None:
            index.close()

    def _follow(self, interval_s: float) -> None:
        while not self._ended.wait(interval_s):
            self.refresh()
