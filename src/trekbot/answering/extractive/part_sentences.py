"""The sentences of one stage that are its exercise, its signs of completion, its warnings or its tools.

A section whose heading says so is quoted; where no heading does, sentences are chosen by their form. A question for
one detail of such a part gets the sentence with that detail, not the part.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from trekbot.answering.claims import Layout
from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.paragraphs import anchored, paragraph_of
from trekbot.index.words import raw_words, stem, words
from trekbot.retrieval.answer_forms import has_asked_form
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.leaning import leans
from trekbot.retrieval.part_forms import CLEAR, counts_something, form_of, is_task
from trekbot.retrieval.query import Reference
from trekbot.retrieval.search import CARD, Found
from trekbot.retrieval.section_roles import Role
from trekbot.roadmaps.model import Section, Stage

Quote = tuple[str, Evidence, Layout]

MOST_WORDS = 90  # quoted of one part
MOST_BY_FORM = 3  # sentences that only their form has chosen
SAYS_SO = 2.0  # the form of a sentence that calls itself an exercise
MOSTLY = 0.7  # share of a paragraph's sentences that set a task: then all of it is one
TASK = 1.0  # what a block weighs that is an exercise though no heading says so
ENOUGH = 0.5  # share of the details asked for that a sentence has to have
ALL = 0.95  # the same where neither heading nor form say what the sentence is for
HINT = 0.7  # the form that hints at a warning
SHORT_ITEM = 45  # words of a list item that is quoted whole
SHORT_PAGE = 6  # sentences of a page where a hint is enough

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
    remember takeaway page text build building make criteria assess mark grade week course module home exactly quite bring way work run goes
    happen place end start something lesson reading""".split()
)  # fmt: skip
_MEASURES = frozenset(
    map(stem, "heavy long thick wide deep high tall big large hot warm cold old fast weigh size".split())
)
_ASKS_DETAIL = re.compile(
    r"^(?:(?:on|in|with|for|from|by|at|into) )?(?:(?:which|what) (?!is\b|are\b|do\b|does\b|will\b|would\b|can\b|should\b|must\b|kind\b|sort\b)(?P<kind>[\w -]+?) (?:do|does|did|is|are|was|can|must|should|shall|will|would|has|have|goes)\b|how (?:many|much|heavy|thick|wide|deep|high|tall|big|large|hot|warm|cold|old|fast|often)|who|when|where)\b"
)


def quoted_sections(
    bench: Bench, stage: Stage, sections: Sequence[Section], role: Role, limit: int, most_words: int
) -> list[Quote]:
    """Quote the sections that are for this role, cut to so many sentences and words."""
    quotes = [quote for section in sections for quote in _of_section(bench, stage, section, role)]
    while quotes and leans(quotes[0][0]):
        quotes.pop(0)
    return _shortened(quotes[:limit], most_words)


def by_form(bench: Bench, stage: Stage, role: Role) -> list[Found]:
    """Choose sentences of a stage by their form; none where no form is clear."""
    own = [found for found in _sentences(bench, stage) if found.role not in _OTHERS.get(role, frozenset())]
    if role == "practice":
        return _task_block(own)
    weighed = [(form_of(found.passage.text, role), found) for found in own]
    least = HINT if role == "pitfalls" and len(own) <= SHORT_PAGE else CLEAR
    clear = [(weight, found) for weight, found in weighed if weight >= least]
    best = max((weight for weight, _ in clear), default=0.0)
    chosen: dict[int, Found] = {}
    for _, found in sorted((entry for entry in clear if entry[0] >= best - 0.5), key=lambda entry: -entry[0]):
        whole = anchored(bench, found)
        size = sum(len(raw_words(kept.passage.text)) for kept in (*chosen.values(), *whole))
        if whole and (not chosen or (size <= MOST_WORDS and len(chosen) + len(whole) <= MOST_BY_FORM)):
            chosen.update({kept.number: kept for kept in whole})
    return [chosen[number] for number in sorted(chosen)]


def is_of_stage(bench: Bench, reference: Reference, stage: Stage) -> bool:
    """Tell whether a phrase means the stage itself ("the Kafka week") and not a thing in it."""
    return reference.named or set(reference.words) <= _own_words(bench, stage) | _KIND_STEMS


def details_of(bench: Bench, reference: Reference | None, stage: Stage, role: Role) -> list[str]:
    """Give the stems that a question for a part asks about beyond the stage and the part themselves."""
    own = _own_words(bench, stage)
    if reference is not None and not is_of_stage(bench, reference, stage) and role not in ("practice", "done"):
        own = set()
    ignored = own | _KIND_STEMS | _MEASURES
    return [word for word in bench.query.words if word not in ignored and not word.isdigit()]


