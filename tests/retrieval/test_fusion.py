from hypothesis import given
from hypothesis import strategies as st

from trekbot.retrieval.fusion import fuse_rankings


def test_a_chunk_found_by_both_searches_comes_before_the_best_of_either() -> None:
    dense = ["orm#1", "sql#2", "git#1"]
    keyword = ["http#4", "sql#2", "css#9"]

    assert fuse_rankings([dense, keyword])[0] == "sql#2"


def test_ties_keep_the_order_of_first_appearance() -> None:
    assert fuse_rankings([["a", "b"], ["c", "d"]]) == ["a", "c", "b", "d"]


def test_no_rankings_give_nothing() -> None:
    assert fuse_rankings([]) == fuse_rankings([[], []]) == []


@given(st.lists(st.lists(st.integers(0, 20), unique=True), max_size=4))
def test_everything_ranked_comes_once(rankings: list[list[int]]) -> None:
    fused = fuse_rankings(rankings)

    assert sorted(fused) == sorted({entry for ranking in rankings for entry in ranking})


@given(st.lists(st.integers(), unique=True))
def test_one_ranking_or_twice_the_same_stays_as_it_is(ranking: list[int]) -> None:
    assert fuse_rankings([ranking]) == fuse_rankings([ranking, ranking]) == ranking
