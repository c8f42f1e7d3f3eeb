"""A run's answers are judged so that nothing is lost: not by a dead judge, not by a second start, not by garbage."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.endpoint import nobody_listens
from tests.evals.judge.cases import generation, row
from tests.evals.judge.conftest import Make
from tests.evals.judge.scripted_judge import TRIED, completion, judge
from tests.evals.judge.test_calibration import card_of, knowing
from tests.fakes import HashingEmbedder
from tests.llm.scripted_endpoint import Answer, Request, Scripted, refuses, scripted_endpoint
from trekbot.errors import JudgeUnavailable, TokensSpent, UsageError
from trekbot.evals.judge.abilities import Abilities
from trekbot.evals.judge.card import CardFile
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.judge.grader import Grader
from trekbot.evals.judge.scoring import CANARIES, Tally, canaries, judge_run, read_answers
from trekbot.evals.judge.suite import metrics_for
from trekbot.evals.judge.tasks import SAME_AS_REFERENCE, SUPPORTED
from trekbot.evals.metrics.judged import Probability

NAMES = ("a", "b", "c", "d", "e", "f")


def quiet(phase: str, done: int, total: int) -> None:
    pass


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of six answers, each to a question of its own."""
    return write_run(tmp_path / "run", [(row(name, question=f"What is {name}?"), generation(name)) for name in NAMES])


def write_run(folder: Path, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> Path:
    folder.mkdir()
    for name, place in (("questions", 0), ("generations", 1)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(pair[place]) + "\n" for pair in pairs))
    return folder


def scores(run: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / "scores.jsonl").read_text().splitlines()]


def judged(run: Path, client: JudgeClient, *tasks: Any) -> list[Tally]:
    answers = read_answers(run)
    abilities = Abilities(client)
    metrics = {Probability(Grader(client, abilities, task)): answers for task in tasks or (SUPPORTED,)}
    return judge_run(run, metrics, 2, quiet)


def failing_at(name: str, failure: Answer) -> Scripted:
    def answer(request: Request) -> Answer:
        sound = judge()
        assert callable(sound)
        return failure if f"What is {name}?" in str(request.body) else sound(request)

    return answer


def test_every_answer_gets_one_line_for_each_metric_and_the_metrics_say_who_judged(run: Path, client: Make) -> None:
    with scripted_endpoint(judge()) as endpoint:
        asked = client(endpoint.url)
        tallies = judged(run, asked, SUPPORTED, SAME_AS_REFERENCE)
        scorer = Grader(asked, Abilities(asked), SUPPORTED).identity.id

    assert [(tally.metric, tally.scored, tally.failed) for tally in tallies] == [
        ("supported", 6, 0),
        ("same_as_reference", 6, 0),
    ]
    assert sorted((score["metric"], score["id"]) for score in scores(run)) == sorted(
        (task.name, name) for task in (SUPPORTED, SAME_AS_REFERENCE) for name in NAMES
    )
    assert scores(run)[0]["value"] == pytest.approx(0.9)
    told = json.loads((run / "metrics.json").read_text())["supported"]
    assert told == {"kind": "share", "better": "higher", "tier": 2, "gates": False, "scorer": scorer}


def test_the_work_goes_metric_by_metric(run: Path, client: Make) -> None:
    with scripted_endpoint(judge()) as endpoint:
        judged(run, client(endpoint.url), SUPPORTED, SAME_AS_REFERENCE)
        asked = ["supported" in str(body) for body in endpoint.bodies if body and TRIED not in str(body)]

    assert asked == [True] * 6 + [False] * 6


def test_a_dead_judge_exits_3_and_the_same_run_goes_on_with_what_is_left(run: Path, client: Make) -> None:
    with scripted_endpoint(failing_at("d", refuses(401))) as endpoint:
        with pytest.raises(JudgeUnavailable) as told:
            judged(run, client(endpoint.url, at_once=1))
        assert told.value.exit_code == 3
        kept = scores(run)
        assert "d" not in {score["id"] for score in kept}
        assert len(kept) >= 2

        endpoint.script[:] = [judge()]
        alive = client(endpoint.url)
        assert judged(run, alive) == [Tally("supported", 6, 0, 0, pytest.approx(0.9))]

    assert scores(run)[: len(kept)] == kept
    assert alive.account.asked.calls == 1 + 6 - len(kept), "what it can do, and what was left"


def test_what_is_scored_is_not_asked_for_again(run: Path, client: Make) -> None:
    with scripted_endpoint(judge()) as endpoint:
        judged(run, client(endpoint.url))
        before = scores(run)
        asked = client(endpoint.url)
        assert judged(run, asked) == [Tally("supported", 6, 0, 0, pytest.approx(0.9))]

    assert scores(run) == before
    assert asked.account.asked.calls == 1, "only what the endpoint can do was tried"


def test_a_judge_that_nobody_hears_of_leaves_the_run_as_it_was(run: Path, client: Make) -> None:
    with pytest.raises(JudgeUnavailable):
        judged(run, client(nobody_listens()))

    assert sorted(path.name for path in run.iterdir()) == ["generations.jsonl", "questions.jsonl"]


