"""Planted changes, each of which must come out as what it is."""

import math
from pathlib import Path

import pytest

from tests.evals.decision.conftest import Make, compared
from tests.evals.runs import RIGHT, SECONDS, SHARE, names, row, rows, values
from trekbot.errors import UsageError
from trekbot.evals.decision.comparison import compare
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.saved_run import read_run
from trekbot.evals.decision.side import Coverage
from trekbot.evals.decision.thresholds import Thresholds

ASKED = rows(200)
JUDGED = {**RIGHT, "tier": 2, "scorer": "judge A"}


def test_a_change_without_effect_is_identical(make: Make) -> None:
    scores = {"right": values(ASKED, names(ASKED, 0, 20)), "recall": values(ASKED, right=0.7)}
    described = {"recall": SHARE}

    comparison = compared(make("base", ASKED, scores, described), make("candidate", ASKED, scores, described))

    assert comparison.verdict == "identical"
    assert {result.verdict for result in comparison.metrics.values()} == {"identical"}
    assert comparison.metrics["recall"].interval is None
    assert comparison.metrics["recall"].delta == 0


def test_a_drop_in_right_answers_is_worse_and_named_with_its_size(make: Make) -> None:
    base = make("base", ASKED, {"right": values(ASKED)})
    candidate = make("candidate", ASKED, {"right": values(ASKED, names(ASKED, 0, 24))})

    comparison = compared(base, candidate)

    assert comparison.verdict == "worse"
    assert comparison.reasons[0].startswith("right fell by 12.0 points (95 % interval −1")
    assert "of 200 questions, 24 got worse and 0 better" in comparison.reasons[0]


def test_the_same_change_the_other_way_is_better(make: Make) -> None:
    base = make("base", ASKED, {"right": values(ASKED, names(ASKED, 0, 24))})
    candidate = make("candidate", ASKED, {"right": values(ASKED)})

    assert compared(base, candidate).verdict == "better"


def test_a_threshold_that_never_refuses_is_worse_though_answers_are_as_right_as_before(make: Make) -> None:
    outside = names(ASKED, 160, 200)
    inside = names(ASKED, 0, 160)
    applies = dict.fromkeys(inside) | dict.fromkeys(outside, 1.0)
    base = make("base", ASKED, {"right": values(ASKED), "refused_rightly": applies})
    candidate = make(
        "candidate", ASKED, {"right": values(ASKED), "refused_rightly": {**applies, **dict.fromkeys(outside, 0.0)}}
    )

    comparison = compared(base, candidate)

    assert comparison.verdict == "worse"
    assert comparison.metrics["right"].verdict == "identical"
    assert comparison.metrics["refused_rightly"].regressed == tuple(outside)
    assert comparison.metrics["refused_rightly"].base_coverage == Coverage(40, 40)


def test_rows_of_a_renamed_stage_are_listed_and_not_silently_dropped(make: Make) -> None:
    renamed = [row("q000", cluster="garden/earth"), *ASKED[1:190], row("new", cluster="garden/earth")]
    base = make("base", ASKED, {"right": values(ASKED)})
    candidate = make("candidate", renamed, {"right": values(renamed)})

    comparison = compared(base, candidate)

    assert comparison.pairing.changed == ("q000",)
    assert comparison.pairing.removed == tuple(names(ASKED, 190, 200))
    assert comparison.pairing.added == ("new",)
    assert comparison.verdict == "inconclusive"
    assert "11 of 200 questions of the base were removed or changed, so they are not compared" in comparison.reasons


@pytest.mark.parametrize("wrong", [0, 1, 3])
def test_twenty_questions_are_too_few_whatever_they_say(make: Make, wrong: int) -> None:
    asked = rows(20)
    base = make("base", asked, {"right": values(asked)})
    candidate = make("candidate", asked, {"right": values(asked, names(asked, 0, wrong))})

    comparison = compared(base, candidate)

    assert comparison.verdict == "inconclusive"
    assert comparison.reasons[0].startswith("20 questions compared, too few")


def test_a_difference_that_so_many_questions_cannot_show_is_inconclusive_and_its_size_is_said(make: Make) -> None:
    base = make("base", ASKED, {"right": values(ASKED, names(ASKED, 0, 10))})
    candidate = make("candidate", ASKED, {"right": values(ASKED, names(ASKED, 12, 22))})

    result = compared(base, candidate).metrics["right"]

    assert result.verdict == "inconclusive"
    assert result.delta == 0
    assert result.detectable == pytest.approx(0.055, abs=0.002)
    assert result.why.startswith("too few questions")


def test_many_questions_of_which_few_moved_show_no_difference(make: Make) -> None:
    asked = rows(1_000, clusters=100)
    base = make("base", asked, {"right": values(asked, names(asked, 0, 4))})
    candidate = make("candidate", asked, {"right": values(asked, names(asked, 5, 10))})

    comparison = compared(base, candidate)

    assert comparison.verdict == "no difference shown"
    assert comparison.metrics["right"].detectable < 0.03


