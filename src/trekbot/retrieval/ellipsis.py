"""The last question asked again of something else: "and cherries?", "what about the apparent one?", "in summer?"."""

import re
from dataclasses import dataclass

from trekbot.index.words import fold_case, stem
from trekbot.retrieval.conversation import Context
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.earlier_turns import ABOUT_ROADMAP
from trekbot.retrieval.follow_up_forms import (
    ASKS,
    ASKS_ITSELF,
    BARE,
    FRAGMENT,
    NO_VERB,
    OTHERS,
    THAN,
    THAT,
    UNFINISHED,
    WHAT_ABOUT,
)
from trekbot.retrieval.lean import Lean
from trekbot.retrieval.mentions import Masked, is_mark, mask
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.other_roadmaps import OtherRoadmaps
from trekbot.retrieval.phrasing import PHRASINGS, phrase
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.resolver import content_words
from trekbot.retrieval.rules import RULES
from trekbot.retrieval.topics import Topics

LONGEST_BARE = 4  # words of a new subject without "and" or "what about"
_OF_TEXT = (Intent.OPEN, Intent.HOW_TO, Intent.WHY)
_OF_A_THING = (Intent.DEFINITION, Intent.ABOUT, Intent.COMPARISON, Intent.START, Intent.STAGES)
_OF_TWO = (Intent.NEED, Intent.WHY_NEED, Intent.ORDER)
_PREPOSITION = re.compile(r"^(?P<preposition>[a-z]+) (?P<rest>.+)$")
_ENDS_WITH_NOUN = re.compile(r"\b(?:i|we|you|one|to|a|the|for|of|my) (?:\w+ )?(?P<word>[^\W\d_]{3,})\W*$")
_DESCRIBED = re.compile(
    r"^(?P<noun>[^,.;]{2,40}?) (?:that|which|who) (?P<does>(?!i\b|we\b|you\b|they\b)[^,.;]{4,})$", re.IGNORECASE
)
_CONDITION = re.compile(
    r"^if (?:i|we|you|one|they|somebody|someone) (?:do not |can not |did not )?[^\W\d]+(?! (?:is|are)\b)"
)
_ASKING = re.compile(r"\b(?:what|which|how|whom?|whose|when|where)\b")


@dataclass(frozen=True)
class Elided:
    """The question in full; `own` is what the learner said of it, `required` what an answer has to say one word of."""

    text: str
    own: str = ""
    required: str = ""
    lean: Lean = Lean.NONE


