"""The sentences of one stage that are its exercise, its signs of completion, its warnings or its tools.

A section whose heading says so is quoted; where no heading does, sentences are chosen by their form. A question for
one detail of such a part gets the sentence with that detail, not the part.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from trekbot.answering.claims import Layout
from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.paragraphs import anchored
from trekbot.index.words import raw_words, stem, words
from trekbot.retrieval.answer_forms import has_asked_form
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.part_forms import CLEAR, counts_something, form_of, is_task
from trekbot.retrieval.query import Reference
from trekbot.retrieval.search import CARD, Found, leans
from trekbot.retrieval.section_roles import Role, sections_for
from trekbot.roadmaps.model import Section, Stage

Quote = tuple[str, Evidence, Layout]

MOST_WORDS = 90  # quoted of one part
MOST_BY_FORM = 3  # sentences that only their form has chosen
TASK = 1.0  # what a block weighs that is an exercise though no heading says so
ENOUGH = 0.5  # share of the details asked for that a sentence has to have

_OTHERS: dict[Role, frozenset[Role]] = {
    "practice": frozenset(("entry", "next", "reading", "done", "pitfalls", "tools", "outcomes")),
    "done": frozenset(("entry", "next", "reading", "pitfalls", "tools")),
    "pitfalls": frozenset(("entry", "next", "reading", "outcomes", "done")),
    "tools": frozenset(("entry", "next", "reading", "outcomes", "done", "pitfalls")),
    "outcomes": frozenset(("entry", "next", "reading", "pitfalls", "tools")),
}  # whose sentences are not taken for this role by their form
_KIND_STEMS = frozenset(
    stem(word)
    for word in """exercise exercises assignment homework coursework practical practice practise field drill task lab project worksheet activity
    error errors blunder slip slips ups stumble stumbling block hazard danger warning caution habit hurdle problem difficulty misconception trip trips
    bite bites catch catches fail fails ruin spoil mess trouble careful trap classic typical usual usually common frequent often people student
    newcomer learner beginner novice tend hand submit turn check move leave tick true must may call far enough able master consider allow
    remember takeaway page text build building make criteria assess mark grade week course module home exactly quite bring way""".split()
)  # fmt: skip
_MEASURES = frozenset(
    map(stem, "heavy long thick wide deep high tall big large hot warm cold old fast weigh size".split())
)
_ASKS_DETAIL = re.compile(
    r"^(?:(?:on|in|with|for|from|by|at|into) )?(?:(?:which|what) (?!is\b|are\b|do\b|does\b|will\b|would\b|can\b|should\b|must\b|kind\b|sort\b)(?P<noun>[\w-]+)|how (?:many|much|heavy|thick|wide|deep|high|tall|big|large|hot|warm|cold|old|fast|often)|who|when|where)\b"
)


def quoted_section(bench: Bench, stage: Stage, role: Role, limit: int, most_words: int) -> list[Quote]:
    """Quote the sections that are for this role, told by their headings' words, else by what the headings mean."""
    for sections in (sections_for(stage, role), bench.library.headings.sections_for(stage, role)):
        quotes = [quote for section in sections for quote in _of_section(bench, stage, section, role)]
        while quotes and leans(quotes[0][0]):
            quotes.pop(0)
        if quotes:
            return _shortened(quotes[:limit], most_words)
    return []


def by_form(bench: Bench, stage: Stage, role: Role) -> list[Found]:
    """Choose sentences of a stage by their form; none where no form is clear."""
    own = [found for found in _sentences(bench, stage) if found.role not in _OTHERS.get(role, frozenset())]
    if role == "practice":
        return _task_block(own)
    weighed = [(form_of(found.passage.text, role), found) for found in own]
    clear = [(weight, found) for weight, found in weighed if weight >= CLEAR]
    best = max((weight for weight, _ in clear), default=0.0)
    chosen: dict[int, Found] = {}
    for _, found in sorted((entry for entry in clear if entry[0] >= best - 0.5), key=lambda entry: -entry[0]):
        whole = anchored(bench, found)
        size = sum(len(raw_words(kept.passage.text)) for kept in (*chosen.values(), *whole))
        if whole and (not chosen or (size <= MOST_WORDS and len(chosen) + len(whole) <= MOST_BY_FORM)):
            chosen.update({kept.number: kept for kept in whole})
    return [chosen[number] for number in sorted(chosen)]


def details_of(bench: Bench, reference: Reference | None, stage: Stage, role: Role) -> list[str]:
    """Give the stems that a question for a part asks about beyond the stage and the part themselves."""
    title = set(words(stage.title)) | set(words(stage.key.stage.replace("-", " ")))
    if reference is not None and (reference.named or (reference.certain and role in ("practice", "done"))):
        title |= set(reference.words)
    return [
        word for word in bench.query.words if word not in title and word not in _KIND_STEMS and word not in _MEASURES
    ]


