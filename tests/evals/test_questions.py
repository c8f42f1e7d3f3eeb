import json
from pathlib import Path

import pytest

from trekbot.assistant import Page, Question, Turn
from trekbot.errors import QuestionsError, UsageError
from trekbot.evals.questions import Row, read_question_set, read_questions
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

    assert raised.value.remedy == "Name one with --questions, or a bundled set: core, redteam, first."


def test_rows_are_chosen_by_category_by_split_and_by_id(question_file: Path, corpus: Corpus) -> None:
    question_file.write_text(
        '{"id": "a", "question": "a?", "category": "order", "split": "gate"}\n'
        '{"id": "b", "question": "b?", "category": "place"}\n'
        '{"id": "c", "question": "c?", "category": "why"}\n'
    )
    questions = read_question_set([question_file], corpus)

    assert [row.id for row in questions.only(["place", "why"]).rows] == ["b", "c"]
    assert [row.id for row in questions.only(splits=["gate"]).rows] == ["a"]
    assert [row.id for row in questions.only(["place", "order"], ids={"b", "c"}).rows] == ["b"]
    with pytest.raises(UsageError, match=r"The categories are: order, place, why\."):
        questions.only(["plaice"])
    with pytest.raises(UsageError, match=r"The splits are: dev, gate\."):
        questions.only(splits=["holdout"])
    with pytest.raises(UsageError, match="No question is left"):
        questions.only(["place"], ids={"a"})


def test_what_a_search_should_find_is_held_against_the_pages_and_their_headings(
    question_file: Path, corpus: Corpus
) -> None:
    relevant = {"kitchen-garden/soil#Key idea": 2, "kitchen-garden/soils": 1, "kitchen-garden/soil#Tools": 1}
    question_file.write_text(json.dumps({"id": "a", "question": "a?", "relevant": relevant, "cluster": "garden/soil"}))

    assert faults_in(question_file, corpus) == [
        ":1: `relevant` names 'kitchen-garden/soils', which is no page of the corpus: did you mean 'kitchen-garden/soil'?",
        ":1: `cluster` names 'garden/soil', which is no page of the corpus: did you mean 'kitchen-garden/soil'?",
        ":1: `relevant` names 'kitchen-garden/soil#Key idea', and the page has no such heading: did you mean 'Key ideas'?",
    ]


@pytest.mark.parametrize(
    "wrong", ['"relevant": {"kitchen-garden/soil": 3}', '"split": "test"', '"severity": "high"', '"added": "today"']
)
def test_a_value_out_of_its_bounds_is_a_fault(question_file: Path, corpus: Corpus, wrong: str) -> None:
    question_file.write_text(f'{{"id": "a", "question": "a?", {wrong}}}')

    assert wrong.split('"')[1] in faults_in(question_file, corpus)[0]


def test_the_hash_of_a_row_tells_a_changed_question_and_not_how_its_line_is_written() -> None:
    plain = Row.model_validate_json('{"id": "a", "question": "a?", "answerable": true}')
    other = Row.model_validate_json('{"answerable":true, "history": [], "split": "dev", "question":"a?", "id":"a"}')

    assert plain.hash == other.hash
    assert plain.hash != Row.model_validate_json('{"id": "a", "question": "a?", "answerable": false}').hash


def test_several_files_are_one_set_whose_ids_are_unique(tmp_path: Path, corpus: Corpus) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    one.write_text('{"id": "a", "question": "a?"}\n{"id": "b", "question": "b?"}\n')
    other.write_text('{"id": "c", "question": "c?"}\n')

    assert [row.id for row in read_question_set([other, one], corpus).rows] == ["c", "a", "b"]

    other.write_text('{"id": "b", "question": "c?"}\n')
    with pytest.raises(QuestionsError, match=r"other\.jsonl: the id 'b' is in .*one\.jsonl too"):
        read_question_set([one, other], corpus)


def test_the_faults_of_all_files_are_told_in_one_run(tmp_path: Path, corpus: Corpus) -> None:
    paths = [tmp_path / "one.jsonl", tmp_path / "other.jsonl"]
    for path in paths:
        path.write_text('{"id": "a"}\n')

    with pytest.raises(QuestionsError) as raised:
        read_question_set(paths, corpus)

    assert [fault.split(":")[0] for fault in raised.value.message.splitlines()] == list(map(str, paths))
