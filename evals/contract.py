"""Whether a reply keeps what the outside relies on, whatever it says: the rules hold for every question.

A reply is held against the pages as they were indexed, not against what the answerer believes of them.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from trekbot.answering.reply import Citation, Reply
from trekbot.evals.places import place_of, places_of
from trekbot.roadmaps.folding import SHORTEST_QUOTE, fold
from trekbot.roadmaps.model import Corpus, Stage

MOST_SUGGESTIONS = 3

_MARKER = re.compile(r"\[(\d+)\]")
_NO_MARKERS = re.compile(r"```.*?```|`[^`]*`|\\\[", re.DOTALL)  # a number in code or behind an escape is the text's own
_COMPLETE_LINE = re.compile(r".*\[\d+\]\s*|\s*([-*+]|\d+[.)])?\s*")  # ends in a marker, or holds no words
_ADDRESS = re.compile(r"https?://|/")


class Pages(Protocol):
    """The pages that replies are held against: an index, or the corpus that it was built from."""

    @property
    def corpus(self) -> Corpus:
        """What is known of them."""

    def page_text(self, roadmap: str, stage: str | None) -> str:
        """Give a page's file; `stage` None for the roadmap's own page."""


class Contract:
    """The contract's rules over some pages."""

    def __init__(self, pages: Pages) -> None:
        self._source = pages
        self._pages = places_of(pages.corpus)
        self._folded: dict[str, str] = {}

    def broken_by(self, reply: Reply) -> list[str]:
        """Say in which ways a reply breaks the contract.

        That each sentence bears a marker is checked by line: where one sentence ends within a line is for a reader to
        judge, not for a rule that must never be wrong.
        """
        faults = [] if reply.answer.strip() else ["an empty answer"]
        faults += [f"a notice is not in the answer: {notice}" for notice in reply.notices if notice not in reply.answer]
        faults += _of_markers(reply)
        for citation in reply.citations:
            faults += self.faults_of(citation)
        if len(reply.suggestions) > MOST_SUGGESTIONS:
            faults.append(f"{len(reply.suggestions)} suggestions, at most {MOST_SUGGESTIONS} are allowed")
        if not all(suggestion.strip() for suggestion in reply.suggestions):
            faults.append("an empty suggestion")
        return faults

    def quotes_its_page(self, citation: Citation) -> bool:
        """Tell whether a citation's quote stands on its page, word for word but for the contract's folding."""
        quote = fold(citation.quote)
        return (
            place_of(citation.roadmap, citation.stage) in self._pages
            and quote != ""
            and quote in self._text_of(citation)
        )

    def faults_of(self, citation: Citation) -> Iterator[str]:
        """Say what is wrong with one citation."""
        place = place_of(citation.roadmap, citation.stage)
        page = self._pages.get(place)
        if page is None:
            yield f"[{citation.number}] cites {place}, which is no page of the corpus"
            return
        text = self._text_of(citation)
        quote = fold(citation.quote)
        if not quote or quote not in text:
            yield f"[{citation.number}] quotes what is not in {place}: {citation.quote}"
        elif len(quote) < SHORTEST_QUOTE and not re.search(rf"(: |^|- ){re.escape(quote)}", text):
            yield f"[{citation.number}] quotes too little of {place} to show anything: {citation.quote}"
        number = page.number if isinstance(page, Stage) else None
        if citation.stage_number != number:
            yield f"[{citation.number}] gives {place} the number {citation.stage_number}; it is {number}"
        if citation.title != page.title:
            yield f"[{citation.number}] gives {place} the title {citation.title}; it is {page.title}"
        headings = {section.heading for section in page.sections}
        if citation.section is not None and citation.section not in headings:
            yield f"[{citation.number}] names a section that {place} does not have: {citation.section}"
        if not _ADDRESS.match(citation.url):
            yield f"[{citation.number}] leads to no address: {citation.url}"

    def _text_of(self, citation: Citation) -> str:
        place = place_of(citation.roadmap, citation.stage)
        if place not in self._folded:
            self._folded[place] = fold(self._source.page_text(citation.roadmap, citation.stage))
        return self._folded[place]


def _of_markers(reply: Reply) -> Iterator[str]:
    marked = list(dict.fromkeys(int(number) for number in _MARKER.findall(_NO_MARKERS.sub("", reply.answer))))
    numbers = [citation.number for citation in reply.citations]
    if reply.status != "answered":
        if marked or numbers:
            yield "a refusal with citations"
        return
    if not numbers:
        yield "answered without a citation"
    elif numbers != list(range(1, len(numbers) + 1)) or marked != numbers:
        yield f"the citations are {numbers}, the markers in order of first use {marked}"
    rest = reply.answer
    for notice in sorted(reply.notices, key=len, reverse=True):
        rest = rest.replace(notice, "", 1)
    for line in _NO_MARKERS.sub("", rest).splitlines():
        if not _COMPLETE_LINE.fullmatch(line):
            yield f"a line without a marker at its end: {line.strip()}"
