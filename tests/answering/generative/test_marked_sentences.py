import pytest

from trekbot.answering.generative.marked_sentences import MarkedSentence, read_marked


@pytest.mark.parametrize(
    "marked",
    [
        "Loam drains well [1][2].",
        "Loam drains well [1, 2].",
        "Loam drains well. [1] [2]",
        "Loam drains well.[1;2]",
        "Loam drains well (1, 2).",
        "Loam drains well【1】【2】",
        "Loam drains well [^1][^2].",
        "Loam drains well [source 1] [source 2].",
        "Loam drains well [1](https://a.example/1) [2].",
        "- Loam **drains** well [1] [2].",
        "1. Loam `drains` _well_ [1] [2] [1].",
        "Here is the answer:\n\nLoam drains well [1] [2].\nLoam drains well [1] [2].",
        "<think>Perhaps clay [3].</think>Loam drains well [1][2].",
        "Loam drains well [1][2].\n```python\nrows[3]\n```",
    ],
)
def test_every_way_to_mark_a_sentence_is_read(marked: str) -> None:
    [sentence] = read_marked(marked)

    assert sentence.text.rstrip(".") == "Loam drains well"
    assert sentence.numbers == (1, 2)


@pytest.mark.parametrize(
    "marked",
    [
        "Clay holds water [1]. Sand drains [2].",
        "Clay holds water. [1] Sand drains. [2]",
        "Clay holds water [1] Sand drains [2].",
    ],
)
def test_each_sentence_has_its_own_marker(marked: str) -> None:
    assert read_marked(marked) == [MarkedSentence("Clay holds water.", (1,)), MarkedSentence("Sand drains.", (2,))]


def test_a_sentence_without_a_marker_cites_nothing() -> None:
    assert read_marked("Loam drains well.") == [MarkedSentence("Loam drains well.", ())]


def test_a_number_in_round_brackets_within_a_sentence_is_text() -> None:
    assert read_marked("A pH of seven (7) is neutral [1].") == [MarkedSentence("A pH of seven (7) is neutral.", (1,))]


def test_names_with_underscores_and_full_stops_stay_whole() -> None:
    assert read_marked("Set soil_type in garden.yaml [1].") == [MarkedSentence("Set soil_type in garden.yaml.", (1,))]


@pytest.mark.parametrize("text", ["", "\n", "[1]", "---", "```\nloam [1]", "<think>loam [1]"])
def test_what_says_nothing_gives_no_sentence(text: str) -> None:
    assert read_marked(text) == []


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("In [1], loam drains well.", "Loam drains well."),
        ("According to [1], loam drains well.", "Loam drains well."),
        ("As stated in excerpt [1], loam drains well.", "Loam drains well."),
        ("Excerpt [1] says that loam drains well.", "Loam drains well."),
        ("Loam drains well, as described in [1].", "Loam drains well."),
        ("[1] states that loam drains well.", "Loam drains well."),
    ],
)
def test_a_sentence_built_on_its_marker_reads_well_without_it(marked: str, text: str) -> None:
    assert read_marked(marked) == [MarkedSentence(text, (1,))]


def test_a_full_stop_left_behind_a_marker_does_not_begin_the_next_sentence() -> None:
    assert [one.text for one in read_marked("[1]. Loam drains well [2].")][-1] == "Loam drains well."


def test_a_name_that_begins_with_a_full_stop_keeps_the_space_before_it() -> None:
    assert read_marked("Plans are kept in .bed files [1].") == [MarkedSentence("Plans are kept in .bed files.", (1,))]
