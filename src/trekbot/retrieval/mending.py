"""Typing mistakes mended towards the corpus' words and the words that questions are asked in.

Mending needs to tell a mistake from a word that the corpus merely lacks ("Rust" is no mistyped "trust"). The embedding
model's own tokenizer knows: a common word is one token of its vocabulary, a mistyped one falls to pieces.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import DamerauLevenshtein

from trekbot.index.words import fold_case, stem
from trekbot.retrieval.slips import slips_between
from trekbot.retrieval.sounds import skeleton, sound_of
from trekbot.retrieval.wording import TOKEN

_ENDINGS = frozenset(
    """s es ed e er ers or ors ion ions ing al ally ive able ment ments y ies ity ite ites ic ics ical ist ists ism isms
    ous ium ian an oid ise ize ised ized ation ations ly""".split()
)
# Words that are run together with the next one ("isgrafting"), and begin no English word of their own.
_RUN_TOGETHER = frozenset(
    "what whats how why where when which who is are the do does should of for before your tell explain learn".split()
)
LONG_HEARD = 7  # letters; words from here on that sound alike but for one vowel are taken for the same
SHORTEST_IN_NAME = 3  # letters of a mistyped word that the other words of a name mend
SHORTEST_HEARD = 5  # letters; a shorter word sounds like too many others
LONGEST_NAME = 4  # words of a name that mends the one word in it that is mistyped


@dataclass(frozen=True)
class Wording:
    """A question in plain words. `text` keeps the learner's case and punctuation; `mended` maps a mistyped word to
    what was read; `doubtful` holds (mistyped word, first name, second name) where two names are as near.
    """

    text: str
    mended: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[tuple[str, str, str], ...] = ()


class Mender:
    """Mends typing mistakes towards the corpus' words and the words that questions are asked in.

    Args:
        corpus_words: folded words that the corpus uses.
        cue_words: folded words that questions are asked in ("before", "prerequisites").
        is_word: tells whether a folded word is a common word of its language.
        joined: names of the corpus without their spaces, mapped to the names ("featurestore": "feature store").
        names: the corpus' names, as folded words.
    """

    def __init__(
        self,
        corpus_words: Collection[str],
        cue_words: Collection[str],
        is_word: Callable[[str], bool],
        joined: dict[str, str],
        names: Iterable[tuple[str, ...]] = (),
    ) -> None:
        self._known = {*corpus_words, *cue_words}
        self._corpus = frozenset(corpus_words)
        self._is_word = is_word
        self._joined = joined
        self._by_letter: defaultdict[str, list[str]] = defaultdict(list)
        self._by_skeleton: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._known:
            if len(word) > 3 and not any(c.isdigit() for c in word):
                self._by_letter[word[0]].append(word)
                if len(word) >= SHORTEST_HEARD:
                    self._by_skeleton[skeleton(sound_of(word))].append(word)
        self._single: set[str] = set()
        self._named: set[str] = set()
        self._in_name: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in names:
            self._named.update(name)
            if len(name) == 1:
                self._single.add(name[0])
            elif len(name) <= LONGEST_NAME:
                for place, word in enumerate(name):
                    self._in_name[(*name[:place], "", *name[place + 1 :])].add(word)

    def mend(self, text: str) -> Wording:
        """Give the question with its mistyped words mended."""
        found = list(TOKEN.finditer(text))
        folded = [fold_case(match[0]) for match in found]
        edits: dict[int, str] = dict(self._inside_names(folded))
        doubtful: list[tuple[str, str, str]] = []
        shouted = text.isupper()
        pieces: list[str] = []
        at, place = 0, 0
        mended: list[tuple[str, str]] = []
        while place < len(found):
            match, word, last = found[place], folded[place], place
            better: str | None
            if place in edits:
                better = edits[place]
            elif (whole := self._broken(text, found, folded, place)) is not None:
                better, last = whole, place + 1
            else:
                proper = match.start() > 0 and match[0][0].isupper() and not shouted
                better, rival = self._better(match[0], word, proper)
                if better is not None and rival is not None:
                    doubtful.append((match[0], better, rival))
            if better is not None:
                pieces += [text[at : match.start()], better]
                at = found[last].end()
                mended.append((text[match.start() : at], better))
            place = last + 1
        return Wording("".join([*pieces, text[at:]]), tuple(mended), tuple(doubtful))

    def _better(self, word: str, folded: str, proper: bool) -> tuple[str | None, str | None]:
        """Give what a word was meant to be, None where it stands, and another name that is as near."""
        if folded in self._known:
            return None, None
        if "-" in word and (joined := folded.replace("-", "")) in self._corpus:
            return joined, None
        if not folded.isalpha() or not word.isascii() or len(folded) < 4:  # who types accents means them
            return self._numeronym(folded), None
        if folded in self._joined:
            found: str | None = self._joined[folded]
            rival = None
        elif self._is_word(folded):
            return None, None
        else:
            found, rival = self._nearest(folded, proper)
            found = found or self._apart(folded)
        if found and any(c.isupper() for c in word[1:]) and not word.isupper() and len(found) != len(word):
            return None, None  # "ClearML" is a name of its own, not a mistyped "clear"
        return found, rival

    def _numeronym(self, word: str) -> str | None:
        """Write "k8s" out: first letter, number of letters left out, last letter."""
        parts = re.fullmatch(r"([a-z])(\d{1,2})([a-z])", word)
        if parts is None:
            return None
        size = int(parts[2]) + 2
        fitting = [
            other
            for other in self._by_letter.get(parts[1], ())
            if len(other) == size and other.endswith(parts[3]) and other in self._corpus
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _nearest(self, word: str, proper: bool) -> tuple[str | None, str | None]:
        """Find the known word that a slip or two, or its sound, explains this one by, and a name that is as near."""
        ranked: dict[str, tuple[float, bool]] = {}
        starts = {word[0], word[1]} if len(word) > 4 else {word[0]}
        for start in starts:
            for candidate in self._by_letter.get(start, ()):
                if start != word[0] and sorted(candidate) != sorted(word):
                    continue
                slips = slips_between(word, candidate, lenient=candidate not in self._corpus)
                if slips is not None and not _is_derived(word, candidate):
                    ranked[candidate] = (float(slips), candidate not in self._corpus)
        for candidate in self._heard(word) if len(word) >= SHORTEST_HEARD else ():
            if not _is_derived(word, candidate):
                ranked[candidate] = (0.5, candidate not in self._corpus)
        if proper:  # a name that the corpus lacks is not to be made another
            ranked = {other: rank for other, rank in ranked.items() if other in self._named}
        if not ranked:
            return None, None
        best, *others = sorted(ranked, key=lambda other: (*ranked[other], other))
        rivals = [
            other
            for other in others
            if ranked[other] == ranked[best] and stem(other) != stem(best) and {best, other} <= self._single
        ]
        return best, rivals[0] if rivals else None

    def _heard(self, word: str) -> Iterable[str]:
        """Give the known words that sound like this one; long words may differ in a vowel that is not stressed."""
        sound = sound_of(word)
        for candidate in self._by_skeleton.get(skeleton(sound), ()):
            other = sound_of(candidate)
            near = len(word) >= LONG_HEARD and sound[:3] == other[:3] and _one_apart(sound, other)
            if sound == other or near:
                yield candidate

    def _apart(self, word: str) -> str | None:
        """Put the space back between a word of questions and a word of the corpus: "isgrafting"."""
        for size in range(2, len(word) - 3):
            head, rest = word[:size], word[size:]
            if head in _RUN_TOGETHER and rest in self._corpus:
                return f"{head} {rest}"
        return None

    def _broken(self, text: str, found: list[re.Match[str]], folded: list[str], place: int) -> str | None:
        """Take a space out that stands within a word of the corpus: "auto lyse"."""
        if place + 1 >= len(found) or text[found[place].end() : found[place + 1].start()] != " ":
            return None
        one, other = folded[place], folded[place + 1]
        whole = one + other
        if len(whole) < 6 or whole not in self._corpus or min(len(one), len(other)) < 2:
            return None
        return whole if any(half not in self._known and not self._is_word(half) for half in (one, other)) else None

    def _inside_names(self, folded: list[str]) -> Iterable[tuple[int, str]]:
        """Mend the one mistyped word of a longer name by the others: "grate expectations"."""
        for size in range(LONGEST_NAME, 1, -1):
            for start in range(len(folded) - size + 1):
                window = folded[start : start + size]
                for place, word in enumerate(window):
                    if word in self._known or len(word) < SHORTEST_IN_NAME or not word.isalpha():
                        continue
                    meant = [
                        other
                        for other in self._in_name.get((*window[:place], "", *window[place + 1 :]), ())
                        if self._is_slip_in_name(word, other)
                    ]
                    if len(meant) == 1:
                        yield start + place, meant[0]

    def _is_slip_in_name(self, word: str, other: str) -> bool:
        distance = DamerauLevenshtein.distance(word, other)
        if len(word) == SHORTEST_IN_NAME and (
            self._is_word(word) or word[0] != other[0] or len(other) != len(word) + 1
        ):
            return False
        if distance > 2 or stem(word) == stem(other) or _is_derived(word, other):
            return False
        if skeleton(sound_of(word)) == skeleton(sound_of(other)):
            return True
        return not self._is_word(word) and distance <= (1 if len(word) < SHORTEST_HEARD else 2)


def _one_apart(sound: str, other: str) -> bool:
    return DamerauLevenshtein.distance(sound, other, score_cutoff=1) == 1


def _is_derived(word: str, candidate: str) -> bool:
    """Tell whether two words differ in an ending only: "executor" comes from "execute" and is not mistyped."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, candidate, strict=False)))
    for size in range(shared, 3, -1):
        rest, other = word[size:], candidate[size:]
        if rest in _ENDINGS and (other in _ENDINGS or not other):
            return True
    return False
