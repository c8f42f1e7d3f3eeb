"""Who answered on either side, key by key, and the words in which their prompts differ."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trekbot.evals.decision.word_diff import Span, word_diff
from trekbot.llm.prompts import FOLDER


@dataclass(frozen=True)
class IdentityLine:
    """One key, such as `model.build`; `base` is None where there is no base."""

    key: str
    base: str | None
    candidate: str

    @property
    def differs(self) -> bool:
        return self.base is not None and self.base != self.candidate


@dataclass(frozen=True)
class PromptDiff:
    """Two prompts: their names, and the spans in which they differ; None where the text of one is not at hand."""

    base: str
    candidate: str
    spans: tuple[Span, ...] | None


def identity_lines(base: Mapping[str, Any] | None, candidate: Mapping[str, Any]) -> tuple[IdentityLine, ...]:
    """Lay two identities side by side, keys that only one has included."""
    before, after = dict(_flat(base or {})), dict(_flat(candidate))
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(IdentityLine(key, None if base is None else before.get(key, "–"), after.get(key, "–")) for key in keys)


def prompt_diff(base: Mapping[str, Any], candidate: Mapping[str, Any]) -> PromptDiff | None:
    """Compare the prompts of two identities; None where they are the same, or a side has none."""
    hashes = base.get("prompt_sha256"), candidate.get("prompt_sha256")
    if not all(hashes) or hashes[0] == hashes[1]:
        return None
    before, after = (_prompt_text(str(wanted)) for wanted in hashes)
    spans = tuple(word_diff(before, after)) if before is not None and after is not None else None
    return PromptDiff(str(base.get("prompt")), str(candidate.get("prompt")), spans)


def _prompt_text(wanted: str) -> str | None:
    """Find a prompt by the hash of its file, since a name alone could stand for another text in another checkout."""
    for path in sorted(FOLDER.glob("*.md")):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == wanted:
            return data.decode("utf-8", "replace")
    return None


def _flat(value: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping) and inner:
            yield from _flat(inner, f"{above}{key}.")
        else:
            yield f"{above}{key}", _shown(inner)


def _shown(value: object) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
