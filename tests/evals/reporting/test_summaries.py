from typing import Any

import pytest

from tests.evals.decision.conftest import make  # noqa: F401 - a fixture
from tests.evals.runs import RIGHT, SECONDS, SHARE, reply, row, rows, values
from trekbot.evals.decision.run_files import AskedRow
from trekbot.evals.reporting.identity_table import identity_lines
from trekbot.evals.reporting.interval_bar import WIDTH, interval_bars
from trekbot.evals.reporting.numbers import plain, shown_delta, shown_p, shown_size, shown_value
from trekbot.evals.reporting.rerun import rerun_command
from trekbot.evals.reporting.run_summary import effort_of, flaky_questions, summarise, wrong_questions
from trekbot.evals.reporting.trend_chart import HEIGHT, draw_trend

ASKED = rows(10)


def test_a_mean_says_what_it_would_be_if_all_that_failed_were_wrong(make: Any) -> None:  # noqa: F811
    run = make("run", ASKED, {"right": {**values(ASKED, ["q000"]), "q001": "failed"}})

    [summary] = summarise(run)

    assert summary.mean == pytest.approx(8 / 9)
    assert summary.at_worst == pytest.approx(0.8)
    assert (summary.coverage.scored, summary.coverage.attempted) == (9, 10)


def test_a_metric_that_scored_nothing_has_no_mean(make: Any) -> None:  # noqa: F811
    [summary] = summarise(make("run", ASKED, {"right": dict.fromkeys(values(ASKED))}))

    assert summary.mean is summary.interval is summary.at_worst is None


def test_a_question_wavers_where_its_repeats_differ_by_more_than_time(make: Any) -> None:  # noqa: F811
    scores = {"right": {**values(ASKED), "q002": [1.0, 0.0]}, "seconds": {**values(ASKED), "q003": [1.0, 2.0]}}
    run = make("run", ASKED, scores, {"seconds": SECONDS}, repeats=2)

    assert flaky_questions(run) == {"q002": ("right",)}


def test_a_question_is_wrong_by_any_metric_that_gates_in_any_repeat(make: Any) -> None:  # noqa: F811
    asked = [row("a"), row("b", severity="critical"), row("c")]
    scores = {
        "right": {"a": [1.0, 0.0], "b": 1.0, "c": 1.0},
        "leaks": {"a": 0.0, "b": 1.0, "c": 0.0},
        "free": {"a": 1.0, "b": 1.0, "c": 0.0},
    }
    described = {"leaks": {**RIGHT, "better": "lower"}, "free": {**RIGHT, "gates": False}}

    wrong = wrong_questions(make("run", asked, scores, described, repeats=2))

    assert [(one.id, one.by) for one in wrong] == [("b", ("leaks",)), ("a", ("right",))]
    assert wrong[1].answer.repeat == 1


def test_effort_adds_tokens_and_money_by_currency(make: Any) -> None:  # noqa: F811
    priced = {"input_tokens": 10, "output_tokens": 5, "cost": {"amount": "0.10", "currency": "EUR"}}
    odd = {"input_tokens": 1, "output_tokens": 1, "cost": {"amount": "much", "currency": "EUR"}}
    replies = {"q000": reply(usage=priced), "q001": reply(usage=priced), "q002": reply(usage=odd), "q003": None}
    run = make("run", ASKED[:4], {"right": values(ASKED[:4])}, replies=replies)

    effort = effort_of(run)

    assert (effort.answers, effort.errors, effort.input_tokens, effort.output_tokens) == (3, 1, 21, 11)
    assert effort.cost == ("0.2 EUR",)
    assert (effort.first_p50, effort.p95) == (0.1, 0.2)


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ({}, "trekbot ask 'What of a?'"),
        ({"roadmap": "garden"}, "trekbot ask --roadmap garden 'What of a?'"),
        ({"question": "-x; rm 'y'"}, "trekbot ask -- '-x; rm '\"'\"'y'\"'\"''"),
        (
            {"history": [{"role": "user", "content": "Hi"}]},
            "trekbot eval run --questions core --questions garden.jsonl --only what",
        ),
    ],
)
def test_a_question_is_asked_again_as_a_shell_takes_it(keys: dict[str, Any], command: str) -> None:
    asked = AskedRow.model_validate({**row("a"), "row_hash": "0", **keys})

    assert rerun_command(asked, "core+garden") == command


def test_identities_lie_side_by_side_with_what_only_one_has() -> None:
    lines = identity_lines({"model": {"name": "a", "build": None}, "old": 1}, {"model": {"name": "b", "build": None}})

    assert [(line.key, line.base, line.candidate, line.differs) for line in lines] == [
        ("model.name", "a", "b", True),
        ("model.build", "none", "none", False),
        ("old", "1", "–", True),
    ]


def test_numbers_are_written_by_their_kind() -> None:
    assert [shown_value(0.8754, kind) for kind in ("binary", "share", "number")] == ["87.5 %", "0.875", "0.875"]
    assert [shown_delta(-0.031, kind) for kind in ("binary", "share", "number")] == ["−3.1", "−0.031", "−0.031"]
    assert shown_delta(0.0, "binary") == "0"
    assert shown_size(0.05, "binary") == "5.0"
    assert [shown_p(value) for value in (None, 0.0001, 0.0123)] == ["–", "<0.001", "0.012"]
    assert [plain(value) for value in (1.0, 0.66667)] == ["1", "0.667"]


def test_intervals_are_drawn_on_one_axis_with_zero_in_its_middle(make: Any) -> None:  # noqa: F811
    from tests.evals.decision.conftest import compared

    described = {"recall": SHARE, "seconds": SECONDS}
    base = make("base", ASKED, {"right": values(ASKED), "recall": values(ASKED), "seconds": values(ASKED)}, described)
    worse = {"right": values(ASKED, ["q000", "q001"]), "recall": values(ASKED), "seconds": values(ASKED, right=9.0)}
    result = compared(base, make("candidate", ASKED, worse, described))

    bars = interval_bars(tuple(result.metrics.values()))

    assert bars.keys() == {"right", "recall"}
    assert bars["recall"].mean == WIDTH / 2
    assert 0 <= bars["right"].low < bars["right"].mean < bars["right"].high <= WIDTH / 2


def test_a_trend_rises_on_the_page_where_the_mean_rises_and_stays_within_it() -> None:
    chart = draw_trend([(0.4, 0.5, 0.6), (0.6, 0.7, 0.8), (0.9, 1.0, 1.0)], [False, False, True], "share")

    first, second, third = chart.points
    assert first.mean > second.mean > third.mean
    assert all(0 <= point.high <= point.low <= HEIGHT for point in chart.points)
    assert len(chart.lines) == len(chart.bands) == 1
    assert chart.ticks[-1][1] == "1.000"
