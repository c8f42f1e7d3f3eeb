from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpora import write_garden
from tests.fakes import HashingEmbedder
from tests.scripted import REPLY
from trekbot.answering.reply import Reply
from trekbot.settings import Settings
from trekbot.wiring import Trekbot


@pytest.fixture(scope="session")
def trekbot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    """A Trekbot on the gardening corpus; tests only ask it."""
    folder = tmp_path_factory.mktemp("garden")
    trekbot = Trekbot(Settings(corpus=write_garden(folder / "corpus"), data=folder / "data"), HashingEmbedder())
    trekbot.sync()
    yield trekbot
    trekbot.close()


@pytest.fixture
def reply() -> Reply:
    """A reply of one cited sentence that keeps the contract."""
    return replace(REPLY, answer="Soil acidity is measured as a pH value from 0 to 14.[1]")


@pytest.fixture
def refusal(reply: Reply) -> Reply:
    notice = "The roadmaps do not cover Rust."
    return replace(reply, status="not_covered", answer=notice, notices=(notice,), citations=(), suggestions=())


@pytest.fixture
def question_file(tmp_path: Path) -> Path:
    return tmp_path / "questions.jsonl"