def test_garbage_is_a_failure_that_is_counted_and_tried_again_the_next_time(run: Path, client: Make) -> None:
    with scripted_endpoint(failing_at("d", completion("Well, that depends."))) as endpoint:
        assert judged(run, client(endpoint.url)) == [Tally("supported", 5, 0, 1, pytest.approx(0.9))]
        [failed] = [score for score in scores(run) if score["state"] == "failed"]
        assert (failed["id"], failed["value"]) == ("d", None)
        assert "neither yes nor no" in failed["why"]

        endpoint.script[:] = [judge()]
        assert judged(run, client(endpoint.url)) == [Tally("supported", 6, 0, 0, pytest.approx(0.9))]
    assert len(scores(run)) == 6


def test_another_judge_scores_all_of_it_anew(run: Path, client: Make) -> None:
    with scripted_endpoint(judge(lambda _: 0.9)) as kind, scripted_endpoint(judge(lambda _: 0.1)) as strict:
        judged(run, client(kind.url))
        judged(run, client(strict.url))

    assert [round(score["value"], 6) for score in scores(run)] == [0.1] * 6


def test_scores_of_other_metrics_are_left_as_they_are(run: Path, client: Make) -> None:
    other = {"id": "a", "repeat": 0, "metric": "length", "value": 12, "state": "scored", "why": None}
    (run / "scores.jsonl").write_text(json.dumps(other) + "\n" + '{"id": "b", "cut o')
    (run / "metrics.json").write_text('{"length": {"kind": "number", "scorer": "1"}}')

    with scripted_endpoint(judge()) as endpoint:
        judged(run, client(endpoint.url))

    assert scores(run)[0] == other
    assert len(scores(run)) == 7
    assert list(json.loads((run / "metrics.json").read_text())) == ["length", "supported"]


def test_refusals_are_not_due_and_a_question_without_an_answer_has_failed(tmp_path: Path, client: Make) -> None:
    run = write_run(
        tmp_path / "run",
        [
            (row("a"), generation("a", "The roadmaps do not cover Rust.", "not_covered")),
            (row("b"), {**generation("b"), "reply": None, "error": "timeout"}),
        ],
    )

    with scripted_endpoint(judge()) as endpoint:
        assert judged(run, client(endpoint.url)) == [Tally("supported", 0, 1, 1, None)]

    assert {score["id"]: (score["state"], score["why"]) for score in scores(run)} == {
        "a": ("not_applicable", None),
        "b": ("failed", "there is no answer: timeout"),
    }


def test_a_spent_budget_ends_it_and_keeps_what_was_judged(run: Path, client: Make) -> None:
    with scripted_endpoint(judge()) as endpoint:
        with pytest.raises(TokensSpent):
            judged(run, client(endpoint.url, budget=350, at_once=1))
        assert 2 <= len(scores(run)) < 6
        judged(run, client(endpoint.url))

    assert len(scores(run)) == 6


def test_a_folder_without_a_run_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no run"):
        read_answers(tmp_path)


# What a card lets a judge do


@pytest.mark.evals  # needs the extra of that name
def test_a_judge_without_a_card_does_not_gate_and_ragas_gets_a_canary(run: Path, client: Make, tmp_path: Path) -> None:
    answers = read_answers(run)
    with scripted_endpoint(judge()) as endpoint:
        metrics, notes = metrics_for(
            client(endpoint.url), CardFile(tmp_path / "cards.json"), answers, "auto", HashingEmbedder()
        )

    assert not [metric.name for metric in metrics if metric.gates]
    assert {metric.name: len(chosen) for metric, chosen in metrics.items()} == {
        "supported": 6,
        "same_as_reference": 6,
        **dict.fromkeys(
            (
                "ragas_faithfulness",
                "ragas_factual_correctness",
                "ragas_context_precision",
                "ragas_context_recall",
                "ragas_answer_relevancy",
            ),
            CANARIES,
        ),
    }
    assert "is not calibrated, so it does not gate" in notes[0]


def test_a_judge_that_has_passed_gates_by_its_verdicts(run: Path, client: Make, tmp_path: Path) -> None:
    answers = read_answers(run)
    cards = CardFile(tmp_path / "cards.json")
    with scripted_endpoint(knowing()) as endpoint:
        card = card_of(client(endpoint.url))
        cards.put(card)
        endpoint.script[:] = [judge()]
        passed, _ = metrics_for(client(endpoint.url), cards, answers, "none", HashingEmbedder())
        cards.put(replace(card, kappa=0.5))
        failed, notes = metrics_for(client(endpoint.url), cards, answers, "none", HashingEmbedder())
        judge_run(run, passed, 2, quiet)

    assert [metric.name for metric in passed if metric.gates] == ["supported_verdict"]
    assert not [metric.name for metric in failed if metric.gates]
    assert "kappa 0.50, at least 0.60" in notes[0]
    assert {score["value"] for score in scores(run) if score["metric"] == "supported_verdict"} == {1.0}


def test_canaries_are_answers_that_were_due_and_given(tmp_path: Path) -> None:
    pairs = [(row(name), generation(name)) for name in NAMES]
    pairs += [(row("g", answerable=False), generation("g")), (row("h"), generation("h", "No.", "not_covered"))]
    chosen = canaries(read_answers(write_run(tmp_path / "run", pairs)))

    assert len(chosen) == CANARIES
    assert {one.key[0] for one in chosen} <= set(NAMES)
