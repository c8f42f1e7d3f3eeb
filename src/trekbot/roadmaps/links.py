"""Symbolic links: allowed where they stay within the corpus folder and lead somewhere.

A link that leaves the folder could publish any file of the machine, and one that loops never ends.
"""

import errno
import os
from pathlib import Path

from trekbot.roadmaps.faults import FaultList

_REMOVE = "remove the link, or copy what it should lead to into the corpus folder"


class LinkCheck:
    """Holds every entry of a corpus against the corpus' own folder, which may itself be a link."""

    def __init__(self, corpus_folder: Path, faults: FaultList) -> None:
        self._root = Path(os.path.realpath(corpus_folder))
        self._faults = faults

    def allows(self, path: Path) -> bool:
        """Say whether an entry may be read; where it may not, the fault is noted."""
        what = self._fault(path) if os.path.islink(path) else None
        if what is not None:
            self._faults.error(path, 1, what, _REMOVE)
        return what is None

    def _fault(self, link: Path) -> str | None:
        try:
            target = Path(os.path.realpath(link, strict=True))
        except OSError as error:
            if error.errno == errno.ELOOP:
                return "is a link that loops"
            return f"is a link that leads nowhere ({error.strerror})"
        if not target.is_relative_to(self._root):
            return "is a link that leaves the corpus folder"
        if Path(os.path.realpath(link.parent)).is_relative_to(target):
            return "is a link that loops: it leads to a folder that holds it"
        return None
