"""Plain text shows as its own characters wherever it stands in a Markdown answer."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from trekbot.answering.markdown_text import escaped

_MARKDOWN = MarkdownIt("commonmark")
_MARKER = re.compile(r"(?<!\\)\[\d+\]")


def shown(markdown: str) -> tuple[str, set[str]]:
    """Give what a reader of the Markdown sees, and the kinds of marks in it."""
    tokens = [child for token in _MARKDOWN.parse(markdown) for child in (token.children or [token])]
    kinds = {token.type for token in tokens} - {"text", "paragraph_open", "paragraph_close", "softbreak"}
    return "".join(token.content for token in tokens if token.type == "text"), kinds


@pytest.mark.parametrize(
    "text",
    [
        "Take x[0] and x[1].",
        "A *pointed* star and **two**",
        "run `pip install x`",
        "the tag <b>bold</b>",
        "see [here](https://example.org)",
        "![alt](https://example.org/x.png)",
        "__init__ and snake_case and _edge_",
        "# no heading",
        "- no item",
        "+ no item",
        "> no quotation",
        "1. no list",
        "2) no list",
        "C:\\temp\\*",
        "a < b > c",
    ],
)
def test_no_character_of_a_text_is_read_as_a_mark(text: str) -> None:
    assert shown(escaped(text)) == (text, set())


@given(st.text(st.sampled_from("ab 1.)[]*_`<>\\#+-!("), max_size=40).map(str.strip))
@example("[1]")
@example("\\[1]")
@example("[[1]]")
@example("`[1]`")
def test_no_marker_can_come_from_a_text(text: str) -> None:
    plain = re.sub(r"\\.", "", escaped(text))

    assert not _MARKER.search(plain)
    assert not re.search(r"[`*<\[]", plain)
