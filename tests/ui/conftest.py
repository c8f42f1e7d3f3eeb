"""A Trekbot over the gardening corpus, for tests that only read it, and one without an index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpora import write_garden
from tests.scripted import ScriptedAssistant, ScriptedTrekbot
from trekbot.roadmaps.model import Corpus
from trekbot.roadmaps.reader import load_corpus
from trekbot.settings import Settings


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_garden(tmp_path_factory.mktemp("garden") / "corpus")


@pytest.fixture(scope="session")
def corpus(garden: Path) -> Corpus:
    return load_corpus(garden)


@pytest.fixture(scope="session")
def synced(garden: Path) -> Settings:
    settings = Settings(corpus=garden, data=garden.parent / "data")
    trekbot = ScriptedTrekbot(settings)
    trekbot.sync()
    trekbot.close()
    return settings


@pytest.fixture(scope="session")
def shared(synced: Settings) -> Iterator[ScriptedTrekbot]:
    """One for all tests, since a page over it takes a second to build."""
    shared = ScriptedTrekbot(synced)
    yield shared
    shared.close()


@pytest.fixture
def trekbot(shared: ScriptedTrekbot) -> ScriptedTrekbot:
    """The shared one, with an assistant that was asked nothing yet."""
    shared.assistant = ScriptedAssistant()
    return shared


@pytest.fixture(scope="session")
def empty_trekbot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedTrekbot]:
    trekbot = ScriptedTrekbot(Settings(data=tmp_path_factory.mktemp("empty")))
    yield trekbot
    trekbot.close()
