"""Whether what was found answers what was asked.

The measures carry over from corpus to corpus: how much of the question's content the evidence covers (by the rarity
of the words),
how near in meaning it is, and whether the question's own subject is something that the corpus ever names.
"""

from dataclasses import dataclass

MEANT_COSINE = 0.5  # a phrase without a known name means the nearest stage only from here on

DESCRIBED = -0.9  # the score that is enough where a thing is described and not named


@dataclass(frozen=True)
class Fit:
    """How well the best sentence fits: `cosine` in [-1, 1]; `coverage` of the question's content by that sentence and
    its heading,
    `stage_coverage` by its whole stage, both in [0, 1]; `unknown` the share of the content that the corpus never uses.
    """

    cosine: float
    coverage: float
    stage_coverage: float
    unknown: float


def evidence_score(fit: Fit) -> float:
    """Weigh a fit to one number; from 0 on it is enough."""
    return 4.0 * fit.cosine + 1.2 * fit.coverage + 1.6 * fit.stage_coverage - 2.2 * fit.unknown - 2.6


def is_enough(fit: Fit, described: bool = False) -> bool:
    """Tell whether the evidence answers the question.

    Args:
        described: the question describes a thing in its own words and names none, so fewer of its words can be
        expected.
    """
    return evidence_score(fit) >= (DESCRIBED if described else 0.0)
