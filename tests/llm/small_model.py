"""A model file of a few hundred kilobytes, which is catalogued, cut and packed as a large one is."""

import hashlib
import random
import zipfile
from pathlib import Path

from trekbot.llm.models import Model
from trekbot.llm.pulling.source import Watch

BYTES = b"GGUF" + random.Random(4).randbytes(299_996)
SMALL = Model(
    name="small-1b-instruct",
    file="small-1b-instruct-q4.gguf",
    size=len(BYTES),
    sha256=hashlib.sha256(BYTES).hexdigest(),
    license="Apache-2.0",
    repository="someone/small-1b-GGUF",
)
PARTS = (BYTES[:100_000], BYTES[100_000:200_000], BYTES[200_000:])
HUB_PATH = f"/{SMALL.repository}/resolve/main/{SMALL.file}"


class Told(Watch):
    """A watch that keeps what it is told."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.steps: list[tuple[str, int, int]] = []
        super().__init__(self.sentences.append, lambda *step: self.steps.append(step))


def write_wheel(folder: Path, name: str, content: bytes, version: str = "1.0") -> Path:
    """Write a wheel whose `data/part.bin` holds `content`, beside the small files that every wheel has."""
    folder.mkdir(parents=True, exist_ok=True)
    module = name.replace("-", "_")
    about = f"{module}-{version}.dist-info"
    wheel = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{module}/__init__.py", 'raise ImportError("nothing of a part is run")\n')
        archive.writestr(f"{module}/data/part.bin", content)
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return wheel


def left_in(folder: Path) -> set[str]:
    """The names of what lies in a folder, the lock left out."""
    return {path.name for path in folder.iterdir()} - {"lock"}
