"""`trekbot models pull` and `trekbot models list`, as a person uses them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.llm.file_server import FileServer, file_server
from tests.llm.small_model import BYTES, HUB_PATH, SMALL
from trekbot.cli import main
from trekbot.cli import models as commands
from trekbot.cli.download_screen import tenths
from trekbot.llm import models
from trekbot.settings import Settings

PLACE = f".trekbot/models/{SMALL.file}"
PROGRAM = (
    "import sys\nfrom tests.llm.small_model import SMALL\nfrom trekbot.llm import models\n"
    "models.CATALOGUE, models.DEFAULT = (SMALL,), SMALL\n"
    "from trekbot.cli import main\nsys.exit(main(sys.argv[1:]))"
)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with file_server() as server:
        server.files[HUB_PATH] = BYTES
        yield server


@pytest.fixture(autouse=True)
def small_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: FileServer) -> None:
    """An empty working directory, a small model as the only one, and a hub on loopback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(models, "CATALOGUE", (SMALL,))
    monkeypatch.setattr(models, "DEFAULT", SMALL)
    monkeypatch.setattr(commands, "CATALOGUE", (SMALL,))
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.delenv("HF_HUB_OFFLINE")


def test_pull_fetches_the_model_and_list_then_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    before = capsys.readouterr().out
    assert main(["models", "pull"]) == 0
    pulled = capsys.readouterr()
    assert main(["models", "list"]) == 0
    after = capsys.readouterr().out

    assert before == f"{SMALL.name}: 0 MB, Apache-2.0, not installed\n    {SMALL.repository}\n"
    assert pulled.out == f"{SMALL.name} is there, whole and checked: {PLACE}\n"
    assert pulled.err.startswith(f"{SMALL.name} (300,000 bytes, Apache-2.0) from http://127.0.0.1")
    assert after == f"{SMALL.name}: 0 MB, Apache-2.0, installed\n    {PLACE}\n"


def test_a_second_pull_says_that_the_model_is_there(server: FileServer, capsys: pytest.CaptureFixture[str]) -> None:
    main(["models", "pull"])
    capsys.readouterr()

    assert main(["models", "pull", SMALL.name]) == 0
    assert capsys.readouterr().out == f"{SMALL.name} is there already, whole and checked: {PLACE}\n"
    assert len(server.asked) == 1


def test_pull_keeps_to_the_word_of_a_person_who_wants_to_stay_offline(
    server: FileServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    assert main(["models", "pull"]) == 2
    assert "HF_HUB_OFFLINE" in capsys.readouterr().err
    assert not server.asked


def test_no_other_command_is_let_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "to be restored")
    monkeypatch.delenv("HF_HUB_OFFLINE")

    main(["check"])

    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_results_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "pull", "--json"]) == 0
    pulled = json.loads(capsys.readouterr().out)
    assert main(["models", "list", "--json"]) == 0
    [listed] = json.loads(capsys.readouterr().out)["models"]

    assert (pulled["model"], pulled["path"], pulled["bytes"]) == (SMALL.name, PLACE, SMALL.size)
    assert (pulled["sha256"], pulled["fetched"]) == (SMALL.sha256, True)
    assert (listed["name"], listed["license"], listed["installed"], listed["path"]) == (
        SMALL.name,
        "Apache-2.0",
        True,
        PLACE,
    )


