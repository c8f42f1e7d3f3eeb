from collections.abc import Iterator

import pytest

from tests.asking import trekbot_over
from tests.workshop import WORKSHOP
from trekbot.retrieval.library import Library
from trekbot.retrieval.understanding import Understanding
from trekbot.wiring import Trekbot


@pytest.fixture(scope="session")
def trekbot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    """A Trekbot over the workshop corpus; tests only ask it."""
    trekbot = trekbot_over(WORKSHOP, tmp_path_factory.mktemp("workshop"))
    yield trekbot
    trekbot.close()


@pytest.fixture(scope="session")
def library(trekbot: Trekbot) -> Library:
    return trekbot.library()


@pytest.fixture(scope="session")
def understanding(library: Library) -> Understanding:
    return library.understanding
