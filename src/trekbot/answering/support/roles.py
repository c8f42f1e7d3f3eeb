"""Who comes before whom, who does what to whom: the same words in other places say something else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trekbot.answering.support.tokens import Clause, clauses_of, sentences_of
from trekbot.index.words import STOP_WORDS, stem

REACH = 7  # content words on either side that a relation may hold

# Each word that puts two things in an order: which kind of order, and whether the first of them stands before it (1) or
# after it (-1).
_RELATIONS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("before", "precede", "precedes", "then", "until", "preceding"), ("time", 1)),
    **dict.fromkeys(("after", "follows", "requires", "require", "needs", "depends", "builds", "once", "since"), ("time", -1)),
    **dict.fromkeys(("because", "thanks"), ("cause", -1)),
    **dict.fromkeys(("therefore", "thus", "hence", "causes", "cause", "makes", "lets", "enables", "prevents"), ("cause", 1)),
    "than": ("than", 1),
    "instead": ("choice", 1),
    "rather": ("choice", 1),
}  # fmt: skip
_LESSER = frozenset(
    map(
        stem,
        """less fewer lower smaller slower later worse shorter older weaker cheaper colder cooler softer thinner younger
        lighter harder narrower""".split(),
    )
)
_SILENT = STOP_WORDS | _RELATIONS.keys() | {","}


@dataclass(frozen=True)
class _Ordered:
    kind: str
    first: frozenset[str]
    second: frozenset[str]


def keeps_the_order(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether what a sentence puts in an order, stands in the same order in its evidence."""
    there = [ordered for quote in quotes for one in sentences_of(quote) for ordered in _orders(one)]
    for ordered in (found for one in sentences_of(sentence) for found in _orders(one)):
        same = crossed = 0
        for other in there:
            if other.kind == ordered.kind:
                alike = len(ordered.first & other.first) + len(ordered.second & other.second)
                turned = min(len(ordered.first & other.second), 9) + min(len(ordered.second & other.first), 9)
                if ordered.first & other.second and ordered.second & other.first:
                    crossed = max(crossed, turned)
                same = max(same, alike)
        if crossed > same:
            return False
    return True


def keeps_the_subjects(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether each clause is about what the clause of its evidence is about, where both are on the page."""
    there = [clause for quote in quotes for clause in clauses_of(quote)]
    everything = {word for clause in there for word in clause.content}
    for clause in clauses_of(sentence):
        content = set(clause.content)
        if len(content & everything) < 3 or not there:
            continue
        best = max(there, key=lambda one: len(content.intersection(one.content)))
        shared = content.intersection(best.content)
        elsewhere = (content & everything) - set(best.content)
        subject = best.content[0]
        own = clause.content[0]
        if len(shared) >= 2 and own in elsewhere and subject not in content and len(elsewhere) < len(shared):
            return False
    return True


def keeps_the_parts(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether nothing changed sides around a word that sentence and evidence share, as doer and deed's object do."""
    there = [one for quote in quotes for one in sentences_of(quote)]
    for clause in sentences_of(sentence):
        for other in there:
            if _changed_sides(clause, other):
                return False
    return True


def _changed_sides(clause: Clause, other: Clause) -> bool:
    ours, theirs = clause.content, other.content
    shared = [word for word in dict.fromkeys(ours) if ours.count(word) == theirs.count(word) == 1]
    if len(shared) < 4 or len(shared) < 0.8 * len(set(ours)):
        return False  # only near copies can be compared place by place
    if any(
        (word in clause.words) != (word in other.words) for word in ("by", "after", "before", "because", "when", "if")
    ):
        return False  # said the other way about: "by" swaps the sides of what is true
    places = [theirs.index(word) for word in shared]
    return sum(one != other for one, other in zip(places, sorted(places), strict=True)) == 2


def _orders(clause: Clause) -> Iterator[_Ordered]:
    words, stems = clause.words, clause.stems
    for place, word in enumerate(words):
        if word not in _RELATIONS:
            continue
        kind, direction = _RELATIONS[word]
        left = _content(words[:place], stems[:place])[-REACH:]
        right = _content(words[place + 1 :], stems[place + 1 :])
        if kind == "than":
            if any(one in _LESSER for one in stems[max(0, place - 3) : place]):
                direction = -direction
            right = right[:3]
        if not left:  # "Before A, do B": what is meant is "do B before A"
            comma = words.index(",", place) if "," in words[place:] else len(words)
            left = _content(words[comma:], stems[comma:])
            right = _content(words[place + 1 : comma], stems[place + 1 : comma])
        first, second = (left, right[:REACH]) if direction > 0 else (right[:REACH], left)
        if first and second:
            yield _Ordered(kind, frozenset(first), frozenset(second))


def _content(words: Sequence[str], stems: Sequence[str]) -> list[str]:
    return [one for word, one in zip(words, stems, strict=True) if word not in _SILENT]
