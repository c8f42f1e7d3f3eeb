"""The contract's folding, held against its own words."""

import html
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekbot.roadmaps.folding import FoldedFile, fold, is_quotable, visible


def plain(text: str) -> str:
    """The folding as whoever checks a quote does it: the definition, slow for hostile texts."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", text))
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc"))
    text = re.sub(r"[*_`\"'\\>#|]", "", text)
    return re.sub(r"\s+", " ", text).strip().casefold()


PARTS = [
    "[", "]", "(", ")", "](", "!", "![", "<!--", "-->", "-", "<", ">", "</a>", "<b c='d'>", "&lt;", "&amp;", "&#0;", "&#8203;", "&",
    "a", "B", "İ", "ß", " ", "\n", "\t", "\x0b", "\x1c", "\x85", "\u200b", "\u2028", "\x00", "*", "_", "`", "\\", "#", "|", '"', "'",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join) | st.text(max_size=60))
def test_folding_is_the_contracts_for_every_text(text: str) -> None:
    assert fold(text) == plain(text)


@pytest.mark.parametrize("part", ["[", "![", "[a](", "<!--", "<a", "&#", "](", "<!-- a -->", "[a](b)", "é "])
def test_folding_the_largest_file_takes_no_noticeable_time(part: str) -> None:
    text = part * (2 * 1024 * 1024 // len(part))
    begin = time.process_time()

    fold(text)

    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("A  **bold**\n`word`", "a bold word"),
        ("See [the guide](https://a.example/x_y) now.", "see the guide now."),
        ("![A plant](plant.png)", "a plant"),
        ("Use &lt;div&gt; here &amp; there", "use <div here & there"),
        ("Left<!-- out\nof it --> in", "left in"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("| a | b |", "a b"),
        ("<b>tag</b>", "tag"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 2"),
    ],
)
def test_what_a_quote_may_drop_is_dropped(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_eleven_folded_characters_are_too_few_to_quote() -> None:
    assert not is_quotable("**Elevenchars**", "elevenchars elevenchars")
    assert is_quotable("Twelve chars", "so twelve chars it is")


def test_a_file_finds_its_sentences_in_any_order() -> None:
    file = FoldedFile(fold("The first sentence. The second sentence. The first sentence."))

    assert file.holds("The second sentence.")
    assert file.holds("The first sentence. The second sentence.")
    assert file.holds("The first sentence.")
    assert not file.holds("The third sentence.")


def test_white_space_is_visible_and_what_hides_is_not() -> None:
    assert visible("a\tb\nc\u2028d\x85e") == "a\tb\nc\u2028d\x85e"
    assert visible("a\u200b\u202e\x00\x1b\ufeffb") == "ab"
