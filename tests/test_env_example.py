"""`.env.example` shows every setting, none that does not exist, each with its meaning and its true default."""

import re
from pathlib import Path

import pytest

from trekbot.settings import Settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"
SHOWN = re.compile(r"^# (?P<meaning>.+)\n# TREKBOT_(?P<name>[A-Z_]+)=(?P<default>.*)$", re.MULTILINE)


def shown() -> list[re.Match[str]]:
    return list(SHOWN.finditer(EXAMPLE.read_text(encoding="utf-8")))


def test_every_setting_is_shown_once_and_nothing_else_is() -> None:
    assert [setting["name"].lower() for setting in shown()] == list(Settings.model_fields)


def test_every_line_that_names_a_setting_is_commented_out_below_its_meaning() -> None:
    assert EXAMPLE.read_text(encoding="utf-8").count("TREKBOT_") == len(shown())


@pytest.mark.parametrize("name", Settings.model_fields)
def test_each_setting_is_explained_in_the_words_of_the_settings(name: str) -> None:
    meanings = {setting["name"].lower(): setting["meaning"] for setting in shown()}

    assert meanings[name] == Settings.model_fields[name].description


def test_the_lines_taken_in_as_they_are_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no `.env` of the checkout is read
    (tmp_path / "taken-in").write_text(
        "\n".join(f"TREKBOT_{setting['name']}={setting['default']}" for setting in shown())
    )

    assert Settings(_env_file="taken-in") == Settings()


def test_a_default_that_is_none_is_shown_empty_and_every_other_as_a_value() -> None:
    defaults = {setting["name"].lower(): setting["default"] for setting in shown()}

    assert {name for name, default in defaults.items() if not default} == {
        name for name, field in Settings.model_fields.items() if field.default in (None, "")
    }
