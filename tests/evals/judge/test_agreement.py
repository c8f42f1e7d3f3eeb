import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from trekbot.evals.judge.agreement import (
    auc,
    best_threshold,
    confusion,
    corrected_rate,
    kappa_interval,
    rank_correlation,
)

LABELLED = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=4).filter(
    lambda pairs: len({label for label, _ in pairs}) == 2
)


@given(LABELLED)
def test_auc_and_kappa_are_those_of_the_textbook(pairs: list[tuple[bool, int]]) -> None:
    labels, scores = [label for label, _ in pairs], [score / 5 for _, score in pairs]
    verdicts = [score >= 0.5 for score in scores]

    assert auc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))
    if len(set(verdicts)) == 2:
        assert confusion(labels, verdicts).kappa == pytest.approx(cohen_kappa_score(labels, verdicts))


@given(LABELLED)
def test_no_cut_does_better_than_the_fitted_one(pairs: list[tuple[bool, int]]) -> None:
    labels, scores = [label for label, _ in pairs], [score / 5 for _, score in pairs]

    def gain(cut: float) -> float:
        counts = confusion(labels, [score >= cut for score in scores])
        return counts.tpr + counts.tnr

    assert gain(best_threshold(labels, scores)) >= max(map(gain, scores)) - 1e-9


def test_of_cuts_that_do_equally_well_the_one_in_the_midst_is_taken() -> None:
    assert best_threshold([False, False, True, True], [0.1, 0.3, 0.7, 0.9]) == pytest.approx(0.5)


def test_a_judge_that_always_says_yes_agrees_by_chance_alone() -> None:
    counts = confusion([True, True, False], [True, True, True])

    assert (counts.kappa, counts.tpr, counts.tnr) == (0.0, 1.0, 0.0)


def test_the_interval_of_kappa_is_wider_where_answers_come_in_clusters() -> None:
    labels = [True, False] * 30
    verdicts = [label if place % 10 < 8 else not label for place, label in enumerate(labels)]

    alone = kappa_interval(labels, verdicts, [str(place) for place in range(60)])
    together = kappa_interval(
        labels,
        verdicts,
        [
            str(verdict is label) + str(place // 30)
            for place, (label, verdict) in enumerate(zip(labels, verdicts, strict=True))
        ],
    )

    assert alone[0] < confusion(labels, verdicts).kappa < alone[1]
    assert together[1] - together[0] > alone[1] - alone[0]
    assert alone == kappa_interval(labels, verdicts, [str(place) for place in range(60)])


def test_a_rate_is_corrected_by_what_the_judge_misses_and_invents() -> None:
    true_rate, tpr, tnr = 0.7, 0.9, 0.8
    measured = true_rate * tpr + (1 - true_rate) * (1 - tnr)

    assert corrected_rate(measured, tpr, tnr) == pytest.approx(true_rate)
    assert corrected_rate(0.0, tpr, tnr) == 0.0
    assert corrected_rate(0.5, 0.5, 0.5) is None


def test_a_score_that_grows_with_length_shows() -> None:
    assert rank_correlation([0.1, 0.5, 0.9], [10, 20, 30]) == pytest.approx(1.0)
    assert rank_correlation([0.5, 0.5, 0.5], [10, 20, 30]) is None


def test_without_both_kinds_there_is_nothing_to_tell_apart() -> None:
    assert math.isnan(auc([True, True], [0.1, 0.9]))
