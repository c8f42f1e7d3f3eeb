"""ragas' metrics over a judge of ours: what they are asked about, and what is not taken for a number."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.evals.judge.cases import GOOD, REFUSED, UNANSWERABLE
from tests.evals.judge.conftest import Make
from tests.evals.judge.scripted_judge import completion, judge
from tests.fakes import HashingEmbedder
from tests.llm.scripted_endpoint import scripted_endpoint
from trekbot.errors import ExtraMissing, MetricFailed
from trekbot.evals.judge.abilities import Abilities
from trekbot.evals.judge.cache import JudgementCache
from trekbot.evals.judge.case import Case
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.metrics.judged import Judgement
from trekbot.evals.metrics.ragas_judged import NAMES, RagasMetric, ragas_metrics

pytestmark = pytest.mark.evals  # needs the extra of that name
SOURCE = Path(__file__).parents[3] / "src"

Reply = Callable[[str, Mapping[str, Any]], str]


def said(question: str, schema: Mapping[str, Any], **other: Any) -> str:
    """What a judge says that finds one of two claims unsupported, by what it is asked for."""
    verdicts = [
        {"statement": "It is a value.", "reason": "said", "verdict": 1, "attributed": 1},
        {"statement": "It is 99.", "reason": "not said", "verdict": 0, "attributed": 0},
    ]
    replies: dict[str, object] = {
        "StatementGeneratorOutput": {"statements": ["It is a value.", "It is 99."]},
        "ClaimDecompositionOutput": {"claims": ["It is a value.", "It is 99."]},
        "NLIStatementOutput": {"statements": verdicts},
        "ContextPrecisionOutput": {"reason": "useful", "verdict": int("Compost" not in question)},
        "ContextRecallOutput": {"classifications": verdicts},
        "AnswerRelevanceOutput": {"question": GOOD.question, "noncommittal": 0},
        **other,
    }
    return json.dumps(replies[schema["title"]])


def saying(**other: Any) -> Reply:
    return lambda question, schema: said(question, schema, **other)


def metrics(client: JudgeClient) -> dict[str, RagasMetric]:
    made = ragas_metrics(client, Abilities(client), HashingEmbedder())
    return {metric.name: metric for metric in made}


def scored(client: Make, name: str, case: Case = GOOD, reply: Reply = said) -> Judgement | None:
    with scripted_endpoint(judge(reply=reply)) as endpoint:
        return metrics(client(endpoint.url))[name].judge(case)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ragas_faithfulness", 0.5),
        ("ragas_factual_correctness", 0.5),
        ("ragas_context_precision", 1.0),
        ("ragas_context_recall", 0.5),
        ("ragas_answer_relevancy", 1.0),
    ],
)
def test_each_metric_makes_its_number_of_the_judges_replies(client: Make, name: str, value: float) -> None:
    judgement = scored(client, name)

    assert judgement is not None
    assert judgement.value == pytest.approx(value, abs=1e-6)
    assert name in NAMES


def test_the_claims_that_were_held_against_the_answer_are_kept(client: Make) -> None:
    judgement = scored(client, "ragas_faithfulness")

    assert judgement is not None
    assert judgement.why == "not so: It is 99. (not said)"


def test_context_precision_sees_the_order_of_what_was_found(client: Make) -> None:
    judgement = scored(client, "ragas_context_precision", replace(GOOD, retrieved=GOOD.retrieved[::-1]))

    assert judgement is not None
    assert judgement.value == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("case", [REFUSED, UNANSWERABLE])
@pytest.mark.parametrize("name", ["ragas_faithfulness", "ragas_factual_correctness", "ragas_answer_relevancy"])
def test_refusals_and_unanswerable_questions_are_not_due(client: Make, name: str, case: Case) -> None:
    with scripted_endpoint(judge(reply=said)) as endpoint:
        assert metrics(client(endpoint.url))[name].judge(case) is None
        assert not endpoint.requests


def test_what_was_found_is_judged_also_where_the_answer_was_a_refusal(client: Make) -> None:
    refused = replace(REFUSED, retrieved=GOOD.retrieved)

    assert scored(client, "ragas_context_recall", refused) is not None
    assert scored(client, "ragas_context_recall", UNANSWERABLE) is None


ONE_VERDICT = {"statements": [{"statement": "It is a value.", "reason": "said", "verdict": 1}]}


@pytest.mark.parametrize(
    ("name", "reply", "why"),
    [
        ("ragas_faithfulness", {"NLIStatementOutput": ONE_VERDICT}, "1 verdicts on 2 statements"),
        ("ragas_factual_correctness", {"NLIStatementOutput": ONE_VERDICT}, "1 verdicts on 2 statements"),
        ("ragas_faithfulness", {"StatementGeneratorOutput": {"statements": []}}, "no claim"),
        ("ragas_factual_correctness", {"ClaimDecompositionOutput": {"claims": []}}, "no claim"),
        ("ragas_context_recall", {"ContextRecallOutput": {"classifications": []}}, "0 verdicts"),
        ("ragas_context_precision", {"ContextPrecisionOutput": {"reason": "", "verdict": 7}}, "`verdict` is 7"),
        ("ragas_context_precision", {"ContextPrecisionOutput": {"verdict": 1}}, "does not fit what was asked: reason"),
        ("ragas_answer_relevancy", {"AnswerRelevanceOutput": {"question": " ", "noncommittal": 0}}, "no question"),
        ("ragas_answer_relevancy", {"AnswerRelevanceOutput": {"question": "a?", "noncommittal": -1}}, "is -1"),
        ("ragas_faithfulness", {"StatementGeneratorOutput": "Sure! Here it is:"}, "does not fit"),
    ],
)
def test_what_ragas_would_make_a_number_of_all_the_same_is_a_failure(
    client: Make, name: str, reply: dict[str, Any], why: str
) -> None:
    with pytest.raises(MetricFailed, match=why):
        scored(client, name, reply=saying(**reply))


def test_a_reply_that_is_cut_off_is_a_failure_and_not_remembered(client: Make, cache: JudgementCache) -> None:
    with scripted_endpoint(judge(), judge(), judge(), completion('{"statements": ["It', finish="length")) as endpoint:
        asked = client(endpoint.url, cache)
        for _ in range(2):
            with pytest.raises(MetricFailed, match="cut off"):
                metrics(asked)["ragas_faithfulness"].judge(GOOD)
        assert len(endpoint.requests) > 4


def test_the_prompt_is_asked_once_with_room_for_the_reply_and_no_randomness(client: Make) -> None:
    with scripted_endpoint(judge(reply=said)) as endpoint:
        metrics(client(endpoint.url))["ragas_answer_relevancy"].judge(GOOD)
        body = endpoint.bodies[-1]
        asked = [one for one in endpoint.bodies if one and one.get("max_tokens") == 2048]

    assert len(asked) == 1
    assert body["temperature"] == 0.0
    assert body["response_format"]["type"] == "json_schema"


def test_it_is_judged_through_the_cache_and_the_account_of_the_judge(client: Make, cache: JudgementCache) -> None:
    with scripted_endpoint(judge(reply=said)) as endpoint:
        first, later = client(endpoint.url, cache), client(endpoint.url, cache)
        metrics(first)["ragas_faithfulness"].judge(GOOD)
        metrics(later)["ragas_faithfulness"].judge(GOOD)

    assert first.account.asked.calls == 3  # one of them tries out how a reply is held to a form
    assert later.account.asked.calls == 1
    assert later.account.cached.calls == 2


def test_ragas_is_imported_with_its_telemetry_off_whatever_the_environment_says() -> None:
    program = """
from trekbot.evals.metrics import ragas_judged
import sys
assert "ragas" not in sys.modules
ragas_judged._load()
from ragas import _analytics
print(_analytics.do_not_track())
"""
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    environment["RAGAS_DO_NOT_TRACK"] = "1"  # which ragas takes for a no

    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == "True"


def test_a_missing_extra_is_one_line_and_exits_3(client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name == "ragas" or name.startswith("ragas.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ragas", None)

    with pytest.raises(ExtraMissing, match=r"pip install 'trekbot\[evals\]'") as told:
        metrics(client("http://127.0.0.1:9/v1"))

    assert told.value.exit_code == 3
    assert "\n" not in str(told.value)
