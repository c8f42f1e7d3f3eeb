from pathlib import Path

import pytest

from trekbot.errors import ModelUnavailable, UsageError
from trekbot.llm import local
from trekbot.llm.cores import threads_for_a_model
from trekbot.llm.local import find_load, model_name


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is installed, whether the extra is or not."""
    monkeypatch.setattr(local, "ENGINE", "json")


@pytest.fixture
def own_model(tmp_path: Path) -> Path:
    """A GGUF file of one's own."""
    path = tmp_path / "my-model-q8.gguf"
    path.write_bytes(b"GGUF, and the rest")
    return path


@pytest.mark.usefixtures("engine")
def test_a_model_of_ones_own_is_called_by_its_files_name(own_model: Path, tmp_path: Path) -> None:
    load = find_load(tmp_path, str(own_model), threads=3)

    assert (load.model, load.name, load.threads) == (own_model, "my-model-q8", 3)


@pytest.mark.usefixtures("engine")
def test_without_a_number_of_threads_it_is_what_suits_the_machine(own_model: Path, tmp_path: Path) -> None:
    assert find_load(tmp_path, str(own_model), threads=0).threads == threads_for_a_model()


@pytest.mark.usefixtures("engine")
def test_a_relative_path_is_made_absolute(own_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own_model.parent)

    assert find_load(Path("data"), f"./{own_model.name}", threads=1).model == own_model


@pytest.mark.usefixtures("engine")
def test_a_missing_model_is_one_line_with_the_command_that_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as told:
        find_load(tmp_path, "", threads=1)

    assert len(str(told.value).splitlines()) == 1
    assert "trekbot models pull" in str(told.value)
    assert told.value.exit_code == 3


def test_a_missing_extra_is_one_line_that_names_it(
    own_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "ENGINE", "no_such_engine")

    with pytest.raises(ModelUnavailable) as told:
        find_load(tmp_path, str(own_model), threads=1)

    assert str(told.value) == "A local language model needs an extra: pip install 'trekbot[local]'"


def test_a_missing_extra_and_a_missing_model_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "ENGINE", "no_such_engine")

    with pytest.raises(ModelUnavailable) as told:
        find_load(tmp_path, "", threads=1)

    extra, model = str(told.value).splitlines()
    assert "trekbot[local]" in extra
    assert "trekbot models pull" in model


def test_a_name_that_no_model_has_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no local model 'gpt-9'"):
        model_name("gpt-9")


def test_without_a_name_it_is_the_default_model() -> None:
    assert model_name("") == "qwen2.5-coder-1.5b-instruct"
