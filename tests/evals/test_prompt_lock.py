import shutil
from pathlib import Path

import pytest

from trekbot.evals.prompt_lock import PromptLock, faults_of, read_lock, released_name
from trekbot.llm.prompts import FOLDER
from trekbot.settings import Settings


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    """A copy of the prompts that come with Trekbot."""
    return shutil.copytree(FOLDER, tmp_path / "prompts")


def test_every_released_prompt_is_as_it_was_released_and_every_prompt_is_in_the_lock() -> None:
    assert faults_of(read_lock()) == []


def test_the_default_of_the_settings_is_the_one_that_the_lock_names() -> None:
    assert released_name("answer@default") == Settings.model_fields["prompt"].default
    assert released_name("answer@v2") == "answer@v2"


def test_a_released_prompt_that_was_edited_is_named(prompts: Path) -> None:
    with (prompts / "answer@v2.md").open("a") as file:
        file.write("Be brief.\n")

    assert faults_of(read_lock(), prompts) == ["answer@v2 was edited after its release: make it a new version"]


def test_prompts_and_lock_that_do_not_fit_each_other_are_named(prompts: Path) -> None:
    known = read_lock().released
    lock = PromptLock({"answer@best": "answer@v9"}, {"answer@v1": known["answer@v1"], "answer@v4": "0" * 64})
    for path in ("answer@v3.md", "support@v1.md"):
        (prompts / path).unlink()

    assert faults_of(lock, prompts) == [
        "answer@v2 is not in the lock",
        "answer@v4 is in the lock, and its file is gone",
        "the alias answer@best names answer@v9, which is not released",
    ]
