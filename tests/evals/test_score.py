import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.evals.fake_target import IDENTITY, FakeTarget, questions
from trekbot.answering.reply import Reply
from trekbot.errors import MetricFailed, RunError
from trekbot.evals.corpus_pages import CorpusPages, corpus_hash
from trekbot.evals.generate import begin, generate
from trekbot.evals.generation import Generation
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.questions import QuestionSet, Row
from trekbot.evals.run_folder import RunFolder, new_run
from trekbot.evals.score import score_without_judge, scores_of, wrong_in
from trekbot.wiring import Trekbot

STARTED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
ROWS = (
    Row(id="right", question="a?", answerable=True, must_say=(("acidity",),)),
    Row(id="wrong", question="b?", answerable=True, must_say=(("lime",),)),
    Row(id="due", question="c?", answerable=False),
    Row(id="free", question="d?"),
)


@pytest.fixture(scope="module")
def pages(trekbot: Trekbot) -> CorpusPages:
    return CorpusPages(trekbot.settings.corpus_folder)


def made(tmp_path: Path, target: FakeTarget, rows: tuple[Row, ...] = ROWS, repeats: int = 1) -> RunFolder:
    folder = new_run(tmp_path, STARTED)
    begin(folder, target.identity(), QuestionSet((), rows), repeats, STARTED)
    generate(folder, target, lambda *_: None, lambda: STARTED)
    return folder


def score(folder: RunFolder, pages: CorpusPages) -> list[str]:
    told: list[str] = []
    score_without_judge(folder, pages, lambda *_: None, told.append)
    return told


def of(folder: RunFolder, metric: str) -> dict[str, tuple[float | None, str]]:
    return {one["id"]: (one["value"], one["state"]) for one in folder.scores() if one["metric"] == metric}


@pytest.mark.evals  # needs the extra of that name
def test_every_metric_of_every_answer_is_a_line(tmp_path: Path, reply: Reply, pages: CorpusPages) -> None:
    folder = made(tmp_path, FakeTarget(reply), repeats=2)

    assert score(folder, pages) == []

    scores, metrics = folder.scores(), folder.metrics()
    assert len(scores) == len(ROWS) * 2 * len(metrics)
    assert scores[0] == {
        "id": "right",
        "repeat": 0,
        "metric": "right",
        "value": 1.0,
        "state": "scored",
        "why": None,
    }
    assert {one["repeat"] for one in scores} == {0, 1}
    assert of(folder, "right") == {
        "right": (1.0, "scored"),
        "wrong": (0.0, "scored"),
        "due": (0.0, "scored"),
        "free": (None, "not_applicable"),
    }
    assert metrics["id_based_context_recall"]["tier"] == 1
    assert json.loads((folder.path / "tallies.json").read_text("utf-8")) == {
        "refusals": {
            "answerable": {"answered": 4, "not_covered": 0, "declined": 0},
            "unanswerable": {"answered": 2, "not_covered": 0, "declined": 0},
        },
        "dropped": {},
        "fallbacks": {},
        "errors": 0,
    }


def test_scores_are_made_anew_and_those_of_a_judge_stay(tmp_path: Path, reply: Reply, pages: CorpusPages) -> None:
    folder = made(tmp_path, FakeTarget(reply))
    score(folder, pages)
    judged = {"id": "right", "repeat": 0, "metric": "supported", "value": 0.9, "state": "scored", "why": None}
    folder.replace_scores([judged], {"supported": {"kind": "share", "tier": 2}}, instead_of={"supported"})
    before = folder.scores()

    score(folder, pages)

    assert sorted(map(str, folder.scores())) == sorted(map(str, before))
    assert folder.metrics()["supported"] == {"kind": "share", "tier": 2}


def test_a_metric_that_is_no_more_leaves_no_scores_behind(tmp_path: Path, reply: Reply, pages: CorpusPages) -> None:
    folder = made(tmp_path, FakeTarget(reply))
    gone = {"id": "right", "repeat": 0, "metric": "gone", "value": 0.9, "state": "scored", "why": None}
    folder.replace_scores([gone], {"gone": {"kind": "share", "tier": 1}}, instead_of=())

    score(folder, pages)

    assert of(folder, "gone") == {}
    assert "gone" not in folder.metrics()


def test_a_question_that_was_not_answered_has_failed_in_every_metric(
    tmp_path: Path, reply: Reply, pages: CorpusPages
) -> None:
    target = FakeTarget(reply)
    target.dead = {"right"}
    folder = made(tmp_path, target)

    score(folder, pages)

    failed = [one for one in folder.scores() if one["id"] == "right"]
    assert {(one["value"], one["state"], one["why"]) for one in failed} == {(None, "failed", "The model has gone.")}
    assert wrong_in(folder) == {"right", "wrong", "due"}


def test_a_metric_that_fails_is_counted_and_not_left_out(reply: Reply) -> None:
    class Failing(Metric):
        name = "failing"
        kind = "share"

        def score(self, row: Row, generation: Generation) -> float | None:
            raise MetricFailed("It is no number.")

    [row] = questions("a").rows
    told = FakeTarget(reply).ask(row, with_suggestions=False)

    assert list(scores_of(row, Generation("a", 0, row.hash, told), [Failing()])) == [
        {"id": "a", "repeat": 0, "metric": "failing", "value": None, "state": "failed", "why": "It is no number."}
    ]


def test_a_broken_contract_is_a_score_and_counts_as_wrong(tmp_path: Path, reply: Reply, pages: CorpusPages) -> None:
    folder = made(tmp_path, FakeTarget(replace(reply, answer="Soil acidity is a value.")), (ROWS[3],))

    score(folder, pages)

    assert of(folder, "keeps_contract") == {"free": (0.0, "scored")}
    assert wrong_in(folder) == {"free"}


def test_a_run_is_scored_against_the_corpus_that_it_was_answered_from(
    tmp_path: Path, reply: Reply, pages: CorpusPages
) -> None:
    target = FakeTarget(reply)
    target.known_as = replace(IDENTITY, corpus_sha256="e" * 64)
    folder = made(tmp_path, target)

    with pytest.raises(RunError, match="was answered from another corpus"):
        score(folder, pages)

    target.known_as = replace(IDENTITY, corpus_sha256=corpus_hash(pages.corpus))
    score(made(tmp_path, target), pages)


@pytest.mark.evals  # needs the extra of that name
def test_an_unfinished_run_is_scored_as_far_as_it_goes_and_that_is_said(
    tmp_path: Path, reply: Reply, pages: CorpusPages
) -> None:
    target = FakeTarget(reply)
    target.ends = {"due": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path, target)
    folder = RunFolder(tmp_path / "20260301T083000Z")

    assert score(folder, pages) == ["The run 20260301T083000Z is not finished: 2 of 4 answers."]
    assert set(of(folder, "right")) == {"right", "wrong"}


def test_without_ragas_its_metrics_are_left_out_with_one_line(
    tmp_path: Path, reply: Reply, pages: CorpusPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ragas", None)
    folder = made(tmp_path, FakeTarget(reply))

    [told] = score(folder, pages)

    assert told.startswith("ragas' ID-based metrics are left out: they need an extra. pip install 'trekbot[evals]'")
    assert "id_based_context_recall" not in folder.metrics()
    assert of(folder, "right")["right"] == (1.0, "scored")


def test_a_run_without_scores_tells_how_to_make_them(tmp_path: Path, reply: Reply) -> None:
    with pytest.raises(RunError, match="trekbot eval score 20260301T083000Z"):
        wrong_in(made(tmp_path, FakeTarget(reply)))
