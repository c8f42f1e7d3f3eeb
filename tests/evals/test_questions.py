import json
from pathlib import Path

import pytest

from trekbot.assistant import Page, Question, Turn
from trekbot.errors import QuestionsError, UsageError
from trekbot.evals.questions import read_questions
from trekbot.roadmaps.model import Corpus
from trekbot.wiring import Trekbot


@pytest.fixture
def corpus(trekbot: Trekbot) -> Corpus:
    return trekbot.library().corpus


def faults_in(file: Path, corpus: Corpus) -> list[str]:
    with pytest.raises(QuestionsError) as raised:
        read_questions(file, corpus)
    return [fault.removeprefix(str(file)) for fault in raised.value.message.splitlines()]


def test_a_row_becomes_the_question_that_the_assistant_takes(question_file: Path, corpus: Corpus) -> None:
    row = {
        "id": "a",
        "question": "and then?",
        "history": [{"role": "user", "content": "what comes first?"}],
        "roadmap": "kitchen-garden",
        "page": {"roadmap": "kitchen-garden", "stage": "soil"},
    }
    question_file.write_text(json.dumps(row))

    [read] = read_questions(question_file, corpus).rows

    assert read.to_question() == Question(
        "and then?",
        (Turn("user", "what comes first?"),),
        "kitchen-garden",
        Page("kitchen-garden", "soil"),
    )


def test_byte_order_mark_empty_lines_and_windows_line_ends_are_no_faults(question_file: Path, corpus: Corpus) -> None:
    question_file.write_bytes(b'\xef\xbb\xbf{"id": "a", "question": "a?"}\r\n\r\n{"id": "b", "question": "b?"}\r\n')

    assert [row.id for row in read_questions(question_file, corpus).rows] == ["a", "b"]


def test_every_faulty_line_is_reported_in_one_run(question_file: Path, corpus: Corpus) -> None:
    question_file.write_text(
        """{"id": "a", "question": "sound?"}
{"id": "b", "question": "cut off
{"question": "no id?"}
["a list"]
{"id": "a", "question": "the same id?"}
{"id": "c", "question": "a key mistyped?", "must_cit": []}
{"id": "d", "question": "no such stage?", "must_cite": ["kitchen-garden/sewing"]}
"""
    )

    faults = faults_in(question_file, corpus)

    assert [fault.split(":")[1] for fault in faults] == ["2", "3", "4", "5", "6", "7"]
    assert faults[1] == ":3: `id` is missing: add it"
    assert faults[3] == ":5: the id 'a' is that of line 1 too: give each question an id of its own"
    assert faults[4] == ":6: `must_cit` is no key of a question: did you mean `must_cite`?"
    assert faults[5] == (
        ":7: `must_cite` names 'kitchen-garden/sewing', which is no page of the corpus: "
        "did you mean 'kitchen-garden/sowing'?"
    )


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ('"answerable": "yes"', "`answerable` is"),
        ('"question": " "', "`question` is"),
        (f'"question": "{"x" * 2001}"', "at most 2000 characters"),
        ('"id": ""', "`id` is"),
        ('"must_say": ["soil"]', "`must_say.0` is"),
        ('"must_say": [[]]', "`must_say.0` is"),
        ('"must_say": [["**"]]', "nothing is left to compare"),
        ('"must_not_say": ["#"]', "nothing is left to compare"),
        ('"roadmap": "cooking"', "`roadmap` names 'cooking/'"),
        ('"page": {"roadmap": "kitchen-garden", "stage": "rust"}', "`page` names 'kitchen-garden/rust'"),
        ('"page": {"roadmap": "kitchen-garden", "section": "x"}', "`page.section` is no key"),
        ('"history": [{"role": "system", "content": "x"}]', "`history.0.role` is"),
        ('"must_cite": ["kitchen-garden"]', "did you mean 'kitchen-garden/'?"),
        ('"may_cite": ["rust/borrowing"]', "`may_cite` names"),
        ('"must_not_cite": ["rust/borrowing"]', "`must_not_cite` names"),
        ('"must_cite": ["seed-saving/"], "must_not_cite": ["seed-saving/"]', "forbidden by `must_not_cite`"),
        ('"answerable": false, "must_cite": ["seed-saving/"]', "a refusal has none"),
        ('"category": "a", "category": "b"', "`category` is written twice"),
    ],
)
def test_what_no_answer_could_be_right_by_is_a_fault(
    question_file: Path, corpus: Corpus, keys: str, fault: str
) -> None:
    given = {"id": '"id": "a"', "question": '"question": "a?"'}
    rest = ", ".join(text for key, text in given.items() if not keys.startswith(f'"{key}"'))
    question_file.write_text(f"{{{keys}, {rest}}}")

    [found] = faults_in(question_file, corpus)

    assert found.startswith(":1: ")
    assert fault in found


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "holds no question"), (b'{"id": "\xff"}', "not UTF-8"), (b"\n \n", "holds no question")],
)
def test_a_file_without_a_question_is_a_fault(question_file: Path, corpus: Corpus, content: bytes, fault: str) -> None:
    question_file.write_bytes(content)

    assert fault in faults_in(question_file, corpus)[0]


def test_a_file_that_is_not_there_is_a_fault_with_the_way_out(question_file: Path, corpus: Corpus) -> None:
    with pytest.raises(QuestionsError, match="there is no such file") as raised:
        read_questions(question_file, corpus)

    assert raised.value.remedy == "Name one with --questions."


def test_the_rows_of_a_category_can_be_chosen(question_file: Path, corpus: Corpus) -> None:
    question_file.write_text(
        '{"id": "a", "question": "a?", "category": "order"}\n{"id": "b", "question": "b?", "category": "place"}\n'
    )
    questions = read_questions(question_file, corpus)

    assert [row.id for row in questions.only("place").rows] == ["b"]
    with pytest.raises(UsageError, match=r"The categories are: order, place\."):
        questions.only("plaice")
