"""What an earlier question and its answer name: stages, things put side by side, the pages they are from."""

import re
from collections.abc import Sequence

from trekbot.index.words import words
from trekbot.retrieval.mentions import FIRST_MARK, Masked
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.query import Intent, Page, Query
from trekbot.roadmaps.model import Corpus, StageKey

WORDS_OF_ANSWER = 60  # of an earlier answer that tell its page
SHARE_OF_ANSWER = 0.5  # of those words that its page has to have
_IN_ROADMAP = r"[^\ue000-\uefff.;?]{0,30}\b(?:in|of|from) (?:the )?([\ue000-\uefff])"
ABOUT_ROADMAP = frozenset(
    (
        Intent.TIME,
        Intent.LEVEL,
        Intent.MAINTAINER,
        Intent.UPDATED,
        Intent.COUNT,
        Intent.STAGES,
        Intent.AVERAGE_TIME,
        Intent.START,
    )
)


def listed_stages(masked_answer: Masked, known: Sequence[StageKey]) -> tuple[StageKey, ...]:
    """Give the stages that an earlier answer names by title, in order, each once."""
    allowed = set(known)
    found: dict[StageKey, None] = {}
    for place, mention in enumerate(masked_answer.mentions):
        mark = chr(FIRST_MARK + place)
        behind = re.search(mark + _IN_ROADMAP, masked_answer.text)
        roadmap = masked_answer.marks(behind[1])[0].roadmap if behind else None
        for name in mention.names:
            stages = [stage for stage in name.stages if stage in allowed] if name.kind == "title" else []
            at_home = [stage for stage in stages if stage.roadmap == roadmap]
            for stage in (at_home or stages)[:1]:
                found[stage] = None
    return tuple(found)


def listed_items(masked_answer: Masked) -> tuple[str, ...]:
    """Give the names that an earlier answer's sentences and list items begin with, each once."""
    items: dict[str, None] = {}
    for sentence in re.split(r"(?<=[.!?;])\s+|\n|\s[-*•]\s", masked_answer.text):
        opening = re.match(
            r"[^\w\ue000-\uefff]*(?:\d+[.)] )?(?:(?!do not)[^\W\d_]+ ){0,2}?(?:\*|_)*(?P<name>[\ue000-\uefff])",
            sentence,
        )
        if opening and any(name.kind != "roadmap" for name in masked_answer.marks(opening["name"])[0].names):
            items[masked_answer.unmask(opening["name"])] = None
    return tuple(items)


def pages_of(query: Query, corpus: Corpus) -> tuple[Page, ...]:
    """Give the pages where what a question names for sure is at home."""
    sure = [
        one.stages[0] for one in (query.a, query.b, *query.subjects) if one is not None and one.stages and one.certain
    ]
    if not sure and query.intent in ABOUT_ROADMAP and (query.a is None or not query.a.stages):
        return tuple((roadmap.slug, None) for roadmap in corpus if roadmap.slug in (query.roadmaps or (roadmap.slug,)))
    return tuple(dict.fromkeys((key.roadmap, key.stage) for key in sure))


def pages_by_words(query: Query, answer: str, vocabulary: Vocabulary) -> tuple[Page, ...]:
    """Give the page that treats most of what a question and its answer say."""
    said = tuple(dict.fromkeys((*query.words, *words(answer)[:WORDS_OF_ANSWER])))
    for wanted in (said, query.words):
        best = vocabulary.locate(wanted)[:1]
        if best and vocabulary.share_in(wanted, best[0][0]) >= SHARE_OF_ANSWER:
            key = best[0][0]
            return ((key.roadmap, key.stage),)
    return ()
