from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.scripted import CITATION, REPLY
from trekbot.ui.render import answer_html, notice_html, place_name, question_html, reply_html, shown_quote, source_link

HOSTILE = [
    '<img src="https://evil.example/a.png" onerror="alert(1)">',
    "<script>alert(1)</script>",
    "![a](https://evil.example/b.png)",
    "[click](https://evil.example/)",
    "[click](javascript:alert(1))",
    "<https://evil.example/auto>",
    "[a]\n\n[a]: https://evil.example/reference",
    '</div><a href="https://evil.example">out</a>',
    "a\n\n<div>\n\n**b**\n\n</div>",
    "```html\n<img src=x>\n\n<b>\n```",
    "$$\\href{https://evil.example}{x}$$",
]
ALLOWED = {"div", "p", "a", "span", "ul", "ol", "li", "h3", "strong", "em", "code", "pre"}


class Tags(HTMLParser):
    """Collects the tags of a piece of HTML, their addresses, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_an_answer_brings_no_tag_no_image_and_no_link_of_its_own(text: str) -> None:
    shown = Tags(answer_html(f"{text} [1]", [CITATION]))

    assert shown.tags <= ALLOWED
    assert shown.attributes <= {"class", "href", "target", "rel", "title", "aria-label"}
    assert all(link.startswith(CITATION.url) for link in shown.links)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_question_and_a_quote_are_shown_as_they_were_written(text: str) -> None:
    assert Tags(question_html(text)).text == text
    assert Tags(notice_html(text)).text == text
    assert text in Tags(reply_html(replace(REPLY, citations=(replace(CITATION, quote=text),)))).text


@pytest.mark.parametrize("text", HOSTILE)
def test_every_message_is_one_line_so_that_the_chat_reads_no_markdown_in_it(text: str) -> None:
    for shown in (question_html(text), notice_html(text), reply_html(replace(REPLY, answer=text))):
        assert "\n" not in shown
        assert shown.startswith("<div ")


def test_a_marker_links_to_its_source_at_the_quote() -> None:
    shown = Tags(answer_html("Measure the acidity. [1]", [CITATION]))

    [link] = shown.links
    assert link.startswith("/trek/kitchen-garden/soil#key-ideas:~:text=Soil%20acidity")
    assert shown.text == "Measure the acidity. [1]"


def test_a_number_in_brackets_that_is_no_marker_stays_text() -> None:
    answer = "Take the first one, `beds[1]` or beds\\[1], and see [7]. [1]"

    shown = Tags(answer_html(answer, [CITATION]))

    assert len(shown.links) == 1
    assert shown.text == "Take the first one, beds[1] or beds[1], and see [7]. [1]"


def test_the_same_answer_reads_the_same_while_it_grows_and_when_it_is_whole() -> None:
    growing = Tags(answer_html(REPLY.answer, REPLY.citations)).text

    assert Tags(reply_html(REPLY)).text.startswith(growing)


def test_a_reply_names_each_source_with_place_section_and_quote() -> None:
    shown = Tags(reply_html(REPLY)).text

    assert "Stage 1 · Soil" in shown
    assert "Key ideas" in shown
    assert "Soil acidity is measured as a pH value from 0 to 14." in shown


def test_a_reply_says_in_small_print_what_answered_and_how_fast() -> None:
    assert Tags(reply_html(REPLY)).text.endswith("extractive · 7 ms")
    assert "llm unavailable" in reply_html(replace(REPLY, degraded="llm_unavailable"))


def test_a_reply_without_citations_has_no_list_of_sources() -> None:
    assert "Sources" not in reply_html(replace(REPLY, status="not_covered", citations=()))


def test_a_roadmap_is_named_by_its_title_alone() -> None:
    assert place_name(replace(CITATION, stage=None, stage_number=None, title="The trek")) == "The trek"


def test_a_long_quote_is_found_by_its_first_and_last_words() -> None:
    words = " ".join(f"word-{number}" for number in range(40))

    link = source_link(replace(CITATION, quote=words))

    assert link is not None
    start, end = link.split(":~:text=")[1].split(",")
    assert start.startswith("word%2D0%20")
    assert end.endswith("%20word%2D39")


def test_a_quote_of_the_front_matter_is_shown_in_plain_words() -> None:
    fields = replace(CITATION, section=None, quote="number: 1 title: Soil estimated_time: 6 weeks")

    assert shown_quote(fields) == "number: 1 · title: Soil · estimated time: 6 weeks"
    assert shown_quote(replace(fields, section="Key ideas")) == fields.quote
    assert source_link(fields) == fields.url


def test_a_page_of_the_site_is_opened_as_it_is() -> None:
    assert source_link(replace(CITATION, url="https://site.example/soil")) == "https://site.example/soil"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "trek/a", ""])
def test_an_address_that_is_no_web_page_is_no_link(url: str) -> None:
    reply = replace(REPLY, citations=(replace(CITATION, url=url),))

    assert source_link(reply.citations[0]) is None
    assert Tags(reply_html(reply)).links == []


def test_an_address_cannot_leave_its_attribute() -> None:
    shown = Tags(answer_html("Look. [1]", [replace(CITATION, url='https://site.example/"onclick="alert(1)')]))

    assert "onclick" not in shown.attributes
