"""What is asked: the first rule that fits a masked question, with the phrases that it is about pointed to stages."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trekbot.retrieval.comparisons import Comparisons
from trekbot.retrieval.condition_forms import condition_asked
from trekbot.retrieval.cues import STAGE_NOUN
from trekbot.retrieval.everywhere import Everywhere
from trekbot.retrieval.frames import without_frame
from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.resolver import Resolver, content_words
from trekbot.retrieval.rules import RULES
from trekbot.retrieval.splitting import starts_a_question, without_courtesies, without_tail
from trekbot.roadmaps.model import Corpus

LONGEST_CLAUSE = 300  # characters; a longer clause is searched, not read by rules
LONGEST_TOPIC = 3  # words; a message of no more, without a question word, names a topic

OF_ROADMAP = frozenset(
    (Intent.TIME, Intent.AVERAGE_TIME, Intent.LEVEL, Intent.MAINTAINER, Intent.UPDATED, Intent.COUNT)
)

_TAIL_QUESTION = re.compile(r"(?<=\S) ?[,;:–—-]+ ?(?:which|what|and which|so which|or which|is it|are they)\b.*$")
_TAIL_CLAUSE = re.compile(
    r"(?:, .*|,? \b(?:if|when|since|because|although|though|while|given|now that|as (?:i|we)|and (?:i|we|go|jump|head|roughly))\b.*)$"
)
_STAGE_LAST = re.compile(rf"^(?:the|this|that|your) .+ (?:{STAGE_NOUN}|week)$")
_STAGE_ON = re.compile(rf"\bthe {STAGE_NOUN} (?:on|about|called|named|covering) [^,.;:]+$")
_LAST_SENTENCE = re.compile(
    r"(?:[.!;:]|(?<=[\w\ue000-\uefff]) [-–—]) +([^.!;:]+)$"
)  # what is asked after what is only told
_WHO_DOES = re.compile(r"^who \S+")
_ASIDE = re.compile(r" ?\([^()]*\)")
_ROADMAP_NOUN = re.compile(
    r"\b(?:roadmap|trek|course|path|track|curriculum|programme|program|degree|diploma|thing)s?\b"
)


class Intents:
    """Reads what is asked about one corpus."""

    def __init__(self, corpus: Corpus, resolver: Resolver, comparisons: Comparisons, everywhere: Everywhere) -> None:
        self._corpus = corpus
        self._resolver = resolver
        self._comparisons = comparisons
        self._everywhere = everywhere

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
        condition = condition_asked(masked.unmask(_without_roadmaps(masked, plain)))
        if condition is not None:
            return Query(masked.original, Intent.CONDITIONS, condition=condition)
        everywhere = self._everywhere.read(masked, plain, roadmaps)
        if everywhere is not None:
            return everywhere
        last = _LAST_SENTENCE.search(plain)
        asked_last = without_courtesies(last[1]) if last is not None and starts_a_question(last[1]) else ""
        for text in (plain, asked_last):
            if text and (comparison := self._comparisons.read(masked, text, roadmaps)) is not None:
                return comparison
        if plain and _is_topic(plain):
            reference = self._resolver.resolve(masked, plain, roadmaps)
            marks = masked.marks(plain)
            only_number = len(marks) == 1 and marks[0].number is not None
            return Query(masked.original, Intent.ABOUT if only_number else Intent.DEFINITION, reference)
        query = self._by_rules(masked, plain, roadmaps)
        if query.intent is Intent.OPEN and asked_last:
            query = self._by_rules(masked, asked_last, roadmaps)
        return query

    def _by_rules(self, masked: Masked, plain: str, roadmaps: Sequence[str]) -> Query:
        """Give what the first rule that fits says; OPEN where none does."""
        for rule in RULES:
            match = rule.pattern.search(plain)
            if match is None:
                continue
            groups = match.groupdict()
            if rule.intent in OF_ROADMAP and _is_whole(groups.get("a") or "", masked):
                groups["a"] = None
            framed = rule.intent is Intent.WHERE
            if groups.get("stage") and not _names_stage(masked, groups["stage"] or ""):
                continue
            a, b = (
                self._reference(masked, groups.get(name) or groups.get(f"{name}2"), roadmaps, framed)
                for name in ("a", "b")
            )
            if rule.intent is Intent.TIME and (a is None or not a.named):
                a = self._described_stage(masked, plain, roadmaps) or a
            if rule.intent is Intent.NEXT and a is not None and not a.stages and _is_whole(groups["a"] or "", masked):
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
        found = self._resolver.resolve(masked, without_frame(phrase_text) if framed else phrase_text, roadmaps)
        if found.stages or found.missing_number is not None or framed:
            return found
        shorter = _TAIL_CLAUSE.sub("", phrase_text)
        other = self._resolver.resolve(masked, shorter, roadmaps) if shorter != phrase_text else found
        return other if other.stages and other.certain else found

    def _described_stage(self, masked: Masked, plain: str, roadmaps: Sequence[str]) -> Reference | None:
        """Resolve "the stage on …" where it stands in a question and names a stage."""
        told = _STAGE_ON.search(plain)
        found = self._resolver.resolve(masked, told[0], roadmaps) if told is not None else None
        return found if found is not None and found.named else None

    def _last_stages(self, whole: Reference, roadmaps: Sequence[str]) -> Reference:
        """Read "after the whole course" as after its last stage."""
        last = tuple(roadmap.stages[-1].key for roadmap in self._corpus if not roadmaps or roadmap.slug in roadmaps)
        return replace(whole, stages=last, named=True, certain=True, unknown=())


def _names_stage(masked: Masked, phrase_text: str) -> bool:
    """Tell whether a phrase has a stage's title, a part of one, or a number in it."""
    marks = masked.marks(phrase_text)
    return any(mark.number is not None or any(name.kind in ("title", "part") for name in mark.names) for mark in marks)