def asks_detail(question: str) -> bool:
    """Tell whether a question is for one detail ("on which cloud does the exercise run?") and not for the whole."""
    found = _ASKS_DETAIL.match(question.casefold())
    return found is not None and (found["noun"] is None or stem(found["noun"]) not in _KIND_STEMS)


def detailed(bench: Bench, stage: Stage, role: Role, details: Sequence[str]) -> list[Found]:
    """Choose the sentence of a part that has the details asked for; none where no sentence has most of them."""
    question = bench.query.text
    vocabulary, known = bench.library.vocabulary, bench.library.passages
    own = [found for found in _sentences(bench, stage) if found.role not in ("entry", "next", "reading")]
    inside = [found for found in own if found.role == role] if role == "practice" else []
    whole = sum(vocabulary.rarity(word) for word in details)
    ranked: list[tuple[float, Found]] = []
    for found in inside or own:
        if not has_asked_form(question, found.passage.text):
            continue
        covered = sum(vocabulary.rarity(word) for word in details if word in known.stems[found.number])
        coverage = covered / whole if whole else 1.0
        form = form_of(found.passage.text, role)
        if coverage < ENOUGH or (role != "practice" and found.role != role and form < 0.7):
            continue
        cosine = float(bench.search.cosines[found.number])
        ranked.append((cosine + 0.6 * coverage + 0.1 * form + (0.15 if found.role == role else 0.0), found))
    for _, best in sorted(ranked, key=lambda entry: -entry[0]):
        if quoted := anchored(bench, best):
            return quoted
    return []


def _of_section(bench: Bench, stage: Stage, section: Section, role: Role) -> Iterator[Quote]:
    """Quote a section without what only leads to its list, and an exercise without what says when it is done."""
    listed = sum(block.kind == "item" for block in section.blocks) > 1
    for block in section.blocks:
        if role == "practice" and block.kind == "paragraph" and block.sentences:
            if form_of(block.sentences[0].text, "done") >= CLEAR:
                return
        if role == "pitfalls" and listed and block.kind == "paragraph":
            if all(form_of(sentence.text, role) < CLEAR for sentence in block.sentences):
                continue
        yield from bench.quotes_of_block(stage, section, block)


def _shortened(quotes: list[Quote], most_words: int) -> list[Quote]:
    """Cut a part to so many words: first what goes on within a list's items, then the last sentences."""
    if _size(quotes) > most_words:
        quotes = [quote for quote in quotes if quote[2] != "continued"]
    while len(quotes) > 1 and _size(quotes) > most_words:
        quotes = quotes[:-1]
    return quotes


def _size(quotes: Sequence[Quote]) -> int:
    return sum(len(text.split()) for text, _, _ in quotes)


def _sentences(bench: Bench, stage: Stage) -> list[Found]:
    """Give a stage's quotable sentences but its summary, code and headings of tables, in order."""
    taken = []
    for number, passage in enumerate(bench.library.index.passages):
        if (passage.roadmap, passage.stage) != stage.key or passage.section == CARD or not passage.quotable:
            continue
        found = bench.found(number)
        if found.section is not None and found.section.blocks[passage.block].kind not in ("code", "head"):
            taken.append(found)
    return taken


def _task_block(sentences: Sequence[Found]) -> list[Found]:
    """Choose the paragraph or list that sets a task: one that says so, or that tells what to make and how many.

    Of several, the last of the best: exercises stand at the end of a page.
    """
    best: tuple[float, list[Found]] | None = None
    runs = [list(run) for _, run in groupby(sentences, key=_run)]
    for place, run in enumerate(runs):
        run = [found for found in run if form_of(found.passage.text, "done") < CLEAR]
        forms = [form_of(found.passage.text, "practice") for found in run]
        first = next((number for number, form in enumerate(forms) if form >= CLEAR), None)
        if first is None:
            continue
        told = [is_task(found.passage.text) or form >= 2.0 for found, form in zip(run, forms, strict=True)]
        said = 1.0 if max(forms) >= 2.0 else 0.0
        counted = any(counts_something(found.passage.text) for found in run)
        weight = said + sum(told) / len(told) + 0.25 * counted + 0.25 * (place + 1 == len(runs))
        if weight >= TASK and (best is None or weight >= best[0]):
            best = weight, run[first:]
    return _first_words(best[1]) if best else []


def _run(found: Found) -> tuple[int, int]:
    """Put the items of one list together, and the sentences of one paragraph."""
    assert found.section is not None
    block = found.section.blocks[found.passage.block]
    return found.passage.section, -1 if block.kind == "item" else found.passage.block


def _first_words(sentences: Sequence[Found]) -> list[Found]:
    kept: list[Found] = []
    size = 0
    for found in sentences:
        size += len(raw_words(found.passage.text))
        if kept and size > MOST_WORDS:
            break
        kept.append(found)
    return kept