def test_a_drop_that_is_sure_and_too_small_to_matter_is_not_worse(make: Make) -> None:
    base = make("base", ASKED, {"recall": values(ASKED, right=0.75)}, {"recall": SHARE})
    candidate = make("candidate", ASKED, {"recall": values(ASKED, right=0.74)}, {"recall": SHARE})

    result = compared(base, candidate).metrics["recall"]

    assert result.interval is not None
    assert result.interval.high < 0
    assert result.verdict == "no difference shown"
    assert "less than the least effect" in result.why


@pytest.mark.parametrize("lost", ["failed", math.nan, math.inf])
def test_scores_that_failed_never_raise_a_mean(make: Make, lost: float | str) -> None:
    wrong = names(ASKED, 0, 40)
    base = make("base", ASKED, {"right": values(ASKED, wrong)})
    candidate = make("candidate", ASKED, {"right": {**values(ASKED, wrong), **dict.fromkeys(wrong, lost)}})

    comparison = compared(base, candidate)
    result = comparison.metrics["right"]

    assert result.candidate == result.base == 1.0  # over the 160 that both sides scored
    assert result.candidate_coverage == Coverage(160, 200)
    assert result.verdict == comparison.verdict == "inconclusive"
    assert "80.0% of what it should have scored was scored" in result.why


def test_one_repeat_that_failed_takes_its_question_out(make: Make) -> None:
    base = make("base", ASKED, {"right": values(ASKED)}, repeats=2)
    candidate = make("candidate", ASKED, {"right": {**values(ASKED), "q000": [1.0, "failed"]}}, repeats=2)

    result = compared(base, candidate).metrics["right"]

    assert len(result.paired) == 199
    assert result.candidate_coverage == Coverage(399, 400)


def test_a_score_that_was_never_written_counts_as_failed_where_the_metric_gates(make: Make, tmp_path: Path) -> None:
    base = make("base", ASKED, {"right": values(ASKED), "free": values(ASKED)}, {"free": {**RIGHT, "gates": False}})
    folder = tmp_path / "runs" / "base"
    lines = (folder / "scores.jsonl").read_text().splitlines(keepends=True)
    (folder / "scores.jsonl").write_text("".join(line for line in lines if '"q000"' not in line))

    cut = read_run(folder)

    assert cut.coverage("right", cut.questions) == Coverage(199, 200)
    assert cut.coverage("free", cut.questions) == Coverage(199, 199)
    assert base.coverage("right", base.questions) == Coverage(200, 200)


def test_a_drop_within_the_spread_of_repeats_does_not_gate(make: Make) -> None:
    flaky = {one["id"]: [1.0, 0.0] if place % 2 else [1.0, 1.0] for place, one in enumerate(ASKED)}
    worse = {name: [0.0, 0.0] if flaky[name] == [1.0, 0.0] and name < "q040" else flaky[name] for name in flaky}

    comparison = compared(
        make("base", ASKED, {"right": flaky}, repeats=2), make("candidate", ASKED, {"right": worse}, repeats=2)
    )
    result = comparison.metrics["right"]

    assert result.repeat_sd == pytest.approx(0.48, abs=0.03)
    assert result.delta == pytest.approx(-0.05)
    assert result.verdict == "inconclusive"
    assert "when it is asked again" in result.why


def test_a_critical_row_that_breaks_is_a_regression_whatever_the_statistics(make: Make) -> None:
    asked = [row("crit", severity="critical", cluster="garden/0"), *ASKED]
    base = make("base", asked, {"right": values(asked)})
    candidate = make("candidate", asked, {"right": values(asked, ["crit"])})

    comparison = compared(base, candidate)

    assert comparison.verdict == "worse"
    assert comparison.reasons[0] == "1 critical question was right and is wrong now: crit"
    assert comparison.metrics["right"].verdict != "worse"


def test_a_critical_row_is_right_only_where_every_repeat_is(make: Make) -> None:
    asked = [row("crit", severity="critical", cluster="garden/0"), *ASKED]
    once = {**values(asked), "crit": [1.0, 0.0]}
    steady = make("steady", asked, {"right": values(asked)}, repeats=2)
    shaky = make("shaky", asked, {"right": once}, repeats=2)

    assert [change.id for change in compared(steady, shaky).critical] == ["crit"]
    assert not compared(shaky, shaky).critical


def test_a_critical_row_that_cannot_be_scored_any_more_is_not_passed_over(make: Make) -> None:
    asked = [row("crit", severity="critical", cluster="garden/0"), *ASKED]
    base = make("base", asked, {"right": values(asked)})
    candidate = make("candidate", asked, {"right": {**values(asked), "crit": "failed"}})

    comparison = compared(base, candidate)

    assert comparison.verdict == "inconclusive"
    assert "1 critical question could not be scored any more: crit" in comparison.reasons


