"""`trekbot models`: fetch a local language model, and say which ones are there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trekbot.cli.download_screen import download_progress
from trekbot.cli.screen import complain, say, say_json
from trekbot.errors import ModelUnavailable, UsageError
from trekbot.llm.models import CATALOGUE, Model, find_model, installed_model, place_of
from trekbot.llm.pulling.assembly import is_begun
from trekbot.settings import Settings, load_settings

Options = Mapping[str, object]


def models(options: Options) -> int:
    """Run one of the commands below."""
    settings = load_settings(data=options["data"])
    return {"pull": _pull, "list": _list}[str(options["models_command"])](options, settings)


def _pull(options: Options, settings: Settings) -> int:
    from trekbot.llm.pulling.given import GivenFile  # the HTTP client only where it is used
    from trekbot.llm.pulling.places import places_of
    from trekbot.llm.pulling.pull import pull
    from trekbot.llm.pulling.source import Source, Watch

    model = _model_to_pull(options["name"], settings)
    given = options["given"]
    sources: tuple[Source, ...]
    sources = (GivenFile(given),) if isinstance(given, Path) else places_of(model, settings.model_sources)
    try:
        with download_progress() as (tell, progress):
            pulled = pull(model, settings.data, sources, Watch(tell, progress))
    except KeyboardInterrupt:
        complain("Stopped. What has come is kept; the same command goes on with it.")
        raise
    if options["json"]:
        say_json(
            {
                "model": model.name,
                "path": str(pulled.path),
                "bytes": model.size,
                "sha256": model.sha256,
                "fetched": pulled.source is not None,
                "source": pulled.source,
            }
        )
    elif pulled.source is None:
        say(f"{model.name} is there already, whole and checked: {pulled.path}")
    else:
        say(f"{model.name} is there, whole and checked: {pulled.path}")
    return 0


def _model_to_pull(name: object, settings: Settings) -> Model:
    """The model that is named, else the one that is set up, else the default one."""
    model = find_model(str(name) if name is not None else _name_set(settings))
    if isinstance(model, Path):
        raise UsageError(f"{model} is a file of your own; there is nothing to fetch.", "Name a model, or leave it out.")
    return model


def _list(options: Options, settings: Settings) -> int:
    in_use = find_model(_name_set(settings)) if _is_local(settings) else None
    shown = [_row(model, settings.data, model == in_use) for model in CATALOGUE]
    if isinstance(in_use, Path):
        shown.append(_own_row(in_use, settings.data))
    if options["json"]:
        say_json({"models": shown})
        return 0
    for row in shown:
        size = f"{row['bytes'] / 1e6:,.0f} MB" if row["bytes"] is not None else "no size"
        use = ", in use" if row["in_use"] else ""
        say(f"{row['name']}: {size}, {row['license'] or 'license unknown'}, {row['state']}{use}")
        say(f"    {row['path'] or row['repository']}")
    return 0


def _row(model: Model, data: Path, in_use: bool) -> dict[str, Any]:
    place = place_of(model, data)
    installed = _fault(data, model.name) is None
    if installed:
        state = "installed"
    elif place.exists():
        state = "damaged, `trekbot models pull` mends it"
    else:
        state = "partly fetched" if is_begun(place) else "not installed"
    return {
        "name": model.name,
        "bytes": model.size,
        "license": model.license,
        "repository": model.repository,
        "installed": installed,
        "path": str(place) if installed else None,
        "state": state,
        "in_use": in_use,
    }


def _own_row(path: Path, data: Path) -> dict[str, Any]:
    fault = _fault(data, str(path))
    return {
        "name": path.stem,
        "bytes": path.stat().st_size if fault is None else None,
        "license": None,
        "repository": None,
        "installed": fault is None,
        "path": str(path),
        "state": "yours, not checked" if fault is None else "yours, and cannot be used",
        "in_use": True,
    }


def _fault(data: Path, name: str) -> str | None:
    try:
        installed_model(data, name)
    except ModelUnavailable as error:
        return error.message
    return None


def _is_local(settings: Settings) -> bool:
    return settings.llm == "local"


def _name_set(settings: Settings) -> str:
    """The model's name where it means a local one; with an endpoint, it is a name that the endpoint knows."""
    return settings.llm_model if _is_local(settings) else ""
