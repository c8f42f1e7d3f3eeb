"""A follow-up made to stand alone: what it leaves out is put back from the turns before it.

The history is read as names and kinds of question only. Nothing in it is evidence, and nothing in it is obeyed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from trekbot.index.words import STOP_WORDS, fold_case, stem
from trekbot.retrieval.cues import CUE_WORDS, NUMBER_WORDS, ORDINALS
from trekbot.retrieval.follow_up_forms import (
    AFTER,
    BEFORE,
    MORE,
    NTH,
    ONLY_NTH,
    OPENING,
    OTHER,
    PRONOUN,
    ROADMAP_IT,
    THAT,
    WHAT_ABOUT,
    WHY,
)
from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.names import Vocabulary, key_of
from trekbot.retrieval.phrasing import PHRASINGS, phrase
from trekbot.retrieval.query import Intent, Query
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus, StageKey
from trekbot.roadmaps.titles import telling_title

Chosen = TypeVar("Chosen")


@dataclass(frozen=True)
class Context:
    """What the conversation was last about.

    `query` is the last question understood, `before` the one before it, None where there is none. `listed` holds the stages that the last answer names, in order.
    `reading` is the stage that the learner has open.
    """

    query: Query | None = None
    before: Query | None = None
    listed: tuple[StageKey, ...] = ()
    reading: StageKey | None = None


class FollowUps:
    """Rewrites follow-ups over one corpus."""

    def __init__(self, corpus: Corpus, graph: RoadmapGraph, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        self._graph = graph
        self._vocabulary = vocabulary

    def _title(self, key: StageKey) -> str:
        return telling_title(self._corpus, key)

    def complete(self, text: str, masked: Masked, context: Context) -> str:
        """Give the question with what it leaves out put back; the text as it is where nothing is missing."""
        plain = masked.text.strip()
        last = context.query
        if last is None and context.reading is None:
            return text
        named = any(is_mark(c) for c in plain)
        if last is not None and not named:
            whole = self._whole(plain, last, context)
            if whole is not None:
                return whole
        if last is None and context.reading is not None and not named:
            on_page = _on_page(plain, self._title(context.reading))
            if on_page is not None:
                return on_page
        if last is not None and (elsewhere := self._in_other_roadmap(plain, last)) is not None:
            return elsewhere
        if last is not None:
            about = WHAT_ABOUT.match(plain)
            if about and not _asks_itself(about["x"]):
                return self._with_new_subject(masked.unmask(about["x"]), last, context)
        return self._pronouns(text, plain, masked, context)

    def _whole(self, plain: str, last: Query, context: Context) -> str | None:
        """Read follow-ups that carry nothing but their kind: "and after that?", "why?", "the second one"."""
        if AFTER.match(plain):
            return phrase(Intent.NEXT, self._subject(last, context, Intent.NEXT))
        if BEFORE.match(plain) and (last.a or context.listed):
            return phrase(Intent.PREREQUISITES, self._subject(last, context, Intent.PREREQUISITES))
        if WHY.match(plain):
            return self._why(last, context)
        if MORE.match(plain) and (last.a or context.listed):
            return phrase(Intent.ABOUT, self._subject(last, context, Intent.ABOUT))
        why_nth = re.match(OPENING + rf"why (?:is |do i need |do )?(?:{NTH.pattern})[^\w\ue000-\uefff]*$", plain)
        if why_nth and last.intent is Intent.PREREQUISITES and last.a:
            stage = self._nth(why_nth, context)
            if stage is not None:
                return phrase(Intent.WHY_NEED, self._title(stage), last.a.phrase)
        only = ONLY_NTH.match(plain)
        if only and last.readings:
            return _chosen(last.readings, only)
        if only and last.intent is Intent.COMPARISON and last.a and last.b:
            return phrase(Intent.DEFINITION, (_chosen((last.a, last.b), only) or last.a).phrase)
        if only:
            stage = self._nth(only, context)
            if stage is not None:
                intent = last.intent if last.readings and last.intent in PHRASINGS else Intent.ABOUT
                return phrase(intent, self._title(stage), last.b.phrase if last.b else "")
        return None

    def _in_other_roadmap(self, plain: str, last: Query) -> str | None:
        """Ask the last question about the other one of two roadmaps."""
        roadmaps = list(self._corpus)
        if len(roadmaps) != 2 or len(last.roadmaps) != 1 or not OTHER.search(plain):
            return None
        now, other = sorted(roadmaps, key=lambda roadmap: roadmap.slug != last.roadmaps[0])
        subject = last.a.phrase if last.a else ""
        if last.intent in PHRASINGS and "{a}" in PHRASINGS[last.intent] and subject and not last.b:
            bare = re.sub(rf" (?:in|of|from) (?:the )?{re.escape(now.title)}.*$", "", subject, flags=re.IGNORECASE)
            return f"{phrase(last.intent, bare)[:-1]} in {other.title}?"
        return f"{last.text.rstrip('?. ')} in {other.title}?"

    def _why(self, last: Query, context: Context) -> str | None:
        a = last.a.stage if last.a else None
        if last.intent is Intent.PREREQUISITES and a is not None:
            before = self._graph.prerequisites(a)
            if before:
                return phrase(Intent.WHY_NEED, self._title(before[-1]), self._title(a))
        if last.intent is Intent.NEXT and a is not None:
            after = self._graph.next_stage(a)
            if after is not None:
                return phrase(Intent.WHY_NEED, self._title(a), self._title(after))
        if last.intent in (Intent.NEED, Intent.ORDER, Intent.WHY_NEED) and last.a and last.b:
            return phrase(Intent.WHY_NEED, last.a.phrase, last.b.phrase)
        if last.intent is Intent.SKIP and last.a:
            return phrase(Intent.DEPENDENTS, last.a.phrase)
        if last.a:
            return phrase(Intent.WHY, f"do I need {last.a.phrase}")
        if context.listed:
            return phrase(Intent.WHY, f"do I need {self._title(context.listed[0])}")
        return f"Why? {last.text}"

    def _with_new_subject(self, subject: str, last: Query, context: Context) -> str:
        """Ask the last question again about something else."""
        subject = self._noun_for_one(subject, last)
        if re.fullmatch(THAT, subject.casefold()):
            subject = self._subject(last, context, last.intent)
        if (
            last.intent is Intent.COMPARISON
            and last.a
            and any(stem(fold_case(word)) in self._vocabulary.stems for word in subject.split())
        ):
            return phrase(Intent.COMPARISON, last.a.phrase, subject)
        if last.intent in (Intent.NEED, Intent.WHY_NEED, Intent.ORDER) and last.a and last.b:
            return phrase(last.intent, subject, last.b.phrase)
        if (
            last.intent in PHRASINGS
            and "{a}" in PHRASINGS[last.intent]
            and last.intent is not Intent.HOW_TO
            and (last.a or last.subjects)
        ):
            return phrase(last.intent, subject)
        about = last.subjects[-1].phrase if last.subjects else ""
        if about and about in last.text and last.intent in (Intent.HOW_TO, Intent.WHY, Intent.OPEN, Intent.PITFALLS):
            return last.text.replace(about, subject)
        return phrase(Intent.DEFINITION, subject)

    def _noun_for_one(self, subject: str, last: Query) -> str:
        """Put the last question's noun in the place of "one": "the Italian one" after Swiss meringue is Italian meringue."""
        told = re.fullmatch(r"(?:the )?(?P<kind>.+) ones?", subject, re.IGNORECASE)
        if told is None or last.a is None:
            return subject
        kind = told["kind"]
        nouns = [
            word
            for word in re.findall(r"[^\W\d_]+", last.a.phrase)
            if word.casefold() not in kind.casefold() and word.casefold() not in CUE_WORDS
        ]
        named = [f"{kind} {noun}" for noun in nouns if key_of(f"{kind} {noun}") in self._vocabulary.names]
        return named[0] if named else f"{kind} {' '.join(nouns[-1:])}".strip()

    def _subject(self, last: Query, context: Context, asked: Intent) -> str:
        """Say what "it" is after a question: the stage that its answer led to, else what it was about."""
        a = last.a
        if last.intent is Intent.NEXT and a is not None and a.stage is not None:
            after = self._graph.next_stage(a.stage)
            return self._title(after or a.stage)
        if (
            last.intent is Intent.PREREQUISITES
            and a is not None
            and a.stage is not None
            and asked is Intent.PREREQUISITES
        ):
            before = self._graph.prerequisites(a.stage)
            return self._title(before[-1] if before else a.stage)
        if last.intent in (Intent.START, Intent.STAGES) and context.listed:
            return self._title(context.listed[0])
        if a is not None and asked in (Intent.NEXT, Intent.PREREQUISITES) and a.stage is not None:
            return self._title(a.stage)
        if a is not None and a.phrase and (a.stages or last.intent is Intent.DEFINITION):
            return a.phrase
        if last.subjects:
            return last.subjects[-1].phrase
        if last.words:
            return self._rarest(last.text)
        if context.listed:
            return self._title(context.listed[0])
        return self._title(context.reading) if context.reading is not None else "it"

    def _rarest(self, text: str) -> str:
        """Give the word of a question that says most about its subject: the rarest that the corpus knows."""
        known = [
            word
            for word in re.findall(r"[^\W\d_]{3,}", text)
            if word.casefold() not in CUE_WORDS | STOP_WORDS and stem(fold_case(word)) in self._vocabulary.stems
        ]
        return max(known, key=lambda word: self._vocabulary.rarity(stem(fold_case(word))), default=text)

    def _nth(self, match: re.Match[str], context: Context) -> StageKey | None:
        """Give the n-th stage that the last answer names, the one that it was asked about left out."""
        about = context.query.a.stage if context.query and context.query.a else None
        listed = [key for key in context.listed if key != about] or list(context.listed)
        return _chosen(listed, match)

    def _pronouns(self, text: str, plain: str, masked: Masked, context: Context) -> str:
        """Put a name in the place of a pronoun that points out of the question."""
        nth = re.search(
            rf"\bthe (?P<nth>{'|'.join(ORDINALS)}|last)(?P<number>)(?: one| of (?:them|these|those))\b", plain
        )
        if nth:
            stage = self._nth(nth, context)
            if stage is not None:
                return (
                    masked.unmask(plain[: nth.start()])
                    + " "
                    + self._title(stage)
                    + " "
                    + masked.unmask(plain[nth.end() :])
                )
        last = context.query
        if (
            last is not None
            and re.search(r"\b(?:the two|both(?: of them)?|them|these two|those two)\b", plain)
            and re.search(r"differ|compar|versus|better|same", plain)
        ):
            two = self._two_last(last, context)
            if two is not None:
                return phrase(Intent.COMPARISON, *two)
        pronoun = PRONOUN.search(plain)
        if pronoun is None or ROADMAP_IT.search(plain):
            return text
        before = plain[: pronoun.start()].rstrip()
        if pronoun["it"] and any(is_mark(c) for c in before) and not is_mark(before[-1]):
            return text  # "Feast, what is it good for": it points to a name in the same question; in "bake it" not
        if context.reading is not None and (last is None or pronoun["noun"]) and not pronoun["it"]:
            subject = self._title(context.reading)
        elif last is not None and (last.a is not None or last.words or context.listed):
            asked = Intent.NEXT if "after" in plain else Intent.PREREQUISITES if "before" in plain else Intent.ABOUT
            subject = self._subject(last, context, asked)
        elif context.reading is not None:
            subject = self._title(context.reading)
        else:
            return text
        subject = f"in {subject}" if pronoun["here"] else subject
        return f"{masked.unmask(plain[: pronoun.start()])} {subject} {masked.unmask(plain[pronoun.end() :])}".replace(
            "  ", " "
        ).strip()

    def _two_last(self, last: Query, context: Context) -> tuple[str, str] | None:
        """Give the two things that the conversation was about last."""
        if last.a and last.b:
            return last.a.phrase, last.b.phrase
        if len(context.listed) == 2:
            return self._title(context.listed[0]), self._title(context.listed[1])
        if last.a and context.before and context.before.a:
            return context.before.a.phrase, last.a.phrase
        return None


