"""The prompt versions beside each other, and beside no model at all: the same sixty questions to each.

    TREKBOT_LLM=local python -m trekbot.evals.prompt_versions FOLDER answer@v1 answer@v2 answer@v3

The language model is that of the settings. Questions are taken from the development sets in turn by category, so that
every kind is among them. What each was told is kept in FOLDER, a line a question, and a run that was cut off goes on
from there; the table is printed and written to `table.md`.
"""

import hashlib
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from trekbot.assistant import Done, Said
from trekbot.evals.grading import grade
from trekbot.evals.questions import Row, read_questions
from trekbot.settings import bundled_corpus, load_settings
from trekbot.wiring import Trekbot, build

NO_MODEL = "extractive"
START_S = 120.0
HOW_MANY = {"mlops-engineer": 18, "kitchen": 14, "degree": 14, "data-course": 14}

_DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
_HEAD = """| prompt | right | answers by the model | sentences kept | dropped, by reason | fallbacks, by reason | \
s to the first sentence, p50 / p95 | s to the end, p50 / p95 | tokens in / out, p50 |
|---|--:|--:|--:|---|---|--:|--:|--:|"""


def choose(rows: Sequence[Row], count: int) -> list[Row]:
    """Take rows turn by turn from each category; which, is settled by their ids and nothing else."""
    by_category: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: hashlib.sha256(row.id.encode()).digest()):
        by_category.setdefault(row.category, []).append(row)
    turns = zip_longest(*(by_category[name] for name in sorted(by_category)))
    return [row for row in chain.from_iterable(turns) if row is not None][:count]


def ask(trekbot: Trekbot, corpus: str, row: Row) -> dict[str, Any]:
    """Ask one question and give what was said, how it was graded and what became of the model's text."""
    began = time.monotonic()
    first_s = None
    for event in trekbot.assistant.stream(row.to_question()):
        if isinstance(event, Said) and first_s is None:
            first_s = time.monotonic() - began
        if isinstance(event, Done):
            done = event
    return {
        "corpus": corpus,
        "id": row.id,
        "category": row.category,
        "question": row.question,
        "wrong": grade(row, done.reply),
        "first_s": first_s,
        "seconds": time.monotonic() - began,
        "reply": done.reply.to_dict(),
        "attempts": [asdict(attempt) for attempt in done.attempts],
    }


def run(folder: Path, prompt: str) -> list[dict[str, Any]]:
    """Ask all questions with one prompt, or with no model; those that the folder holds are not asked again."""
    path = folder / f"{prompt}.jsonl"
    told = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    known = {(one["corpus"], one["id"]) for one in told}
    for corpus, count in HOW_MANY.items():
        given = {"llm": "none"} if prompt == NO_MODEL else {"prompt": prompt}
        source = _DATA / corpus / "corpus"
        where = source if source.is_dir() else bundled_corpus()
        trekbot = build(load_settings(corpus=where, data=folder / "data" / corpus, **given))
        trekbot.sync()
        rows = choose(read_questions(_DATA / corpus / "questions-dev.jsonl", trekbot.library().corpus).rows, count)
        trekbot.warm_up()
        trekbot.start_language_model()
        trekbot.wait_for_language_model(START_S)
        for row in rows:
            if (corpus, row.id) not in known:
                told.append(ask(trekbot, corpus, row))
                with path.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(told[-1], ensure_ascii=False) + "\n")
                print(f"{prompt} {corpus} {row.id}: {told[-1]['seconds']:.1f} s, {told[-1]['reply']['engine']}")
        trekbot.close()
    return told


def table_row(prompt: str, told: Sequence[dict[str, Any]]) -> str:
    """Sum one version up. Seconds and tokens are those of the questions that the model was asked."""
    graded = [one for one in told if one["wrong"] is not None]
    asked = [one for one in told if one["attempts"]] or list(told)
    attempts = [attempt for one in told for attempt in one["attempts"]]
    own = [one for one in told if one["reply"]["engine"] != NO_MODEL]
    cells = (
        prompt,
        f"{sum(not one['wrong'] for one in graded)}/{len(graded)}",
        f"{len(own)}/{len(told)}",
        str(sum(attempt["kept"] for attempt in attempts)),
        _counted(dropped["reason"] for attempt in attempts for dropped in attempt["dropped"]),
        _counted(attempt["fallback"] for attempt in attempts if attempt["fallback"]),
        _quantiles(asked, lambda one: one["first_s"]),
        _quantiles(asked, lambda one: one["seconds"]),
        " / ".join(
            f"{_middle([one['reply']['usage'][kind] for one in asked]):.0f}"
            for kind in ("input_tokens", "output_tokens")
        ),
    )
    return f"| {' | '.join(cells)} |"


def _counted(names: Iterator[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in Counter(names).most_common()) or "–"


def _quantiles(told: Sequence[dict[str, Any]], of: Callable[[dict[str, Any]], float]) -> str:
    values = sorted(of(one) for one in told)
    return f"{_middle(values):.1f} / {values[int(0.95 * (len(values) - 1))]:.1f}"


def _middle(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def main() -> None:
    """Run every version named, without a model first, and print the table."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    lines = [_HEAD, *(table_row(prompt, run(folder, prompt)) for prompt in (NO_MODEL, *sys.argv[2:]))]
    table = "\n".join(lines)
    (folder / "table.md").write_text(table + "\n", "utf-8")
    print(table)


if __name__ == "__main__":
    main()
