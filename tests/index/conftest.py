"""What the tests of the index have in common: folders, a hashing embedder, and the gardening corpus."""

from pathlib import Path

import pytest

from tests.corpora import write_garden
from tests.fakes import HashingEmbedder


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    return write_garden(tmp_path / "garden")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()
