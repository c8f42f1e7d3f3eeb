"""The extractive answerer: from queries to drafts, without a model of language."""

import threading
from collections.abc import Generator
from dataclasses import replace

from trekbot.answering.claims import Claim, Draft, Ending, Step
from trekbot.answering.extractive.bench import Bench, listed, refusal
from trekbot.answering.extractive.corrections import correction
from trekbot.answering.extractive.table import BUILDERS
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Intent, Query, RoadmapPremise

# Where a stage has no such part, a follow-up may mean what was just told of it.
_OF_A_PART = frozenset(
    (Intent.PITFALLS, Intent.OUTCOMES, Intent.DONE, Intent.PRACTICE, Intent.TOOLS, Intent.DEFINITION, Intent.CONDITIONS)
)


class ExtractiveAnswerer:
    """Answers each query by the builder of its intent."""

    def answer(self, library: Library, query: Query, gone: threading.Event) -> Generator[Step, None, Ending]:
        """Give the draft's steps; see `Answerer`."""
        draft = self.draft(library, query)
        yield from draft.steps
        return draft.ending

    def draft(self, library: Library, query: Query) -> Draft:
        """Build an answer; where a question has none alone, answer it with what it may lean on."""
        draft = self._built(library, query)
        if draft.answers or query.readings:
            return draft
        if query.leaning is not None and query.leaning.told and query.intent in _OF_A_PART:
            told = self._built(library, replace(query, intent=Intent.OPEN))
            if told.answers:
                return told
        if query.otherwise is None:
            return draft
        other = self.draft(library, query.otherwise)
        return other if other.answers else draft

    def _built(self, library: Library, query: Query) -> Draft:
        """Build an answer; a false premise is corrected first, a question that fits several stages asked back."""
        bench = Bench(library, query)
        if query.readings:
            return refusal(f"Which one do you mean: {_choices(bench)}?", *query.readings)
        premise = query.premise
        if premise is None:
            return BUILDERS[query.intent](bench)
        first = correction(bench)
        same = isinstance(premise, RoadmapPremise) and premise.fact is query.intent
        said = same and query.intent is not Intent.COUNT  # which also names the first and the last stage
        if first.steps and (first.moot or said or not premise.rest):
            return Draft(first.steps)
        draft = BUILDERS[query.intent](Bench(library, replace(query, text=premise.rest or query.text, premise=None)))
        if not first.steps:
            return draft
        rest = _without(first.steps, draft.steps) if draft.answers else ()
        return Draft((*first.steps, *rest), draft.suggestions)


def _without(said: tuple[Step, ...], steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give steps without the sentences that were said before."""
    texts = {step.content.text for step in said}
    return tuple(step for step in steps if not isinstance(step.content, Claim) or step.content.text not in texts)


def _choices(bench: Bench) -> str:
    """Name what the question may mean: names, or the stages that it fits, each with its roadmap."""
    if bench.query.choices:
        return listed([escaped(name) for name in bench.query.choices], "or")
    stages = [bench.stage(key) for key in bench.query.a.stages] if bench.query.a else []
    return listed([f"{escaped(stage.title)} in {escaped(bench.roadmap_of(stage).title)}" for stage in stages[:3]], "or")
