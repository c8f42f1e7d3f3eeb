"""A section's Markdown as HTML that can do nothing but be read.

Raw HTML is left out, as the reader of the corpus leaves it out, images are shown as their description, and a link
leads to a web address or to a place on this server: from one file of the corpus to the page of the other.
"""

import re
from collections.abc import Sequence
from urllib.parse import urldefrag

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"https?://[^/]", re.IGNORECASE)
STAGE_FILE = re.compile(r"(?:^|/)(?:([a-z0-9-]+)/stages/)?\d+-([a-z0-9-]+)\.md$")
ROADMAP_FILE = re.compile(r"(?:^|/)(?:([a-z0-9-]+)/)?roadmap\.md$")


def section_html(markdown: str, roadmap: str) -> str:
    """Render one section of a page of `roadmap`."""
    return str(_MARKDOWN.render(markdown, {"roadmap": roadmap}))


def is_safe_link(address: str) -> bool:
    """Whether an address is one of the web or has no scheme at all."""
    return not SCHEME.match(address) or WEB_ADDRESS.match(address) is not None


def page_of_file(address: str, roadmap: str) -> str:
    """Give the page of a file of the corpus that is addressed from a page of `roadmap`; any other address as it is."""
    path, fragment = urldefrag(address)
    if SCHEME.match(path):
        return address
    if stage := STAGE_FILE.search(path):
        path = f"/trek/{stage[1] or roadmap}/{stage[2]}"
    elif page := ROADMAP_FILE.search(path):
        path = f"/trek/{page[1] or roadmap}"
    return f"{path}#{fragment}" if fragment else path


class _SafeLinks(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return is_safe_link(url)


def _link(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    tokens[place].attrSet("href", page_of_file(str(tokens[place].attrGet("href") or ""), env["roadmap"]))
    tokens[place].attrSet("rel", "noopener nofollow")
    return renderer.renderToken(tokens, place, options, env)


def _image(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    return escapeHtml(renderer.renderInlineAsText(tokens[place].children or [], options, env))


def _cell(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    """Say a column's alignment by a class: the page's policy allows no style attributes."""
    style = str(tokens[place].attrs.pop("style", ""))
    if style:
        tokens[place].attrJoin("class", style.replace("text-align:", "align-"))
    return renderer.renderToken(tokens, place, options, env)


def _table(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    """Let a wide table scroll by itself, also by keyboard."""
    return '<div class="table" tabindex="0">' + renderer.renderToken(tokens, place, options, env)


def _table_end(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    return renderer.renderToken(tokens, place, options, env) + "</div>\n"


def _nothing(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    return ""


def _safe_markdown() -> MarkdownIt:
    markdown = _SafeLinks("commonmark").enable("table")
    rules = {
        "html_block": _nothing,
        "html_inline": _nothing,
        "image": _image,
        "link_open": _link,
        "table_open": _table,
        "table_close": _table_end,
        "td_open": _cell,
        "th_open": _cell,
    }
    for name, rule in rules.items():
        markdown.add_render_rule(name, rule)
    return markdown


_MARKDOWN = _safe_markdown()
