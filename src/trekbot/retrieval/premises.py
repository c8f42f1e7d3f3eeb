"""What a question takes for granted: found, cut out of the question, and read as a claim that can be checked.

A claim about numbers, order, requirements or a fact of the roadmap is checked against the front matter. Any other is
kept in its own words, for the corpus' sentences about it to be quoted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval import premise_forms as forms
from trekbot.retrieval.answer_forms import states_number
from trekbot.retrieval.cues import NUMBER_WORDS
from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.query import Intent, Premise, Query, Reference, RoadmapPremise, Saying, StagePremise
from trekbot.retrieval.resolver import Resolver, content_words
from trekbot.roadmaps.model import StageKey

LAST = -1  # the number by which "the last stage" is meant
SHORTEST_SAYING = 3  # words
MOST_WORDS_OF_NAME = 8  # a longer phrase names no stage


@dataclass(frozen=True)
class _Clause:
    """A clause of a question, and the question without it. `plainly` marks one that says what it takes for granted."""

    text: str
    rest: str
    plainly: bool = False
    whole: bool = False


class Premises:
    """Reads premises over one corpus."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    def read(self, masked: Masked, asked: str, roadmaps: Sequence[str]) -> tuple[Premise | None, str]:
        """Give the first premise of a question and the masked question without it; None and all of it for none.

        Where nothing but the premise is asked, it is the question that is left.
        """
        for clause in _clauses(asked):
            claimed = self._claim(masked, clause, roadmaps)
            if claimed is None:
                continue
            if clause.whole:
                return claimed, asked
            rest = _pointing(clause.rest, _subject_mark(masked, clause.text), isinstance(claimed, StagePremise))
            return replace(claimed, rest=masked.unmask(rest)), rest
        return None, asked

    def _claim(self, masked: Masked, clause: _Clause, roadmaps: Sequence[str]) -> Premise | None:
        text = clause.text.strip(" ,.;:!?'\"")
        found = self._of_stage(masked, text, roadmaps) or self._of_roadmap(masked, text, roadmaps)
        if found is not None or not clause.plainly:
            return found
        return self._saying(masked, text)

    def _of_stage(self, masked: Masked, text: str, roadmaps: Sequence[str]) -> StagePremise | None:
        """Read a claim about a stage's number, its place in the order, or what it builds on."""
        number = forms.NUMBER.match(text)
        if number and (stage := self._named(masked, number["a"], roadmaps)) is not None:
            claimed = _number_of(masked, number["n"])
            if claimed is not None and not _is_number(masked, number["a"]):
                return StagePremise(stage.stages[0], claimed)
        if (nothing := forms.NOTHING.match(text)) and (stage := self._named(masked, nothing["a"], roadmaps)):
            return StagePremise(stage.stages[0])
        for form in (forms.YOU_NEED, forms.ORDER, forms.NEEDED, forms.NEEDS):
            found = form.match(text)
            if found is None:
                continue
            a, b = (self._named(masked, found[name], roadmaps) for name in ("a", "b"))
            if a is None or b is None or not (pair := _pair(a, b)):
                continue
            if form is not forms.ORDER and not b.named:
                continue  # "puff pastry needs yeast" is about a thing, not about the stage that treats it
            if form is forms.ORDER:
                early = found["relation"] in ("before", "ahead of", "prior to", "earlier than") or found[
                    "relation"
                ].startswith("precede")
                first, second = pair if early else pair[::-1]
                return StagePremise(first, earlier_than=second)
            denied = bool(found["denied"]) or "optional" in text
            return StagePremise(pair[0], builds_on=pair[1], denied=denied)
        return None

    def _of_roadmap(self, masked: Masked, text: str, roadmaps: Sequence[str]) -> Premise | None:
        """Read a claim about a roadmap's size, time, level, maintainer or last update, or about a stage's time."""
        if found := forms.COUNT.match(text):
            return RoadmapPremise(Intent.COUNT, masked.unmask(found["said"]))
        if found := forms.DOABLE.match(text) or forms.TIME.match(text):
            said = masked.unmask(found["said"])
            if re.fullmatch(forms.ROADMAP, found["a"]) and not _is_stage(masked, found["a"]):
                return RoadmapPremise(Intent.TIME, said)
            stage = self._named(masked, found["a"], roadmaps)
            return StagePremise(stage.stages[0], time=said) if stage is not None else None
        if found := forms.LEVEL.match(text):
            return RoadmapPremise(Intent.LEVEL, masked.unmask(found["said"]))
        if found := forms.MAINTAINED.match(text):
            said = masked.unmask(found["said"] or found["said2"])
            return RoadmapPremise(Intent.MAINTAINER, said) if said and said[0].isupper() else None
        if found := forms.UPDATED.match(text):
            said = masked.unmask(found["said"])
            return RoadmapPremise(Intent.UPDATED, said) if any(c.isdigit() for c in said) else None
        return None

    def _saying(self, masked: Masked, text: str) -> Saying | None:
        plain = masked.unmask(text)
        if len(plain.split()) < SHORTEST_SAYING or forms.PERSONAL.match(text) or forms.ROLE.match(text):
            return None
        content = content_words(plain)
        if all(states_number(word) for word in content):
            return None
        marks = [mention for mention in masked.marks(text) if mention.number is None and mention.roadmap is None]
        named = [stem(word) for mention in marks[:1] for word in raw_words(mention.text) if word not in STOP_WORDS]
        of_roadmap = not marks and bool(forms.OF_ROADMAP.search(text))
        return Saying(plain, content, tuple(named or content[:1]), of_roadmap)

    def _named(self, masked: Masked, phrase: str, roadmaps: Sequence[str]) -> Reference | None:
        """Give what a phrase names, if it is a stage; None where it describes something else."""
        if len(phrase.split()) > MOST_WORDS_OF_NAME:
            return None
        bare = phrase.strip(" ,").removeprefix("the ")
        found = self._resolver.resolve(masked, bare, roadmaps)
        alone = len(bare) == 1 and is_mark(bare)
        return found if found.stages and (found.named or (found.certain and alone)) else None


