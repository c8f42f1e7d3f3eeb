"""What people install: the wheel holds every file once, and runs outside the checkout."""

import json
import os
import socket
import subprocess
import sys
import tarfile
import urllib.request
import venv
import zipfile
from collections import Counter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
LINKED = ["corpus", "evals", "ui"]  # top-level folders that are also trekbot/<folder>


def files_below(folder: Path) -> set[str]:
    names = (Path(place, name) for place, _, names in os.walk(folder, followlinks=True) for name in names)
    return {path.relative_to(folder).as_posix() for path in names if path.parent.name != "__pycache__"}


def build(project: Path, target: str, into: Path) -> Path:
    """Build as pip does, without the isolated environment that it would have to download."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", into], cwd=project, check=True)
    (built,) = into.iterdir()
    return built


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return [name for name in archive.namelist() if ".dist-info/" not in name]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(CHECKOUT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(build(CHECKOUT, "sdist", tmp_path_factory.mktemp("sdist"))) as archive:
        archive.extractall(folder, filter="data")
    (project,) = folder.iterdir()
    return project


def test_the_wheel_holds_every_file_of_the_package_once(wheel: Path) -> None:
    expected = {f"trekbot/{name}" for name in files_below(CHECKOUT / "src" / "trekbot")}

    assert Counter(names_in(wheel)) == Counter(expected)


@pytest.mark.parametrize("folder", LINKED)
def test_the_wheel_holds_what_lies_in_a_folder_beside_src(wheel: Path, folder: str) -> None:
    expected = {f"trekbot/{folder}/{name}" for name in files_below(CHECKOUT / folder)}

    assert expected
    assert expected <= set(names_in(wheel))


def test_a_wheel_made_from_the_source_distribution_is_the_same(wheel: Path, source: Path, tmp_path: Path) -> None:
    assert names_in(build(source, "wheel", tmp_path)) == names_in(wheel)


def test_the_source_distribution_holds_every_file_once(source: Path) -> None:
    package = files_below(CHECKOUT / "src" / "trekbot")

    assert {name for name in files_below(source) if name.startswith("src/")} == {
        f"src/trekbot/{name}" for name in package
    }
    assert not [folder for folder in LINKED if (source / folder).exists()]


def test_the_unpacked_wheel_checks_the_corpus_that_came_with_it(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    program = (
        "import sys, trekbot.cli as cli, trekbot.settings as settings\n"
        "print(settings.bundled_corpus(), flush=True)\n"
        "sys.argv = ['trekbot', 'check']\n"
        "sys.exit(cli.main())"
    )
    environment = {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{os.environ['PYTHONPATH']}"}

    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith(str(site / "trekbot" / "corpus"))


@pytest.mark.install
@pytest.mark.timeout(900)
def test_the_wheel_in_a_fresh_environment_serves_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # pip needs its index
    programs = tmp_path / "venv" / "bin"
    venv.create(tmp_path / "venv", with_pip=True)
    torch = ["make", f"VENV={tmp_path / 'venv'}", tmp_path / "venv" / ".torch-installed"]
    pip = [programs / "pip", "install", "-q", "-c", CHECKOUT / "constraints.txt", wheel]
    for command in (torch, pip):
        subprocess.run(command, cwd=CHECKOUT, env=environment, check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"

    with subprocess.Popen([programs / "trekbot", "serve", "--port", str(port)], cwd=tmp_path) as server:
        try:
            wait_until_ready(server, address)
            (roadmap, *_) = fetch(f"{address}/v1/roadmaps")["roadmaps"]
            (stage, *_) = fetch(f"{address}/v1/roadmaps/{roadmap['roadmap']}")["stages"]
            answer = fetch(f"{address}/v1/chat", f"Where is {stage['title']}?")
            with urllib.request.urlopen(f"{address}/", timeout=30) as page:
                assert page.status == 200
        finally:
            server.terminate()

    assert answer["status"] == "answered"
    assert stage["stage"] in {citation["stage"] for citation in answer["citations"]}


def wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    """Ask twice a second for as long as the server lives; the test's own time limit ends a server that never is."""
    while True:
        try:
            fetch(f"{address}/readyz")
        except OSError:
            try:
                server.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
            raise
        return


def fetch(url: str, question: str | None = None) -> dict:
    body = None if question is None else json.dumps({"messages": [{"role": "user", "content": question}]}).encode()
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)
