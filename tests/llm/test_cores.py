import os
from pathlib import Path

import pytest

from trekbot.llm.cores import threads_for_a_model


@pytest.fixture
def processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process may run on processors 0 to 15."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(16)), raising=False)


def write_siblings(system: Path, siblings: dict[int, str]) -> None:
    for number, text in siblings.items():
        folder = system / f"devices/system/cpu/cpu{number}/topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(f"{text}\n")


def write_quota(system: Path, text: str) -> None:
    (system / "fs/cgroup").mkdir(parents=True)
    (system / "fs/cgroup/cpu.max").write_text(f"{text}\n")


def test_two_processors_of_one_core_count_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1, 2, 3}, raising=False)
    write_siblings(tmp_path, {0: "0,2", 1: "1,3", 2: "0,2", 3: "1,3"})

    assert threads_for_a_model(tmp_path) == 2


@pytest.mark.usefixtures("processors")
def test_a_machine_of_many_cores_gives_eight(tmp_path: Path) -> None:
    assert threads_for_a_model(tmp_path) == 8


@pytest.mark.usefixtures("processors")
@pytest.mark.parametrize(
    ("quota", "threads"), [("max 100000", 8), ("250000 100000", 2), ("50000 100000", 1), ("", 8), ("1 0", 8)]
)
def test_a_container_gives_what_its_quota_has_whole(tmp_path: Path, quota: str, threads: int) -> None:
    write_quota(tmp_path, quota)

    assert threads_for_a_model(tmp_path) == threads


def test_this_machine_gives_at_least_one() -> None:
    assert 1 <= threads_for_a_model() <= 8
