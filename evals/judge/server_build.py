"""Which build of a server answers, where it tells: the same weights judge differently under another one."""

import json
from typing import Any

from trekbot.evals.judge.call import digest
from trekbot.evals.judge.exchange import Exchange
from trekbot.llm.endpoint import Endpoint

STABLE = ("id", "root", "owned_by", "meta")  # of a model's entry; the rest changes from start to start
SHORT = 12  # characters of a digest


def find_build(exchange: Exchange, endpoint: Endpoint, model: str) -> str | None:
    """Ask llama.cpp's `/props` for its build, and `/models` for what it says of the model.

    Raises:
        Fault: the endpoint cannot be reached.
    """
    base = endpoint.url.rstrip("/")
    props = _object(exchange.get(endpoint, f"{base.removesuffix('/v1')}/props"))
    told = {"props": props.get("build_info"), "model": _entry(_object(exchange.get(endpoint, f"{base}/models")), model)}
    known = {name: value for name, value in told.items() if value}
    if not known:
        return None
    build = str(known.get("props", "models"))
    return f"{build} {digest(known)[:SHORT]}"


def _entry(models: dict[str, Any], model: str) -> dict[str, Any] | None:
    """Give what stays the same of the model's entry."""
    entries = models.get("data")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("id") == model:
            return {name: entry[name] for name in STABLE if entry.get(name)}
    return None


def _object(body: bytes | None) -> dict[str, Any]:
    """Read a JSON object; an empty one where this is none."""
    try:
        content = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
