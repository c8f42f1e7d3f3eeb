from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.corpora import write_garden
from tests.scripted import ScriptedTrekbot
from trekbot.api.app import create_app
from trekbot.settings import Settings


@pytest.fixture(scope="session")
def garden_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a synced gardening corpus; tests only read it."""
    folder = tmp_path_factory.mktemp("garden")
    settings = Settings(corpus=write_garden(folder / "corpus"), data=folder / "data")
    ScriptedTrekbot(settings).sync()
    return settings


@pytest.fixture
def trekbot(garden_settings: Settings) -> Iterator[ScriptedTrekbot]:
    trekbot = ScriptedTrekbot(garden_settings.model_copy())
    yield trekbot
    trekbot.close()


@pytest.fixture
def empty_trekbot(tmp_path: Path) -> Iterator[ScriptedTrekbot]:
    """A Trekbot without an index."""
    trekbot = ScriptedTrekbot(Settings(data=tmp_path / "data"))
    yield trekbot
    trekbot.close()


@pytest.fixture
def client(trekbot: ScriptedTrekbot) -> TestClient:
    return TestClient(create_app(trekbot))
