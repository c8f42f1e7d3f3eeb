"""Who answered: everything that may change an answer when it changes. Runs compare by it and resume only within it."""

import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from trekbot import __version__
from trekbot.evals.corpus_pages import corpus_hash
from trekbot.llm.prompts import load_prompt
from trekbot.settings import Settings
from trekbot.wiring import Trekbot

IN_PROCESS = "in-process"
EXTRACTIVE = "extractive"
SETTINGS = (
    "reranker",
    "entailment",
    "llm",
    "llm_timeout_s",
    "llm_first_s",
    "llm_attempts",
    "llm_threads",
    "llm_daily_tokens",
)  # those that what is answered may hang on, and that are nobody's secret
_GIT_S = 10.0


@dataclass(frozen=True)
class Identity:
    """Who answered a run's questions. What a target does not tell is None.

    Args:
        version: Trekbot's.
        git: `sha` and whether the checkout was `dirty`; None outside of one.
        engine: `extractive`, or the language model's name.
        prompt: by name and version; `prompt_sha256` is of its file.
        model: the language model's `name`, the `url` it is asked at, and the `build` of what runs it.
        embedding: name and hash of weights.
        index: fingerprint of the corpus and the index settings.
        corpus_sha256: of the files' names and contents.
        settings: those that answers may hang on.
        target: `in-process`, or an address.
    """

    version: str | None
    git: Mapping[str, Any] | None
    engine: str | None
    prompt: str | None
    prompt_sha256: str | None
    model: Mapping[str, str | None] | None
    embedding: str | None
    index: str | None
    corpus_sha256: str | None
    settings: Mapping[str, Any]
    target: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def differences(known: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Say in what two identities differ, a line each; what the second does not tell is no difference."""
    return [
        f"{name}: {known.get(name)!r}, now {value!r}"
        for name, value in found.items()
        if value is not None and known.get(name) != value
    ]


def identity_of(trekbot: Trekbot) -> Identity:
    """Say who answers in this process."""
    settings = trekbot.settings
    index = trekbot.library().index
    prompt = load_prompt(settings.prompt) if trekbot.model_name else None
    return Identity(
        version=__version__,
        git=checkout_of(Path(__file__)),
        engine=trekbot.model_name or EXTRACTIVE,
        prompt=prompt.name if prompt else None,
        prompt_sha256=prompt.hash if prompt else None,
        model=_model_of(settings, trekbot.model_name) if trekbot.model_name else None,
        embedding=trekbot.embedder.identity,
        index=index.fingerprint,
        corpus_sha256=corpus_hash(index.corpus),
        settings={name: getattr(settings, name) for name in SETTINGS},
        target=IN_PROCESS,
    )


def _model_of(settings: Settings, name: str) -> Mapping[str, str | None]:
    if settings.llm != "local":
        return {"name": name, "url": settings.llm_url, "build": None}
    try:
        build = f"xllamacpp {version('xllamacpp')}"
    except PackageNotFoundError:
        build = None
    return {"name": name, "url": None, "build": build}


def checkout_of(file: Path) -> Mapping[str, Any] | None:
    """Give the commit of the checkout that holds a file under version control, and whether anything differs from it."""
    folder = file.resolve().parent
    sha = _git(folder, "rev-parse", "HEAD")
    if sha is None or _git(folder, "ls-files", "--error-unmatch", file.resolve().name) is None:
        return None
    changes = _git(folder, "status", "--porcelain", "--untracked-files=no")
    return {"sha": sha, "dirty": bool(changes)}


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        ended = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False, timeout=_GIT_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ended.stdout.strip() if ended.returncode == 0 else None
