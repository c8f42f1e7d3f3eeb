"""Words that point out of a question: pronouns, "the latter", "the next one"; a name is put in their place."""

import re
from dataclasses import dataclass

from trekbot.retrieval.bound_pronouns import between_each_other, is_bound, points_to_nothing
from trekbot.retrieval.conversation import Context
from trekbot.retrieval.follow_up_forms import (
    ANTECEDENT_PERSON,
    BETWEEN,
    CHOOSES,
    NTH_INSIDE,
    OF_TWO,
    ONE_BESIDE,
    ONE_OF_THE_KIND,
    PERSON,
    PERSON_FIRST,
    PRONOUN,
    ROADMAP_IT,
    TEACHES,
    TOLD_APART,
    TWO,
    TWO_BEFORE,
    WHICH,
)
from trekbot.retrieval.lean import Lean
from trekbot.retrieval.mentions import Masked, is_mark, mask
from trekbot.retrieval.names import Vocabulary, key_of
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.topics import Topics

_OF_THEM = re.compile(r" (?:one )?of (?:them|the two|these|those|both)(?: two)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Pointed:
    """A question with names for what it points to; STRONG where it needs the last question behind it all the same.

    `anywhere` is set where what it names may be at home on another page than the one spoken of.
    """

    text: str
    lean: Lean = Lean.NONE
    anywhere: bool = False


class Pointing:
    """Names what questions point to, over one corpus."""

    def __init__(self, vocabulary: Vocabulary, topics: Topics) -> None:
        self._vocabulary = vocabulary
        self._topics = topics

    def complete(self, text: str, plain: str, masked: Masked, context: Context) -> Pointed:
        """Give the question with names for its pointers; as it is where it has none that can be named."""
        last = context.query
        if last is not None:
            who = self._person(plain, masked, context)
            if who is not None:
                return Pointed(who, anywhere=True)
            one = self._one_named(plain, masked, context) or self._two(plain, last, masked, context)
            if one is not None:
                again = mask(one.text, self._vocabulary)
                other = self._one_named(again.text, again, context)
                return other if other is not None and not one.lean else one
            between, pair = BETWEEN.search(plain), self._topics.pair(context)
            if between and pair:
                return Pointed(_place(masked, plain, between.start("them"), between.end("them"), " and ".join(pair)))
            if self._needs_the_whole(plain, last):
                return Pointed(text, Lean.WEAK)
        return Pointed(self._pronoun(text, plain, masked, context))

    def _needs_the_whole(self, plain: str, last: Query) -> bool:
        """Tell whether "that" is all that the last question was about, and no name in it."""
        pronoun = PRONOUN.search(plain)
        named = mask(self._topics.names.thing(last), self._vocabulary).mentions
        return pronoun is not None and bool(pronoun["that"]) and last.intent is Intent.OPEN and not named

    def _one_named(self, plain: str, masked: Masked, context: Context) -> Pointed | None:
        """Name "the second one", "the latter", "the other"."""
        found = OF_TWO.search(plain)
        found = None if found and between_each_other(found, plain) else found
        if found and (found["nth"] or found["other"]):
            pair = self._topics.pair(context)
            if pair is not None:
                first = found["nth"] == "former" or (bool(found["other"]) and self._spoken_of(pair[1], context))
                return Pointed(_put(masked, plain, found, pair[0] if first else pair[1]))
        nth = NTH_INSIDE.search(plain)
        named = self._topics.nth(nth, context) if nth else None
        if nth and named is not None:
            return Pointed(_put(masked, plain, nth, named))
        sentence = self._topics.nth_sentence(nth, context) if nth else None
        if nth and sentence is not None:
            return Pointed(f"{_put(masked, plain, nth, '').rstrip(' ?.!')}? {sentence}", Lean.STRONG)
        early = found["early"] or found["inverted"] if found else None
        compared = context.query is not None and context.query.intent is Intent.COMPARISON
        pair = self._topics.pair(context) if found and early and (compared or found["inverted"]) else None
        return Pointed(_put(masked, plain, found, pair[early == "second"])) if found and pair else None

    def _person(self, plain: str, masked: Masked, context: Context) -> str | None:
        """Put the name of who was spoken of in the place of "he" and "her"."""
        plain = PERSON_FIRST.sub("", plain)
        if PERSON.search(plain) is None or ANTECEDENT_PERSON.search(plain):
            return None
        name = self._topics.person(context)
        if name is None:
            return None
        parts, at = [], 0
        for found in PERSON.finditer(plain):
            own = found["his"] or (found["her"] and re.match(r" [^\W\d]", plain[found.end() :]))
            parts += [masked.unmask(_uncleft(plain[at : found.start()])), f"{name}'s" if own else name]
            at = found.end()
        return re.sub(r"\s+", " ", " ".join([*parts, masked.unmask(plain[at:])])).strip()

    def _spoken_of(self, name: str, context: Context) -> bool:
        last = context.query
        return last is not None and last.intent is not Intent.COMPARISON and set(key_of(name)) <= set(key_of(last.text))

    def _two(self, plain: str, last: Query, masked: Masked, context: Context) -> Pointed | None:
        """Name "both" and "the two", and say of which two one is asked for."""
        pair = self._topics.pair(context)
        if pair is None or sum(is_mark(c) for c in plain) > 1:
            return None
        both = TWO.search(plain)
        if both and points_to_nothing(both, plain):
            return None
        if both and TWO_BEFORE.search(plain[: list(TWO.finditer(plain))[-1].start()]):
            return None  # they were named before it in the same message
        if (
            both
            and TOLD_APART.search(plain)
            and (
                last.intent in (Intent.COMPARISON, Intent.ORDER)
                or both[0] not in ("it", "they", "them")
                or len(context.topics) > 1
            )
        ):
            return Pointed(phrase(Intent.COMPARISON, *pair))
        compared = last.intent in (Intent.COMPARISON, Intent.ORDER)
        if WHICH.match(plain) and not any(is_mark(c) for c in plain) and not TEACHES.search(plain):
            if not (compared or len(context.topics) > 1):
                return None
            if CHOOSES.match(plain):
                return Pointed(phrase(Intent.COMPARISON, *pair))
            asked = _OF_THEM.sub("", masked.unmask(plain)).rstrip(" ?.!")
            return Pointed(f"{asked}: {pair[0]} or {pair[1]}", Lean.STRONG)
        if both and (compared or both[0] not in ("they", "them")):
            return Pointed(_put(masked, plain, both, f"{pair[0]} and {pair[1]}"))
        return None

    def _pronoun(self, text: str, plain: str, masked: Masked, context: Context) -> str:
        """Put a name in the place of a pronoun that points out of the question."""
        last = context.query
        pronoun = next((one for one in PRONOUN.finditer(plain) if not points_to_nothing(one, plain)), None)
        if pronoun is None:
            one = None if ONE_BESIDE.search(plain) else ONE_OF_THE_KIND.match(plain)
            thing = self._topics.names.thing(last) if one and last is not None else ""
            return _place(masked, plain, one.start("one"), one.end("one"), thing) if one and thing else text
        if ROADMAP_IT.search(plain):
            return text
        if is_bound(pronoun, plain) or self._means_the_whole(pronoun, plain, context):
            return text  # "Feast, what is it good for": it points to a name in the same question
        if context.reading is not None and (last is None or pronoun["noun"]) and not (pronoun["it"] or pronoun["its"]):
            subject = self._topics.title(context.reading)
        elif last is not None and (last.a is not None or last.words or context.listed):
            asked = Intent.NEXT if "after" in plain else Intent.PREREQUISITES if "before" in plain else Intent.ABOUT
            subject = self._topics.subject(context, asked)
        elif context.reading is not None:
            subject = self._topics.title(context.reading)
        else:
            return text
        subject = f"in {subject}" if pronoun["here"] else f"{subject}'s" if pronoun["its"] else subject
        return _put(masked, plain, pronoun, subject)

    def _means_the_whole(self, pronoun: re.Match[str], plain: str, context: Context) -> bool:
        """Tell whether "this course" is all of a roadmap, and no stage of it that was spoken of."""
        if not re.search(r"\bcourse$", pronoun["noun"] or ""):
            return False
        return self._topics.stage(context) is None or not self._topics.calls_stages_courses


def _uncleft(before: str) -> str:
    """Write "what was it he" as "what he"."""
    return re.sub(r"\b(what|who|which|where|when|how|why) (?:was|is) it (?:that )?$", r"\1 ", before)


def _put(masked: Masked, plain: str, found: re.Match[str], name: str) -> str:
    return _place(masked, plain, found.start(), found.end(), name)


def _place(masked: Masked, plain: str, start: int, end: int, name: str) -> str:
    """Put a name in the place of some words of a masked text."""
    behind = re.sub(r" (?:itself|themselves)(?=\W*$)", "", plain[end:])
    return re.sub(r"\s+", " ", f"{masked.unmask(plain[:start])} {name} {masked.unmask(behind)}").strip()
