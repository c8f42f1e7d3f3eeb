import numpy as np
import pytest

from trekbot.evals.statistics.bootstrap import mean_interval


def test_the_same_values_give_the_same_interval_again() -> None:
    values = [0.0, 1.0, 0.5, 0.25, 0.0, 1.0]

    assert mean_interval(values, list("abcdef")) == mean_interval(values, list("abcdef"))


def test_questions_that_move_together_make_the_interval_wide() -> None:
    values = [1.0] * 50 + [0.0] * 50
    alone = mean_interval(values, [str(place) for place in range(100)])
    together = mean_interval(values, [str(place // 10) for place in range(100)])

    assert together.high - together.low > 2.5 * (alone.high - alone.low)


def test_nine_of_ten_intervals_and_more_hold_the_true_mean_where_clusters_stand_or_fall_together() -> None:
    random = np.random.default_rng(1)
    clusters = [str(place // 10) for place in range(300)]
    held = naive = 0
    for _ in range(200):
        values = list(np.repeat(random.normal(0, 1, 30), 10) + random.normal(0, 0.5, 300))
        interval = mean_interval(values, clusters, resamples=1_000)
        plain = mean_interval(values, [str(place) for place in range(300)], resamples=1_000)
        held += interval.low <= 0 <= interval.high
        naive += plain.low <= 0 <= plain.high

    assert held / 200 > 0.88
    assert naive / 200 < 0.6  # what resampling by question would have claimed


def test_clusters_of_unlike_size_weigh_by_their_questions() -> None:
    interval = mean_interval([1.0, 1.0, 1.0, 1.0, 0.0], ["big", "big", "big", "big", "small"])

    assert (interval.low, interval.high) == (0.0, 1.0)
    assert interval.p_above == pytest.approx(0.25, abs=0.02)  # both draws are the small one


def test_a_p_value_is_never_zero() -> None:
    interval = mean_interval([-1.0] * 30, [str(place) for place in range(30)])

    assert 0 < interval.p_below < 0.001
    assert interval.p_above == 1.0


def test_many_clusters_are_drawn_in_parts_and_none_is_lost() -> None:
    values = [float(place % 2) for place in range(2_001)]

    interval = mean_interval(values, [str(place) for place in range(2_001)])

    assert interval.low == pytest.approx(0.478, abs=0.003)
    assert interval.high == pytest.approx(0.522, abs=0.003)


@pytest.mark.parametrize(("values", "clusters"), [([], []), ([1.0], ["a", "b"])])
def test_values_without_clusters_to_match_are_refused(values: list[float], clusters: list[str]) -> None:
    with pytest.raises(ValueError, match="cannot be resampled"):
        mean_interval(values, clusters)
