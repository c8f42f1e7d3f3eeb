"""Hold each sentence to what it cites.

A quoted sentence must stand in its page word for word. A composed one may use only numbers and names that its
evidence quotes
or states. Whatever the claim, the quote of every evidence must be found in its page.
"""

import re

from trekbot.answering.claims import Claim, VerifiedClaim
from trekbot.index.words import fold_case
from trekbot.retrieval.sources import Sources
from trekbot.roadmaps.folding import fold

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])")
_NAME = re.compile(r"(?<=[\w,;:)*] )\**([A-Z][\w&/+#.-]*)")


def verify(claim: Claim, sources: Sources) -> VerifiedClaim | None:
    """Give the claim as verified, or None where its evidence does not carry it."""
    if not claim.cites:
        return None
    if not all(sources.holds(evidence.roadmap, evidence.stage, evidence.quote) for evidence in claim.cites):
        return None
    if claim.quoted:
        carried = any(fold(claim.text) in fold(evidence.quote) for evidence in claim.cites)
    else:
        carried = _carries(claim)
    return VerifiedClaim(claim) if carried else None


def _carries(claim: Claim) -> bool:
    """Tell whether the evidence quotes or states every number and every name of a composed sentence."""
    stated = fold_case(" ".join(fold(text) for evidence in claim.cites for text in (evidence.quote, *evidence.states)))
    words = set(re.findall(r"[\w]+(?:[.,]\d+)*", stated))
    if any(number not in words for number in _NUMBER.findall(claim.text)):
        return False
    return all(fold_case(fold(name.rstrip(".,;:"))) in stated for name in _NAME.findall(claim.text))
