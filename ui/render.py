"""What the chat shows, as HTML of our own making in which every word from outside is escaped.

The chat reads its messages as Markdown and then sanitizes them. A block of HTML without a blank line is what Markdown
leaves alone, so each message is one line that starts with `<div>`: nothing in an answer or a question can become a
link, an image or a tag on the way. Links lead to citations and nowhere else.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from trekbot.answering.reply import Citation, Reply

_MARKER = re.compile(r"\[(\d{1,3})\]")
_WORDS_AT_EACH_END = 6  # of a long quote, enough to find it on its page
_FIELD = re.compile(r"(?:^|\s)(number|title|summary|level|estimated_time|updated|maintained_by|tags|requires|url): ")


def question_html(text: str) -> str:
    """Show what the learner asked, as typed."""
    return _one_line(f'<div class="tb-question">{escape(text)}</div>')


def notice_html(text: str) -> str:
    """Show a line of Trekbot's own that is no answer."""
    return _one_line(f'<div class="tb-notice">{escape(text)}</div>')


def answer_html(answer: str, citations: Sequence[Citation]) -> str:
    """Show an answer, or as much of it as has been said; each marker with a citation becomes a link to it."""
    return _one_line(f'<div class="tb-answer">{_body(answer, citations)}</div>')


def reply_html(reply: Reply) -> str:
    """Show a whole reply: the answer, its sources with their quotes, and in small print who answered and how fast."""
    body = _body(reply.answer, reply.citations)
    return _one_line(f'<div class="tb-answer">{body}{_sources(reply.citations)}{_small_print(reply)}</div>')


def source_link(citation: Citation) -> str | None:
    """Give the address that opens a citation, with the quote marked where the page is Trekbot's own.

    None for an address that is not a web page's (`javascript:` and the like).

    Source: text fragments, WICG "URL Fragment Text Directives".
    """
    address = urlsplit(citation.url)
    if address.scheme not in ("", "http", "https") or (not address.scheme and not citation.url.startswith("/")):
        return None
    own_page = f"/trek/{citation.roadmap}" + (f"/{citation.stage}" if citation.stage else "")
    if not address.path.endswith(own_page) or _is_of_fields(citation):
        return citation.url
    words = citation.quote.split()
    few = len(words) <= 2 * _WORDS_AT_EACH_END
    ends = [words] if few else [words[:_WORDS_AT_EACH_END], words[-_WORDS_AT_EACH_END:]]
    text = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{citation.url}{'' if address.fragment else '#'}:~:text={text}"


def place_name(citation: Citation) -> str:
    """Name where a citation stands: `Stage 3 · Title`, or the roadmap's title."""
    return citation.title if citation.stage_number is None else f"Stage {citation.stage_number} · {citation.title}"


def shown_quote(citation: Citation) -> str:
    """Give the quote; where it is of the front matter, its fields are set apart and named in plain words."""
    if not _is_of_fields(citation):
        return citation.quote
    return _FIELD.sub(lambda field: f" · {field[1].replace('_', ' ')}: ", citation.quote).removeprefix(" · ")


def _is_of_fields(citation: Citation) -> bool:
    return citation.section is None and _FIELD.match(citation.quote) is not None


def _body(answer: str, citations: Sequence[Citation]) -> str:
    return str(_markdown.render(answer, {"citations": {citation.number: citation for citation in citations}})).rstrip()


def _sources(citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    items = "".join(_source(citation) for citation in citations)
    return f'<div class="tb-sources"><h3>Sources</h3><ol>{items}</ol></div>'


def _source(citation: Citation) -> str:
    section = f'<span class="tb-section">{escape(citation.section)}</span>' if citation.section else ""
    place = f'<span class="tb-number">{citation.number}</span><span>{escape(place_name(citation))}{section}</span>'
    link = source_link(citation)
    heading = f"<a {_to(link)}>{place}</a>" if link else f"<span>{place}</span>"
    return f'<li>{heading}<p class="tb-quote">{escape(shown_quote(citation))}</p></li>'


def _small_print(reply: Reply) -> str:
    parts = [reply.engine, *([reply.degraded.replace("_", " ")] if reply.degraded else [])]
    if "total" in reply.timings_ms:
        parts.append(f"{reply.timings_ms['total']} ms")
    return f'<p class="tb-small">{escape(" · ".join(parts))}</p>'


def _to(link: str) -> str:
    return f'href="{escape(link)}" target="_blank" rel="noopener"'


def _one_line(html: str) -> str:
    return html.replace("\r", "").replace("\n", "&#10;")


def _split_markers(state: StateCore) -> None:
    """Cut the markers out of plain text, before escaped brackets are joined to it: those are no markers."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = [piece for child in block.children for piece in _pieces(child, state.env["citations"])]


def _pieces(token: Token, citations: Mapping[int, Citation]) -> list[Token]:
    if token.type != "text":
        return [token]
    pieces: list[Token] = []
    for place, part in enumerate(_MARKER.split(token.content)):
        if place % 2 and int(part) in citations:
            pieces.append(Token("marker", "", 0, content=part, meta={"citation": citations[int(part)]}))
        elif part:
            pieces.append(Token("text", "", 0, content=f"[{part}]" if place % 2 else part))
    return pieces


def _marker(renderer: RendererProtocol, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    citation: Citation = tokens[place].meta["citation"]
    link = source_link(citation)
    where = escape(f"{place_name(citation)}{f', {citation.section}' if citation.section else ''}")
    name = f'<span class="tb-marker" title="{where}">[{citation.number}]</span>'
    shown = f'<a {_to(link)} aria-label="Source {citation.number}: {where}">{name}</a>' if link else name
    begins = place == 0 or tokens[place - 1].type != "marker"
    ends = place + 1 == len(tokens) or tokens[place + 1].type != "marker"
    return ('<span class="tb-markers">' if begins else "") + shown + ("</span>" if ends else "")


def _reader() -> MarkdownIt:
    """Read CommonMark and tables, without raw HTML, and without links or images of the text's own."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.disable(["link", "image", "autolink", "reference"])
    reader.core.ruler.before("text_join", "markers", _split_markers)
    reader.add_render_rule("marker", _marker)
    return reader


_markdown: Any = _reader()
