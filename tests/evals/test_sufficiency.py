"""What evidence is enough: the weights in the code are those fitted to the decisions that are kept."""

from dataclasses import astuple

import pytest

from trekbot.answering.sufficiency import INTERCEPT, WEIGHTS
from trekbot.evals.sufficiency import fit_sufficiency, read_decisions, right_without_own_corpus


def test_the_weights_in_use_are_those_fitted_to_the_decisions_kept() -> None:
    weights, intercept = fit_sufficiency(read_decisions())

    assert astuple(WEIGHTS) == pytest.approx(astuple(weights), abs=0.01)
    assert pytest.approx(intercept, abs=0.01) == INTERCEPT


def test_the_weights_hold_for_a_corpus_that_they_were_not_fitted_on() -> None:
    assert right_without_own_corpus(read_decisions()) > 0.9
