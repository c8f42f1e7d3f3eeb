"""Verified sentences and notices to the answer's Markdown, piece by piece, with numbered citations.

Citations are numbered in order of first use, and one place quoted twice is one citation.
"""

from dataclasses import dataclass

from trekbot.answering.claims import Layout, Notice, VerifiedClaim
from trekbot.answering.markdown_text import escaped
from trekbot.answering.reply import Citation
from trekbot.retrieval.evidence import Evidence
from trekbot.roadmaps.addresses import roadmap_url, stage_url
from trekbot.roadmaps.model import Corpus, StageKey


@dataclass(frozen=True)
class Piece:
    """The next characters of an answer, and the citations first used in them."""

    text: str
    citations: tuple[Citation, ...]


class Composer:
    """Composes one answer.

    Args:
        corpus: what the citations' titles, numbers and addresses are taken from.
        public_url: put before addresses of Trekbot's own pages.
    """

    def __init__(self, corpus: Corpus, public_url: str = "") -> None:
        self._corpus = corpus
        self._public_url = public_url.rstrip("/")
        self._numbers: dict[tuple[str, str | None, str | None, str], int] = {}
        self._last: Layout | None = None
        self._items = 0
        self.citations: list[Citation] = []
        self.notices: list[str] = []
        self.text = ""

    def add(self, content: VerifiedClaim | Notice, layout: Layout) -> Piece:
        """Set one sentence; give what it adds to the answer."""
        before = len(self.citations)
        lead = self._lead(layout)
        if isinstance(content, Notice):
            self.notices.append(content.text)
            body = content.text
        else:
            body = self._cited(escaped(content.text) if content.quoted else content.text, content.cites)
        piece = Piece(lead + body, tuple(self.citations[before:]) if len(self.citations) > before else ())
        self.text += piece.text
        return piece

    def _lead(self, layout: Layout) -> str:
        if layout == "continued" and self._last is not None:
            return " "
        last, self._last = self._last, layout
        self._items = self._items + 1 if layout == "numbered" and last == "numbered" else 1
        marker = {"item": "- ", "numbered": f"{self._items}. "}.get(layout, "")
        if last is None:
            return marker
        if layout == last and marker:
            return "\n" + marker
        return " " if layout == "sentence" and last in ("sentence", "paragraph") else "\n\n" + marker

    def _cited(self, text: str, cites: tuple[Evidence, ...]) -> str:
        markers = "".join(dict.fromkeys(f"[{self._number(evidence)}]" for evidence in cites))
        return text + ("" if text.endswith((".", "!", "?", '."', ".)")) else " ") + markers

    def _number(self, evidence: Evidence) -> int:
        if evidence.place not in self._numbers:
            self._numbers[evidence.place] = len(self._numbers) + 1
            self.citations.append(self._citation(self._numbers[evidence.place], evidence))
        return self._numbers[evidence.place]

    def _citation(self, number: int, evidence: Evidence) -> Citation:
        section = evidence.section
        anchor = section.anchor if section else None
        heading = section.heading if section else None
        if evidence.stage is None:
            roadmap = self._corpus.roadmap(evidence.roadmap)
            assert roadmap is not None
            address = roadmap_url(roadmap, anchor, self._public_url)
            return Citation(number, roadmap.slug, None, None, roadmap.title, heading, evidence.quote, address)
        stage = self._corpus.stages[StageKey(evidence.roadmap, evidence.stage)]
        address = stage_url(stage, anchor, self._public_url)
        return Citation(
            number, evidence.roadmap, evidence.stage, stage.number, stage.title, heading, evidence.quote, address
        )
