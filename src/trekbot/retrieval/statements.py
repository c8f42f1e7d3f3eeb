"""What a learner states beside the question: what is known already."""

import re
from collections.abc import Sequence

from trekbot.retrieval.mentions import Masked
from trekbot.retrieval.query import Reference
from trekbot.retrieval.resolver import Resolver

MOST_KNOWN = 12  # things that a learner can say to know in one message

_KNOWN = re.compile(
    r"(?:^|\b(?:if|since|because|as|and|but|given that|now that|assuming(?: that)?|say) )?\b(?P<who>i|we) (?:already |can |do |have already |have )*"
    r"(?:know|understand|am (?:already )?(?:familiar|comfortable|experienced|good|fluent) (?:with|in|at)|are familiar with|did|have (?:already )?(?:done|finished|completed|learned|worked with|used|experience (?:with|in))|"
    r"can (?:already )?(?:use|write)|use|used|learned|worked with|completed|come from|have a background in|have experience (?:with|in))(?: about| how to use| some| a bit of| the basics of| already)? "
    r"(?P<known>[^.?!;]+?)(?= ?(?:,|-|—)? ?(?:so |then |and )?\b(?:where|what|which|how|can|could|should|do|does|is|shortest|fastest|show|give|may|must|will|would|i want|i need)\b|[.?!;]|$)"
)
_ASKS_BEFORE = re.compile(
    r"\b(?:do|does|did|should|must|can|could|may|might|will|would|shall|am|have|before|after|until|till|once|when|what|which|how|where|that|whether) $"
)
_WITH_KNOWN = re.compile(
    r"\b(?:knowing|with a background in|coming from|with knowledge of|having done|having finished) (?P<known>[^.?!;,]+)"
)

class Statements:
    """Reads statements of one corpus' learners."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    def known(self, masked: Masked, roadmaps: Sequence[str]) -> tuple[tuple[Reference, ...], str]:
        """Read what the learner says to know; give it and the question without it."""
        rest, phrases = masked.text, []
        for found in (*_KNOWN.finditer(masked.text), *_WITH_KNOWN.finditer(masked.text)):
            if "who" in found.groupdict() and _ASKS_BEFORE.search(masked.text[: found.start("who")]):
                continue
            phrases += [piece.strip() for piece in re.split(r",|\band\b|&|\+|/", found["known"]) if piece.strip()]
            rest = rest.replace(found[0], " ", 1)
        references = tuple(self._resolver.resolve(masked, piece, roadmaps) for piece in phrases[:MOST_KNOWN])
        return references, re.sub(r"\s+", " ", rest).strip(" ,.;:!-–—")
