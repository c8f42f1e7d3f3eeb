"""Concrete parts put together from settings."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asking import CountingEmbedder, ask, trekbot_over
from tests.corpora import write_corpus
from tests.llm.processes import PATIENCE_S, lives
from tests.workshop import WORKSHOP
from trekbot.answering.extractive.answerer import ExtractiveAnswerer
from trekbot.answering.generative.answerer import GenerativeAnswerer
from trekbot.errors import (
    IndexUnavailable,
    LanguageModelUnavailable,
    ModelUnavailable,
    UnknownAnswer,
    UnknownPlace,
    UsageError,
)
from trekbot.llm.client import Limits
from trekbot.llm.worker import Load, LocalWorker
from trekbot.settings import Settings, load_settings
from trekbot.wiring import Trekbot, answerer_of, build, chat_model_of

SCRIPTED_WORKER = Path(__file__).parent / "llm" / "scripted_worker.py"


@pytest.fixture(scope="module")
def trekbot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    """A Trekbot over the workshop corpus; tests only ask it."""
    trekbot = trekbot_over(WORKSHOP, tmp_path_factory.mktemp("workshop"))
    yield trekbot
    trekbot.close()


def test_building_loads_no_model_and_reads_no_corpus(tmp_path: Path) -> None:
    settings = Settings(corpus=tmp_path / "nowhere", data=tmp_path / "data", embedding_model="no-such-model")

    trekbot = build(settings)
    try:
        assert trekbot.settings is settings
    finally:
        trekbot.close()


def test_without_an_index_there_is_no_answer(tmp_path: Path) -> None:
    trekbot = Trekbot(Settings(data=tmp_path / "data"), CountingEmbedder())
    try:
        with pytest.raises(IndexUnavailable, match="sync"):
            ask(trekbot, "Where do I start?")
    finally:
        trekbot.close()


def test_a_sync_makes_answers_possible(tmp_path: Path) -> None:
    trekbot = Trekbot(
        Settings(corpus=write_corpus(tmp_path / "corpus", WORKSHOP), data=tmp_path / "data"), CountingEmbedder()
    )
    try:
        report = trekbot.sync()
        assert len(report.added) == 10
        assert ask(trekbot, "Where do I start?").status == "answered"
    finally:
        trekbot.close()


def test_what_answering_needs_of_an_index_is_worked_out_once(trekbot: Trekbot) -> None:
    assert trekbot.library() is trekbot.library()


def test_a_warm_trekbot_embeds_only_the_question(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    trekbot = trekbot_over(WORKSHOP, tmp_path, embedder)
    try:
        trekbot.warm_up()
        before = embedder.questions
        ask(trekbot, "How do I bleed a hydraulic brake?")
        assert embedder.questions == before + 1
    finally:
        trekbot.close()


def test_search_gives_the_best_passage_first_with_its_place(trekbot: Trekbot) -> None:
    best, *others = trekbot.search("what makes the brake lever feel soft", None, limit=5)

    assert best.to_dict() == {
        "roadmap": "bicycle-repair",
        "stage": "brakes",
        "stage_number": 3,
        "title": "Brakes",
        "section": "Key ideas",
        "text": "Air in a hydraulic line makes the brake lever feel soft.",
        "score": best.score,
        "url": "/trek/bicycle-repair/brakes#key-ideas",
    }
    assert len(others) == 4
    scores = [best.score, *(one.score for one in others)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_search_finds_a_roadmaps_own_page(trekbot: Trekbot) -> None:
    best = trekbot.search("workshop with a fire extinguisher", None, limit=1)[0]

    assert (best.roadmap, best.stage, best.stage_number) == ("frame-building", None, None)
    assert best.url.startswith("/trek/frame-building")


@pytest.mark.parametrize("q", ["", "   ", "?", "zzzz qqqq", "\ue000", "brakes " * 300])
def test_search_takes_whatever_is_typed(trekbot: Trekbot, q: str) -> None:
    assert len(trekbot.search(q, None, limit=3)) <= 3


def test_search_keeps_to_a_roadmap(trekbot: Trekbot) -> None:
    assert {one.roadmap for one in trekbot.search("safety", "frame-building", limit=50)} == {"frame-building"}


def test_search_in_an_unknown_roadmap_is_an_error(trekbot: Trekbot) -> None:
    with pytest.raises(UnknownPlace, match="no-such"):
        trekbot.search("safety", "no-such", limit=5)


def test_without_a_language_model_answers_are_extractive() -> None:
    assert isinstance(answerer_of(Settings(llm="none"), CountingEmbedder()), ExtractiveAnswerer)


def test_a_language_model_is_used_where_one_is_set() -> None:
    settings = Settings(llm="openai", llm_url="http://127.0.0.1:9/v1", llm_model="some-model")

    assert isinstance(answerer_of(settings, CountingEmbedder()), GenerativeAnswerer)


def test_a_language_model_is_closed_with_everything_else(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, llm="openai", llm_url="http://127.0.0.1:9/v1", llm_model="some-model")
    trekbot = Trekbot(settings, CountingEmbedder())
    assert trekbot.chat_model is not None
    assert trekbot.chat_model.state == "closed"

    trekbot.close()

    with pytest.raises(LanguageModelUnavailable) as told:
        trekbot.chat_model.complete([])
    assert told.value.reason == "gone"


def test_the_limits_on_a_language_model_are_settings() -> None:
    settings = Settings(
        llm="openai",
        llm_url="http://127.0.0.1:9/v1",
        llm_model="m",
        llm_first_s=1,
        llm_timeout_s=2,
        llm_at_once=3,
        llm_attempts=1,
    )
    model = chat_model_of(settings)
    assert model is not None
    assert model.limits == Limits(first_s=1, whole_s=2, attempts=1, at_once=3)


def test_a_language_model_without_its_settings_is_refused_by_their_names() -> None:
    with pytest.raises(UsageError, match="TREKBOT_LLM_URL and TREKBOT_LLM_MODEL"):
        answerer_of(Settings(llm="openai"), CountingEmbedder())
    with pytest.raises(UsageError, match="needs TREKBOT_LLM_MODEL"):
        answerer_of(Settings(llm="openai", llm_url="http://127.0.0.1:9/v1"), CountingEmbedder())


def test_there_is_a_budget_where_there_is_a_language_model(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, llm="openai", llm_url="http://127.0.0.1:9/v1", llm_model="some-model")

    speaking = Trekbot(settings, CountingEmbedder())
    silent = Trekbot(Settings(data=tmp_path), CountingEmbedder())

    assert (silent.model_name, silent.budget) == (None, None)
    assert speaking.model_name == "some-model"
    assert speaking.budget is not None
    assert list(tmp_path.iterdir()) == [], "no file is made before a model was asked"
    speaking.close()
    silent.close()


def test_a_faulty_price_list_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "prices.yaml").write_text("some-model: {input: cheap, output: 1, currency: USD}")

    with pytest.raises(UsageError, match=r"prices\.yaml:1: 'some-model': `input` is the price of a million tokens"):
        Trekbot(Settings(data=tmp_path, llm_prices=tmp_path / "prices.yaml"), CountingEmbedder())


def test_a_local_model_is_asked_for_one_answer_at_a_time_under_its_own_name(tmp_path: Path) -> None:
    trekbot = Trekbot(Settings(data=tmp_path, llm="local", llm_at_once=7), CountingEmbedder())

    assert trekbot.model_name == "qwen2.5-coder-1.5b-instruct"
    assert trekbot.chat_model is not None
    assert trekbot.chat_model.limits.at_once == 1
    assert trekbot.degraded() == ("llm",), "nothing runs yet"
    trekbot.close()


def test_a_local_model_that_is_not_there_is_told_when_it_is_to_start_and_not_before(tmp_path: Path) -> None:
    trekbot = Trekbot(Settings(data=tmp_path, llm="local"), CountingEmbedder())

    with pytest.raises(ModelUnavailable, match="trekbot models pull"):
        trekbot.start_language_model()

    trekbot.close()


def test_a_local_model_of_an_unknown_name_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no local model 'gpt-9'"):
        Trekbot(Settings(data=tmp_path, llm="local", llm_model="gpt-9"), CountingEmbedder())


def test_the_process_of_a_local_model_ends_with_everything_else(tmp_path: Path) -> None:
    trekbot = Trekbot(Settings(data=tmp_path, llm="local"), CountingEmbedder())
    trekbot.worker = LocalWorker((sys.executable, str(SCRIPTED_WORKER), str(tmp_path / "notes"), "well"))
    trekbot.worker.start(Load(tmp_path / "model.gguf", "some-model", 1))
    trekbot.wait_for_language_model(PATIENCE_S)
    assert trekbot.degraded() == ()
    process = trekbot.worker.pid

    trekbot.close()

    assert not lives(process)


def test_without_a_local_model_there_is_nothing_to_start_or_to_wait_for(tmp_path: Path) -> None:
    trekbot = Trekbot(Settings(data=tmp_path), CountingEmbedder())

    trekbot.start_language_model()
    trekbot.wait_for_language_model(PATIENCE_S)

    assert trekbot.degraded() == ()
    trekbot.close()


def test_an_answers_id_is_known_after_a_restart(tmp_path: Path) -> None:
    trekbot = trekbot_over(WORKSHOP, tmp_path)
    id = ask(trekbot, "Where do I start?").id
    trekbot.close()

    restarted = Trekbot(trekbot.settings, CountingEmbedder())
    restarted.answer_ids.check(id)
    restarted.close()


def test_replicas_with_the_same_secret_know_each_others_answers_and_keep_no_secret(tmp_path: Path) -> None:
    secret = "a secret of all replicas"
    one, other, stranger = (
        Trekbot(Settings(data=tmp_path / name, secret=set), CountingEmbedder())
        for name, set in (("one", secret), ("other", secret), ("stranger", secret[1:]))
    )

    id = one.answer_ids.new()

    other.answer_ids.check(id)
    with pytest.raises(UnknownAnswer):
        stranger.answer_ids.check(id)
    assert not list(tmp_path.rglob("secret"))
    for trekbot in (one, other, stranger):
        trekbot.close()


def test_a_secret_that_is_too_short_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREKBOT_SECRET", "hunter2")

    with pytest.raises(UsageError, match=r"TREKBOT_SECRET cannot be used: .* at least 16") as told:
        load_settings()
    assert "hunter2" not in str(told.value)
