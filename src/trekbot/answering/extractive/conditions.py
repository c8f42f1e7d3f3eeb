"""On what terms a roadmap is offered, in the words of its own page: its price, its exams, its certificate."""

from trekbot.answering.claims import Draft
from trekbot.answering.extractive.asserted import with_neighbours
from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.targets import not_stated
from trekbot.retrieval.condition_forms import NAMED, Condition, states
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent
from trekbot.retrieval.search import Found
from trekbot.roadmaps.model import Roadmap

COLUMN = " | "  # a table's row reads badly as a sentence


def conditions(bench: Bench) -> Draft:
    """Quote the sentence of each roadmap's page that states what was asked for; refuse where none does."""
    asked = bench.query.condition
    assert asked is not None
    best = [found for roadmap in bench.roadmaps if (found := _best(bench, roadmap, asked)) is not None]
    if not best:
        return not_stated(bench, NAMED[asked])
    steps = [bench.quote(one) for found in best for one in with_neighbours(bench, found)]
    return Draft(tuple(steps), (phrase(Intent.START), bench.about(bench.roadmaps[0].stages[0])))


def _best(bench: Bench, roadmap: Roadmap, asked: Condition) -> Found | None:
    """Give the sentence of a roadmap's own page that states the fact asked for, and is nearest to the question."""
    stating = [
        number
        for number, passage in enumerate(bench.library.index.passages)
        if passage.quotable
        and passage.stage is None
        and passage.roadmap == roadmap.slug
        and states(passage.text, asked)
    ]
    plain = [number for number in stating if COLUMN not in bench.library.index.passages[number].text]
    best = max(plain or stating, key=lambda number: float(bench.search.cosines[number]), default=None)
    return bench.found(best) if best is not None else None
