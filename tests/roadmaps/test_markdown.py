"""Bodies as sections, blocks and sentences."""

import pytest

from trekbot.roadmaps.folding import fold
from trekbot.roadmaps.markdown import read_sections
from trekbot.roadmaps.model import Block, Section


def sections(body: str) -> tuple[Section, ...]:
    return read_sections(body, fold(body))


def blocks(body: str) -> list[Block]:
    return [block for section in sections(body) for block in section.blocks]


def texts(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(body)]


def unquotable(body: str) -> list[str]:
    return [sentence.text for block in blocks(body) for sentence in block.sentences if not sentence.quotable]


def test_each_heading_of_any_level_opens_a_section_with_the_headings_above_it() -> None:
    body = "# One\n\n### Three\n\n## Two\n\n#### Four\n\nSetext\n------\n\n# Again\n"

    assert [(section.heading, section.level, section.path) for section in sections(body)] == [
        ("One", 1, ()),
        ("Three", 3, ("One",)),
        ("Two", 2, ("One",)),
        ("Four", 4, ("One", "Two")),
        ("Setext", 2, ("One",)),
        ("Again", 1, ()),
    ]


def test_text_before_the_first_heading_is_a_section_without_heading() -> None:
    first, second = sections("Before.\n\n## After\n\nText.\n")

    assert (first.heading, first.level, first.path, first.text) == (None, 0, (), "Before.")
    assert (second.heading, second.text) == ("After", "Text.")


def test_a_comment_before_the_first_heading_makes_no_section() -> None:
    assert [section.heading for section in sections("<!-- hidden -->\n\n## After\n")] == ["After"]


def test_a_heading_without_text_heads_nothing() -> None:
    assert [(section.heading, section.text) for section in sections("## A\n\none\n\n##\n\ntwo\n")] == [
        ("A", "one\ntwo")
    ]


def test_a_heading_within_a_quote_or_list_is_text_of_its_section() -> None:
    (section,) = sections("## A\n\n> ## Quoted\n>\n> text\n\n- # Item\n")

    assert [(block.kind, block.text) for block in section.blocks] == [
        ("paragraph", "Quoted"),
        ("paragraph", "text"),
        ("item", "Item"),
    ]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Key ideas", "key-ideas"),
        ("What's new? (v2.0)", "whats-new-v20"),
        ("CI/CD & `snake_case`", "cicd--snake_case"),
        ("Schlüssel-Ideen", "schlüssel-ideen"),
        ("要点", "要点"),
        ("मुख्य विचार", "मुख्य-विचार"),
        ("Ключевые идеи", "ключевые-идеи"),
        ("🌱", "section"),
    ],
)
def test_anchors_are_made_as_github_makes_them(heading: str, anchor: str) -> None:
    assert [section.anchor for section in sections(f"## {heading}\n")] == [anchor]


def test_anchors_are_unique_in_their_page() -> None:
    body = "Text.\n\n## Tools\n\n## Tools 1\n\n## Tools\n\n## tools\n\n## Top\n\n## !\n\n## ?\n"

    assert [section.anchor for section in sections(body)] == [
        "top",
        "tools",
        "tools-1",
        "tools-2",
        "tools-3",
        "top-1",
        "section",
        "section-1",
    ]


def test_a_paragraph_is_a_block_of_sentences_without_marks() -> None:
    (block,) = blocks("**Loam** is a *soil*.\nMost `pH` meters\nhelp.  \nSee [the guide](https://a.example).\n")

    assert [sentence.text for sentence in block.sentences] == [
        "Loam is a soil.",
        "Most pH meters help.",
        "See the guide.",
    ]
    assert block.terms == ("Loam", "soil", "pH")


def test_terms_are_what_is_emphasised_or_code_each_once_and_whole() -> None:
    (block,) = blocks("A **bold *and* `code` term**, __so__, `x`, *so*, and **bold *and* `code` term**.\n")

    assert block.terms == ("bold and code term", "so", "x")


def test_list_items_hold_their_own_text_apart_from_nested_lists() -> None:
    body = "- Outer one.\n  - Inner one.\n  - Inner two.\n\n  Outer goes on.\n- Outer two.\n"

    assert texts(body) == [
        ("item", "Outer one. Outer goes on."),
        ("item", "Inner one."),
        ("item", "Inner two."),
        ("item", "Outer two."),
    ]


def test_items_of_ordered_lists_know_their_place() -> None:
    body = "3. Three.\n3. Four.\n   1. Inner.\n   - Bullet.\n\n1) Anew.\n"

    assert [(block.number, block.text) for block in blocks(body)] == [
        (3, "Three."),
        (4, "Four."),
        (1, "Inner."),
        (None, "Bullet."),
        (1, "Anew."),
    ]


def test_a_list_may_begin_at_zero() -> None:
    assert [block.number for block in blocks("0. Zero.\n1. One.\n")] == [0, 1]


def test_a_check_box_is_no_text() -> None:
    assert texts("- [ ] Dig the bed.\n- [x] Buy seeds.\n") == [("item", "Dig the bed."), ("item", "Buy seeds.")]


