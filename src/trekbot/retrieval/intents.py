"""What is asked: the first rule that fits a masked question, with the phrases that it is about pointed to stages."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trekbot.retrieval.frames import without_frame
from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.resolver import Resolver, content_words
from trekbot.retrieval.rules import RULES
from trekbot.retrieval.splitting import starts_a_question, without_courtesies, without_tail
from trekbot.roadmaps.model import Corpus

LONGEST_SIDE = 6  # words of one side of a comparison
LONGEST_CLAUSE = 300  # characters; a longer clause is searched, not read by rules
LONGEST_TOPIC = 3  # words; a message of no more, without a question word, names a topic

_TAIL_QUESTION = re.compile(r"(?<=\S) ?[,;:–—-]+ ?(?:which|what|and which|so which|or which|is it|are they)\b.*$")
_ASIDE = re.compile(r" ?\([^()]*\)")
_ROADMAP_NOUN = re.compile(
    r"\b(?:roadmap|trek|course|path|track|curriculum|programme|program|degree|diploma|thing)s?\b"
)


class Intents:
    """Reads what is asked about one corpus."""

    def __init__(self, corpus: Corpus, resolver: Resolver) -> None:
        self._corpus = corpus
        self._resolver = resolver

    def read(self, masked: Masked, asked: str, roadmaps: Sequence[str]) -> Query:
        """Give intent, `a` and `b` of a question; OPEN where no rule fits.

        Args:
            masked: the whole question.
            asked: its masked text without what the learner only states.
            roadmaps: where stages are looked for; empty means everywhere.
        """
        plain = without_courtesies(_ASIDE.sub("", asked).partition("? ")[0].strip())
        if len(plain) > LONGEST_CLAUSE:
            return Query(masked.original, Intent.OPEN)
        if plain and _is_topic(plain):
            reference = self._resolver.resolve(masked, plain, roadmaps)
            marks = masked.marks(plain)
            only_number = len(marks) == 1 and marks[0].number is not None
            return Query(masked.original, Intent.ABOUT if only_number else Intent.DEFINITION, reference)
        for rule in RULES:
            match = rule.pattern.search(plain)
            if match is None:
                continue
            groups = match.groupdict()
            framed = rule.intent is Intent.WHERE
            a, b = (self._reference(masked, groups.get(name), roadmaps, framed) for name in ("a", "b"))
            if rule.intent is Intent.NEXT and a is not None and not a.stages and _is_whole(groups["a"] or ""):
                a = self._last_stages(a, roadmaps)
            if _fits(rule.intent, a, b, groups) and not _about_another(rule.intent, a, masked, plain):
                return Query(masked.original, rule.intent, a, b)
        return Query(masked.original, Intent.OPEN)

    def _reference(
        self, masked: Masked, group: str | None, roadmaps: Sequence[str], framed: bool = False
    ) -> Reference | None:
        if group is None or not group.strip(" ?.!,;:'\""):
            return None
        phrase_text = without_tail(_TAIL_QUESTION.sub("", group.strip()))
        return self._resolver.resolve(masked, without_frame(phrase_text) if framed else phrase_text, roadmaps)

    def _last_stages(self, whole: Reference, roadmaps: Sequence[str]) -> Reference:
        """Read "after the whole course" as after its last stage."""
        last = tuple(roadmap.stages[-1].key for roadmap in self._corpus if not roadmaps or roadmap.slug in roadmaps)
        return replace(whole, stages=last, named=True, certain=True, unknown=())


def _is_topic(plain: str) -> bool:
    """Tell whether a message only names something."""
    if all(is_mark(c) for c in plain):
        return True
    short = len(plain.split()) <= LONGEST_TOPIC and not starts_a_question(plain)
    return short and not any(rule.pattern.search(plain) for rule in RULES)


def _fits(intent: Intent, a: Reference | None, b: Reference | None, groups: dict[str, str | None]) -> bool:
    """Tell whether a rule's phrases can be what its intent is about."""
    if intent in (Intent.NEED, Intent.WHY_NEED, Intent.ORDER):
        if a is not None and b is not None and a.stage is not None and a.stage == b.stage and not (a.named and b.named):
            return False  # two things of one stage have no order that the corpus states
        return a is not None and b is not None and bool(b.stages or b.missing_number) and bool(a.words or a.stages)
    if intent is Intent.NEXT and (groups.get("a") or "").strip():
        return a is not None and bool(a.stages or a.missing_number is not None)
    if intent is Intent.PREREQUISITES:
        return a is not None and bool(a.stages or a.words or a.missing_number is not None)
    if intent is Intent.COMPARISON:
        if any(len(_TAIL_QUESTION.sub("", groups.get(name) or "").split()) > LONGEST_SIDE for name in ("a", "b")):
            return False
        return a is not None and (b is not None or len(a.stages) > 1) and bool(a.stages or (b and b.stages))
    if intent is Intent.NUMBER:
        return a is not None and a.named
    if intent in (Intent.OUTCOMES, Intent.ABOUT, Intent.DEPENDENTS) and a is not None:
        return bool(a.stages or a.missing_number or intent is Intent.ABOUT)
    if intent is Intent.TOOLS:
        return a is not None and a.named
    if intent is Intent.SKIP:
        return a is not None and bool(a.words or a.stages)
    return True


def _about_another(intent: Intent, a: Reference | None, masked: Masked, plain: str) -> bool:
    """Tell whether a question for a fact of the roadmap is about something else ("who maintains DVC?")."""
    if intent is Intent.TIME:
        if a is None or a.named or a.unknown or _ROADMAP_NOUN.search(a.phrase.casefold()):
            return False
        return bool(content_words(a.phrase))
    if intent not in (Intent.LEVEL, Intent.MAINTAINER, Intent.UPDATED):
        return False
    return any(mention.number is None and mention.roadmap is None for mention in masked.marks(plain))


def _is_whole(phrase_text: str) -> bool:
    """Tell whether a phrase means the roadmap as a whole ("the entire course")."""
    return bool(
        re.fullmatch(
            r"(?:the |this |that |my )?(?:(?:whole|entire|full|complete) )?(?:roadmap|trek|course|path|track|curriculum|programme|program|degree|thing|everything|all(?: of (?:it|this|them))?|all (?:the )?stages)",
            phrase_text.strip(),
        )
    )
