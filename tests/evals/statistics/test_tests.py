import math

import numpy as np
import pytest

from trekbot.evals.statistics.detectable import detectable_effect, least_questions, standard_error
from trekbot.evals.statistics.holm import adjusted
from trekbot.evals.statistics.mcnemar import more_than_chance
from trekbot.evals.statistics.repeats import within_question_sd


@pytest.mark.parametrize(
    ("worse", "better", "p_value"), [(5, 0, 0.031), (6, 1, 0.063), (8, 1, 0.020), (10, 3, 0.046), (0, 0, 1), (0, 4, 1)]
)
def test_mcnemar_is_exact(worse: int, better: int, p_value: float) -> None:
    assert more_than_chance(worse, better) == pytest.approx(p_value, abs=0.0006)


def test_holm_raises_the_least_p_value_most_and_keeps_the_order() -> None:
    assert adjusted({"b": 0.04, "a": 0.01, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})
    assert adjusted({"a": 0.9, "b": 0.8}) == {"b": 1.0, "a": 1.0}
    assert adjusted({}) == {}


def test_the_detectable_effect_of_independent_questions_is_that_of_the_textbook() -> None:
    values = np.random.default_rng(1).normal(0, 1, 150)
    values *= 0.25 / values.std(ddof=1)

    effect = detectable_effect(list(values), [str(place) for place in range(150)])

    assert effect == pytest.approx(2.49 * 0.25 / math.sqrt(150))
    assert effect == pytest.approx(0.051, abs=0.0005)


def test_questions_that_move_together_show_less() -> None:
    values = [0.0, 1.0] * 5 + [0.0] * 90
    apart = [str(place) for place in range(100)]
    together = [str(place // 10) for place in range(100)]

    assert standard_error(values, together) > 1.5 * standard_error(values, apart)


def test_clusters_that_happen_to_cancel_out_do_not_make_the_error_smaller() -> None:
    values = [1.0, -1.0] * 20
    pairs = [str(place // 2) for place in range(40)]

    assert standard_error(values, pairs) == standard_error(values, [str(place) for place in range(40)])


def test_one_cluster_has_the_plain_error_and_one_value_has_none() -> None:
    assert standard_error([0.0, 1.0], ["a", "a"]) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="no standard error"):
        standard_error([1.0], ["a"])


def test_99_questions_of_which_none_got_worse_rule_out_three_points() -> None:
    assert least_questions(0.03) == 99
    assert 0.97**99 <= 0.05 < 0.97**98
    with pytest.raises(ValueError, match="no share"):
        least_questions(1.0)


def test_the_spread_of_repeats_is_pooled_over_the_questions_that_have_some() -> None:
    assert within_question_sd([(1.0, 1.0, 1.0), (0.0, 1.0), (0.5,)]) == pytest.approx(math.sqrt(0.5 / 3))
    assert within_question_sd([(1.0,), ()]) is None
