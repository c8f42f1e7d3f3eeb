from collections.abc import Iterator

import pytest

from tests.asking import trekbot_over
from tests.bindery import BINDERY
from tests.corpora import GARDEN
from tests.workshop import WORKSHOP
from trekbot.wiring import Trekbot


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    """A Trekbot over the workshop corpus; tests only ask it."""
    trekbot = trekbot_over(WORKSHOP, tmp_path_factory.mktemp("workshop"))
    yield trekbot
    trekbot.close()


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    trekbot = trekbot_over(GARDEN, tmp_path_factory.mktemp("garden"))
    yield trekbot
    trekbot.close()


@pytest.fixture(scope="session")
def bindery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    trekbot = trekbot_over(BINDERY, tmp_path_factory.mktemp("bindery"))
    yield trekbot
    trekbot.close()
