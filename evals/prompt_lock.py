"""Which prompts are released, and as what: `prompts.lock` holds the SHA-256 of each, and aliases for some.

A released prompt is never edited, since answers, runs and reports name it: a change is a new version.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trekbot.llm.prompts import FOLDER, load_prompt

LOCK = Path(__file__).resolve().parent / "prompts.lock"


@dataclass(frozen=True)
class PromptLock:
    """`aliases` name a version, `released` gives the hash of each version's file."""

    aliases: Mapping[str, str]
    released: Mapping[str, str]


def read_lock(path: Path = LOCK) -> PromptLock:
    """Read the lock that comes with Trekbot."""
    data = json.loads(path.read_text("utf-8"))
    return PromptLock(data["aliases"], data["released"])


def faults_of(lock: PromptLock, folder: Path = FOLDER) -> list[str]:
    """Say in what the prompts differ from the lock, a line each."""
    found = {path.stem: load_prompt(path.stem, folder).hash for path in sorted(folder.glob("*@v*.md"))}
    return [
        *(
            f"{name} was edited after its release: make it a new version"
            for name, hash_ in found.items()
            if lock.released.get(name, hash_) != hash_
        ),
        *(f"{name} is not in the lock" for name in found if name not in lock.released),
        *(f"{name} is in the lock, and its file is gone" for name in lock.released if name not in found),
        *(
            f"the alias {alias} names {name}, which is not released"
            for alias, name in lock.aliases.items()
            if name not in lock.released
        ),
    ]


def released_name(name: str) -> str:
    """Give the version that an alias names; any other name stays as it is."""
    return read_lock().aliases.get(name, name)
