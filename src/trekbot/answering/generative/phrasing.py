"""A model's sentences to the steps of an answer: what holds takes the place of what the draft says, the rest does not.

One class for each task. Each takes the model's sentences in turn and gives the steps that may be shown next.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trekbot.answering.claims import Claim, Draft, Step, VerifiedClaim
from trekbot.answering.generative.assignment import Assignment
from trekbot.answering.generative.marked_sentences import MarkedSentence
from trekbot.answering.support.verifier import GeneratedVerifier, Opinion, Rejected
from trekbot.index.words import raw_words, words

MOST_SENTENCES = 3
_NAMED = re.compile(r"\*\*(.+?)\*\*|(\d+)")


@dataclass(frozen=True)
class Verdict:
    """What is to be said once a sentence was judged; `reason` is the fault of the model's own wording, if any."""

    steps: tuple[Step, ...]
    reason: str | None
    sentence: str


class Composing:
    """The model writes sentences of its own: computed steps before them stay before, those after them after."""

    def __init__(
        self, draft: Draft, assignment: Assignment, verifier: GeneratedVerifier, opinion: Opinion | None = None
    ) -> None:
        places = [fact.place for fact in assignment.facts]
        self.lead = draft.steps[: min(places)]
        self._draft = draft
        self._facts = assignment.facts
        self._verifier = verifier
        self._opinion = opinion
        self._evidence = tuple(fact.cites[0] for fact in assignment.facts)
        self._titles = {fact.title.casefold() for fact in assignment.facts if fact.title}
        self._layout = draft.steps[min(places)].layout
        self._said: list[VerifiedClaim] = []

    @property
    def is_full(self) -> bool:
        return len(self._said) >= MOST_SENTENCES

    def judge(self, sentence: MarkedSentence) -> Verdict:
        hint = tuple(number - 1 for number in sentence.numbers if 1 <= number <= len(self._evidence))
        text = self._without_title(sentence.text)
        cites = self._verifier.best_cites(text, self._evidence, hint)
        checked = self._verifier.check(text, cites, opinion=self._opinion)
        if isinstance(checked, Rejected):
            return Verdict((), checked.reason, text)
        step = Step(checked, "sentence" if self._said else self._layout)
        self._said.append(checked)
        return Verdict((step,), None, text)

    def _without_title(self, text: str) -> str:
        """Take off a page's title that the model copied from the front of an excerpt."""
        lead, colon, rest = text.partition(": ")
        return rest if colon and lead.casefold() in self._titles and len(words(rest)) > 1 else text

    def rest(self) -> Iterator[Step]:
        """Give the computed steps that come after what the model phrased; lists and notices among them."""
        phrased = {fact.place for fact in self._facts}
        first = min(phrased)
        for place, step in enumerate(self._draft.steps[first:], start=first):
            if place not in phrased and not (isinstance(step.content, Claim) and step.content.quoted):
                yield step

    def missing(self) -> Iterator[Step]:
        """Give what the draft says beyond what has been shown, for a model that broke off."""
        cited = {one.place for claim in self._said for one in claim.cites}
        for step in self._draft.steps[len(self.lead) :]:
            if not isinstance(step.content, Claim) or not cited.issuperset(one.place for one in step.content.cites):
                yield step


class Rewriting:
    """The model says each sentence of the draft again; one that does not hold is given as the draft has it."""

    def __init__(
        self, draft: Draft, assignment: Assignment, verifier: GeneratedVerifier, opinion: Opinion | None = None
    ) -> None:
        self.lead: Sequence[Step] = draft.steps[: assignment.facts[0].place]
        self._draft = draft
        self._facts = assignment.facts
        self._verifier = verifier
        self._opinion = opinion
        self._next = 0  # of the facts
        self._place = len(self.lead)  # of the steps

    @property
    def is_full(self) -> bool:
        return self._next >= len(self._facts)

    def judge(self, sentence: MarkedSentence) -> Verdict:
        number = sentence.numbers[0] - 1 if sentence.numbers else self._next
        if not self._next <= number < len(self._facts):
            return Verdict((), "unknown_number", sentence.text)
        fact = self._facts[number]
        before = self._upto(fact.place)
        original = self._draft.steps[fact.place]
        assert isinstance(original.content, Claim)
        self._next, self._place = number + 1, fact.place + 1
        computed = "" if original.content.quoted else fact.text
        checked = self._verifier.check(sentence.text, fact.cites, computed, self._opinion)
        if isinstance(checked, Rejected):
            return Verdict((*before, original), checked.reason, sentence.text)
        if computed and not _keeps(sentence.text, original.content.text):
            return Verdict((*before, original), "computed", sentence.text)
        return Verdict((*before, Step(checked, original.layout)), None, sentence.text)

    def rest(self) -> Iterator[Step]:
        yield from self._upto(len(self._draft.steps))

    missing = rest

    def _upto(self, place: int) -> tuple[Step, ...]:
        steps = self._draft.steps[self._place : place]
        self._place = max(self._place, place)
        return tuple(steps)


def _keeps(sentence: str, computed: str) -> bool:
    """Tell whether a sentence names all that a computed one names, in the same order."""
    said = raw_words(sentence)
    place = 0
    for match in _NAMED.finditer(computed):
        name = raw_words(match[1] or match[2])
        found = next((at for at in range(place, len(said)) if said[at : at + len(name)] == name), None)
        if found is None:
            return False
        place = found + len(name)
    return True
