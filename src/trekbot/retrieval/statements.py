"""What a learner states beside the question: what is known already, what is not known yet, and what is wanted."""

import re
from collections.abc import Iterator, Sequence

from trekbot.retrieval import known_forms as forms
from trekbot.retrieval.cues import NUMBER_WORDS
from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.query import Reference
from trekbot.retrieval.resolver import Resolver
from trekbot.retrieval.splitting import starts_a_question
from trekbot.roadmaps.model import Corpus, Roadmap, StageKey

MOST_KNOWN = 12  # things that a learner can say to know in one message
LONGEST_SKILL = 6  # words; what is longer is no name of a thing


class Statements:
    """Reads statements of one corpus' learners."""

    def __init__(self, corpus: Corpus, resolver: Resolver) -> None:
        self._corpus = corpus
        self._resolver = resolver

    def known(self, masked: Masked) -> tuple[tuple[str, ...], str]:
        """Cut out what the learner says to know; give its phrases and the masked question without it."""
        rest, phrases = masked.text, []
        for form in (
            forms.KNOWN,
            forms.CAN,
            forms.DONE,
            forms.BEHIND,
            forms.ONCE_DONE,
            forms.ALL_DONE,
            forms.WITH,
            forms.WITH_DONE,
        ):
            for found in list(form.finditer(rest)):
                who = found.start("who") if "who" in form.groupindex else None
                if who is not None and forms.ASKS_BEFORE.search(rest[:who]):
                    continue
                said = list(_pieces(next(text for name, text in found.groupdict().items() if name != "who" and text)))
                if not said:
                    continue
                phrases += said
                rest = rest.replace(found[0], " ", 1)
        without_role = forms.ROLE.sub("", rest)
        rest = without_role if starts_a_question(without_role.strip(" ,.")) else rest
        return tuple(phrases[:MOST_KNOWN]), _pointed(
            _tidy(forms.FOR_WHOM.sub(r"\g<end>", rest) if phrases else rest), phrases
        )

    def references(self, masked: Masked, phrases: Sequence[str], roadmaps: Sequence[str]) -> tuple[Reference, ...]:
        """Point what is known to stages: one stage, a row of them, or all of a roadmap."""
        own = [mention.roadmap for phrase in phrases for mention in masked.marks(phrase) if mention.roadmap]
        return tuple(self._reference(masked, phrase, roadmaps, own) for phrase in phrases)

    def _reference(self, masked: Masked, phrase: str, roadmaps: Sequence[str], own: Sequence[str | None]) -> Reference:
        row = self._row(masked, phrase, roadmaps)
        if row:
            return Reference(masked.unmask(phrase), row, True, True)
        marks = masked.marks(phrase)
        if (
            len(marks) == 1
            and forms.ONLY_A_ROADMAP.match(phrase)
            and {name.kind for name in marks[0].names} == {"roadmap"}
        ):
            whole = self._corpus.roadmap(marks[0].roadmap or "")
            return Reference(marks[0].text, tuple(stage.key for stage in whole.stages) if whole else (), True, True)
        found = self._resolver.resolve(masked, phrase, ())
        if not found.named and is_mark(phrase[0]):  # "shape a loaf": what one does may be all of a title
            done = self._resolver.resolve(masked, phrase[0], ())
            found, phrase = (done, phrase[0]) if done.named else (found, phrase)
        for preferred in (roadmaps, [slug for slug in own if slug]):
            within = tuple(key for key in found.stages if key.roadmap in preferred)
            if within and len(within) < len(found.stages):
                return self._resolver.resolve(masked, phrase, preferred)
        return found

    def _row(self, masked: Masked, phrase: str, roadmaps: Sequence[str]) -> tuple[StageKey, ...]:
        """Read "everything up to x", "the first three", "1 to 3"; empty for anything else."""
        homes = [roadmap for roadmap in self._corpus if roadmap.slug in roadmaps] or list(self._corpus)
        if found := forms.UP_TO.match(phrase):
            last = self._resolver.resolve(masked, found["x"], roadmaps)
            if not last.stages or not last.certain:
                return ()
            ends = found["how"] not in ("before", "prior to")
            stage = self._corpus.stages[last.stages[0]]
            home = self._corpus.roadmap(stage.key.roadmap)
            return _numbers(home, 0, stage.number if ends else stage.number - 1) if home else ()
        marks = masked.marks(phrase)
        named = self._corpus.roadmap(marks[0].roadmap) if marks and marks[0].roadmap else None
        if named is None and len(homes) != 1:
            return ()
        home = named or homes[0]
        if found := forms.FIRST_FEW.match(phrase):
            said = found["count"]
            count = len(home.stages) // 2 if said == "half" else NUMBER_WORDS.get(said) or int(said)
            return tuple(stage.key for stage in home.stages[:count])
        if found := forms.NUMBERS.match(phrase):
            return _numbers(home, int(found["first"]), int(found["last"]))
        return ()


def without_nothing(asked: str) -> str:
    """Give a question without "from zero" and its like: who knows nothing yet is answered as who says nothing."""
    return _tidy(forms.NOTHING.sub(" ", asked))


def without_time(asked: str) -> str:
    """Give a question without "I have three weeks": what is left says what the time is for."""
    return _tidy(forms.HAVE_TIME.sub(" ", asked))


def goal_of(asked: str) -> str | None:
    """Give what the learner wants to be able to do, or is troubled by, where the question says it beside "where do I
    start?".
    """
    for form in (forms.TAIL_GOAL, forms.GOAL, forms.TROUBLE):
        found = form.search(asked)
        if found is not None and found["goal"].strip() and not forms.POINTS_BACK.search(found["goal"]):
            return found["goal"].strip(" ,.:;-")
    return None


def _pieces(known: str) -> Iterator[str]:
    """Split what is known into things; what only says how well is left out."""
    if forms.UP_TO.match(known) or forms.FIRST_FEW.match(known):
        yield known.strip(" ,")
        return
    for piece in forms.SPLIT.split(known):
        plain = forms.SKILL_END.sub("", piece.strip(" ,.:-–—"))
        bare = plain if forms.UP_TO.match(plain) or forms.FIRST_FEW.match(plain) else forms.SKILL.sub("", plain)
        bare = forms.STAGE_WORD.sub(" stage", bare)
        if bare and len(bare.split()) <= LONGEST_SKILL:
            yield bare


def _pointed(rest: str, phrases: Sequence[str]) -> str:
    """Name the one thing that is known where the question points to it: "what comes after that?"."""
    if len(phrases) != 1 or len(phrases[0]) != 1 or not is_mark(phrases[0]):
        return rest
    return forms.POINTING.sub(rf"\g<before> {phrases[0]}", rest)


def _numbers(roadmap: Roadmap, first: int, last: int) -> tuple[StageKey, ...]:
    return tuple(stage.key for stage in roadmap.stages if first <= stage.number <= last)


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,.;:!-–—")
