import json
import re

import pytest

from trekbot.answering.generative.marked_sentences import MarkedSentence
from trekbot.answering.generative.sentence_stream import json_sentences, marked_sentences, numbered_sentences

LOAM = MarkedSentence("Loam holds water, e.g. after rain.", (1,))
PEAT = MarkedSentence("Peat is sour, says Dr. Moss.", (2, 3))
TWO = "Loam holds water, e.g. after rain. [1] Peat is sour, says Dr. Moss [2][3]."


def pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


def words(text: str) -> list[str]:
    return re.findall(r"\s*\S+", text)


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_running_text_is_read_the_same_in_whatever_pieces_it_comes(size: int) -> None:
    assert list(marked_sentences(pieces(TWO, size))) == [LOAM, PEAT]


def test_a_sentence_is_given_as_soon_as_the_next_one_has_begun() -> None:
    came = iter(words(TWO + " And so on and so forth."))
    sentences = marked_sentences(came)

    assert next(sentences) == LOAM
    assert "".join(came) == " says Dr. Moss [2][3]. And so on and so forth."


def test_a_sentence_said_again_is_given_once() -> None:
    assert list(marked_sentences(["Loam is rich [1]. Loam is rich [1]. Loam is rich [1]."])) == [
        MarkedSentence("Loam is rich.", (1,))
    ]


def test_no_text_has_no_sentences() -> None:
    assert list(marked_sentences([])) == list(json_sentences([])) == list(numbered_sentences([])) == []


AS_JSON = json.dumps({"sentences": [{"text": LOAM.text, "sources": [1]}, {"text": PEAT.text, "sources": [2, 3]}]})


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize(
    "text",
    [AS_JSON, f"Here it is:\n```json\n{AS_JSON}\n```\nI hope it helps {{really}}.", AS_JSON[:-2], AS_JSON[13:]],
    ids=["sound", "fenced", "cut at the end", "a bare list"],
)
def test_json_is_read_whatever_stands_around_it(size: int, text: str) -> None:
    assert list(json_sentences(pieces(text, size))) == [LOAM, PEAT]


def test_an_item_of_json_is_given_as_soon_as_it_is_closed() -> None:
    came = iter(pieces(AS_JSON, 1))

    assert next(json_sentences(came)) == LOAM
    assert json.loads("[0" + "".join(came)[:-1])[1]["text"] == PEAT.text


@pytest.mark.parametrize(
    "text",
    ["", "I cannot say.", "{}", "[1, 2, 3]", '{"sentences": [{"text": 7}]}', '{"sentences": [{"text": "Lo', "[" * 2000],
)
def test_json_that_says_nothing_has_no_sentences(text: str) -> None:
    assert list(json_sentences([text])) == []


def test_sources_that_are_no_numbers_are_left_out() -> None:
    item = {"text": "Loam is **rich** [1].", "sources": ["2", None, "soil", 3, 3]}

    assert list(json_sentences([json.dumps([item])])) == [MarkedSentence("Loam is rich.", (2, 3))]


@pytest.mark.parametrize("lead", ["[{}] ", "{}. ", "{}) ", "- [{}]: ", "**{}.** ", "({}) "])
def test_lines_are_read_with_their_numbers(lead: str) -> None:
    text = f"Sure!\n{lead.format(1)}{LOAM.text}\n\n{lead.format(2)}{PEAT.text}"

    assert list(numbered_sentences(pieces(text, 4))) == [LOAM, MarkedSentence(PEAT.text, (2,))]


@pytest.mark.parametrize("size", [1, 6, 1000])
def test_a_json_object_is_read_by_its_numbers(size: int) -> None:
    text = "```json\n" + json.dumps({"1": LOAM.text, "2": 'Say "sour".\n', "note": "x", "3": ""}, indent=1) + "\n```"

    assert list(numbered_sentences(pieces(text, size))) == [LOAM, MarkedSentence('Say "sour".', (2,))]


def test_a_line_is_given_when_it_is_over() -> None:
    came = iter(["[1] Loam is", " rich.\n", "[2] Peat", " is sour."])

    assert next(numbered_sentences(came)) == MarkedSentence("Loam is rich.", (1,))
    assert list(came) == ["[2] Peat", " is sour."]
