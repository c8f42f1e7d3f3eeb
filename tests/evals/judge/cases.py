"""Answers about a garden, for judges to judge."""

from dataclasses import replace
from typing import Any

from trekbot.evals.judge.case import Case

GOOD = Case(
    id="ph",
    question="What is soil acidity?",
    answer="It is measured as a pH value.",
    answerable=True,
    reference="Soil acidity is a pH value.",
    retrieved=("Soil acidity is measured as a pH value from 0 to 14.", "Compost feeds the soil."),
    cited=("Soil acidity is measured as a pH value from 0 to 14.",),
)
REFUSED = replace(GOOD, answer="The roadmaps do not cover Rust.", answered=False, retrieved=(), cited=())
UNANSWERABLE = replace(GOOD, answerable=False, reference=None)


def row(name: str = "ph", **fields: Any) -> dict[str, Any]:
    """A line of `questions.jsonl`."""
    return {"id": name, "question": GOOD.question, "answerable": True, "reference": GOOD.reference, **fields}


def generation(
    name: str = "ph", answer: str = "It is measured as a pH value. [1]", status: str = "answered", **fields: Any
) -> dict[str, Any]:
    """A line of `generations.jsonl`."""
    citations = [{"number": 1, "quote": GOOD.cited[0]}] if status == "answered" else []
    retrieved = [{"place": "garden/soil", "section": None, "text": text, "score": 1.0} for text in GOOD.retrieved]
    reply = {"status": status, "answer": answer, "citations": citations}
    return {"id": name, "repeat": 0, "row_hash": "0", "reply": reply, "retrieved": retrieved, "error": None, **fields}
