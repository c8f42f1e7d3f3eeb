"""The README and the page about the architecture name only what there is, and their examples are what Trekbot says."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.corpora import stage_page, write_corpus
from tests.fakes import HashingEmbedder
from trekbot.api.app import create_app
from trekbot.assistant import Question
from trekbot.cli.parser import read_arguments
from trekbot.cli.screen import show_reply
from trekbot.llm.prices import read_prices
from trekbot.roadmaps.anchors import Anchors
from trekbot.roadmaps.reader import read_corpus
from trekbot.settings import Settings
from trekbot.wiring import Trekbot

CHECKOUT = Path(__file__).parent.parent
README = CHECKOUT / "README.md"
DOCUMENTS = (README, CHECKOUT / "docs" / "architecture.md")
ROOTS = (CHECKOUT, CHECKOUT / "src" / "trekbot")
LOOSE_NAMES_IN = ("src/trekbot", "ui", "evals", "tests", "corpus")

PATH = re.compile(r"[\w.@-]+(?:/[\w.@-]+)*/?")
SUFFIXES = (".py", ".md", ".toml", ".txt", ".css", ".js", ".jsonl", ".json", ".npz", ".png")
ADDRESS = re.compile(r"(GET|POST) (/[\w./{}-]*)")
SERVER = re.compile(r"http://127\.0\.0\.1:8000(/[\w./-]*)?")
COMMAND = re.compile(r"(?:\.venv/bin/)?trekbot (?P<arguments>[^\n|]*)")
LEFT_OUT = "…"

all_documents = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)


@dataclass(frozen=True)
class Code:
    """A piece of code in a document: a block of a language, or a span within a sentence (`language` None)."""

    text: str
    language: str | None


@cache
def tokens_of(document: Path) -> tuple[Token, ...]:
    blocks = MarkdownIt("commonmark").enable("table").parse(document.read_text("utf-8"))
    return tuple(token for block in blocks for token in (block, *(block.children or ())))


def code_in(document: Path) -> Iterator[Code]:
    for token in tokens_of(document):
        if token.type == "fence":
            yield Code(token.content, token.info)
        elif token.type == "code_inline":
            yield Code(token.content, None)


def spans_in(document: Path) -> list[str]:
    return [code.text for code in code_in(document) if code.language is None]


def blocks_of(document: Path, language: str) -> list[str]:
    return [code.text for code in code_in(document) if code.language == language]


@all_documents
def test_every_file_and_folder_that_is_named_exists(document: Path) -> None:
    named = [span for span in spans_in(document) if PATH.fullmatch(span) and ("/" in span or span.endswith(SUFFIXES))]

    assert named
    assert not [path for path in named if not exists(path)]


def exists(path: str) -> bool:
    if any((root / path).exists() for root in ROOTS):
        return True
    return "/" not in path and any(next((CHECKOUT / place).rglob(path), None) for place in LOOSE_NAMES_IN)


@all_documents
def test_every_link_within_the_project_leads_somewhere(document: Path) -> None:
    links = [str(token.attrs.get("href") or token.attrs.get("src") or "") for token in tokens_of(document)]

    assert not [link for link in filter(None, links) if "://" not in link and not leads_somewhere(document, link)]


def leads_somewhere(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (document.parent / path) if path else document
    return target.exists() and (not anchor or anchor in anchors_of(target))


def anchors_of(document: Path) -> set[str]:
    anchors, tokens = Anchors(), tokens_of(document)
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    return {anchors.take(heading.replace("`", "")) for heading in headings}


@all_documents
def test_every_command_and_option_that_is_named_is_understood(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in code_in(document):
        for line in [code.text] if code.language is None else code.text.splitlines():
            named = COMMAND.fullmatch(line)
            assert named is None or is_understood(named["arguments"], in_a_sentence=code.language is None), line
    options = {option for command in commands(capsys) for option in re.findall(r"--[a-z-]+", command)}
    assert not [span for span in spans_in(document) if span.startswith("--") and span.split()[0] not in options]


def is_understood(arguments: str, in_a_sentence: bool) -> bool:
    """Tell whether the parser takes a command; in a sentence, a command may stand without what it needs."""
    words = shlex.split(arguments.replace("[", "").replace("]", ""), comments=True)
    bare = in_a_sentence and not any(word.startswith("-") for word in words)
    for attempt in [words, [*words, "--help"]][: 2 if bare else 1]:
        try:
            read_arguments(attempt)
        except SystemExit as ended:
            if ended.code != 0:
                continue
        return True
    return False


def commands(capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """Give the help of every command."""
    for command in (["serve"], ["sync"], ["check"], ["ask"], ["models", "pull"], ["models", "list"], ["eval", "run"]):
        capsys.readouterr()
        with pytest.raises(SystemExit):
            read_arguments([*command, "--help"])
        yield capsys.readouterr().out


@all_documents
def test_every_make_target_that_is_named_is_one(document: Path) -> None:
    targets = re.findall(r"^([a-z%-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE)
    patterns = [re.compile(target.replace("%", "[a-z]+")) for target in targets]
    named = [name for code in code_in(document) for name in re.findall(r"\bmake ([a-z-]+)", code.text)]

    assert not [name for name in named if not any(pattern.fullmatch(name) for pattern in patterns)]


@all_documents
def test_every_setting_that_is_named_is_one(document: Path) -> None:
    named = re.findall(r"TREKBOT_([A-Z_]+)", document.read_text("utf-8"))

    assert {name.lower() for name in named} <= set(Settings.model_fields)


def shown_default(value: object) -> str:
    """Give a default as one writes it in the environment."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_readme_lists_every_setting_with_its_default_and_its_meaning() -> None:
    rows = re.findall(r"^\| `TREKBOT_([A-Z_]+)` \| (.*?) \| (.*) \|$", README.read_text("utf-8"), re.MULTILINE)

    assert rows == [
        (name.upper(), "–" if field.default in (None, "") else f"`{shown_default(field.default)}`", field.description)
        for name, field in Settings.model_fields.items()
    ]


