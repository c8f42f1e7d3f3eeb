"""The language models that Trekbot knows to fetch, and where they lie on this machine.

A catalogued file is held to its publisher's hash once, when it is pulled, and gets its name only then: whoever opens it
looks at the size alone, since to hash a gigabyte would delay every start. Any other GGUF file may be named instead; it
is its owner's to trust.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from trekbot.errors import ModelUnavailable, UsageError

GGUF = b"GGUF"  # how every file of the format begins
PULL = "Fetch it: trekbot models pull"


@dataclass(frozen=True)
class Model:
    """A model file as its publisher has it: `size` in bytes, `sha256` in hex, `repository` on the hub."""

    name: str
    file: str
    size: int
    sha256: str
    license: str
    repository: str


DEFAULT = Model(
    name="qwen2.5-coder-1.5b-instruct",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    license="Apache-2.0",
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
)
CATALOGUE = (DEFAULT,)


def installed_model(data: Path, name: str = "") -> Path:
    """Find the file of a model that is ready to be loaded.

    Args:
        data: the folder that holds all that Trekbot writes.
        name: as `find_model` takes it.

    Raises:
        UsageError: no model has this name.
        ModelUnavailable: it is not on this machine, or not whole.
    """
    model = find_model(name)
    if isinstance(model, Path):
        return _own_file(model)
    path = place_of(model, data)
    try:
        size = path.stat().st_size
    except OSError:
        raise ModelUnavailable(f"The language model {model.name} is not on this machine.", PULL) from None
    if size != model.size:
        raise ModelUnavailable(f"{path} has {size:,} bytes instead of {model.size:,}.", PULL)
    return path


def find_model(name: str = "") -> Model | Path:
    """Give the model that a name means, or the file that it is the path of; whether it is there is not looked at.

    Args:
        name: a catalogued model's name or file name, or a path that ends in `.gguf` or holds a `/`; empty means the
            default model.

    Raises:
        UsageError: it is none of these.
    """
    sought = name.strip()
    if not sought:
        return DEFAULT
    for model in CATALOGUE:
        if sought.lower() in (model.name.lower(), model.file.lower()):
            return model
    if os.sep in sought or sought.lower().endswith(".gguf"):
        return Path(sought).expanduser()
    names = ", ".join(model.name for model in CATALOGUE)
    raise UsageError(f"There is no local model {sought!r}.", f"There are: {names}; or name a GGUF file by its path.")


def place_of(model: Model, data: Path) -> Path:
    """Where a catalogued model lies once it is pulled."""
    return models_folder(data) / model.file


def models_folder(data: Path) -> Path:
    """The folder of all models below the data folder."""
    return data / "models"


def _own_file(path: Path) -> Path:
    remedy = "TREKBOT_LLM_MODEL names it; leave it out for the model that `trekbot models pull` fetches."
    try:
        with path.open("rb") as file:
            beginning = file.read(len(GGUF))
    except OSError as error:
        raise ModelUnavailable(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.", remedy) from None
    if beginning != GGUF:
        raise ModelUnavailable(f"{path} is no GGUF file.", remedy)
    return path
