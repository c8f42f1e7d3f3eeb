"""Each package imports only from those to its left, and each framework stays in the room that was given to it."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent

LEFT_TO_RIGHT = [
    {"roadmaps", "llm", "records"},
    {"index"},
    {"retrieval"},
    {"answering"},
    {"assistant"},
    {"wiring"},
    {"ui", "evals"},
    {"api"},
    {"cli"},
]
PLACE = {room: place for place, rooms in enumerate(LEFT_TO_RIGHT) for room in rooms} | {"__main__": len(LEFT_TO_RIGHT)}
EVERYWHERE = {"errors", "observe"}
READS_SETTINGS_FROM = PLACE["wiring"]
HOME = {
    "alembic": {"records"},
    "chromadb": {"index"},
    "fastapi": {"api"},
    "gradio": {"ui"},
    "llama_index": {"index", "retrieval", "llm"},
    "ragas": {"evals"},
    "sqlalchemy": {"records"},
}
UNIMPORTED = {"torch"}  # required by name all the same, so that set-up can choose its build
SLOW_TO_IMPORT = {
    "alembic",
    "chromadb",
    "gradio",
    "llama_index",
    "ragas",
    "sentence_transformers",
    "sqlalchemy",
    "torch",
    "transformers",
}


@dataclass(frozen=True)
class Import:
    """One imported name, dotted and absolute, and where it stands."""

    file: Path
    line: int
    name: str

    @property
    def room(self) -> str:
        """The part of trekbot that the import stands in: a package or a module."""
        return self.file.parts[0].removesuffix(".py")

    def __str__(self) -> str:
        return f"src/trekbot/{self.file}:{self.line}: {self.room} imports {self.name}"


def imports_of(package: Path) -> Iterator[Import]:
    """Every import in the files below `package`, also those inside functions and for type checking only."""
    for directory, folders, files in os.walk(package, followlinks=True):
        folders.sort()
        for path in sorted(Path(directory, name) for name in files if name.endswith(".py")):
            inside = path.relative_to(package)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for name in names_imported(node, inside):
                    yield Import(inside, getattr(node, "lineno", 0), name)


def names_imported(node: ast.AST, file: Path) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        above = ["trekbot", *file.parts[:-1]][: len(file.parts) + 1 - node.level] if node.level else []
        origin = ".".join([*above, *([node.module] if node.module else [])])
        return [f"{origin}.{alias.name}" for alias in node.names]
    return []


def fault_of(found: Import) -> str | None:
    """Say what is wrong with the import, or None."""
    parts = found.name.split(".")
    if parts[0] in HOME and found.room not in HOME[parts[0]]:
        return f"{found}, which belongs in {' or '.join(sorted(HOME[parts[0]]))}"
    target = parts[1] if parts[0] == "trekbot" and len(parts) > 1 else None
    if target is None or target in (*EVERYWHERE, found.room, "__version__"):
        return None
    if found.room in EVERYWHERE or found.room == "settings":
        return f"{found}, but every part may import {found.room}, which imports no part in turn"
    if found.room not in PLACE:
        return f"{found}, but {found.room} has no place in the order of this test"
    if target == "settings":
        return None if PLACE[found.room] >= READS_SETTINGS_FROM else f"{found}, which only wiring and what follows may"
    if target not in PLACE:
        return f"{found}, but {target} has no place in the order of this test"
    return None if PLACE[target] < PLACE[found.room] else f"{found}, which is not to its left"


def test_every_import_points_to_the_left_and_every_framework_stays_at_home() -> None:
    found = list(imports_of(CHECKOUT / "src" / "trekbot"))

    assert {one.room for one in found} >= {"roadmaps", "index", "retrieval", "answering"}, "the packages were not read"
    assert not [fault for fault in map(fault_of, found) if fault]


@pytest.mark.parametrize(
    ("file", "source", "fault"),
    [
        (
            "roadmaps/reader.py",
            "import os\nfrom trekbot.index.chunks import Chunk",
            ":2: roadmaps imports trekbot.index",
        ),
        ("roadmaps/reader.py", "from ..llm import prompts", ":1: roadmaps imports trekbot.llm.prompts"),
        ("api/app.py", "def page():\n    from trekbot import cli", ":2: api imports trekbot.cli"),
        ("retrieval/search.py", "from trekbot.settings import Settings", "only wiring and what follows may"),
        ("retrieval/search.py", "import chromadb.api", "belongs in index"),
        ("wiring.py", "from fastapi import FastAPI", "belongs in api"),
        ("ui/page.py", "from trekbot.evals import grading", "not to its left"),
        ("errors.py", "from trekbot.roadmaps import model", "imports no part in turn"),
        ("helpers.py", "from trekbot.roadmaps import model", "helpers has no place"),
    ],
)
def test_an_import_against_the_order_is_found(tmp_path: Path, file: str, source: str, fault: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(source)

    faults = [fault_of(found) for found in imports_of(tmp_path)]

    assert [text for text in faults if text and fault in text]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("index/store.py", "import chromadb\nfrom trekbot.roadmaps.model import Stage\nfrom .chunks import Chunk"),
        ("roadmaps/reader.py", "from trekbot.errors import CorpusError\nfrom trekbot import observe"),
        ("cli.py", "from trekbot import __version__, settings\nfrom trekbot.api import app"),
    ],
)
def test_an_import_with_the_order_is_left_alone(tmp_path: Path, file: str, source: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(source)

    assert [fault_of(found) for found in imports_of(tmp_path)] == [None] * len(list(imports_of(tmp_path)))


def test_the_command_line_starts_without_loading_a_model_or_a_web_page() -> None:
    program = "import json, sys, trekbot.cli; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=CHECKOUT)

    assert not SLOW_TO_IMPORT & set(json.loads(ended.stdout))


def test_every_library_that_is_imported_is_declared_and_no_other() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {distribution(line) for line in project["dependencies"]}
    extras = project["optional-dependencies"]
    optional = {distribution(line) for extra in ("evals", "local") for line in extras[extra]}
    modules = {found.name.split(".")[0] for found in imports_of(CHECKOUT / "src" / "trekbot")}
    libraries = modules - sys.stdlib_module_names - {"trekbot"}
    provided_by = {module: {distribution(name) for name in names} for module, names in packages_distributions().items()}

    assert not [name for name in libraries if not (required | optional) & provided_by.get(name, {distribution(name)})]
    assert not required - UNIMPORTED - {name for module in libraries for name in provided_by.get(module, ())}


def distribution(requirement: str) -> str:
    """The name that a requirement starts with, as package indexes compare names."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()