def test_fewer_seconds_are_better_and_do_not_gate(make: Make) -> None:
    described = {"seconds": SECONDS}
    base = make("base", ASKED, {"right": values(ASKED), "seconds": values(ASKED, right=2.0)}, described)
    candidate = make("candidate", ASKED, {"right": values(ASKED), "seconds": values(ASKED, right=1.0)}, described)

    comparison = compared(base, candidate)

    assert comparison.metrics["seconds"].verdict == "better"
    assert comparison.verdict == "identical"


def test_scores_of_two_judges_are_not_compared(make: Make) -> None:
    base = make("base", ASKED, {"faithful": values(ASKED)}, {"faithful": JUDGED})
    other = {**JUDGED, "scorer": "judge B"}
    candidate = make("candidate", ASKED, {"faithful": values(ASKED, names(ASKED, 0, 100))}, {"faithful": other})

    result = compared(base, candidate, JudgeCards({"judge A": True, "judge B": True})).metrics["faithful"]

    assert result.verdict == "inconclusive"
    assert not result.paired
    assert "another version or judge" in result.why


@pytest.mark.parametrize("cards", [{}, {"judge A": False}])
def test_a_judge_without_a_passing_card_never_gates_and_that_is_said(make: Make, cards: dict[str, bool]) -> None:
    described = {"faithful": JUDGED}
    base = make("base", ASKED, {"right": values(ASKED), "faithful": values(ASKED)}, described)
    worse = {"right": values(ASKED), "faithful": values(ASKED, names(ASKED, 0, 100))}
    candidate = make("candidate", ASKED, worse, described)

    comparison = compared(base, candidate, JudgeCards(cards))

    assert comparison.metrics["faithful"].verdict == "worse"
    assert comparison.verdict == "identical"
    why = "did not pass its calibration" if cards else "has no card"
    assert f"gating nothing, since their judge {why}: faithful (" in comparison.notes[0]


def test_a_judge_that_has_passed_gates(make: Make) -> None:
    base = make("base", ASKED, {"faithful": values(ASKED)}, {"faithful": JUDGED})
    candidate = make("candidate", ASKED, {"faithful": values(ASKED, names(ASKED, 0, 100))}, {"faithful": JUDGED})

    assert compared(base, candidate, JudgeCards({"judge A": True})).verdict == "worse"


def test_a_metric_that_the_candidate_lacks_is_missed(make: Make) -> None:
    base = make("base", ASKED, {"right": values(ASKED), "cited": values(ASKED)})
    candidate = make("candidate", ASKED, {"right": values(ASKED)})

    comparison = compared(base, candidate)

    assert comparison.verdict == "inconclusive"
    assert "cited gates and the candidate has no such metric" in comparison.reasons
    assert comparison.unmatched == ("cited",)


def test_of_many_metrics_one_small_p_value_is_no_regression(make: Make) -> None:
    steady = {f"m{place}": values(ASKED, ["q199"]) for place in range(10)}
    slightly = {**steady, "m0": values(ASKED, [*names(ASKED, 0, 6), "q199"])}
    base, candidate = make("base", ASKED, steady), make("candidate", ASKED, slightly)
    alone = compare(make("b", ASKED, {"m0": steady["m0"]}), make("c", ASKED, {"m0": slightly["m0"]}), JudgeCards({}))

    assert alone.metrics["m0"].verdict == "worse"
    result = compared(base, candidate).metrics["m0"]
    assert result.p == pytest.approx(1 / 64)
    assert result.p_adjusted == pytest.approx(10 / 64)
    assert result.verdict == "inconclusive"


def test_few_clusters_show_nothing(make: Make) -> None:
    asked = rows(200, clusters=3)
    base = make("base", asked, {"right": values(asked)})
    candidate = make("candidate", asked, {"right": values(asked, names(asked, 0, 100))})

    result = compared(base, candidate).metrics["right"]

    assert result.verdict == "inconclusive"
    assert result.why == "3 clusters of questions are too few to tell chance by"


def test_a_gain_hides_no_doubt_about_another_metric(make: Make) -> None:
    base = make("base", ASKED, {"right": values(ASKED, names(ASKED, 0, 40)), "cited": values(ASKED, ["q001"])})
    candidate = make("candidate", ASKED, {"right": values(ASKED), "cited": values(ASKED, names(ASKED, 2, 8))})

    comparison = compared(base, candidate)

    assert comparison.verdict == "inconclusive"
    assert comparison.reasons[-1].startswith("right rose by 20.0 points")


def test_where_a_metric_applies_on_one_side_only_is_told(make: Make) -> None:
    base = make("base", ASKED, {"right": values(ASKED)})
    candidate = make("candidate", ASKED, {"right": {**values(ASKED), "q003": None}})

    assert compared(base, candidate).metrics["right"].only_one == ("q003",)


@pytest.mark.parametrize("setting", [{"least_share": 0.0}, {"least_points": 100.0}])
def test_a_least_effect_out_of_its_bounds_is_refused(setting: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="must be between"):
        Thresholds(**setting)
