from dataclasses import replace
from pathlib import Path

import pytest

from trekbot.answering.reply import Reply
from trekbot.evals.questions import Row
from trekbot.evals.report import report_of
from trekbot.evals.run import Answer, Manifest, Run

MANIFEST = Manifest(
    run="20260301T083000Z",
    version="0.1.0",
    started="2026-03-01T08:30:00+00:00",
    index="a" * 64,
    engines=("extractive",),
    prompts=(),
    questions="garden.jsonl",
    questions_sha256="b" * 64,
    category=None,
    asked=5,
)


@pytest.fixture
def report(reply: Reply, refusal: Reply) -> str:
    answers = (
        answer("first", reply, 0.010, answerable=True),
        answer("second", refusal, 0.020, ("refused",), answerable=True),
        answer("third", refusal, 0.030, category="outside", answerable=False),
        answer("fourth", reply, 0.400, ("answered what should be refused",), category="outside", answerable=False),
        replace(answer("fifth", reply, 0.050, None, category="free|form"), broken=("an empty *answer*",)),
    )
    return report_of(Run(Path("run"), MANIFEST, answers))


def answer(id_: str, reply: Reply, latency_s: float, wrong: tuple[str, ...] | None = (), **keys: object) -> Answer:
    row = Row(id=id_, question=f"The {id_} question?", **{"category": "order", **keys})
    return Answer(row, reply, latency_s, (), wrong)


def test_the_table_counts_by_category(report: str) -> None:
    table = [line for line in report.splitlines() if line.startswith("|")][2:]

    assert table == [
        "| free\\|form | – | – | – | 1 | 50 | 50 |",
        "| order | 1 of 2 | 1 of 2 | – | 0 | 20 | 20 |",
        "| outside | 1 of 2 | – | 1 of 2 | 0 | 400 | 400 |",
        "| **in all** | 2 of 4 | 1 of 2 | 1 of 2 | 1 | 30 | 400 |",
    ]


def test_wrong_answers_are_named_with_what_is_wrong_and_what_was_said(report: str) -> None:
    wrong = report.partition("## Wrong\n\n")[2].partition("\n\n## ")[0].splitlines()

    assert wrong == [
        "- **second** “The second question?”: refused",
        "  > The roadmaps do not cover Rust.",
        "- **fourth** “The fourth question?”: answered what should be refused",
        "  > Soil acidity is measured as a pH value from 0 to 14.\\[1\\]",
    ]


def test_a_broken_contract_is_named_and_its_text_is_no_markdown(report: str) -> None:
    assert report.endswith("## Breaks the contract\n\n- **fifth** “The fifth question?”: an empty \\*answer\\*\n")


def test_the_head_says_what_was_asked_of_whom(report: str) -> None:
    assert report.startswith(
        f"""# Eval run 20260301T083000Z

- Questions: 5 of garden.jsonl (`{"b" * 12}`)
- Index: `{"a" * 12}`
- Engine: extractive; prompt: none
- Trekbot 0.1.0
"""
    )


def test_a_run_without_faults_names_none(reply: Reply) -> None:
    run = Run(Path("run"), replace(MANIFEST, category="order"), (answer("first", reply, 0.01, answerable=True),))

    report = report_of(run)

    assert "##" not in report
    assert "of the category order only" in report
