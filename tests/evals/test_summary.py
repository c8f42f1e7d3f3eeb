from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.evals.fake_target import IDENTITY, FakeTarget
from trekbot.answering.reply import Reply
from trekbot.evals.contract import Pages
from trekbot.evals.generate import begin, generate
from trekbot.evals.questions import QuestionFile, QuestionSet, Row
from trekbot.evals.run_folder import Manifest, new_run
from trekbot.evals.score import score_without_judge
from trekbot.evals.summary import Answer, Summary, summary_of
from trekbot.wiring import Trekbot

STARTED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
MANIFEST = Manifest(
    run="20260301T083000Z",
    started="2026-03-01T08:30:00+00:00",
    finished="2026-03-01T08:31:00+00:00",
    identity=replace(IDENTITY, engine="extractive", prompt=None, index="a" * 64).to_dict(),
    questions=({"file": "garden.jsonl", "sha256": "b" * 64},),
    suite_hash="c" * 64,
    asked=5,
    repeats=1,
)
REFUSALS = {
    "answerable": {"answered": 1, "not_covered": 1, "declined": 0},
    "unanswerable": {"answered": 1, "not_covered": 1, "declined": 0},
}
SCORES = [
    {"id": "first", "metric": "right", "value": 1.0, "state": "scored"},
    {"id": "second", "metric": "right", "value": 0.5, "state": "scored"},
    {"id": "third", "metric": "right", "value": None, "state": "failed"},
    {"id": "third", "metric": "mrr", "value": None, "state": "not_applicable"},
]
METRICS = {"right": {"gates": True}, "mrr": {"gates": False}}


@pytest.fixture
def report(reply: Reply, refusal: Reply) -> str:
    answers = (
        answer("first", reply, 0.010, answerable=True),
        answer("second", refusal, 0.020, ("refused",), answerable=True),
        answer("third", refusal, 0.030, category="outside", answerable=False),
        answer("fourth", reply, 0.400, ("answered what should be refused",), category="outside", answerable=False),
        replace(answer("fifth", reply, 0.050, None, category="free|form"), broken=("an empty *answer*",)),
    )
    return Summary(MANIFEST, answers, (), SCORES, METRICS, REFUSALS).to_markdown()


def answer(id_: str, reply: Reply, latency_s: float, wrong: tuple[str, ...] | None = (), **keys: object) -> Answer:
    row = Row(id=id_, question=f"The {id_} question?", **{"category": "order", **keys})
    return Answer(row, reply, latency_s, (), wrong)


def table(report: str, number: int) -> list[str]:
    """Give the rows of the nth table, its head left out."""
    tables = [block.splitlines() for block in report.split("\n\n") if block.startswith("|")]
    return tables[number][2:]


def test_the_table_counts_by_category(report: str) -> None:
    assert table(report, 0) == [
        "| free\\|form | – | – | – | 1 | 50 | 50 |",
        "| order | 1 of 2 | 1 of 2 | – | 0 | 20 | 20 |",
        "| outside | 1 of 2 | – | 1 of 2 | 0 | 400 | 400 |",
        "| **in all** | 2 of 4 | 1 of 2 | 1 of 2 | 1 | 30 | 400 |",
    ]


def test_refusals_are_counted_by_what_was_due(report: str) -> None:
    assert table(report, 1) == ["| answerable | 1 | 1 | 0 |", "| unanswerable | 1 | 1 | 0 |"]


def test_a_metric_that_failed_for_some_answers_says_so_and_one_that_applies_to_none_is_left_out(report: str) -> None:
    assert table(report, 2) == ["| right | 0.750 | 2 | 1 | yes |"]


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
- Trekbot 0.1.0, in-process
"""
    )


def test_a_run_without_faults_names_none_and_tells_how_often_each_question_was_asked(reply: Reply) -> None:
    manifest = replace(MANIFEST, repeats=3)

    report = Summary(manifest, (answer("first", reply, 0.01, answerable=True),), (), [], {}, REFUSALS).to_markdown()

    assert "##" not in report
    assert "(`bbbbbbbbbbbb`), 3 times each" in report


def test_a_run_on_disk_is_summed_up_with_what_could_not_be_asked(
    tmp_path: Path, trekbot: Trekbot, reply: Reply
) -> None:
    pages: Pages = trekbot.library().index
    rows = (Row(id="a", question="a?", must_say=(("lime",),)), Row(id="b", question="b?"))
    target, folder = FakeTarget(replace(reply, suggestions=("",))), new_run(tmp_path, STARTED)
    target.dead = {"b"}
    begin(folder, IDENTITY, QuestionSet((QuestionFile(Path("x/garden.jsonl"), "b" * 64, rows),), rows), 1, STARTED)
    generate(folder, target, lambda *_: None, lambda: STARTED)
    score_without_judge(folder, pages, lambda *_: None, lambda _: None)

    summary = summary_of(folder, pages)

    assert [(one.row.id, one.wrong, one.broken) for one in summary.answers] == [
        ("a", ("does not say lime",), ("an empty suggestion",))
    ]
    assert not summary.keeps_the_contract
    assert "2 of garden.jsonl (`bbbbbbbbbbbb`)" in summary.to_markdown()
    assert summary.to_markdown().endswith("## Not answered\n\n- **b** “b?”: The model has gone.\n")
