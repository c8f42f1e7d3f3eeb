"""The catalogue of models, and where their files lie."""

from pathlib import Path

import pytest

from tests.llm.small_model import BYTES, SMALL
from trekbot.errors import ModelUnavailable, UsageError
from trekbot.llm import models
from trekbot.llm.models import CATALOGUE, DEFAULT, find_model, installed_model, place_of


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(models, "CATALOGUE", (DEFAULT, SMALL))
    (tmp_path / "models").mkdir()
    return tmp_path


def test_the_default_model_is_the_publishers_file() -> None:
    assert DEFAULT in CATALOGUE
    assert (DEFAULT.size, DEFAULT.license) == (1_117_320_768, "Apache-2.0")
    assert DEFAULT.sha256.startswith("cc324af0")
    assert len(DEFAULT.sha256) == 64


@pytest.mark.parametrize("name", [SMALL.name, SMALL.file, SMALL.name.upper(), f" {SMALL.name} "])
def test_a_model_is_found_by_its_name_or_its_file(data: Path, name: str) -> None:
    place_of(SMALL, data).write_bytes(BYTES)

    assert installed_model(data, name) == data / "models" / SMALL.file


def test_no_name_means_the_default_model(data: Path) -> None:
    assert find_model("") is DEFAULT


def test_a_model_that_is_not_there_is_told_with_how_to_fetch_it(data: Path) -> None:
    with pytest.raises(ModelUnavailable) as raised:
        installed_model(data, SMALL.name)

    assert "trekbot models pull" in raised.value.remedy


def test_a_model_that_was_cut_is_not_taken_for_whole(data: Path) -> None:
    place_of(SMALL, data).write_bytes(BYTES[:-1])

    with pytest.raises(ModelUnavailable, match="299,999 bytes instead of 300,000"):
        installed_model(data, SMALL.name)


def test_any_other_gguf_file_may_be_named_by_its_path(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "my.gguf").write_bytes(b"GGUF and more")
    monkeypatch.chdir(data)
    monkeypatch.setenv("HOME", str(data))

    assert installed_model(data, str(data / "my.gguf")) == data / "my.gguf"
    assert installed_model(data, "my.gguf") == Path("my.gguf")
    assert installed_model(data, "~/my.gguf") == data / "my.gguf"


@pytest.mark.parametrize("content", [b"", b"PK\3\4 something else"])
def test_a_file_that_is_no_gguf_is_refused(data: Path, content: bytes) -> None:
    (data / "my.gguf").write_bytes(content)

    with pytest.raises(ModelUnavailable, match="no GGUF file"):
        installed_model(data, str(data / "my.gguf"))


@pytest.mark.parametrize("name", ["nothing.gguf", "."])
def test_a_path_that_cannot_be_read_is_told(data: Path, name: str) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        installed_model(data, f"{data}/{name}")


def test_an_unknown_name_is_told_with_the_names_that_there_are(data: Path) -> None:
    with pytest.raises(UsageError, match=f"{DEFAULT.name}, {SMALL.name}"):
        find_model("llama")
