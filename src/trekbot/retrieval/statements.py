"""What a learner states beside the question: what is known already, and what is taken for granted."""

import re
from collections.abc import Sequence

from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.query import Premise, Reference
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
_PREMISE = re.compile(
    r"\b(?:since|as|because|given that|now that|if|seeing that|considering(?: that)?)\b (?P<a>[\ue000-\uefff]) (?:is|are|being|comes as|come as|comes at|was|were|has|have) (?:the |at |in |number )?(?P<n>[\ue000-\uefff]|\d+(?!\w)),? ?|"
    r"^(?P<a2>[\ue000-\uefff]) (?:is|are|being|comes as|comes at) (?:the |at |in )?(?P<n2>[\ue000-\uefff])(?:,| so| right)"
)

_RELATION = re.compile(
    r"(?:\b(?:since|as|because|given that|now that|if|seeing that|considering(?: that)?) |^)(?P<a>[\ue000-\uefff]) "
    r"(?:(?P<before>(?:comes?|is|are|stands?) before)|(?P<after>(?:comes?|is|are|stands?) after)|(?P<on>requires?|needs?|builds? on|depends? on)) "
    r"(?:the )?(?P<b>[\ue000-\uefff])(?: (?:stage|step|module|unit))?[,;:]? (?:so )?(?=(?:what|which|where|how|can|could|do|does|should|may|must|is|are|will|why|when)\b)"
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

    def premise(self, masked: Masked, asked: str, roadmaps: Sequence[str]) -> tuple[Premise | None, str]:
        """Find "since <stage> is stage <n>", or "comes before", or "requires", and cut it out of the question."""
        found = _PREMISE.search(asked)
        if found is None:
            return self._relation(masked, asked, roadmaps)
        name, number = found["a"] or found["a2"], found["n"] or found["n2"]
        claimed = masked.marks(number)[0].number if is_mark(number) else int(number)
        meant = self._resolver.resolve(masked, name, roadmaps)
        if claimed is None or meant.stage is None or masked.marks(name)[0].number is not None:
            return None, asked
        return Premise(meant.stage, claimed), _rest(asked, found, name) or asked

    def _relation(self, masked: Masked, asked: str, roadmaps: Sequence[str]) -> tuple[Premise | None, str]:
        found = _RELATION.search(asked)
        if found is None:
            return None, asked
        a, b = (self._resolver.resolve(masked, found[name], roadmaps).stage for name in ("a", "b"))
        if a is None or b is None or a == b:
            return None, asked
        if found["on"]:
            premise = Premise(a, builds_on=b)
        else:
            premise = Premise(a, earlier_than=b) if found["before"] else Premise(b, earlier_than=a)
        return premise, _rest(asked, found, found["a"]) or asked


def _rest(asked: str, found: re.Match[str], name: str) -> str:
    """Give the question without a statement, with what pointed to the statement's subject named."""
    rest = re.sub(r"\s+", " ", f"{asked[: found.start()]} {asked[found.end() :]}").strip(" ,")
    pointing = re.sub(r"\b(?:it|that|this|them|they)\b", name, rest)
    if name in pointing:
        return pointing
    return re.sub(r"(?<=[^\s]) (?:first|beforehand|before)(?=\W*$)", f" before {name}", pointing)
