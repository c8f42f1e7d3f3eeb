"""A page's Markdown body as sections, blocks and sentences.

CommonMark with tables, parsed once. HTML is dropped: neither its tags nor its comments are the author's sentences, and
no page of ours shows it. What stays is text that can be searched, and quoted where the file holds it.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from trekbot.roadmaps.anchors import TOP, Anchors
from trekbot.roadmaps.folding import FoldedFile, visible
from trekbot.roadmaps.inline import InlineText, inline_text
from trekbot.roadmaps.model import Block, BlockKind, Section, Sentence
from trekbot.roadmaps.sentences import split_sentences

LONGEST_RUN = 10_000  # characters of one paragraph or cell; a longer one is read without its inline marks

_CHECKBOX = re.compile(r"^\[[ xX]\] (?=.)")
_LABEL = re.compile(r"\[([^\[\]]+)\](?!:)")


def _parse_inline(state: StateCore) -> None:
    """Parse inline marks as markdown-it does, but for runs so long that its quadratic time would matter."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST_RUN:
            token.children = [Token("text", "", 0, content=token.content)]
        elif token.type == "inline":
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


_PARSER = MarkdownIt("commonmark").enable("table")
_PARSER.core.ruler.at("inline", _parse_inline)


def read_sections(body: str, folded_file: str) -> tuple[Section, ...]:
    """Give the sections of a body in order.

    Args:
        body: Markdown with LF line ends.
        folded_file: the whole file folded, front matter included: what a quote is sought in.
    """
    references: dict[str, object] = {}
    tokens = _PARSER.parse(body, references)
    writer = _PageWriter(body, FoldedFile(folded_file))
    for token, following in zip_longest(tokens, tokens[1:]):
        writer.take(token, following)
    writer.end_section(len(writer.lines))
    return _with_references(writer.sections, references.get("references"))


@dataclass
class _DraftBlock:
    """A block being read; a list item gathers its own text while the lists within it become blocks of their own."""

    kind: BlockKind
    number: int | None = None
    sentences: list[Sentence] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)

    def block(self) -> Block:
        return Block(self.kind, tuple(self.sentences), tuple(dict.fromkeys(self.terms)), self.number)


class _PageWriter:
    """Takes the parser's tokens in order and closes a section whenever the next heading comes."""

    def __init__(self, body: str, file: FoldedFile) -> None:
        self.lines = body.split("\n")
        self.sections: list[Section] = []
        self._file = file
        self._anchors = Anchors()
        self._heading: str | None = None
        self._level = 0
        self._above: list[tuple[int, str]] = []  # the headings on the way down to this section, with their levels
        self._begin = 0
        self._blocks: list[_DraftBlock] = []
        self._items: list[_DraftBlock] = []
        self._numbers: list[int | None] = []  # of the lists being read: the next item's, None where bulleted
        self._cells: list[InlineText] | None = None
        self._row_kind: BlockKind = "row"
        self._skip_inline = False

    def take(self, token: Token, following: Token | None) -> None:
        match token.type:
            case "heading_open" if token.level == 0 and following is not None:
                self._open_section(token, inline_text(following).text)
            case "heading_close":
                self._skip_inline = False
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrGet("start") or 0) if "start" in token.attrs else 1)
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._open_item()
            case "list_item_close":
                self._items.pop()
            case "thead_open":
                self._row_kind = "head"
            case "thead_close":
                self._row_kind = "row"
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._close_row()
            case "fence" | "code_block":
                self._code(token.content)
            case "inline" if not self._skip_inline:
                self._text(inline_text(token))

    def end_section(self, line: int) -> None:
        """Close the section being read, which ends before the given line (from 0)."""
        blocks = tuple(draft.block() for draft in self._blocks if draft.sentences)
        self._blocks = []
        if self._heading is None and not blocks:
            return
        path = tuple(heading for _, heading in self._above)
        anchor = self._anchors.take(TOP if self._heading is None else self._heading)
        markdown = "\n".join(self.lines[self._begin : line]).strip("\n")
        self.sections.append(Section(self._heading, self._level, path, anchor, markdown, blocks))

    def _open_section(self, token: Token, heading: str) -> None:
        if not heading or token.map is None:
            return  # a heading without text heads nothing
        self.end_section(token.map[0])
        if self._heading is not None:
            self._above.append((self._level, self._heading))
        self._heading, self._level = heading, int(token.tag.removeprefix("h"))
        while self._above and self._above[-1][0] >= self._level:
            self._above.pop()
        self._begin = token.map[1]
        self._skip_inline = True

    def _open_item(self) -> None:
        number = self._numbers[-1]
        if number is not None:
            self._numbers[-1] = number + 1
        self._items.append(self._add(_DraftBlock("item", number)))

    def _text(self, inline: InlineText) -> None:
        if self._cells is not None:
            self._cells.append(inline)
            return
        draft = self._items[-1] if self._items else self._add(_DraftBlock("paragraph"))
        checkbox = _CHECKBOX.match(inline.text) if self._items and not draft.sentences else None
        begin = checkbox.end() if checkbox else 0
        sentences = split_sentences(inline.text[begin:], inline.protected[begin:])
        draft.sentences += [self._sentence(sentence) for sentence in sentences]
        draft.terms += inline.terms

    def _close_row(self) -> None:
        """Keep a row as one sentence: a cell says little without its neighbours."""
        cells = [cell for cell in self._cells or () if cell.text]
        self._cells = None
        if cells:
            terms = [term for cell in cells for term in cell.terms]
            text = " | ".join(cell.text for cell in cells)
            self._add(_DraftBlock(self._row_kind, None, [self._sentence(text)], terms))

    def _code(self, content: str) -> None:
        """Keep each line of code as a sentence: one command is what a learner asks for."""
        lines = (" ".join(visible(line).split()) for line in content.split("\n"))
        self._add(_DraftBlock("code", None, [self._sentence(line) for line in lines if line]))

    def _sentence(self, text: str) -> Sentence:
        return Sentence(text, self._file.holds(text))

    def _add(self, draft: _DraftBlock) -> _DraftBlock:
        self._blocks.append(draft)
        return draft


def _with_references(sections: list[Section], definitions: object) -> tuple[Section, ...]:
    """Add to each section's Markdown the link definitions it uses, which may stand in another section."""
    if not isinstance(definitions, dict):
        return tuple(sections)
    complete = []
    for section in sections:
        labels = dict.fromkeys(normalizeReference(label) for label in _LABEL.findall(section.markdown))
        used = [f"[{label}]: <{definitions[label]['href']}>" for label in labels if label in definitions]
        markdown = "\n\n".join([section.markdown, "\n".join(used)]) if used else section.markdown
        complete.append(replace(section, markdown=markdown))
    return tuple(complete)
