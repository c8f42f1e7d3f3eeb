"""Whether what was found answers what was asked.

The measures carry over from corpus to corpus: how much of the question's content the evidence covers (by the rarity of
the words), how near in meaning it is, how far that stands out from the rest of the corpus and from the next page,
whether the words that the question turns on are met (leaving them out one by one tells), and what kind of question it
is: a number, a date or a person is rarely there where only the subject is. No single score decides.

The weights are a logistic regression over labelled decisions of eight corpora, kept in `evals/datasets/` and fitted by
`evals/sufficiency.py`. Left out corpus by corpus, it decides 91 % of them right, 87 % without what
leaving words out tells.
"""

import math
from dataclasses import astuple, dataclass

MEANT_COSINE = 0.5  # a phrase without a known name means the nearest stage only from here on


@dataclass(frozen=True)
class Fit:
    """How well the best sentence fits.

    `cosine` is in [-1, 1]. `coverage` of the question's content by that sentence and its heading is in [0, 1], by the
    rarity of the words. `above_background` is by how many standard deviations the cosine lies above the mean of the
    corpus, `margin` by how much the page's best chunk is nearer than that of any other page. `length` is the logarithm
    of the question's words: the more are said, the less of it one sentence says.

    Some are 1 or 0: `nothing_known` where the corpus uses none of the question's content words, `unknown_name` where
    the question writes a name that the corpus does not know, `asks_where` where only the stage to look in is asked for,
    `asks_detail` where a number, a time or a person is, `leans` where the question leans on the turns before it.

    Four come from leaving out the question's `content` words, of which there are so many, one by one. `drawn_away` sums
    by how much words draw the question away from the sentence's paragraph: 0 or below. `turning` is what the word
    carries that the question turns on, `unsaid` the same of those that neither the paragraph nor its headings say.
    """

    cosine: float
    coverage: float
    nothing_known: float
    above_background: float = 3.0
    margin: float = 0.0
    length: float = 2.0
    unknown_name: float = 0.0
    asks_where: float = 0.0
    asks_detail: float = 0.0
    leans: float = 0.0
    drawn_away: float = 0.0
    turning: float = 0.15
    unsaid: float = 0.0
    content: float = 4.0


WEIGHTS = Fit(
    cosine=2.07,
    coverage=2.25,
    nothing_known=-1.02,
    above_background=0.30,
    margin=3.91,
    length=1.73,
    unknown_name=-1.69,
    asks_where=1.37,
    asks_detail=-2.27,
    leans=2.68,
    drawn_away=17.03,
    turning=4.67,
    unsaid=-7.37,
    content=0.26,
)
INTERCEPT = -6.06


def evidence_score(fit: Fit) -> float:
    """Weigh a fit to the log-odds that it answers; from 0 on it is enough.

    A corpus that uses none of the question's words does not answer it, however near a sentence looks: of the labelled
    questions of that kind, one in eighteen is answered.
    """
    if fit.nothing_known:
        return -math.inf
    weighed: float = sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(fit), strict=True))
    return weighed + INTERCEPT


def is_enough(fit: Fit) -> bool:
    """Tell whether the evidence answers the question."""
    return evidence_score(fit) >= 0.0
