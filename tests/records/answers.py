"""Logged answers for tests of the log."""

from dataclasses import replace
from datetime import datetime

from tests.records.conftest import NOON
from trekbot.records.logged_answer import LoggedAnswer

ANSWER = LoggedAnswer(
    id="a1",
    at=NOON,
    site="garden-club",
    roadmap="kitchen-garden",
    page_roadmap="kitchen-garden",
    page_stage="soil",
    question="And what is its pH?",
    history=({"role": "user", "content": "What is loam?"}, {"role": "assistant", "content": "Loam is a soil. [1]"}),
    status="answered",
    answer="Soil acidity is a pH value, “from 0 to 14”. 🌱 [1]",
    notices=("Peat is not covered.",),
    citations=({"roadmap": "kitchen-garden", "stage": "soil", "section": None, "quote": "Loam is a soil."},),
    engine="extractive",
    prompt=None,
    degraded="llm_unavailable",
    index="f00d",
    embedding_model="hashing-64",
    version="0.1.0",
    total_ms=7,
)


def answer(id: str, at: datetime = NOON, **others: object) -> LoggedAnswer:
    return replace(ANSWER, id=id, at=at, **others)  # type: ignore[arg-type]
