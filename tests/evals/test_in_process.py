import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpora import write_garden
from tests.evals.fake_target import IDENTITY
from tests.fakes import HashingEmbedder
from tests.llm.scripted_endpoint import MODEL, says, scripted_endpoint
from tests.scripted import CITATION, ScriptedAssistant, ScriptedTrekbot
from trekbot.answering.attempt import Attempt, Dropped
from trekbot.answering.reply import Reply
from trekbot.assistant import Done, Said
from trekbot.errors import DependencyError, TargetUnavailable
from trekbot.evals.identity import checkout_of, differences, identity_of
from trekbot.evals.in_process import InProcess, before_verify
from trekbot.evals.questions import Row
from trekbot.settings import Settings
from trekbot.wiring import Trekbot

SOIL = Row(id="soil", question="Most vegetables grow best in what kind of soil?", roadmap="kitchen-garden")


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[ScriptedTrekbot]:
    trekbot = ScriptedTrekbot(Settings(corpus=write_garden(tmp_path / "corpus"), data=tmp_path / "data"))
    trekbot.sync()
    yield trekbot
    trekbot.close()


def say(trekbot: ScriptedTrekbot, reply: Reply, said: str | None = None) -> None:
    trekbot.assistant.script = [Said(reply.answer if said is None else said, reply.citations), Done(reply)]


def test_an_answer_comes_with_what_search_found_best_first(trekbot: Trekbot) -> None:
    told = InProcess(trekbot).ask(SOIL, with_suggestions=False)

    best = told.retrieved[0]
    assert (best.place, best.section) == ("kitchen-garden/soil", "Key ideas")
    assert best.text == "Most vegetables grow best in soil with a pH value between 6.0 and 7.0."
    assert [one.score for one in told.retrieved] == sorted((one.score for one in told.retrieved), reverse=True)
    assert told.before_verify is None
    assert told.faults == ()
    assert told.first_s is not None
    assert 0 < told.first_s <= told.seconds


def test_an_answer_from_the_graph_has_found_nothing(trekbot: Trekbot) -> None:
    told = InProcess(trekbot).ask(Row(id="a", question="What should I learn before harvest?"), with_suggestions=True)

    assert told.reply.status == "answered"
    assert told.retrieved == ()


def test_nobody_looks_on_once_a_question_is_answered(trekbot: Trekbot) -> None:
    InProcess(trekbot).ask(SOIL, with_suggestions=True)

    assert trekbot.library().watch is None


def test_the_suggestions_are_asked_on_the_same_roadmap_and_one_that_is_refused_is_a_fault(
    scripted: ScriptedTrekbot, reply: Reply, refusal: Reply
) -> None:
    say(scripted, reply)
    second = ScriptedAssistant()
    second.script = [Done(refusal)]

    told = InProcess(scripted, suggestions_by=second).ask(SOIL, with_suggestions=True)

    assert [(question.text, question.roadmap) for question in second.asked] == [("What is loam?", "kitchen-garden")]
    assert told.faults == ("a suggestion that it cannot answer: What is loam?",)


def test_suggestions_are_asked_of_the_quoting_answerer_by_default(scripted: ScriptedTrekbot, reply: Reply) -> None:
    say(scripted, reply)

    assert InProcess(scripted).ask(SOIL, with_suggestions=True).faults == ()
    assert len(scripted.assistant.asked) == 1


def test_a_stream_that_is_not_its_reply_is_a_fault(scripted: ScriptedTrekbot, reply: Reply) -> None:
    say(scripted, reply)
    scripted.assistant.script[0] = Said("Something else.", (CITATION, CITATION))

    assert InProcess(scripted).ask(SOIL, with_suggestions=False).faults == (
        "what was streamed is not the answer",
        "the citations that were streamed are not the answer's",
    )


def test_what_trekbot_depends_on_and_is_at_fault_leaves_the_question_unanswered(scripted: ScriptedTrekbot) -> None:
    scripted.assistant.script = [DependencyError("The model has gone.")]

    with pytest.raises(TargetUnavailable, match="The model has gone"):
        InProcess(scripted).ask(SOIL, with_suggestions=False)


def test_what_a_language_model_said_before_verification_is_kept(tmp_path: Path) -> None:
    text = (
        "Most vegetables grow best in soil with a pH value between 6.0 and 7.0. [1] Compost was invented in 1912. [1]"
    )
    with scripted_endpoint(says(text)) as endpoint:
        settings = Settings(
            corpus=write_garden(tmp_path / "corpus"),
            data=tmp_path / "data",
            llm="openai",
            llm_url=endpoint.url,
            llm_model=MODEL,
            prompt="answer@v1",
        )
        trekbot = Trekbot(settings, HashingEmbedder())
        trekbot.sync()

        told = InProcess(trekbot).ask(SOIL, with_suggestions=True)
        identity = identity_of(trekbot)

        trekbot.close()
    assert told.before_verify is not None
    assert told.before_verify.sentences[-1] == "Compost was invented in 1912."
    assert "Compost was invented in 1912." in [dropped.sentence for dropped in told.before_verify.dropped]
    assert len(endpoint.requests) == 1, "a suggestion was asked of the model"
    assert identity.engine == MODEL
    assert identity.model == {"name": MODEL, "url": endpoint.url, "build": None}
    assert identity.prompt == "answer@v1"


def test_several_attempts_of_one_message_are_put_together() -> None:
    one = Attempt("m", "answer@v1", "0", "Loam is a soil. [1]", 1, (), None, 0.1, 0.2, 1, 1)
    other = replace(one, text="Lime is blue.", kept=0, dropped=(Dropped("Lime is blue.", "names"),), fallback="thin")

    said = before_verify([one, other])

    assert said is not None
    assert said.sentences == ("Loam is a soil.", "Lime is blue.")
    assert said.dropped == (Dropped("Lime is blue.", "names"),)
    assert said.fallback == "thin"
    assert before_verify([]) is None


def test_the_identity_without_a_language_model_names_the_engine_the_index_and_the_corpus(trekbot: Trekbot) -> None:
    identity = identity_of(trekbot)

    assert (identity.engine, identity.prompt, identity.model) == ("extractive", None, None)
    assert identity.index == trekbot.library().index.fingerprint
    assert identity.corpus_sha256 is not None
    assert "llm_key" not in identity.settings


def test_two_identities_differ_in_what_both_of_them_tell() -> None:
    changed = replace(IDENTITY, prompt_sha256="d" * 64, engine=None)

    assert differences(IDENTITY.to_dict(), IDENTITY.to_dict()) == []
    assert differences(IDENTITY.to_dict(), changed.to_dict()) == [f"prompt_sha256: {'c' * 64!r}, now {'d' * 64!r}"]


def test_a_checkout_is_named_by_its_commit_and_whether_it_was_changed(tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text("one = 1\n")
    assert checkout_of(file) is None

    git = ["git", "-C", str(tmp_path), "-c", "user.name=n", "-c", "user.email=e@example.org"]
    for command in (["init", "-q"], ["add", "code.py"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *command], check=True)
    clean = checkout_of(file)
    file.write_text("one = 2\n")

    assert clean is not None
    assert clean["dirty"] is False
    assert checkout_of(file) == {"sha": clean["sha"], "dirty": True}
