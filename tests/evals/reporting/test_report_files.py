import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from markdown_it import MarkdownIt

from trekbot.evals.decision.comparison import Comparison, compare
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.question_change import Changes
from trekbot.evals.decision.run_files import ReplySaid
from trekbot.evals.decision.side import Side
from trekbot.evals.reporting.markdown_report import comparison_markdown
from trekbot.evals.reporting.report_files import write_comparison, write_run


def test_a_comparison_is_written_for_people_pull_requests_programs_and_ci(
    comparison: Comparison, tmp_path: Path
) -> None:
    markdown = write_comparison(comparison, tmp_path / "out")

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "junit.xml", "report.html", "report.json", "report.md",
    ]  # fmt: skip
    assert (tmp_path / "out" / "report.md").read_text("utf-8") == markdown


def test_the_markdown_is_short_and_folds_what_changed(comparison: Comparison, changes: Changes) -> None:
    markdown = comparison_markdown(comparison, changes)

    assert markdown.startswith("## 🔴 Worse: this is a regression.\n")
    assert "| **right** | 99.3 % |" in markdown
    assert "<details><summary>22 worse</summary>" in markdown
    assert "- and 2 more" in markdown
    assert "Removed and not compared (1): q149" in markdown


def test_a_metric_with_nothing_to_measure_takes_no_row(base: Side, tmp_path: Path) -> None:
    nothing = replace(base, metrics={**base.metrics, "by_model": base.metrics["seconds"]})

    markdown = write_comparison(compare(nothing, nothing, JudgeCards({})), tmp_path / "two")
    write_run(nothing, JudgeCards({}), tmp_path / "one")

    assert "by_model" not in markdown
    for name in ("one", "two"):
        page = (tmp_path / name / "report.html").read_text("utf-8")
        assert "<th>by_model" not in page
        assert re.search("Nothing to measure.*: by_model", page)


def test_the_markdown_holds_no_tag_link_or_mention_of_an_answer(comparison: Comparison, changes: Changes) -> None:
    first = changes.regressions[0]
    said = ReplySaid(status="answered", answer="[Ask @maintainer](https://evil.example) <b>now</b> `x` </details>")
    evil = replace(first, candidate=replace_reply(first.candidate, said))

    markdown = comparison_markdown(comparison, replace(changes, regressions=(evil,)))
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)

    assert set(re.findall(r"<(\w+)", html)) <= {
        *"h2 p code ul li table thead tbody tr th td strong details summary blockquote".split()
    }
    assert "@maintainer" not in markdown


def replace_reply(generation: object, reply: ReplySaid) -> object:
    return generation.model_copy(update={"reply": reply})  # type: ignore[attr-defined]


def test_the_json_has_everything_and_the_exit_code_of_the_gate(comparison: Comparison, tmp_path: Path) -> None:
    write_comparison(comparison, tmp_path)

    report = json.loads((tmp_path / "report.json").read_text("utf-8"), parse_constant=lambda name: 1 / 0)
    assert (report["verdict"], report["exit_code"]) == ("worse", 100)
    assert report["metrics"]["right"]["coverage"]["candidate"] == {"scored": 150, "attempted": 151}
    assert report["regressions"][0]["id"] == "crit"
    assert report["regressions"][0]["candidate"]["found"] == ["garden/sowing#Ideas"]
    assert report["questions"]["added"] == ["new"]
    assert report["candidate"]["effort"]["errors"] == 1


def test_junit_has_a_case_for_each_question_of_either_side(comparison: Comparison, tmp_path: Path) -> None:
    write_comparison(comparison, tmp_path)

    [suite] = ElementTree.parse(tmp_path / "junit.xml").getroot()
    outcomes = {case.get("name"): [child.tag for child in case] for case in suite}
    assert len(outcomes) == 153
    assert Counter(tag for tags in outcomes.values() for tag in tags) == {"failure": 22, "error": 2, "skipped": 2}
    assert outcomes["crit"] == ["failure"]
    assert outcomes["q003"] == ["error"]
    assert outcomes["q149"] == outcomes["new"] == ["skipped"]
    assert outcomes["q001"] == []
    assert suite.get("failures") == "22"


def test_one_run_is_written_the_same_way_and_its_wrong_questions_fail(candidate: Side, tmp_path: Path) -> None:
    markdown = write_run(candidate, JudgeCards({}), tmp_path)

    assert markdown.startswith("## 152 questions, 22 with something wrong\n")
    assert "| right (gates) | 85." in markdown
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["metrics"]["right"]["at_worst"] < report["metrics"]["right"]["mean"]
    assert report["metrics"]["faithful"]["gates"] is False
    assert report["wrong"][0]["id"] == "crit"
    [suite] = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert suite.get("failures") == "22"