def _without_roadmaps(masked: Masked, plain: str) -> str:
    """Give a masked question without the names of roadmaps, which do not make it one about something else."""
    return "".join("it" if is_mark(c) and masked.marks(c)[0].roadmap is not None else c for c in plain)


def _is_topic(plain: str) -> bool:
    """Tell whether a message only names something."""
    if all(is_mark(c) for c in plain):
        return True
    short = len(plain.split()) <= LONGEST_TOPIC and not starts_a_question(plain)
    return short and not any(rule.pattern.search(plain) for rule in RULES)


def _fits(intent: Intent, a: Reference | None, b: Reference | None, groups: dict[str, str | None]) -> bool:
    """Tell whether a rule's phrases can be what its intent is about."""
    if groups.get("strict") and (a is None or not a.named):
        return False  # "does bread need yeast?" asks about a thing, not about a stage
    if groups.get("sure") and (a is None or not a.certain):
        return False
    if intent is Intent.PROGRESS:
        return a is None or a.named or a.missing_number is not None
    if intent in (Intent.NEED, Intent.WHY_NEED, Intent.ORDER):
        if a is not None and b is not None and a.stage is not None and a.stage == b.stage and not (a.named and b.named):
            return False  # two things of one stage have no order that the corpus states
        return (
            a is not None
            and b is not None
            and bool(b.stages or b.missing_number or _is_called_stage(b))
            and bool(a.words or a.stages)
        )
    if intent is Intent.NEXT and (groups.get("a") or "").strip():
        return a is not None and bool(a.stages or a.missing_number is not None)
    if intent is Intent.PREREQUISITES:
        return a is not None and bool(a.stages or a.words or a.missing_number is not None)
    if intent is Intent.COMPARISON:
        return a is not None and len(a.stages) > 1
    if intent is Intent.NUMBER:
        return a is not None and a.named
    if intent in (Intent.OUTCOMES, Intent.ABOUT, Intent.DEPENDENTS) and a is not None:
        return bool(a.stages or a.missing_number or intent is Intent.ABOUT)
    if intent is Intent.TOOLS:
        return a is not None and a.named
    if intent is Intent.SKIP:
        return a is not None and bool(a.words or a.stages)
    return True


def _is_called_stage(reference: Reference) -> bool:
    """Tell whether a phrase without a known name says itself that it means a stage ("the cron and retries week")."""
    return bool(reference.words and _STAGE_LAST.search(reference.phrase.casefold()))


def _about_another(intent: Intent, a: Reference | None, masked: Masked, plain: str) -> bool:
    """Tell whether a question for a fact of the roadmap is about something else ("who maintains DVC?")."""
    if intent is Intent.TIME:
        if a is not None and a.phrase.casefold().startswith(("a ", "an ")):
            return True  # "how long is a wheel?" asks for a length
        if a is None or a.named or a.of_title or a.unknown or _ROADMAP_NOUN.search(a.phrase.casefold()):
            return False
        return bool(content_words(a.phrase))
    if intent not in (Intent.LEVEL, Intent.MAINTAINER, Intent.UPDATED):
        return False
    return any(mention.number is None and mention.roadmap is None for mention in masked.marks(_WHO_DOES.sub("", plain)))


def _is_whole(phrase_text: str, masked: Masked) -> bool:
    """Tell whether a phrase means the roadmap as a whole ("the entire course")."""
    plain = "".join("thing" if is_mark(c) and _only_roadmap(masked, c) else c for c in phrase_text.strip(" ?.!,"))
    return bool(
        re.fullmatch(
            r"(?:(?:the |this |that |my |your |learn |finish |complete |do |go through |get through |all of |all |of )*(?:(?:whole|entire|full|complete|total) )*(?:roadmap|trek|course|path|track|curriculum|programme|program|degree|diploma|thing|lot)(?: (?:roadmap|trek|course|path|diploma|degree|curriculum|programme|program|altogether|overall|in total|as a whole))*|everything|it all|all(?: of (?:it|this|them))?|all (?:the )?\w*stages)",
            plain,
        )
    )


def _only_roadmap(masked: Masked, mark: str) -> bool:
    mention = masked.marks(mark)[0]
    return mention.number is None and all(name.kind == "roadmap" for name in mention.names)