def asks_detail(question: str) -> bool:
    """Tell whether a question is for one detail ("on which cloud does the exercise run?") and not for the whole."""
    found = _ASKS_DETAIL.match(question.casefold())
    return found is not None and (found["kind"] is None or not set(words(found["kind"])) <= _KIND_STEMS)


def detailed(bench: Bench, stage: Stage, role: Role, details: Sequence[str]) -> list[Found]:
    """Choose the sentence of a part that has the details asked for; none where no sentence has most of them.

    What kind of thing is asked for ("which data set") need not be said: then the sentence that opens the part comes
    with the nearest in meaning.
    """
    asked = _ASKS_DETAIL.match(bench.query.text.casefold())
    kind = set(words(asked["kind"])) if asked and asked["kind"] and role == "practice" else set()
    if not kind:
        return _with_item(bench, _ranked(bench, stage, role, details, ENOUGH))
    if kind & set(details):
        said = _with_item(bench, _ranked(bench, stage, role, details, ALL))
        if said:
            return said
    nearest = _with_item(bench, _ranked(bench, stage, role, [word for word in details if word not in kind], ENOUGH))
    opening = [found for found in _sentences(bench, stage) if found.role == role][:1]
    if not nearest or not opening or leans(opening[0].passage.text):
        return nearest
    return [*(found for found in opening if found.number != nearest[0].number), *nearest]


def _ranked(bench: Bench, stage: Stage, role: Role, details: Sequence[str], share: float) -> list[Found]:
    """Rank the sentences of a part that have this share of the details and the form that the question asks for."""
    question = bench.query.text
    vocabulary, known = bench.library.vocabulary, bench.library.passages
    own = [found for found in _sentences(bench, stage) if found.role not in ("entry", "next", "reading")]
    inside = [found for found in own if found.role == role] if role == "practice" else []
    if not details and not inside:
        return []
    whole = sum(vocabulary.rarity(word) for word in details)
    ranked: list[tuple[float, Found]] = []
    for found in inside or own:
        if not has_asked_form(question, found.passage.text):
            continue
        covered = sum(vocabulary.rarity(word) for word in details if word in known.stems[found.number])
        coverage = covered / whole if whole else 1.0
        form = form_of(found.passage.text, role)
        if coverage < (share if found.role == role or form >= HINT else ALL):
            continue
        cosine = float(bench.search.cosines[found.number])
        ranked.append((cosine + 0.6 * coverage + 0.1 * form + (0.15 if found.role == role else 0.0), found))
    return [found for _, found in sorted(ranked, key=lambda entry: -entry[0])]


def _with_item(bench: Bench, ranked: Sequence[Found]) -> list[Found]:
    """Give the best sentence with those that it leans on, or with the rest of its list item where that is short."""
    for best in ranked:
        whole = paragraph_of(bench, best)
        in_list = best.section is not None and best.section.blocks[best.passage.block].kind == "item"
        if in_list and whole and sum(len(raw_words(found.passage.text)) for found in whole) <= SHORT_ITEM:
            return whole
        if quoted := anchored(bench, best):
            return quoted
    return []


def _own_words(bench: Bench, stage: Stage) -> set[str]:
    """Give the stems by which a stage and its roadmap are called."""
    return set(words(" ".join((stage.title, stage.key.stage, *stage.tags, bench.roadmap_of(stage).title))))


def _of_section(bench: Bench, stage: Stage, section: Section, role: Role) -> Iterator[Quote]:
    """Quote a section without what only leads to its list, and an exercise without what says when it is done."""
    listed = sum(block.kind == "item" for block in section.blocks) > 1
    for block in section.blocks:
        told = [form_of(sentence.text, "done" if role == "practice" else role) for sentence in block.sentences]
        if role == "practice" and block.kind == "paragraph" and told and told[0] >= CLEAR:
            return
        if role == "pitfalls" and listed and block.kind == "paragraph" and max(told, default=0.0) < CLEAR:
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
        told = [is_task(found.passage.text) or form >= SAYS_SO for found, form in zip(run, forms, strict=True)]
        if not run or max(forms) < CLEAR:
            continue
        counted = any(counts_something(found.passage.text) for found in run)
        weight = (max(forms) >= SAYS_SO) + sum(told) / len(told) + 0.25 * counted + 0.25 * (place + 1 == len(runs))
        if weight >= TASK and (best is None or weight >= best[0]):
            best = weight, run if sum(told) >= MOSTLY * len(told) else run[told.index(True) :]
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