def _on_page(plain: str, title: str) -> str | None:
    """Read "what comes next?" as asked about the stage that is open."""
    if AFTER.match(plain):
        return phrase(Intent.NEXT, title)
    if BEFORE.match(plain):
        return phrase(Intent.PREREQUISITES, title)
    return phrase(Intent.ABOUT, title) if MORE.match(plain) else None


def _chosen(among: Sequence[Chosen], match: re.Match[str]) -> Chosen | None:
    """Give the one that an ordinal or a number names, None where there are fewer."""
    word = match["nth"] or match["number"]
    place = (
        len(among) if word == "last" else ORDINALS.get(word) or NUMBER_WORDS.get(word) or int(re.sub(r"\D", "", word))
    )
    return among[place - 1] if 0 < place <= len(among) else None


def _asks_itself(phrase_text: str) -> bool:
    """Tell whether what follows "and" is a question of its own ("and what is Feast")."""
    return bool(
        re.match(
            r"(?:what|where|which|how|why|who|when|is|are|do|does|can|could|should|will|would|tell|explain|i|then|after|before|there)\b",
            phrase_text,
        )
    )


def listed_stages(masked_answer: Masked, known: Sequence[StageKey]) -> tuple[StageKey, ...]:
    """Give the stages that an earlier answer names by title, in order, each once."""
    allowed = set(known)
    found: dict[StageKey, None] = {}
    for mention in masked_answer.mentions:
        for name in mention.names:
            if name.kind == "title":
                for stage in name.stages:
                    if stage in allowed:
                        found[stage] = None
                        break
    return tuple(found)
