"""What a question is about, by name: the words of it that a pronoun after it stands for."""

import re

from trekbot.index.words import STOP_WORDS, fold_case, raw_words, stem
from trekbot.retrieval.cues import CUE_WORDS, STAGE_NOUN
from trekbot.retrieval.mentions import mask
from trekbot.retrieval.names import Vocabulary, key_of
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.resolver import content_words

LONGEST_SUBJECT = 6  # words; a longer phrase is a question's body and no name

_TOKEN = re.compile(r"[^\W_]+(?:['’&+#./-]*[^\W_]+|[+#]+)*", re.UNICODE)
_TAIL = re.compile(r"\s+(?:all about|about|mean|means|say|exactly|again|called)$")
_NOUNS = frozenset(
    """stage stages step steps module modules unit units chapter chapters lesson lessons node nodes part parts phase
    phases section sections topic topics course curriculum roadmap trek path plan exercise tool tools project""".split()
)


class SubjectNames:
    """Names the subjects of questions about one corpus."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def thing(self, query: Query) -> str:
        """Give the name of what a question is about, empty where it has none."""
        a = query.a
        if query.leaning is not None and query.leaning.own and (named := self.noun(query.text.partition("? ")[0])):
            return named
        if (two := self.either(query)) is not None:
            return two[0]
        if a is not None and a.phrase:
            said = _without_cues(_TAIL.sub("", a.phrase))
            short = len(said.split()) <= LONGEST_SUBJECT and not re.search(
                r" (?:for|so|when|if|that|which|without) ", said
            )
            if short and (a.stages or query.intent is Intent.DEFINITION) and query.intent is not Intent.HOW_TO:
                return said
        run = self.noun(query.text)
        if query.subjects:
            named = query.subjects[-1].phrase
            return run if fold_case(named) in fold_case(run) else named
        return run

    def either(self, query: Query) -> tuple[str, str] | None:
        """Give the two names between which a question asks ("Slate or shale, which splits?") that is no comparison."""
        if query.b is not None:
            return None
        masked = mask(query.text, self._vocabulary)
        found = re.search(r"([\ue000-\uefff]) or (?:the |an? )?([\ue000-\uefff])", masked.text)
        return (masked.unmask(found[1]), masked.unmask(found[2])) if found else None

    def noun(self, text: str) -> str:
        """Give the words of a question that say most about its subject: a run of content words of the corpus."""
        runs: list[tuple[int, int, float]] = []
        start, end, weight, joint = -1, -1, 0.0, False
        for token in _TOKEN.finditer(text):
            word = fold_case(token[0])
            known = stem(word) in self._vocabulary.stems
            if (
                word in STOP_WORDS
                or word in CUE_WORDS
                or not (known or any(stem(part) in self._vocabulary.stems for part in raw_words(word)))
            ):
                joint = word == "of" and start >= 0 and not joint
                if not joint and word not in ("the",):
                    start = -1
                continue
            if start < 0 or re.search(r"[.,;:?!]", text[end : token.start()]):
                start, weight = token.start(), 0.0
            end, joint = token.end(), False
            weight += self._vocabulary.rarity(stem(word))
            runs.append((start, end, weight))
        if not runs:
            return ""
        start, end, _ = max(runs, key=lambda run: run[2])
        return text[start:end]

    def apart(self, query: Query) -> frozenset[str]:
        """Give the stems that tell what was named apart from others of its kind: "tumbling", not "windows"."""
        if query.a is not None and query.b is not None:
            one, two = content_words(query.a.phrase), content_words(query.b.phrase)
            kept = one if len(one) < max(len(two), 2) else one[:-1]
            return frozenset((*kept, *(two[:-1] or two)))
        said = content_words(query.text.partition("? ")[0])
        return frozenset(word for word in (said[:-1] or said) if word in self._vocabulary.stems)

    def sibling(self, name: str) -> str | None:
        """Give the one other name that shares all words but one with this name ("lee helm" beside "weather helm")."""
        key = key_of(name)
        if len(key) < 2:
            return None
        found = {
            other: names[0].form
            for other, names in self._vocabulary.names.items()
            if len(other) == len(key) and sum(one != two for one, two in zip(key, other, strict=True)) == 1
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def with_noun(self, said: str, thing: str) -> str:
        """Put a thing's noun in the place of "one": "the Italian one" after Swiss meringue is Italian meringue.

        So is "the Italian", where the corpus has that name, or those two words beside each other.
        """
        told = re.fullmatch(r"(?:the )?(?P<kind>.+?)(?P<one> ones?)?", said, re.IGNORECASE)
        if told is None or not thing:
            return said
        kind = told["kind"]
        nouns = [
            word
            for word in re.findall(r"[^\W\d_]+", thing)
            if word.casefold() not in kind.casefold()
            and (word.casefold() not in CUE_WORDS or re.fullmatch(STAGE_NOUN, word.casefold()))
        ]
        for noun in nouns:
            form, turned = f"{kind} {noun}", f"{noun} {kind}"
            if key_of(form) in self._vocabulary.names and (told["one"] or key_of(kind) not in self._vocabulary.names):
                return form
            if told["one"] is None and key_of(kind) not in self._vocabulary.names:
                if self._vocabulary.stands_together(form):
                    return form
                if key_of(turned) in self._vocabulary.names:
                    return turned
        return f"{kind} {' '.join(nouns[-1:])}".strip() if told["one"] else said


def _without_cues(said: str) -> str:
    """Take words that only say what kind of question it is off the end of a name ("generator good for")."""
    words_said = said.split()
    while len(words_said) > 1 and fold_case(words_said[-1]) in (CUE_WORDS - _NOUNS) | STOP_WORDS:
        words_said.pop()
    return " ".join(words_said)
