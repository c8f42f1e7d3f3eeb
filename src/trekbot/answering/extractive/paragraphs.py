"""Paragraphs quoted as their authors wrote them, where single sentences would lose what they lean on."""

from collections.abc import Sequence

from trekbot.answering.claims import Layout, Step
from trekbot.answering.extractive.bench import Bench, layout_of
from trekbot.index.passages import Passage
from trekbot.index.words import raw_words
from trekbot.retrieval.leaning import leans
from trekbot.retrieval.search import CARD, Found, overlap

_ENDS = (".", "!", "?", ":")
TERSE = 10  # words; a sentence of fewer names what was said just before ("That is called …")
SHORT = 18  # words; a sentence of no more says too little alone
LONGEST_LIST = 90  # words of a list that is quoted after the sentence that announces it
LONGEST_PAGE = 6  # sentences of a page that can be quoted whole
SAME = 0.75  # two sentences that share so much of their words say the same


def quoted_in_place(bench: Bench, chosen: Sequence[Found]) -> tuple[Step, ...]:
    """Quote sentences in this order: what a sentence with a colon announces, and what is no sentence, as a list."""
    steps: list[Step] = []
    before: Passage | None = None
    announced = False
    for found in chosen:
        passage = found.passage
        layout: Layout = "sentence"
        block = found.section.blocks[passage.block] if found.section is not None else None
        if before is not None and block is not None and (announced or not passage.text.endswith(_ENDS)):
            layout = layout_of(block)
            if layout != "sentence" and _same_block(before, passage):
                layout = "continued"
        steps.append(bench.quote(found, layout))
        announced = passage.text.endswith(":") or (announced and layout != "sentence")
        before = passage
    return tuple(steps)


def anchored(bench: Bench, found: Found) -> list[Found]:
    """Give a sentence after those of its paragraph that it leans on; none where they cannot be quoted."""
    known = bench.library.passages
    size = known.before[found.number]
    if size == 0 and leans(found.passage.text):
        return []
    return [*(bench.found(number) for number in range(found.number - size, found.number)), found]


def all_anchored(bench: Bench, chosen: Sequence[Found]) -> list[Found]:
    """Give each sentence once, after those that it leans on."""
    kept: dict[int, Found] = {}
    for found in chosen:
        kept.update({one.number: one for one in anchored(bench, found) if one.number not in kept})
    return list(kept.values())


def surrounded(bench: Bench, found: Found, most_words: int) -> list[Found]:
    """Give a sentence with what its paragraph goes on to say, up to so many words; where it ends the paragraph and is
    short, with what leads up to it; where a list is announced last, with that list.
    """
    passages = bench.library.index.passages
    lead = anchored(bench, found)
    if not lead or found.passage.section == CARD:
        return lead
    first = last = found.number
    first -= len(lead) - 1
    size = sum(_length(one.passage) for one in lead)
    if size < TERSE and first > 0 and _same_block(passages[first - 1], found.passage) and passages[first - 1].quotable:
        first -= 1
        size += _length(passages[first])
    while (
        last + 1 < len(passages)
        and _same_block(passages[last + 1], found.passage)
        and passages[last + 1].quotable
        and size + _length(passages[last + 1]) <= most_words
    ):
        last += 1
        size += _length(passages[last])
    while (
        first > 0
        and size < SHORT
        and _same_block(passages[first - 1], found.passage)
        and passages[first - 1].quotable
        and size + _length(passages[first - 1]) <= most_words
    ):
        first -= 1
        size += _length(passages[first])
    if passages[last].text.endswith(":"):
        last = _last_listed(bench, last, LONGEST_LIST)
    return [bench.found(number) if number != found.number else found for number in range(first, last + 1)]


def numbers_of_paragraph(bench: Bench, found: Found) -> range:
    """Give the numbers of the passages of a found sentence's paragraph; a summary is one by itself."""
    passages = bench.library.index.passages
    first = last = found.number
    while found.passage.section != CARD and first > 0 and _same_block(passages[first - 1], found.passage):
        first -= 1
    while found.passage.section != CARD and last + 1 < len(passages) and _same_block(passages[last + 1], found.passage):
        last += 1
    return range(first, last + 1)


def paragraph_of(bench: Bench, found: Found) -> list[Found]:
    """Give the sentences of a found sentence's paragraph in order, with the list that it announces.

    None where one of them cannot be quoted.
    """
    passages = bench.library.index.passages
    if found.passage.section == CARD:
        return _whole_page(bench, found.number)
    own = numbers_of_paragraph(bench, found)
    if passages[own[-1]].text.endswith(":"):
        own = range(own[0], _end_of_list(bench, own[-1]) + 1)
    return [bench.found(number) for number in own] if all(passages[number].quotable for number in own) else []


def _whole_page(bench: Bench, summary: int) -> list[Found]:
    """Give a summary with all the text of its page, repetitions left out; none where that is long."""
    passages = bench.library.index.passages
    page = (passages[summary].roadmap, passages[summary].stage)
    kept: list[int] = []
    for number, passage in enumerate(passages):
        if (passage.roadmap, passage.stage) != page or not passage.quotable:
            continue
        if all(overlap(passage.text, passages[other].text) <= SAME for other in kept):
            kept.append(number)
        if len(kept) > LONGEST_PAGE:
            return []
    return [bench.found(number) for number in kept]


def _end_of_list(bench: Bench, announced: int) -> int:
    """Give the last passage of the list that follows a passage; the passage before it where no list does."""
    passages = bench.library.index.passages
    sections = bench.library.passages.sections
    end = announced
    for number in range(announced + 1, len(passages)):
        section = sections[number]
        same = section is not None and section is sections[announced]
        if not same or section is None or section.blocks[passages[number].block].kind != "item":
            break
        end = number
    return end if end > announced else announced - 1


def _last_listed(bench: Bench, announced: int, most_words: int) -> int:
    """Give the last passage to quote of the list that a passage announces, up to so many words; the passage itself
    where no list can be quoted.
    """
    passages = bench.library.index.passages
    last, size = announced, 0
    for number in range(announced + 1, _end_of_list(bench, announced) + 1):
        size += _length(passages[number])
        if not passages[number].quotable or size > most_words:
            break
        last = number
    return last


def _length(passage: Passage) -> int:
    return len(raw_words(passage.text))


def _same_block(one: Passage, other: Passage) -> bool:
    places = ((passage.roadmap, passage.stage, passage.section, passage.block) for passage in (one, other))
    return next(places) == next(places)
