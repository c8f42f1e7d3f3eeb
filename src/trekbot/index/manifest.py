"""What a generation of the index is made of, and whether it is still whole.

The manifest is written last, so a generation without one was never finished. It names every file with size and hash:
what was truncated, lost or altered afterwards is found before anything is read from it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FORMAT = 1  # raise when chunk texts or the files of a generation change their meaning: sync then builds anew
NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """How a generation was made.

    Args:
        format: the `FORMAT` it follows.
        fingerprint: of the corpus and the index settings; equal inputs give an equal one.
        model: the embedder's identity.
        reading: `reading_digest` of the corpus as it was read then.
        chunks: how many.
        passages: how many.
        corpus: path in the corpus folder -> SHA-256, in hex, of the file's bytes.
        files: path in the generation -> size in bytes, SHA-256.
    """

    format: int
    fingerprint: str
    model: str
    reading: str
    chunks: int
    passages: int
    corpus: Mapping[str, str]
    files: Mapping[str, tuple[int, str]]

    def to_json(self) -> str:
        written = asdict(self)
        return json.dumps({"checksum": _checksum(written), **written}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Manifest | None":
        """Read what `to_json` wrote; None where it was altered. With another `format` nothing else can be relied on."""
        try:
            found = json.loads(text)
            if found.pop("checksum") != _checksum(found):
                return None
            if found["format"] == FORMAT:
                found["files"] = {path: (size, digest) for path, (size, digest) in found["files"].items()}
            return cls(**{field.name: found.get(field.name) for field in fields(cls)})
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


def fingerprint_of(corpus: Mapping[str, str], model: str, reading: str) -> str:
    """Hash all that an index depends on: the corpus' files, the model, how files are read and cut."""
    return _checksum({"format": FORMAT, "model": model, "reading": reading, "corpus": dict(corpus)})


def hash_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Give size and SHA-256 of every file below a folder but its manifest, by path."""
    return {
        file.relative_to(folder).as_posix(): (file.stat().st_size, hash_file(file))
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file != folder / NAME
    }


def hash_file(file: Path) -> str:
    """The SHA-256 of a file's bytes in hex."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def damage_of(folder: Path, manifest: Manifest) -> str | None:
    """Say which file of a generation is not as it was written; None where all are."""
    for path, (size, digest) in manifest.files.items():
        file = folder / path
        try:
            if file.stat().st_size != size:
                return f"{path} has {file.stat().st_size} bytes instead of {size}"
            if hash_file(file) != digest:
                return f"{path} was altered"
        except OSError as error:
            return f"{path} cannot be read ({error.strerror})"
    return None


def _checksum(content: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