def test_a_file_of_ones_own_is_taken_without_asking_anybody(
    server: FileServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.gguf").write_bytes(BYTES)

    assert main(["models", "pull", "--from", "mine.gguf", "--data", "kept"]) == 0
    assert (tmp_path / "kept" / "models" / SMALL.file).read_bytes() == BYTES
    assert not server.asked


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["pull", "--from", "nothing.gguf"], 1, "nothing.gguf: no such file"),
        (["pull", "llama"], 2, f"There are: {SMALL.name}"),
        (["pull", "other.gguf"], 2, "file of your own"),
    ],
)
def test_a_fault_is_one_line_and_an_exit_code(
    arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", *arguments]) == code
    assert told in capsys.readouterr().err.splitlines()[-1]


def test_a_file_that_is_not_the_publishers_exits_3(server: FileServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.files[HUB_PATH] = bytes(SMALL.size)

    assert main(["models", "pull"]) == 3
    told = capsys.readouterr().err.splitlines()[-1]
    assert f"expected SHA-256 {SMALL.sha256}, got " in told
    assert not Path(PLACE).exists()


@pytest.mark.parametrize("arguments", [["models"], ["models", "push"], ["models", "list", "name"]])
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2


def test_the_name_of_a_model_behind_an_endpoint_is_not_taken_for_a_local_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREKBOT_LLM_MODEL", "gpt-of-somebody")

    assert main(["models", "pull"]) == 0
    assert main(["models", "list"]) == 0


def test_a_damaged_file_is_listed_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    main(["models", "pull"])
    Path(PLACE).write_bytes(b"GGUF")
    capsys.readouterr()

    assert main(["models", "list"]) == 0
    assert "damaged" in capsys.readouterr().out


def set_up(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    """Let Trekbot be set up to run this model on this machine."""
    settings = Settings.model_construct(data=Path(".trekbot"), llm="local", llm_model=model)
    monkeypatch.setattr(commands, "load_settings", lambda **_: settings)


def test_the_model_that_is_in_use_is_listed_as_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(monkeypatch, "")

    assert main(["models", "list"]) == 0
    assert capsys.readouterr().out.startswith(f"{SMALL.name}: 0 MB, Apache-2.0, not installed, in use\n")


def test_a_file_of_ones_own_is_listed_as_not_checked_and_not_pulled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.gguf").write_bytes(BYTES)
    set_up(monkeypatch, "./mine.gguf")

    assert main(["models", "list"]) == 0
    assert capsys.readouterr().out.endswith("mine: 0 MB, license unknown, yours, not checked, in use\n    mine.gguf\n")
    assert main(["models", "pull"]) == 2
    assert main(["models", "pull", SMALL.name]) == 0


def test_ctrl_c_ends_a_pull_and_the_next_one_goes_on(server: FileServer, tmp_path: Path) -> None:
    server.cuts, server.stall = [120_000], True
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, os.environ["PYTHONPATH"]])}
    command = [sys.executable, "-c", PROGRAM, "models", "pull"]
    first = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert server.stalled.wait(60)
    part = wait_for_bytes(tmp_path / ".trekbot" / "models", 120_000, first)
    first.send_signal(signal.SIGINT)
    told = first.communicate(timeout=20)[1]
    server.stall = False
    listed = subprocess.run([*command[:-1], "list"], env=environment, capture_output=True, text=True, check=True)
    second = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert first.returncode == 130
    assert told.splitlines()[-1] == "Stopped. What has come is kept; the same command goes on with it."
    assert "partly fetched" in listed.stdout
    assert second.returncode == 0, second.stderr
    assert server.ranges_asked == [None, "bytes=120000-"]
    assert (tmp_path / PLACE).read_bytes() == BYTES
    assert not part.exists()


def wait_for_bytes(folder: Path, size: int, process: subprocess.Popen[str]) -> Path:
    """Wait until a pull has written so many bytes."""
    while process.poll() is None:
        for part in folder.glob("*.part"):
            if part.stat().st_size >= size:
                return part
    raise AssertionError(process.communicate()[1])


def test_a_pipe_is_told_of_tenths_but_not_of_what_takes_no_time() -> None:
    lines: list[str] = []
    now = [0.0]
    report = tenths(lines.append, lambda: now[0])

    for second, done in enumerate([600, 650, 690, 700, 700, 800, 1000]):
        now[0] = float(second)
        report("fetching", done * 10**6, 1000 * 10**6)
    report("checking", 0, 1000 * 10**6)
    report("checking", 1000 * 10**6, 1000 * 10**6)

    assert lines == ["fetching: 700 of 1,000 MB", "fetching: 800 of 1,000 MB"]
