"""Questions for every stage that mentions a thing: that this is asked, and what the thing is.

The thing is not what stands behind a cue, since the ways to ask are many ("which stages bring up X", "in which parts
does X turn up", "X: name every stage it is in"). It is found by taking away what only asks. Of what is left, that
beside a verb of mentioning comes first, then names of the corpus, then its other words, then what it never uses.
"""

import re
from collections.abc import Sequence

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.mentions import Masked, is_mark
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.resolver import Resolver

_PLACE = r"(?:stage|step|module|unit|chapter|lesson|node|part|phase|milestone|section|course|class|lecture|page|place|spot|roadmap|trek)"
_PLACES = rf"{_PLACE}e?s"
_EVERY_PLACE = re.compile(
    rf"(?:^|\b(?:which|what|the|of|all|other|list|name|show|give|find)(?: (?:me|all|of|the|these|those|your|my|other))* ){_PLACES}\b"
    rf"|\b(?:all|every|each|several|many|more than one)(?: (?:single|of|the|one))* {_PLACES}\b|\b(?:every|each|more than one)(?: single)? {_PLACE}\b|\b(?:everywhere|where (?:all|else))\b"
)
_MENTIONING = re.compile(
    r"\b(?:mention(?:s|ed|ing)?|(?:bring|brings|brought|crops?|cropped|turns?|turned|comes?|came|pops?|popped|shows?|showed) (?:\S+ )?up"
    r"|appears?|occurs?|features?|(?:refer|allude)(?:s|ed|ring)? to|(?:talk|speak)(?:s|ing)? (?:about|of|on)|touch(?:es)? (?:up)?on"
    r"|uses?|used|using|working (?:with|in)|mak(?:es?|ing) (?:use|mention) of|cites?|quotes?|(?:come|run) (?:across|into)"
    r"|(?:anything|something|a word) (?:about|on|to do with))\b"
)
_ORDER = re.compile(
    r"\b(?:before|after|first|next|needs?|required?|requires?|should|must|may i|can i (?:do|skip|take|leave)|skip|builds?|depends?|later|earlier|prerequisites?|order|how long|hours?|days?|weeks?|months?|level)\b"
)
_JOINING = frozenset("a an and at by for from in of on or the to with".split())  # inside a name of several words
_ASKING = (
    STOP_WORDS
    | CUE_WORDS
    | frozenset(
        """across any anyone anywhere appears appearing bring brings brought call called check cite cites classes collecting contain containing
        crop crops cropped curious essay everywhere excuse feature features figure full go got happen hear idea involve involves involving kind
        kindly list look lookup mind name named names notes occur occurs occurring occurrence page pages place places play plays pop pops popped
        quote quotes refer refers referred reference run running search single speak speaks speaking spot spots stumble term text throughout
        touch touches treks roadmaps turn turned turning turns upon whole entire whereabouts wonder wondering word words""".split()
    )
)
_CLAUSE = re.compile(r"[.;:!?,](?: |$)| [-–—] ")
_TOKEN = re.compile(r"[\ue000-\uefff]|[^\W_]+(?:['’&+#./-]*[^\W_]+|[+#]+)*")


class Everywhere:
    """Reads over one corpus which thing a learner wants every mention of."""

    def __init__(self, vocabulary: Vocabulary, resolver: Resolver) -> None:
        self._vocabulary = vocabulary
        self._resolver = resolver

    def read(self, masked: Masked, plain: str, roadmaps: Sequence[str]) -> Query | None:
        """Give the query of a masked, folded question that asks so in plain words; None where it does not."""
        if not _EVERY_PLACE.search(plain) or not _MENTIONING.search(plain) or _ORDER.search(plain):
            return None
        thing = self.thing(masked, plain, roadmaps)
        return None if thing is None else Query(masked.original, Intent.EVERYWHERE, thing)

    def thing(self, masked: Masked, plain: str, roadmaps: Sequence[str]) -> Reference | None:
        """Point to what every mention is asked of; None where a question has nothing beside what asks."""
        asking = [clause for clause in _CLAUSE.split(plain) if _EVERY_PLACE.search(clause)]
        asking.sort(key=lambda clause: not _MENTIONING.search(clause))
        for text in (*asking, plain):
            runs = self._runs(masked, text)
            if runs:
                start, end = max(runs, key=lambda run: self._promise(masked, text, *run))
                return self._resolver.resolve(masked, text[start:end], roadmaps)
        return None

    def _runs(self, masked: Masked, text: str) -> list[tuple[int, int]]:
        """Find where words stand together that do not only ask, small words between two of them included."""
        verbs = [match.span() for match in _MENTIONING.finditer(text)]
        runs: list[tuple[int, int]] = []
        joined = False
        for match in _TOKEN.finditer(text):
            asks = any(start <= match.start() < end for start, end in verbs) or self._only_asks(masked, match[0])
            if not asks:
                runs = [*runs[:-1], (runs[-1][0], match.end())] if joined else [*runs, match.span()]
            joined = not asks or (joined and match[0] in _JOINING)
        return runs

    def _only_asks(self, masked: Masked, word: str) -> bool:
        if is_mark(word):
            mention = masked.marks(word)[0]
            return mention.number is not None or all(name.kind == "roadmap" for name in mention.names)
        return word in _ASKING

    def _promise(self, masked: Masked, text: str, start: int, end: int) -> tuple[bool, bool, bool, float]:
        """Weigh how likely words are what is asked for: by their place, as a name, as known words, by their rarity."""
        beside = any(
            _only_small(text[stop:start]) if stop <= start else _only_small(text[end:begin])
            for begin, stop in (match.span() for match in _MENTIONING.finditer(text))
        )
        named = any(is_mark(character) for character in text[start:end])
        stems = [stem(word) for word in raw_words(masked.unmask(text[start:end])) if word not in STOP_WORDS]
        known = all(word in self._vocabulary.stems for word in stems)
        return beside, named, known, sum(map(self._vocabulary.rarity, stems))


def asks_for_places(plain: str) -> bool:
    """Tell whether a folded question speaks of several stages, or of everywhere."""
    return bool(_EVERY_PLACE.search(plain))


def _only_small(between: str) -> bool:
    """Tell whether nothing but function words stands between two places."""
    return not re.search(r"[.;:!?,]", between) and all(word in STOP_WORDS for word in raw_words(between))