class Ellipsis:
    """Completes such questions over one corpus."""

    def __init__(self, vocabulary: Vocabulary, topics: Topics, roadmaps: OtherRoadmaps) -> None:
        self._vocabulary = vocabulary
        self._topics = topics
        self._roadmaps = roadmaps

    def complete(self, plain: str, masked: Masked, context: Context) -> Elided | None:
        """Give the last question about the new subject; None where there is none, or the question is one of its own."""
        last = context.query
        if last is None:
            return None
        if UNFINISHED.search(plain) or OTHERS.search(masked.original.casefold()):
            return None
        than = THAN.match(plain)
        if than and (thing := self._topics.names.thing(last)):
            return Elided(f"Is {thing} {masked.unmask(than['x'])}?", lean=Lean.WEAK)
        about = WHAT_ABOUT.match(plain)
        if about and (inside := FRAGMENT.match(about["x"])) and NO_VERB.match(about["x"]):
            return self._with_fragment(masked.unmask(inside["x"]), inside["x"], last, context)
        if about and not ASKS_ITSELF.match(about["x"]):
            return self._of(masked.unmask(about["x"]), last, context)
        fragment = FRAGMENT.match(plain)
        if (
            fragment
            and " or " not in fragment["x"]
            and NO_VERB.match(fragment["x"])
            and not any(rule.pattern.search(fragment["x"]) for rule in RULES)
        ):
            return self._with_fragment(masked.unmask(fragment["x"]), fragment["x"], last, context)
        bare = BARE.match(plain)
        if (
            bare
            and (bare["asks"] or "no" in bare["opened"].split(",")[0].split())
            and self._can_replace(bare["x"], masked, last)
        ):
            return self._of(masked.unmask(bare["x"]), last, context)
        return None

    def _can_replace(self, said: str, masked: Masked, last: Query) -> bool:
        """Tell whether a bare name asks the last question again and not what the name means."""
        if len(said.split()) > LONGEST_BARE or re.match(rf"{ASKS}\b", said) or not NO_VERB.match(said):
            return False
        kinds = {name.kind for mention in masked.marks(said) for name in mention.names}
        asks_order = any(rule.intent is Intent.PREREQUISITES and rule.pattern.search(said) for rule in RULES)
        if last.intent in _OF_TEXT:
            one_thing = (
                re.search(r" (?:or|versus|and|in|of|for|with) ", said) is None
                and not asks_order
                and "title" not in kinds
            )
            return one_thing and bool(content_words(masked.unmask(said)))
        return last.intent in ABOUT_ROADMAP and "roadmap" in kinds

    def _with_fragment(self, said: str, plain: str, last: Query, context: Context) -> Elided:
        """Read a phrase with a preposition: it replaces one of the kind, or is added."""
        if _CONDITION.match(plain):
            return Elided(f"What happens {said}? {last.text}", said, lean=Lean.STRONG)
        parts = _PREPOSITION.match(plain)
        rest = said.split(" ", 1)[1]
        roadmap = self._roadmaps.named(rest)
        if roadmap is not None and plain.startswith(("in ", "for ", "of ")):
            return Elided(self._roadmaps.turned(last, roadmap))
        named = all(is_mark(c) for c in mask(rest, self._vocabulary).text.strip())
        one_name = not named and last.intent in (Intent.DEFINITION, Intent.ABOUT)
        if one_name and self._vocabulary.stands_together(said):
            return self._of(said, last, context)
        asks_of = plain.startswith(("for ", "of ")) and not _ASKING.search(plain)
        if asks_of or (named and (plain.startswith("in ") or last.intent not in _OF_A_THING)):
            return self._of(rest, last, context)
        if _ASKING.search(plain) or last.intent in _OF_A_THING:
            return Elided(f"{said}? {last.text}", said, "" if _ASKING.search(plain) else said, Lean.STRONG)
        asked = last.text.rstrip(" ?.!")
        of_kind = re.search(rf" {parts['preposition']} [^?]*$", asked) if parts else None
        kept = asked[: of_kind.start()] if of_kind else asked
        return Elided(f"{kept} {said}?", said, said if last.intent in _OF_TEXT else "", Lean.WEAK)

    def _of(self, said: str, last: Query, context: Context) -> Elided:
        """Ask the last question of something else."""
        said = re.sub(r"^(?:the|a|an) ", "", said.strip(), flags=re.IGNORECASE)
        if re.fullmatch(THAT, fold_case(said)):
            asked = last.intent if "{a}" in PHRASINGS.get(last.intent, "") else Intent.ABOUT
            return Elided(phrase(asked, self._topics.subject(context, last.intent)))
        roadmap = self._roadmaps.named(said)
        if roadmap is not None and (last.intent in ABOUT_ROADMAP or last.roadmaps or self._roadmaps.is_named_in(last)):
            return Elided(self._roadmaps.turned(last, roadmap))
        said = self._topics.names.with_noun(said, self._topics.names.thing(last))
        in_form = self._in_form(said, last)
        if in_form is not None:
            return Elided(in_form)
        described = _DESCRIBED.match(said) if last.intent in _OF_A_THING else None
        if described is not None:
            return Elided(f"Which is the {said}?", said, lean=Lean.STRONG)
        if last.intent in _OF_A_THING:
            one_name = len(said.split()) < 2 or bool(mask(said, self._vocabulary).mentions)
            if one_name or self._vocabulary.stands_together(said):
                asked = last.intent if last.intent is Intent.ABOUT else Intent.DEFINITION
                return Elided(phrase(asked, said), lean=Lean.WEAK)
            return Elided(f"What is {said}? {last.text}", said, said, Lean.STRONG)
        instead = self._replaced(said, last) if last.intent not in _OF_TWO else None
        if instead is not None:
            return Elided(instead, said, said, Lean.WEAK)
        return Elided(f"{said}? {last.text}", said, said, Lean.STRONG)

    def _in_form(self, said: str, last: Query) -> str | None:
        """Ask in the form of the last question's intent; None where its words matter and not its form alone."""
        known = any(stem(fold_case(word)) in self._vocabulary.stems for word in said.split())
        if last.intent is Intent.COMPARISON and last.a and known:
            return phrase(Intent.COMPARISON, last.a.phrase, said)
        if last.intent in _OF_TWO and last.a and last.b:
            ordered = {one.stage for one in (last.a, last.b) if one.stage and one.named}
            named = bool(mask(said, self._vocabulary).mentions)
            return phrase(last.intent, said, last.b.phrase) if named and len(ordered) > 1 else None
        asks_one = "{a}" in PHRASINGS.get(last.intent, "") and last.intent not in (*_OF_TEXT, *_OF_TWO, *_OF_A_THING)
        return phrase(last.intent, said) if asks_one and (last.a or last.subjects) else None

    def _replaced(self, said: str, last: Query) -> str | None:
        """Put a new subject in the place of the one that the last question ends with, or of the name that it has."""
        text = last.text
        head = stem(fold_case(said.split()[-1]))
        named = [one.phrase for one in last.subjects if one.phrase and one.phrase in text]
        subjects = [name for name in named if not _is_verb(name, text)]
        told = [name for name in (*subjects, self._topics.names.noun(text)) if name]
        alike = [name for name in told if stem(fold_case(name.split()[-1])) == head]
        for name in (*alike, *reversed(subjects)):
            return text.replace(name, said)
        ending = _ENDS_WITH_NOUN.search(text)
        if ending is None or fold_case(ending["word"]) in CUE_WORDS:
            return None
        return f"{text[: ending.start('word')]}{said}?"


def _is_verb(name: str, text: str) -> bool:
    """Tell whether a name stands in a question as what one does ("when do I prune forsythia")."""
    return bool(re.search(rf"\b(?:i|we|you|one|to) {re.escape(name)} \w", text, re.IGNORECASE))
