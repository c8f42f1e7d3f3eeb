"""A folder copied for one reader who will write into it."""

import shutil
import tempfile
from pathlib import Path

from trekbot.index.locks import Lease


class WorkingCopy:
    """A copy of a folder in a folder of its own, gone after `remove`.

    A process that dies leaves its copy behind without a lease, so that `remove_unused_in` finds it.
    """

    def __init__(self, source: Path, copies: Path) -> None:
        copies.mkdir(parents=True, exist_ok=True)
        making = Lease(copies)  # keeps sweepers away between the making of the folder and the lease on it
        try:
            self.folder = Path(tempfile.mkdtemp(prefix=f"{source.parent.name}-", dir=copies)).resolve()
            self._lease = Lease(self.folder)
        finally:
            making.release()
        shutil.copytree(source, self.folder, dirs_exist_ok=True)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lease.release()
