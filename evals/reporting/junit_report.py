"""The report as JUnit XML, a test case for each question, so that a CI server lists those that fail by name."""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from trekbot.evals.decision.comparison import Comparison
from trekbot.evals.decision.question_change import Changes, QuestionChange
from trekbot.evals.decision.side import Side
from trekbot.evals.reporting.numbers import plain
from trekbot.evals.reporting.run_summary import Unscored, unscored, wrong_questions

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def comparison_junit(comparison: Comparison, changes: Changes) -> str:
    """Fail what got worse; skip what was not compared; what got better, stayed or was wrong before passes."""
    failures = {change.question.id: _change_text(change) for change in changes.regressions}
    pairing = comparison.pairing
    skipped = dict.fromkeys(pairing.added, "only in the candidate")
    skipped |= dict.fromkeys(pairing.changed, "the row has changed")
    skipped |= dict.fromkeys(pairing.removed, "the candidate was not asked")
    return _suite(comparison.candidate, comparison.base.questions.keys() - set(pairing.shared), failures, skipped)


def run_junit(run: Side) -> str:
    """Fail what is wrong by a yes-or-no metric."""
    failures = {one.id: "\n".join([", ".join(one.by), *one.facts]) for one in wrong_questions(run)}
    return _suite(run, (), failures, {})


def _suite(run: Side, others: Iterable[str], failures: Mapping[str, str], skipped: Mapping[str, str]) -> str:
    errors: dict[str, Unscored] = {}
    for one in unscored(run):
        errors.setdefault(one.id, one)
    suite = Element("testsuite", name=_xml(run.suite), timestamp=_xml(run.started))
    counts = {"failures": 0, "errors": 0, "skipped": 0}
    names = [*run.questions, *sorted(name for name in others if name not in run.questions)]
    for name in names:
        question = run.questions.get(name)
        category = question.category if question else "removed"
        case = SubElement(suite, "testcase", classname=_xml(f"{run.suite}.{category}"), name=_xml(name))
        seconds = [answer.seconds for answer in run.generations.get(name, ()) if answer.seconds is not None]
        if seconds:
            case.set("time", f"{sum(seconds):.3f}")
        if name in failures:
            _outcome(case, "failure", failures[name])
            counts["failures"] += 1
        elif name in errors:
            _outcome(case, "error", f"{errors[name].what}: {errors[name].why}")
            counts["errors"] += 1
        elif name in skipped:
            _outcome(case, "skipped", skipped[name])
            counts["skipped"] += 1
    suite.attrib |= {"tests": str(len(names)), **{name: str(count) for name, count in counts.items()}}
    root = Element("testsuites")
    root.append(suite)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _outcome(case: Element, kind: str, text: str) -> None:
    outcome = SubElement(case, kind, message=_xml(text.splitlines()[0] if text else ""))
    if kind != "skipped":
        outcome.text = _xml(text)


def _change_text(change: QuestionChange) -> str:
    moves = ", ".join(f"{move.metric} {plain(move.base)} → {plain(move.candidate)}" for move in change.moves)
    answer = change.candidate.reply.answer if change.candidate and change.candidate.reply else ""
    look = f"Retrieval or generation? {change.attribution.why}"
    return "\n".join(line for line in (moves, *change.facts, look, answer) if line)


def _xml(text: str) -> str:
    """Drop what no XML document may hold, not even escaped."""
    return _NOT_XML.sub("", text)