@all_documents
def test_every_address_that_is_named_answers(document: Path, tmp_path: Path) -> None:
    client = TestClient(create_app(Trekbot(Settings(data=tmp_path), HashingEmbedder())))
    named = [found for span in spans_in(document) for found in ADDRESS.findall(span)]
    called = [path for block in blocks_of(document, "sh") for path in SERVER.findall(block) if path]

    refusals = [client.request("OPTIONS", path) for path in (*called, *(path for _, path in named))]

    assert [refusal.status_code for refusal in refusals] == [405] * len(refusals), "an unknown address is a 404"
    assert all(
        method in refusal.headers["allow"] for (method, _), refusal in zip(named, refusals[len(called) :], strict=True)
    )


def test_the_answer_in_the_readme_is_what_trekbot_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked, said = example(r'trekbot ask "(.+)"')
    trekbot = Trekbot(Settings(corpus=CHECKOUT / "corpus", data=tmp_path), HashingEmbedder())
    trekbot.sync()

    show_reply(trekbot.assistant.ask(Question(asked)))

    trekbot.close()
    shown = capsys.readouterr().out
    assert all(part.strip("\n") in shown for part in said.split(LEFT_OUT))


def test_the_corpus_in_the_readme_is_good_and_its_fault_is_told_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    corpus, told = example(r"trekbot check (\S+)")
    files = re.findall(rf"^{corpus}/(\S+)$", blocks_of(README, "text")[1], re.MULTILINE)
    page, stage = blocks_of(README, "markdown")
    folder = write_corpus(Path(corpus), dict(zip(files, (page, stage_page(1, "Soil"), stage), strict=True)))

    assert not read_corpus(folder).faults

    write_corpus(folder, {files[-1]: stage.replace("[soil]", "[soils]")})
    assert [str(fault) for fault in read_corpus(folder).faults] == told.splitlines()[:-1]


def test_the_example_of_a_price_list_is_a_good_one() -> None:
    prices = read_prices(CHECKOUT / "docs" / "prices.example.yaml")

    assert [prices.cost(model, 1, 1) for model in ("some-model", "some-other-2", "any")].count(None) == 0


def example(command: str) -> tuple[str, str]:
    """Give what a command of the README is given, and what it is said to print."""
    blocks = [code for code in code_in(README) if code.language is not None]
    for block, following in pairwise(blocks):
        given = re.search(command, block.text)
        if block.language == "sh" and given:
            return given[1], following.text
    raise AssertionError(f"the README has no {command}")
