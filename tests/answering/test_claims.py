"""Generated sentences against labelled claims: the weights are those of the fit, and few false ones get through."""

import pytest

from trekbot.answering.support.verifier import INTERCEPT, WEIGHTS
from trekbot.evals.claims import CLAIMS, Judged, fit, judge, read_claims

pytestmark = [pytest.mark.evals, pytest.mark.timeout(900)]  # embeds a dozen corpora

ROUNDED = 0.011


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return list(judge(read_claims(CLAIMS)))


def test_the_weights_are_those_of_the_fit(judged: list[Judged]) -> None:
    weights, intercept = fit(judged)

    assert vars(weights) == pytest.approx(vars(WEIGHTS), abs=ROUNDED)
    assert intercept == pytest.approx(INTERCEPT, abs=ROUNDED)


def test_few_false_sentences_get_through(judged: list[Judged]) -> None:
    false = [one for one in judged if not one.claim.label]

    assert sum(not one.kept for one in false) / len(false) >= 0.95


def test_nearly_all_true_sentences_in_the_words_of_their_evidence_are_kept(judged: list[Judged]) -> None:
    near = [one for one in judged if one.claim.label and one.claim.kind == "near"]

    assert sum(one.kept for one in near) / len(near) >= 0.85
