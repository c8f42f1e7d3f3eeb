"""Rows that a person or learners' feedback proposes, in a file of their own until somebody has reviewed them."""

import hashlib
import json
from collections.abc import Collection, Iterable
from pathlib import Path

from trekbot.errors import QuestionsError
from trekbot.evals.questions import BUNDLED, Row, bundled_questions

FILE = "proposed-questions.jsonl"


def known_ids(path: Path) -> frozenset[str]:
    """Give the ids that a proposal may not take: those of the bundled sets and of the file that it goes into."""
    files = [path, *map(bundled_questions, BUNDLED)]
    return frozenset(_id_in(line) for file in files if file.exists() for line in _lines(file))


def append(rows: Iterable[Row], path: Path, known: Collection[str]) -> None:
    """Write rows behind those of a file, which is made if there is none.

    Raises:
        QuestionsError: a row's id is taken; then none is written.
    """
    rows = list(rows)
    if taken := sorted({row.id for row in rows} & set(known)):
        raise QuestionsError("\n".join(f"the id {id_!r} is taken: give the question another one" for id_ in taken))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line_of(row)}\n" for row in rows)


def line_of(row: Row) -> str:
    """Give a row as a line of a file of questions, keys in their order, those at their defaults left out."""
    return json.dumps(row.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)


def id_for(kind: str, text: str) -> str:
    """Make an id that is the same for the same text: the kind and ten digits of its SHA-256."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


def _id_in(line: str) -> str:
    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError):
        return ""  # a line that is no row takes no id
