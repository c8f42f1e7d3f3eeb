"""How well the best evidence fits a question, in measures that carry over from corpus to corpus."""

import math

from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.paragraphs import numbers_of_paragraph
from trekbot.answering.sufficiency import Fit
from trekbot.index.words import raw_words
from trekbot.retrieval.question_forms import asks_detail
from trekbot.retrieval.search import Found
from trekbot.retrieval.unknown_names import writes_unknown_name

MOST_WORDS = 16  # a story makes a question longer, and no harder to cover


def fit_of(bench: Bench, found: Found, asks_where: bool = False) -> Fit:
    """Measure how well a sentence, and the page around it, fit the question.

    Args:
        asks_where: only the stage to look in is asked for, which claims less than an answer does.
    """
    query = bench.query
    vocabulary = bench.library.vocabulary
    paragraph = numbers_of_paragraph(bench, found)
    weighed = bench.search.weighed_words
    said = bench.library.passages.context_stems[found.number].union(
        *(bench.library.passages.stems[number] for number in paragraph)
    )
    cosine, above_background = bench.search.nearness(found.number, found.cosine)
    return Fit(
        cosine=cosine,
        coverage=found.coverage,
        nothing_known=float(bool(query.words) and set(query.words) <= set(query.unknown)),
        above_background=above_background,
        margin=bench.search.margin_of((found.passage.roadmap, found.passage.stage)),
        length=math.log(min(MOST_WORDS, max(len(raw_words(query.text)), 1))),
        unknown_name=float(writes_unknown_name(query.text, vocabulary.stems)),
        asks_where=float(asks_where),
        asks_detail=float(asks_detail(query.text)),
        leans=float(query.leaning is not None),
        drawn_away=bench.search.drawn_away(paragraph),
        turning=max((word.weight for word in weighed), default=0.0),
        unsaid=max((word.weight for word in weighed if word.stem not in said), default=0.0),
        content=float(len(weighed)),
    )
