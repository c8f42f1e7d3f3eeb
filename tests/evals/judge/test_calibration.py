"""A judge is measured by labels, and lets nothing be decided before it has passed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.evals.judge.cases import GOOD
from tests.evals.judge.conftest import Make
from tests.evals.judge.scripted_judge import completion, judge
from tests.llm.scripted_endpoint import Answer, Request, Scripted, scripted_endpoint
from trekbot.errors import DependencyError, JudgeUnavailable
from trekbot.evals.judge.abilities import Abilities
from trekbot.evals.judge.cache import JudgementCache
from trekbot.evals.judge.calibration import REPEATED, RUNS, calibrate
from trekbot.evals.judge.card import CardFile, JudgeCard
from trekbot.evals.judge.card_page import page_of
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.judge.grader import Grader
from trekbot.evals.judge.labels import bundled_labels, read_labels
from trekbot.evals.judge.tasks import SUPPORTED, Task
from trekbot.evals.metrics.judged import Verdict

LABELS = read_labels(bundled_labels())


def quiet(phase: str, done: int, total: int) -> None:
    pass


def knowing(wrong: Callable[[str], bool] = lambda answer: False) -> Scripted:
    """A judge that knows every label: .9 for yes and .6 for no, the other way round where it is wrong."""
    by_question = {SUPPORTED.text(label.to_case()): label for label in LABELS.labels}

    def opinion(question: str) -> float:
        label = by_question[question]
        return 0.9 if label.supported is not wrong(label.answer) else 0.6

    return judge(opinion)


def card_of(client: JudgeClient, task: Task = SUPPORTED) -> JudgeCard:
    return calibrate(client, Grader(client, Abilities(client), task), LABELS, quiet)


def test_a_judge_that_tells_right_from_wrong_is_admitted_at_a_threshold_of_its_own(client: Make) -> None:
    with scripted_endpoint(knowing()) as endpoint:
        card = card_of(client(endpoint.url))

    assert card.admitted
    assert (card.auc, card.kappa, card.tpr, card.tnr, card.failed) == (1.0, 1.0, 1.0, 1.0, 0)
    assert card.threshold == pytest.approx(0.75), "a cut at one half would call everything true"
    assert card.fitted_on + card.measured_on == len(LABELS.labels)
    assert not card.mistakes


def test_a_judge_that_errs_too_often_is_not_admitted_and_its_mistakes_are_named(client: Make) -> None:
    with scripted_endpoint(knowing(wrong=lambda answer: len(answer) % 4 == 0)) as endpoint:
        card = card_of(client(endpoint.url))

    assert not card.admitted
    assert card.shortfalls
    assert card.kappa_low < card.kappa < card.kappa_high
    assert len(card.mistakes) == round(card.measured_on * (1 - (card.tpr + card.tnr) / 2))
    assert "not admitted" in page_of([card])
    assert card.mistakes[0].id in page_of([card])


def test_repetitions_are_asked_past_the_cache_and_a_judge_that_wavers_shows(
    client: Make, cache: JudgementCache
) -> None:
    seen: set[str] = set()
    knows = knowing()

    def wavering(request: Request) -> Answer:
        question = str(request.body.get("messages"))
        if question in seen and request.body.get("max_tokens") == 1:
            return judge(lambda _: 0.1)(request)  # type: ignore[operator]
        seen.add(question)
        return knows(request) if callable(knows) else knows

    with scripted_endpoint(wavering) as endpoint:
        asked = client(endpoint.url, cache)
        card = card_of(asked)

    assert card.repeated == REPEATED * (RUNS - 1)
    assert card.self_agreement is not None
    assert card.self_agreement < 0.8
    assert card.largest_change == pytest.approx(0.8, abs=1e-3)


def test_a_second_calibration_costs_nothing_new_and_tells_the_same_cost(client: Make, cache: JudgementCache) -> None:
    with scripted_endpoint(knowing()) as endpoint:
        first = card_of(client(endpoint.url, cache))
        later = client(endpoint.url, cache)
        again = card_of(later)

    assert later.account.asked.calls == 1, "only what the endpoint can do is tried again"
    assert again == replace(first, seconds=again.seconds)
    assert again.tokens == first.tokens > 10_000


def test_a_judge_that_says_nothing_usable_gets_no_card(client: Make) -> None:
    def garbage(request: Request) -> Answer:
        tried = judge(logprobs=False)(request)  # type: ignore[operator]
        return completion("well…") if "Answer:" in str(request.body) else tried

    with scripted_endpoint(garbage) as endpoint, pytest.raises(JudgeUnavailable, match="no usable judgement"):
        card_of(client(endpoint.url))


def test_what_the_judge_gives_no_judgement_on_counts_as_wrong(client: Make) -> None:
    knows = knowing()

    def partly(request: Request) -> Answer:
        if "pipeline" in str(request.body):
            return completion("", logprobs={"content": [{"top_logprobs": [{"token": "Hm", "logprob": 0.0}]}]})
        return knows(request) if callable(knows) else knows

    with scripted_endpoint(partly) as endpoint:
        card = card_of(client(endpoint.url))

    assert card.failed > 0
    assert card.tpr < 1.0
    assert card.auc == 1.0, "of those that were judged"


def test_a_card_is_kept_by_identity_and_a_changed_judge_has_none(client: Make, tmp_path: Path) -> None:
    cards = CardFile(tmp_path / "kept" / "judge-card.json")
    with scripted_endpoint(knowing()) as endpoint, scripted_endpoint(judge(build="b2")) as newer:
        asked, changed = client(endpoint.url), client(newer.url)
        card = card_of(asked)
        cards.put(card)
        same = Grader(client(endpoint.url), Abilities(client(endpoint.url)), SUPPORTED).identity.id
        other = Grader(changed, Abilities(changed), SUPPORTED).identity.id

    assert cards.find(same) == card
    assert cards.find(other) is None


def test_a_verdict_gates_by_the_threshold_of_the_card_and_only_where_it_was_passed(client: Make) -> None:
    with scripted_endpoint(knowing()) as endpoint:
        card = card_of(client(endpoint.url))
    with scripted_endpoint(judge(lambda _: 0.7)) as endpoint:
        asked = client(endpoint.url)
        grader = Grader(asked, Abilities(asked), SUPPORTED)
        passed, failed = Verdict(grader, card), Verdict(grader, replace(card, tnr=0.8))
        judgement = passed.judge(GOOD)

    assert (passed.gates, failed.gates) == (True, False)
    assert judgement is not None
    assert judgement.value == 0.0, "0.7 is below 0.75"


def test_a_damaged_file_of_cards_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "judge-card.json"
    path.write_text('{"format": 1, "cards": {"a": {}}}')

    with pytest.raises(DependencyError, match="trekbot eval calibrate"):
        CardFile(path).find("a")


def test_the_page_says_that_nobody_checked_the_labels(client: Make) -> None:
    with scripted_endpoint(knowing()) as endpoint:
        page = page_of([card_of(client(endpoint.url))])

    assert "132 by author" in page
    assert "No answer has two independent labels" in page
    assert "| AUC | 1.000 | 0.90 |" in page
