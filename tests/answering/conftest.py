from collections.abc import Iterator

import pytest

from tests.corpora import write_garden
from tests.endpoint import KEY, MODEL, Endpoint, scripted_endpoint
from tests.fakes import HashingEmbedder
from trekbot.retrieval.library import Library
from trekbot.settings import Settings
from trekbot.wiring import Trekbot


@pytest.fixture(scope="session")
def garden_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a synced gardening corpus; tests only read it."""
    folder = tmp_path_factory.mktemp("garden")
    settings = Settings(corpus=write_garden(folder / "corpus"), data=folder / "data")
    trekbot = Trekbot(settings, HashingEmbedder())
    trekbot.sync()
    trekbot.close()
    return settings


@pytest.fixture
def extractive(garden_settings: Settings) -> Iterator[Trekbot]:
    trekbot = Trekbot(garden_settings, HashingEmbedder())
    yield trekbot
    trekbot.close()


@pytest.fixture
def library(extractive: Trekbot) -> Library:
    return extractive.library()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with scripted_endpoint() as endpoint:
        yield endpoint


@pytest.fixture
def generative(garden_settings: Settings, endpoint: Endpoint) -> Iterator[Trekbot]:
    """A Trekbot with the scripted endpoint behind it, chosen by settings as an operator does."""
    trekbot = Trekbot(
        Settings(
            corpus=garden_settings.corpus,
            data=garden_settings.data,
            llm="openai",
            llm_url=endpoint.url,
            llm_model=MODEL,
            llm_key=KEY,
            llm_timeout_s=0.5,
        ),
        HashingEmbedder(),
    )
    yield trekbot
    trekbot.close()