def without_background(asked: str) -> str:
    """Give a question without the clause in which a learner only speaks of herself ("since I have an oven, …")."""
    found = forms.LEADING.match(asked)
    return found["rest"] if found is not None and forms.PERSONAL.match(found["clause"]) else asked


def asked_by(premise: Premise, query: Query) -> Query:
    """Give the question that a bare claim asks: "X is stage 4, right?" asks for the number of X."""
    if isinstance(premise, RoadmapPremise):
        return replace(query, intent=premise.fact, a=None)
    if not isinstance(premise, StagePremise):
        return query
    stage = _reference(premise.stage)
    if premise.number is not None:
        return replace(query, intent=Intent.NUMBER, a=stage, b=None)
    if premise.time is not None:
        return replace(query, intent=Intent.TIME, a=stage, b=None)
    if premise.earlier_than is not None:
        return replace(query, intent=Intent.ORDER, a=stage, b=_reference(premise.earlier_than))
    if premise.builds_on is not None:
        return replace(query, intent=Intent.NEED, a=_reference(premise.builds_on), b=stage)
    return replace(query, intent=Intent.PREREQUISITES, a=stage, b=None)


def _reference(key: StageKey) -> Reference:
    return Reference("", (key,), named=True, certain=True)


def _clauses(asked: str) -> Iterator[_Clause]:
    """Give the clauses of a question that can hold a premise, the likeliest first."""
    for form in (
        forms.LEADING,
        forms.LEADING_UNMARKED,
        forms.IF,
        forms.HEARSAY,
        forms.TAG,
        forms.PLAIN,
        forms.TRAILING,
    ):
        found = form.match(asked)
        if found is None:
            continue
        if form in (forms.HEARSAY, forms.TAG):
            yield _Clause(found["clause"], "", plainly=True, whole=True)
            continue
        how, rest = found["how"], forms.STATED.sub(r"\g<aux> \g<who> \g<rest>", found["rest"])
        yield _Clause(found["clause"], rest, bool(forms.SAID_PLAINLY.match(how)) and form is not forms.TRAILING)
    for form in (forms.WHY, forms.YES_NO):
        found = form.match(asked)
        if found is not None:
            yield _Clause(_declared(found["clause"]), "", whole=True)


def _declared(clause: str) -> str:
    """Turn a question's order of words round: "is there an exam" is about "there is an exam"."""
    found = forms.AUXILIARY.match(f"{clause} ")
    if found is None:
        return clause
    verb = "" if found["aux"] in ("do", "does", "did") else f" {found['aux']}"
    return f"{found['subject']}{verb} {clause[found.end() :]}".strip()


def _number_of(masked: Masked, said: str) -> int | None:
    """Read a claimed number; None where it is a row of numbers or no number at all."""
    if is_mark(said):
        mention = masked.marks(said)[0]
        return mention.number if mention.until is None else None
    plain = said.removeprefix("very ").removeprefix("#")
    if plain in ("last", "final", "first"):
        return 1 if plain == "first" else LAST
    return NUMBER_WORDS.get(plain) or (int(plain) if plain.isdigit() else None)


def _is_number(masked: Masked, phrase: str) -> bool:
    return any(mention.number is not None for mention in masked.marks(phrase))


def _is_stage(masked: Masked, phrase: str) -> bool:
    """Tell whether a phrase holds a name that is no roadmap's."""
    return any(mention.number is not None or mention.roadmap is None for mention in masked.marks(phrase))


def _pair(a: Reference, b: Reference) -> tuple[StageKey, StageKey] | None:
    """Choose one stage for each of two phrases, of one roadmap where they can be."""
    pairs = [(one, other) for one in a.stages for other in b.stages if one != other]
    return next((pair for pair in pairs if pair[0].roadmap == pair[1].roadmap), pairs[0] if pairs else None)


def _subject_mark(masked: Masked, clause: str) -> str | None:
    """Give the first name in a clause, roadmaps' own apart, which what follows may point to."""
    return next((c for c in clause if is_mark(c) and masked.marks(c)[0].roadmap is None), None)


def _pointing(rest: str, name: str | None, of_stage: bool) -> str:
    """Give the question without a premise, with what pointed to the premise's subject named."""
    plain = re.sub(r"\s+", " ", rest).strip(" ,")
    if name is None:
        return plain
    pointing = forms.STAGE_PRONOUN.sub(name, plain)
    if name in pointing or not of_stage:
        return pointing
    return forms.DANGLING.sub(f" before {name}", pointing)
