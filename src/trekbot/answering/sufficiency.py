"""Whether what was found answers what was asked.

The measures carry over from corpus to corpus: how much of the question's content the evidence covers (by the rarity of
the words), how near in meaning it is, how far that stands out from the rest of the corpus and from the next page, and
what kind of question it is: a number, a date or a person is rarely there where only the subject is. No single score
decides.

The weights are a logistic regression over labelled decisions of eight corpora, kept in `evals/datasets/` and fitted by
`evals/sufficiency.py`. Left out corpus by corpus, it decides 88 % of them right.
"""

import math
from dataclasses import astuple, dataclass

MEANT_COSINE = 0.5  # a phrase without a known name means the nearest stage only from here on


@dataclass(frozen=True)
class Fit:
    """How well the best sentence fits.

    `cosine` is in [-1, 1]. `coverage` of the question's content by that sentence and its heading, and `unknown`, the
    share of the content that the corpus never uses, are in [0, 1], by the rarity of the words.
    `above_background` is by how many standard deviations the cosine lies above the mean of the corpus, `margin` by how
    much the page's best chunk is nearer than that of any other page. `length` is the logarithm of the question's words:
    the more are said, the less of it one sentence says. The others are 1 or 0: `unknown_name` where the question writes
    a name that the corpus does not know, `asks_where` where only the stage to look in is asked for, `asks_detail` where
    a number, a time or a person is, `leans` where the question leans on the turns before it.
    """

    cosine: float
    coverage: float
    unknown: float
    above_background: float = 3.0
    margin: float = 0.0
    length: float = 2.0
    unknown_name: float = 0.0
    asks_where: float = 0.0
    asks_detail: float = 0.0
    leans: float = 0.0


WEIGHTS = Fit(
    cosine=3.37,
    coverage=3.40,
    unknown=-0.26,
    above_background=0.31,
    margin=5.75,
    length=1.72,
    unknown_name=-1.92,
    asks_where=1.33,
    asks_detail=-2.15,
    leans=2.29,
)
INTERCEPT = -6.87


def evidence_score(fit: Fit) -> float:
    """Weigh a fit to the log-odds that it answers; from 0 on it is enough.

    A corpus that uses none of the question's words does not answer it, however near a sentence looks: of the labelled
    questions of that kind, one in eighteen is answered.
    """
    if fit.unknown >= 1.0:
        return -math.inf
    weighed: float = sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(fit), strict=True))
    return weighed + INTERCEPT


def is_enough(fit: Fit) -> bool:
    """Tell whether the evidence answers the question."""
    return evidence_score(fit) >= 0.0
