"""Runs as they lie on disk, made up: what is scored is written by a test, not by a Trekbot."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Value = float | str | None  # a number, "failed", None where the metric does not apply

RIGHT = {"kind": "binary", "better": "higher", "tier": 1, "gates": True, "scorer": "1"}
SHARE = {**RIGHT, "kind": "share"}
SECONDS = {"kind": "number", "better": "lower", "tier": 1, "gates": False, "scorer": "1"}
IDENTITY = {
    "version": "0.1.0",
    "git": {"sha": "a" * 40, "dirty": False},
    "engine": "extractive",
    "prompt": None,
    "prompt_sha256": None,
    "model": None,
    "embedding": "small",
    "index": "f" * 64,
    "corpus_sha256": "c" * 64,
    "settings": {"k": 20},
    "target": "in-process",
}


def row(name: str, **keys: Any) -> dict[str, Any]:
    """A question with a cluster of its own, unless another is given."""
    return {"id": name, "question": f"What of {name}?", "category": "what", **keys}


def rows(count: int, clusters: int = 20, **keys: Any) -> list[dict[str, Any]]:
    return [row(f"q{place:03}", cluster=f"garden/{place % clusters}", **keys) for place in range(count)]


def row_hash(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def reply(answer: str = "Loam holds water.[1]", stage: str = "soil", **keys: Any) -> dict[str, Any]:
    cited = {"number": 1, "roadmap": "garden", "stage": stage, "section": "Ideas", "quote": "Loam holds water."}
    usage = {"input_tokens": 100, "output_tokens": 20}
    return {
        "status": "answered",
        "answer": answer,
        "citations": [cited],
        "engine": "extractive",
        "usage": usage,
        **keys,
    }


def retrieved(*stages: str) -> list[dict[str, Any]]:
    return [{"place": f"garden/{stage}", "section": "Ideas", "text": "Loam.", "score": 0.5} for stage in stages]


def write_run(
    runs: Path,
    name: str,
    asked: Sequence[Mapping[str, Any]],
    scores: Mapping[str, Mapping[str, Value | Sequence[Value]]],
    metrics: Mapping[str, Mapping[str, Any]] | None = None,
    replies: Mapping[str, Any] | None = None,
    found: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    identity: Mapping[str, Any] | None = None,
    whys: Mapping[tuple[str, str], str] | None = None,
    repeats: int = 1,
    **manifest: Any,
) -> Path:
    """Write a run: `scores` by metric and question, a list for repeats; a metric is `RIGHT` unless it is described."""
    folder = runs / name
    folder.mkdir(parents=True)
    about = {
        "format": 2,
        "run": name,
        "started": "2026-03-01T08:30:00+00:00",
        "finished": "2026-03-01T08:31:00+00:00",
        "identity": {**IDENTITY, **(identity or {})},
        "questions": [{"file": "garden.jsonl", "sha256": "0" * 64}],
        "suite_hash": hashlib.sha256("".join(map(row_hash, asked)).encode()).hexdigest(),
        "asked": len(asked),
        "repeats": repeats,
    }
    (folder / "manifest.json").write_text(json.dumps({**about, **manifest}))
    write_lines(folder / "questions.jsonl", [{**one, "row_hash": row_hash(one)} for one in asked])
    write_lines(
        folder / "generations.jsonl",
        [
            {
                "id": one["id"],
                "repeat": repeat,
                "row_hash": row_hash(one),
                "reply": (replies or {}).get(one["id"], reply()),
                "retrieved": (found or {}).get(one["id"], retrieved("soil")),
                "before_verify": None,
                "first_s": 0.1,
                "seconds": 0.2,
                "error": None,
            }
            for one in asked
            for repeat in range(repeats)
        ],
    )
    write_lines(
        folder / "scores.jsonl",
        [
            score(one["id"], repeat, metric, value, (whys or {}).get((metric, one["id"])))
            for metric, by_question in scores.items()
            for one in asked
            for repeat, value in enumerate(listed(by_question[one["id"]], repeats))
        ],
    )
    (folder / "metrics.json").write_text(json.dumps({metric: (metrics or {}).get(metric, RIGHT) for metric in scores}))
    return folder


def listed(values: Value | Sequence[Value], repeats: int) -> list[Value]:
    return list(values) if isinstance(values, list | tuple) else [values] * repeats  # type: ignore[list-item]


def score(name: str, repeat: int, metric: str, value: Value, why: str | None) -> dict[str, Any]:
    state = "failed" if value == "failed" else "not_applicable" if value is None else "scored"
    number = None if isinstance(value, str) else value
    return {"id": name, "repeat": repeat, "metric": metric, "value": number, "state": state, "why": why}


def write_lines(path: Path, lines: Sequence[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def values(asked: Sequence[Mapping[str, Any]], wrong: Sequence[str] = (), right: float = 1.0) -> dict[str, Value]:
    """Every question right, but those named."""
    return {one["id"]: 0.0 if one["id"] in wrong else right for one in asked}


def names(asked: Sequence[Mapping[str, Any]], start: int, end: int) -> list[str]:
    return [one["id"] for one in asked[start:end]]
