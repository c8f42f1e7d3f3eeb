"""Whether an answer cites what exists, what it should, and nothing else."""

from trekbot.evals.contract import Contract
from trekbot.evals.generation import Generation
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.places import Place, page_of, place_of
from trekbot.evals.questions import Row

ANSWERS = 2  # the grade of a place that answers the question


def cited_places(generation: Generation) -> list[Place]:
    """Give the pages that an answer cites, in order of first use, each once."""
    citations = generation.reply.citations if generation.reply else ()
    return list(dict.fromkeys(place_of(one.roadmap, one.stage) for one in citations))


class CitationsValid(Metric):
    """The share of the citations that keep the contract: page, number, title, section, quote and address are right."""

    name = "citations_valid"
    kind = "share"

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def score(self, row: Row, generation: Generation) -> float | None:
        citations = generation.reply.citations if generation.reply else ()
        return sum(not any(self._contract.faults_of(one)) for one in citations) / len(citations) if citations else None

    def why(self, row: Row, generation: Generation) -> str | None:
        citations = generation.reply.citations if generation.reply else ()
        return "; ".join(fault for one in citations for fault in self._contract.faults_of(one)) or None


class QuotesVerbatim(Metric):
    """The share of the citations whose quote stands on the page, word for word."""

    name = "quotes_verbatim"
    kind = "share"

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def score(self, row: Row, generation: Generation) -> float | None:
        citations = generation.reply.citations if generation.reply else ()
        return sum(map(self._contract.quotes_its_page, citations)) / len(citations) if citations else None


class CitationPrecision(Metric):
    """The share of the pages cited that the row names: as due, as allowed or as relevant."""

    name = "citation_precision"
    kind = "share"

    def score(self, row: Row, generation: Generation) -> float | None:
        cited, named = cited_places(generation), _named(row)
        return sum(place in named for place in cited) / len(cited) if cited and named else None

    def why(self, row: Row, generation: Generation) -> str | None:
        named = _named(row)
        strange = [place for place in cited_places(generation) if place not in named]
        return f"cites {', '.join(strange)}" if strange else None


class CitationRecall(Metric):
    """The share of the pages due that are cited; where the row calls none due, of those that answer the question."""

    name = "citation_recall"
    kind = "share"

    def score(self, row: Row, generation: Generation) -> float | None:
        due, cited = _due(row), cited_places(generation)
        return sum(place in cited for place in due) / len(due) if due else None

    def why(self, row: Row, generation: Generation) -> str | None:
        missing = sorted(_due(row) - set(cited_places(generation)))
        return f"does not cite {', '.join(missing)}" if missing else None


def _named(row: Row) -> set[Place]:
    return {*(row.must_cite or ()), *(row.may_cite or ()), *map(page_of, row.relevant or ())}


def _due(row: Row) -> set[Place]:
    return set(row.must_cite or ()) or {
        page_of(place) for place, grade in (row.relevant or {}).items() if grade == ANSWERS
    }