def test_a_table_row_is_one_sentence_that_can_be_quoted_and_its_head_is_told_apart() -> None:
    body = "| Tool | Use |\n|---|---|\n| **Spade** | Digs beds. Cuts turf. |\n| Fork \\| rake | |\n"

    rows = blocks(body)

    assert [(row.kind, row.text) for row in rows] == [
        ("head", "Tool | Use"),
        ("row", "Spade | Digs beds. Cuts turf."),
        ("row", "Fork | rake"),
    ]
    assert rows[1].terms == ("Spade",)
    assert rows[1].sentences[0].quotable


def test_each_line_of_code_is_a_sentence() -> None:
    (block,) = blocks("```sh\ndvc add   data.csv\n\n  git commit -m 'Add data. Now.'\n```\n")

    assert block.kind == "code"
    assert [(sentence.text, sentence.quotable) for sentence in block.sentences] == [
        ("dvc add data.csv", True),
        ("git commit -m 'Add data. Now.'", True),
    ]


def test_code_within_an_item_is_a_block_after_the_item() -> None:
    assert texts("1. Run the code.\n\n   ```\n   make run\n   ```\n\n2. Stop.\n") == [
        ("item", "Run the code."),
        ("code", "make run"),
        ("item", "Stop."),
    ]


def test_indented_code_is_code() -> None:
    assert texts("Text.\n\n    make run\n") == [("paragraph", "Text."), ("code", "make run")]


def test_html_and_comments_are_dropped() -> None:
    body = "<div>\nhidden\n</div>\n\nText <b>with</b> tags<!-- and a remark -->.\n\n<!--\nhidden\n-->\n\n<script>alert(1)</script>\n"

    assert texts(body) == [("paragraph", "Text with tags.")]


def test_an_image_is_its_alternative_text_and_one_without_is_nothing() -> None:
    assert texts("![A *spade* in loam](spade.png)\n\n![](x.png)\n") == [("paragraph", "A spade in loam")]


def test_control_and_format_characters_are_removed() -> None:
    body = "A zero\u200bwidth and a right\u202eto-left\x07 mark.\n\n## He\u00adading\n\n```\nco\u200bde\n```\n"

    assert texts(body) == [("paragraph", "A zerowidth and a rightto-left mark."), ("code", "code")]
    assert sections(body)[1].heading == "Heading"
    assert unquotable(body) == ["code"]  # too short


def test_full_stops_in_code_and_addresses_end_no_sentence() -> None:
    (block,) = blocks("Run `a.sh. Then! B` first. Open <https://a.example/B.C?D> next.\n")

    assert [sentence.text for sentence in block.sentences] == [
        "Run a.sh. Then! B first.",
        "Open https://a.example/B.C?D next.",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Nested **bold *and italic* text** is quotable.",
        "An [inline link](https://a.example/b_c 'title') is quotable.",
        "A linked ![image of loam](loam.png) is quotable.",
        "Entities such as caf&eacute; &amp; t&#101;a are quotable.",
        "Escaped \\*stars\\* and \\[brackets] are quotable.",
        "Inline <b>tags</b> and<!-- a remark --> remarks are quotable.",
        "A soft\u00adhyphen is quotable as well.",
        "A line\nthat goes on  \nand on is quotable.",
        "> A quoted\n> paragraph is quotable.",
        "The comparison 1 < 2 is quotable.",
        "The name snake_case_name is quotable.",
        "- An item that goes\n  on is quotable.",
    ],
)
def test_what_the_folding_evens_out_is_quotable(body: str) -> None:
    assert unquotable(body) == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("A [reference][r] in its midst is lost.\n\n[r]: /x", "A reference in its midst is lost."),
        ("A [shortcut] in its midst is lost.\n\n[shortcut]: /x", "A shortcut in its midst is lost."),
        ("See <https://a.example> in its midst.", "See https://a.example in its midst."),
        ("Use &lt;div&gt; in its midst here.", "Use <div> in its midst here."),
        ("Too short.", "Too short."),
    ],
)
def test_what_the_folding_does_not_even_out_is_searchable_only(body: str, text: str) -> None:
    assert unquotable(body) == [text]


def test_a_sentence_beside_a_reference_link_stays_quotable() -> None:
    assert unquotable("A plain sentence first. Then [one][r] with a link.\n\n[r]: /x\n") == ["Then one with a link."]


def test_markdown_of_a_section_is_its_source_without_the_heading() -> None:
    first, second = sections("Intro.\n\n## A\n\n- one\n- **two**\n\n\n### B\ntext\n")[:2]

    assert first.markdown == "Intro."
    assert second.markdown == "- one\n- **two**"


def test_link_definitions_of_elsewhere_come_with_the_section_that_uses_them() -> None:
    first, second = sections(
        "## A\n\nSee [the Guide] and [x][r].\n\n## B\n\nText.\n\n[the guide]: /a%20b 'T'\n[r]: <c d>\n"
    )

    assert first.markdown == "See [the Guide] and [x][r].\n\n[THE GUIDE]: </a%20b>\n[R]: <c%20d>"
    assert second.markdown.startswith("Text.")
    assert read_sections(first.markdown, "")[0].text == "See the Guide and x."


def test_an_endless_paragraph_is_read_without_its_marks_but_read() -> None:
    (block,) = blocks("**Bold** words are long. " * 1000)

    assert len(block.sentences) == 1000
    assert all(sentence.quotable for sentence in block.sentences)
