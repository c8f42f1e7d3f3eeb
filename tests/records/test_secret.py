import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.records.files import readable_folder, write_protected
from trekbot.records import secret
from trekbot.records.secret import kept_secret


def test_a_secret_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = kept_secret(data)

    assert kept_secret(data) == made
    assert len(made) == 64
    assert kept_secret(tmp_path / "other") != made
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in data.iterdir()] == ["secret"]


def test_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom trekbot.records.secret import kept_secret\n"
        "print(kept_secret(Path(sys.argv[1])).decode())"
    )
    source = str(Path(secret.__file__).parents[2])
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=source, stdout=subprocess.PIPE)
        for _ in range(4)
    ]

    assert len({process.communicate()[0] for process in running}) == 1


def test_threads_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    for new in range(20):
        with ThreadPoolExecutor(8) as threads:
            made = set(threads.map(kept_secret, [tmp_path / str(new)] * 8))
        assert len(made) == 1


@pytest.mark.parametrize("content", [b"", b"0123"])
def test_a_file_that_was_not_filled_to_its_end_is_filled(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret").write_bytes(content)
    (tmp_path / "secret").chmod(0o644)

    made = kept_secret(tmp_path)

    assert kept_secret(tmp_path) == made
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_cannot_be_written_is_this_processs_alone_and_the_log_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with readable_folder() as folder, write_protected(folder), caplog.at_level(logging.WARNING):
        made = kept_secret(folder)

        assert kept_secret(folder) != made

    assert "TREKBOT_SECRET" in caplog.text
    assert made.decode() not in caplog.text


def test_a_secret_that_is_there_is_read_where_nothing_can_be_written() -> None:
    with readable_folder() as folder:
        made = kept_secret(folder)
        (folder / "secret").chmod(0o644)
        with write_protected(folder):
            assert kept_secret(folder) == made
