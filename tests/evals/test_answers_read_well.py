"""How answers read, whatever is asked: every third development question over three corpora, without a language model."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from trekbot.answering.reply import Reply
from trekbot.evals.contract import Contract
from trekbot.evals.questions import read_questions
from trekbot.roadmaps.sentences import split_sentences
from trekbot.settings import Settings, bundled_corpus
from trekbot.wiring import Trekbot, build

pytestmark = [pytest.mark.evals, pytest.mark.timeout(400)]

DATA = Path(__file__).parents[1] / "data"
SUBJECTS = ["mlops-engineer", "kitchen", "nodes"]
EVERY = 3
MOST_WORDS = 130  # of prose: about 120, and a sentence is not cut for it

_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_MARKER = re.compile(r"\[\d+\]")


@pytest.fixture(scope="module", params=SUBJECTS)
def subject(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def trekbot(subject: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    own = DATA / subject / "corpus"
    trekbot = build(Settings(corpus=own if own.is_dir() else bundled_corpus(), data=tmp_path_factory.mktemp(subject)))
    trekbot.sync()
    yield trekbot
    trekbot.close()


@pytest.fixture(scope="module")
def replies(trekbot: Trekbot, subject: str) -> list[Reply]:
    rows = read_questions(DATA / subject / "questions-dev.jsonl", trekbot.library().corpus).rows
    return [trekbot.assistant.ask(row.to_question()) for row in islice(rows, 0, None, EVERY)]


def test_no_answer_breaks_the_contract(trekbot: Trekbot, replies: list[Reply]) -> None:
    contract = Contract(trekbot.library().index)

    assert [faults for reply in replies if (faults := contract.broken_by(reply))] == []


def test_prose_stays_short(replies: list[Reply]) -> None:
    long = [prose for reply in replies if len((prose := prose_of(reply)).split()) > MOST_WORDS]

    assert long == []


def test_no_sentence_is_said_twice(replies: list[Reply]) -> None:
    told = [split_sentences(prose_of(reply)) for reply in replies]

    assert [sentences for sentences in told if len(set(sentences)) < len(sentences)] == []


def test_no_heading_of_a_page_is_left_in_an_answer(trekbot: Trekbot, replies: list[Reply]) -> None:
    headings = {
        section.heading
        for stage in trekbot.library().corpus.stages.values()
        for section in stage.sections
        if section.heading and len(section.heading.split()) > 1
    }
    lines = [line.strip() for reply in replies for line in _MARKER.sub("", reply.answer).splitlines()]

    assert [line for line in lines if line in headings or line.startswith("#")] == []


def prose_of(reply: Reply) -> str:
    """Give an answer without its lists and markers."""
    lines = [line for line in reply.answer.splitlines() if not _LIST_ITEM.match(line)]
    return _MARKER.sub("", " ".join(lines)).strip()
