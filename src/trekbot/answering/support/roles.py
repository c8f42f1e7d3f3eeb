"""Who comes before whom, who does what to whom: the same words in other places say something else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trekbot.answering.support.tokens import Clause, clauses_of, sentences_of
from trekbot.index.words import STOP_WORDS, stem

SUBJECT = 3  # content words at a clause's beginning that say what it is about
REACH = 7  # content words on either side that a relation may hold

# Each word that puts two things in an order: which kind of order, and whether the first of them stands before it (1) or
# after it (-1).
_RELATIONS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys("before precede precedes preceding then until".split(), ("time", 1)),
    **dict.fromkeys("after follows requires require needs depends builds once since".split(), ("time", -1)),
    **dict.fromkeys("because thanks".split(), ("cause", -1)),
    **dict.fromkeys("therefore thus hence causes cause makes lets enables prevents".split(), ("cause", 1)),
    "than": ("than", 1),
    "instead": ("choice", 1),
    "rather": ("choice", 1),
}
_LESSER = frozenset(
    map(
        stem,
        """less fewer lower smaller slower later worse shorter older weaker cheaper colder cooler softer thinner younger
        lighter harder narrower""".split(),
    )
)
_ENDS = frozenset((",", "because", "so", "which", "whereas", "while"))
_SILENT = STOP_WORDS | _RELATIONS.keys() | {",", "come", "comes", "came", "learn", "stage", "go", "goes", "do"}


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
        rivals = [other for other in there if other.kind == ordered.kind]
        for other in rivals:
            same = max(same, len(ordered.first & other.first) + len(ordered.second & other.second))
            if ordered.first & other.second and ordered.second & other.first:
                crossed = max(crossed, len(ordered.first & other.second) + len(ordered.second & other.first))
        if crossed > same:
            return False
        if not same and ordered.kind == "time" and _told_the_other_way(ordered, quotes):
            return False
    return True


def _told_the_other_way(ordered: "_Ordered", quotes: Sequence[str]) -> bool:
    """Tell whether all that is to come first is told after all that is to come second, as steps are."""
    told = [word for quote in quotes for one in sentences_of(quote) for word in one.content]
    first = [told.index(word) for word in ordered.first - ordered.second if word in told]
    second = [told.index(word) for word in ordered.second - ordered.first if word in told]
    later = sum(one > other for one in first for other in second)
    return len(first) >= 2 and len(second) >= 2 and later >= 0.75 * len(first) * len(second)


def keeps_the_subjects(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether no clause says of one thing what its evidence says of another that is on the page as well."""
    there = [clause for quote in quotes for clause in clauses_of(quote)]
    everything = {word for clause in there for word in clause.content}
    ours = clauses_of(sentence)
    leads = {word for clause in ours for word in clause.content[:SUBJECT]}
    for clause in ours:
        content = set(clause.content)
        if len(content & everything) < 2:
            continue
        best = max(there, key=lambda one: len(content.intersection(one.content)))
        shared = content.intersection(best.content)
        ousted = [word for word in best.content[:SUBJECT] if word not in content]
        put_in = [
            word
            for word in clause.content[:SUBJECT]
            if word not in best.content and any(word in one.content[:SUBJECT] for one in there)
        ]
        if not put_in or not ousted:
            continue
        rival = max(
            (len(content.intersection(one.content)) for one in there if set(put_in) & set(one.content)), default=0
        )
        predicate = shared.difference(clause.content[:SUBJECT], best.content[:SUBJECT])
        fits_best = len(shared) >= rival + 2
        if fits_best and (len(predicate) >= 2 or leads.intersection(ousted)):
            return False
    return True


def keeps_the_parts(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether no two things of a sentence changed places, where it is else a copy of its evidence."""
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
    moved = [one for one, other in zip(places, sorted(places), strict=True) if one != other]
    return len(moved) == 2 and abs(moved[0] - moved[1]) > 2  # neighbours change places without harm: "acidity of soil"


def _orders(clause: Clause) -> Iterator[_Ordered]:
    words, stems = clause.words, clause.stems
    for place, word in enumerate(words):
        if word not in _RELATIONS:
            continue
        kind, direction = _RELATIONS[word]
        begin = max((at for at in range(place) if words[at] in _ENDS), default=-1) + 1
        end = next((at for at in range(place + 1, len(words)) if words[at] in _ENDS), len(words))
        left = _content(words[begin:place], stems[begin:place])[-REACH:]
        while word == "then" and len(left) < 2 and begin > 1:  # "do A, then B": the clause in front
            begin = max((at for at in range(begin - 1) if words[at] in _ENDS), default=-1) + 1
            left = _content(words[begin:place], stems[begin:place])[-REACH:]
        right = _content(words[place + 1 : end], stems[place + 1 : end])
        if kind == "than":
            if any(one in _LESSER for one in stems[max(0, place - 3) : place]):
                direction = -direction
            right = right[:3]
        if not left:  # "Before A, do B": what is meant is "do B before A"
            left = _content(words[end:], stems[end:])[:REACH]
        first, second = (left, right[:REACH]) if direction > 0 else (right[:REACH], left)
        if first and second:
            yield _Ordered(kind, frozenset(first), frozenset(second))


def _content(words: Sequence[str], stems: Sequence[str]) -> list[str]:
    return [one for word, one in zip(words, stems, strict=True) if word not in _SILENT]
