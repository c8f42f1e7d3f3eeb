"""Intents told by meaning: the fit, the file that holds it, and what is made of its reading."""

from pathlib import Path

import numpy as np
import pytest

from tests.fakes import HashingEmbedder
from trekbot.retrieval import intent_model
from trekbot.retrieval.intent_model import (
    IntentModel,
    Meant,
    fit_weights,
    fitted_path,
    intents_for,
    learn_intents,
    phrasings,
)
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.question import Question
from trekbot.retrieval.understanding import Understanding
from trekbot.retrieval.wording_patterns import WordingPatterns

NO_PATTERNS = WordingPatterns((), np.zeros(0, dtype=np.float32))


@pytest.fixture
def few_phrasings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank of phrasings small enough to be fitted in a test."""
    path = tmp_path / "phrasings.tsv"
    path.write_text(
        "\n".join(
            [
                *(f"done\tfinished mastered topic {word}" for word in ("surely", "really", "truly", "well")),
                *(f"start\tbegin where {word}" for word in ("surely", "really", "truly", "well")),
                *(f"tools\tequipment gear topic {word}" for word in ("surely", "really", "truly", "well")),
            ]
        )
    )
    monkeypatch.setattr(intent_model, "_PHRASINGS", path)
    intent_model._phrasings_hash.cache_clear()
    yield path
    intent_model._phrasings_hash.cache_clear()


def test_every_phrasing_has_a_label_that_means_an_intent() -> None:
    labels = {label for label, _ in phrasings()}

    model = IntentModel(np.zeros((3, len(labels)), dtype=np.float32), NO_PATTERNS, tuple(sorted(labels)))
    assert isinstance(model.read("", np.zeros(2, dtype=np.float32)).intent, Intent)
    assert all(text.strip() == text and text for _, text in phrasings())


def test_the_weights_that_come_along_are_fitted_to_the_phrasings_that_come_along() -> None:
    with np.load(fitted_path()) as file:
        assert str(file["phrasings"]) == intent_model._phrasings_hash(), "run `make intents`"


def test_a_fit_reads_a_wording_that_it_has_not_seen() -> None:
    embedder = HashingEmbedder()
    texts = ["finished topic", "mastered topic", "equipment topic", "gear topic", "begin where"]
    model = fit_weights(texts, embedder.embed_passages(texts), ["done", "done", "tools", "tools", "start"])

    meant = model.read("mastered topic well", embedder.embed_query("mastered topic well"))

    assert meant.intent is Intent.DONE
    assert 0 < meant.probability <= 1


def test_labels_that_mean_one_intent_count_together() -> None:
    weights = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.3]], dtype=np.float32)
    model = IntentModel(weights, NO_PATTERNS, ("other_fact", "other_unrelated", "tools"))

    assert model.read("", np.zeros(1, dtype=np.float32)).intent is Intent.OPEN


def test_what_embeds_alike_is_told_apart_by_its_words_in_a_row() -> None:
    wordings = [
        f"{order} topic comes {word}" for order in ("before", "after", "beside") for word in ("this", "that", "it")
    ]
    labels = [label for label in ("prerequisites", "next", "tools") for _ in range(3)]
    alike = np.ones((len(wordings), 1), dtype=np.float32)
    model = fit_weights(wordings, alike, labels)

    read = [model.read(f"well, {order} topic comes what", alike[0]).intent for order in ("before", "after")]

    assert read == [Intent.PREREQUISITES, Intent.NEXT]


@pytest.mark.usefixtures("few_phrasings")
def test_a_model_without_a_fit_is_fitted_once_and_kept(tmp_path: Path) -> None:
    embedder = HashingEmbedder("another-model")
    assert intents_for(embedder, tmp_path) is None

    assert learn_intents(embedder, tmp_path)
    embedded = len(embedder.embedded)

    assert not learn_intents(embedder, tmp_path)
    assert len(embedder.embedded) == embedded == 12
    kept = intents_for(embedder, tmp_path)
    assert kept is not None
    assert kept.read("gear", embedder.embed_query("gear")).intent is Intent.TOOLS


def test_a_fit_is_not_used_for_another_embedding_model(tmp_path: Path) -> None:
    assert intents_for(HashingEmbedder("another-model"), tmp_path) is None


@pytest.mark.usefixtures("few_phrasings")
def test_a_fit_is_not_used_after_the_phrasings_have_changed(tmp_path: Path, few_phrasings: Path) -> None:
    embedder = HashingEmbedder()
    learn_intents(embedder, tmp_path)
    few_phrasings.write_text(few_phrasings.read_text() + "\ntools\tkit topic")
    intent_model._phrasings_hash.cache_clear()

    assert intents_for(embedder, tmp_path) is None


def _reads(library: Library, meant: Meant, question: str) -> Query:
    understanding = Understanding(library.corpus, library.graph, lambda _: True, lambda _: meant)
    return understanding.understand(Question(question))[0]


def test_what_no_rule_reads_is_read_by_its_meaning(library: Library) -> None:
    query = _reads(library, Meant(Intent.DONE, 0.9), "have I got Wheels & tyres licked?")

    assert query.intent is Intent.DONE
    assert query.a is not None
    assert query.a.stage is not None
    assert query.a.stage.stage == "wheels"


def test_a_reading_that_is_not_sure_changes_nothing(library: Library) -> None:
    assert _reads(library, Meant(Intent.DONE, 0.3), "have I got Wheels & tyres licked?").intent is Intent.OPEN


def test_a_rule_that_fits_exactly_is_not_overruled(library: Library) -> None:
    assert _reads(library, Meant(Intent.TIME, 0.99), "who maintains the roadmap?").intent is Intent.MAINTAINER


def test_a_reading_without_the_stage_that_it_is_about_changes_nothing(library: Library) -> None:
    query = _reads(library, Meant(Intent.DEPENDENTS, 0.99), "what about the zebra crossing?")

    assert query.intent is not Intent.DEPENDENTS
