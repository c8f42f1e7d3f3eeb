"""What a local language model needs of this machine: the extra that brings llama.cpp, and the model's file."""

from importlib.util import find_spec
from pathlib import Path

from trekbot.errors import ModelUnavailable
from trekbot.llm.cores import threads_for_a_model
from trekbot.llm.models import find_model, installed_model
from trekbot.llm.worker_run import Load

ENGINE = "xllamacpp"
MISSING_EXTRA = "A local language model needs an extra: pip install 'trekbot[local]'"


def find_load(data: Path, name: str, threads: int) -> Load:
    """Find what a worker process loads.

    Args:
        data: the folder that holds all that Trekbot writes.
        name: as `find_model` takes it.
        threads: how many compute; 0 for what suits this machine.

    Raises:
        ModelUnavailable: the extra, the model's file or both are missing; a line each.
        UsageError: no model has this name.
    """
    missing = [] if find_spec(ENGINE) else [MISSING_EXTRA]
    path: Path | None = None
    try:
        path = installed_model(data, name)
    except ModelUnavailable as error:
        missing.append(str(error))
    if path is None or missing:
        raise ModelUnavailable("\n".join(missing))
    return Load(path.absolute(), model_name(name), threads or threads_for_a_model())


def model_name(name: str) -> str:
    """What a model is called in answers: its name in the catalogue, or that of its file.

    Raises:
        UsageError: no model has this name.
    """
    model = find_model(name)
    return model.stem if isinstance(model, Path) else model.name
