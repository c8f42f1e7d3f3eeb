import hashlib
from pathlib import Path

import pytest

from trekbot.llm.models import DEFAULT


@pytest.mark.model
def test_the_default_model_comes_out_of_the_packages_as_its_publisher_has_it(default_model: Path) -> None:
    with default_model.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == DEFAULT.sha256
    assert not list(default_model.parent.glob("*.part"))
