"""Cutting a section into parts that fit a window."""

from hypothesis import given, settings
from hypothesis import strategies as st

from trekbot.index.packing import Window
from trekbot.roadmaps.model import Block, Sentence


def count_words(text: str) -> int:
    return len(text.split()) + 2


def block(*sentences: str) -> Block:
    return Block("paragraph", tuple(Sentence(text, quotable=True) for text in sentences))


def sentence(words: int, word: str = "w") -> str:
    return " ".join([word] * (words - 1) + [f"{word}."])


def test_blocks_that_fit_together_stay_together() -> None:
    parts = Window(count_words, 50, "Title. ").pack([block("One two."), block("Three four.")])

    assert [(part.first, part.last, part.text) for part in parts] == [(0, 2, "One two.\nThree four.")]


def test_the_cut_is_made_between_blocks_before_it_is_made_between_sentences() -> None:
    blocks = [block(sentence(8, "a"), sentence(8, "b")), block(sentence(8, "c"), sentence(8, "d"))]

    parts = Window(count_words, 21, "Title. ").pack(blocks)

    assert [part.text for part in parts] == [each.text for each in blocks]


def test_a_block_that_does_not_fit_is_cut_between_its_sentences() -> None:
    long = block(sentence(8, "a"), sentence(8, "b"), sentence(8, "c"))

    parts = Window(count_words, 20, "Title. ").pack([long])

    assert [part.text for part in parts] == [f"{sentence(8, 'a')} {sentence(8, 'b')}", sentence(8, "c")]
    assert {(part.first, part.last) for part in parts} == {(0, 1)}


def test_no_part_is_a_leftover_line() -> None:
    blocks = [block(sentence(5)) for _ in range(7)]

    parts = Window(count_words, 33, "").pack(blocks)

    assert [part.last - part.first for part in parts] == [4, 3]


def test_a_sentence_that_fits_nowhere_is_cut_inside_and_loses_no_word() -> None:
    giant = " ".join(f"w{number}" for number in range(100)) + "."

    parts = Window(count_words, 20, "Title. ").pack([block("Short one."), block(giant)])

    assert " ".join(part.text for part in parts).split() == ["Short", "one.", *giant.split()]
    assert all(count_words(f"Title. {part.text}") <= 20 for part in parts)


def test_a_section_without_text_has_no_part() -> None:
    assert Window(count_words, 20, "Title. ").pack([]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=5), min_size=1, max_size=8), st.integers(12, 80))
def test_every_part_fits_and_no_word_is_lost_or_doubled(lengths: list[list[int]], window: int) -> None:
    blocks = [block(*(sentence(words) for words in each)) for each in lengths]

    parts = Window(count_words, window, "A title. ").pack(blocks)

    assert all(count_words(f"A title. {part.text}") <= window for part in parts)
    assert " ".join(part.text for part in parts).split() == " ".join(each.text for each in blocks).split()
    assert [part.first for part in parts] == sorted(part.first for part in parts)
