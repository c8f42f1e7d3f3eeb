"""Which readings as structure hold: the weights in the code are those fitted to the readings that are kept."""

from dataclasses import astuple

import pytest

from trekbot.evals.structure import fit_structure, judged_without_own_corpus, read_readings
from trekbot.retrieval.structure import INTERCEPT, WEIGHTS


def test_the_weights_in_use_are_those_fitted_to_the_readings_kept() -> None:
    weights, intercept = fit_structure(read_readings())

    assert astuple(WEIGHTS) == pytest.approx(astuple(weights), abs=0.01)
    assert pytest.approx(intercept, abs=0.01) == INTERCEPT


def test_on_a_corpus_left_out_most_false_readings_are_told_and_few_true_ones_lost() -> None:
    readings = read_readings()

    told, lost = judged_without_own_corpus(readings)

    assert told > 0.5 * sum(not one.held for one in readings)
    assert lost < 0.02 * sum(one.held for one in readings)
