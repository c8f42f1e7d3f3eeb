"""Keyword search over chunks."""

from trekbot.index.chunks import Chunk, text_hash
from trekbot.index.keywords import KeywordIndex
from trekbot.index.words import words


def index_of(*texts: str) -> KeywordIndex:
    return KeywordIndex(
        [
            Chunk(f"{text.split()[0]}/#/{number}", text.split()[0], None, -1, 0, 1, text, text_hash(text))
            for number, text in enumerate(texts)
        ]
    )


def test_chunks_with_a_rare_word_come_before_chunks_with_a_common_one() -> None:
    index = index_of("garden soil and loam", "garden soil and sand", "garden soil", "garden beds")

    found = index.search(words("the soils with loam"), limit=10)

    assert found[0][0] == 0
    assert {number for number, _ in found} == {0, 1, 2}
    assert all(score > 0 for _, score in found)


def test_a_roadmap_filter_leaves_the_others_out() -> None:
    index = index_of("garden soil", "kitchen soil")

    assert [number for number, _ in index.search(words("soil"), 10, roadmap="kitchen")] == [1]


def test_unknown_words_and_no_words_find_nothing() -> None:
    index = index_of("garden soil", "kitchen soil")

    assert index.search(words("xylophone"), 10) == []
    assert index.search([], 10) == []
    assert index.search([""], 10) == []


def test_the_limit_holds() -> None:
    assert len(index_of("garden soil", "kitchen soil", "field soil").search(words("soil"), 2)) == 2


def test_chunks_without_any_word_can_be_indexed() -> None:
    assert index_of("? !", "… …").search(words("soil"), 10) == []
