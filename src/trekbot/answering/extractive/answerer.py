"""The extractive answerer: from queries to drafts, without a model of language."""

from collections.abc import Iterator

from trekbot.answering.claims import Draft, Step
from trekbot.answering.extractive.bench import Bench, claim, listed, refusal
from trekbot.answering.extractive.links import own_requires
from trekbot.answering.extractive.table import BUILDERS
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Query

LAST = -1  # the number by which "the last stage" is meant


class ExtractiveAnswerer:
    """Answers each query by the builder of its intent."""

    name = "extractive"

    def draft(self, library: Library, query: Query) -> Draft:
        """Build an answer; a false premise is corrected first, a question that fits several stages asked back."""
        bench = Bench(library, query)
        if query.readings:
            return refusal(f"Which one do you mean: {_choices(bench)}?", *query.readings)
        draft = BUILDERS[query.intent](bench)
        if not draft.answers and query.otherwise is not None:
            other = self.draft(library, query.otherwise)
            draft = other if other.answers else draft
        correction = tuple(_correction(bench))
        if not correction:
            return draft
        rest = draft.steps if draft.answers else ()
        return Draft((*correction, *rest), draft.suggestions)


def _choices(bench: Bench) -> str:
    """Name the stages that the question fits, each with its roadmap."""
    stages = [bench.stage(key) for key in bench.query.a.stages] if bench.query.a else []
    return listed([f"{escaped(stage.title)} in {escaped(bench.roadmap_of(stage).title)}" for stage in stages[:3]], "or")


def _correction(bench: Bench) -> Iterator[Step]:
    """Correct what the question takes for granted, where it is wrong."""
    premise = bench.query.premise
    if premise is None:
        return
    stage = bench.stage(premise.stage)
    home = stage.key.roadmap
    if premise.earlier_than is not None:
        later = bench.stage(premise.earlier_than)
        if bench.graph.order((stage.key, later.key))[0] != stage.key:
            text = f"{bench.name(stage)} does not come before {bench.name(later, home)}."
            yield claim(text, bench.card(stage), bench.card(later, home))
        return
    if premise.builds_on is not None:
        before = bench.stage(premise.builds_on)
        if before.key not in bench.graph.ancestors(stage.key):
            text = f"{bench.name(stage)} does not build on {bench.name(before, home)}."
            yield claim(text, own_requires(bench, stage), bench.card(stage), bench.card(before, home))
        return
    last = bench.roadmap_of(stage).stages[-1]
    if premise.number == LAST and stage is not last:
        text = f"**{escaped(stage.title)}** is stage {stage.number}, not the last one: that is {bench.name(last)}."
        yield claim(text, bench.card(stage), bench.card(last))
    elif premise.number not in (LAST, stage.number):
        text = f"**{escaped(stage.title)}** is stage {stage.number}, not stage {premise.number}."
        yield claim(text, bench.facts.card(stage, str(premise.number)))
