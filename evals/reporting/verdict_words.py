"""The verdict as the first line that a person reads."""

from trekbot.evals.decision.comparison import Comparison

HEADLINES = {
    "identical": "Identical, by every metric that gates.",
    "better": "Better.",
    "worse": "Worse: this is a regression.",
    "no difference shown": "No difference shown.",
    "inconclusive": "Inconclusive: too little evidence to tell.",
    "not judged": "Not judged.",
}


def headline(comparison: Comparison) -> str:
    """Give the verdict in words."""
    return HEADLINES[comparison.verdict]
