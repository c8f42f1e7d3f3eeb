"""The real default model, in its process, as a judge."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.evals.judge.cases import GOOD
from tests.llm.default_model import PULL_S, default_model
from trekbot.evals.judge.abilities import Abilities
from trekbot.evals.judge.grader import Grader
from trekbot.evals.judge.opened import open_judge
from trekbot.evals.judge.tasks import SUPPORTED
from trekbot.settings import Settings

__all__ = ["default_model"]

pytestmark = [pytest.mark.model, pytest.mark.timeout(PULL_S)]


def test_a_local_judge_weighs_yes_against_no_in_one_token(default_model: Path, tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path, judge_url="local", judge_model=str(default_model), judge_timeout_s=300, llm_threads=1
    )
    with open_judge(settings) as client:
        grader = Grader(client, Abilities(client), SUPPORTED)
        true, false = grader.grade(GOOD), grader.grade(replace(GOOD, answer="It is measured in degrees by a clock."))
        identity = grader.identity

    assert true > false
    assert identity.structure == "logprobs"
    assert identity.url == "local"
    assert "xllamacpp" in str(identity.build)
