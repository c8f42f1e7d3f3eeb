"""Locks that the kernel gives back when their holder dies."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from trekbot.errors import IndexBusy
from trekbot.index.locks import Lease, hold_alone, remove_unused, remove_unused_in

HOLDER = """
import sys
from pathlib import Path
from trekbot.index.locks import hold_alone

with hold_alone(Path(sys.argv[1]), True, lambda: None):
    print("held", flush=True)
    sys.stdin.read()
"""


def never() -> None:
    raise AssertionError("the lock was free")


def test_a_second_holder_is_refused_at_once_where_it_will_not_wait(tmp_path: Path) -> None:
    with (
        hold_alone(tmp_path / "lock", True, never),
        pytest.raises(IndexBusy, match="another sync"),
        hold_alone(tmp_path / "lock", False, never),
    ):
        pass


def test_a_second_holder_says_that_it_waits_and_gets_the_lock_in_the_end(tmp_path: Path) -> None:
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        with hold_alone(tmp_path / "lock", True, waiting.set):
            order.append("second")

    thread = threading.Thread(target=second)
    with hold_alone(tmp_path / "lock", True, never):
        thread.start()
        assert waiting.wait(10)
        order.append("first")
    thread.join(10)

    assert order == ["first", "second"]


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDER, str(lock)]
    seen_from_here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=seen_from_here
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(IndexBusy), hold_alone(lock, False, never):
            pass
        holder.send_signal(signal.SIGKILL)

    with hold_alone(lock, False, never):
        pass


def test_a_folder_that_somebody_reads_is_not_removed(tmp_path: Path) -> None:
    folder = tmp_path / "read"
    folder.mkdir()
    first, second = Lease(folder), Lease(folder)

    first.release()
    assert not remove_unused(folder)
    second.release()
    assert remove_unused(folder)
    assert not folder.exists()


def test_sweeping_takes_only_what_nobody_reads_and_nothing_while_something_is_being_made(tmp_path: Path) -> None:
    for name in ("read", "left"):
        (tmp_path / name).mkdir()
    reader, maker = Lease(tmp_path / "read"), Lease(tmp_path)

    remove_unused_in(tmp_path)
    assert (tmp_path / "left").exists()
    maker.release()
    remove_unused_in(tmp_path)

    assert [folder.name for folder in tmp_path.iterdir()] == ["read"]
    reader.release()
