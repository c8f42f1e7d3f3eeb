"""The words in which a roadmap's structure is asked about, learnt from the phrasings."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval.intent_model import meant_by, phrasings
from trekbot.retrieval.query import OF_STRUCTURE, Intent

_SMOOTHING = 2.0  # phrasings about the text that every word is taken to stand in too
_FEWEST = 2  # phrasings of an intent that its own words stand in


@dataclass(frozen=True)
class StructureWords:
    """How far a stem belongs to questions about structure, and the stems of each intent's own phrasings."""

    shares: Mapping[str, float]
    own: Mapping[Intent, frozenset[str]]

    def share(self, word: str) -> float:
        """Give the share of the phrasings with this stem that ask for structure, in [0, 1); 0 for one in none."""
        return self.shares.get(word, 0.0)

    def belongs_to(self, word: str, intent: Intent) -> bool:
        """Tell whether this stem is one that such a question is asked in."""
        return word in self.own.get(intent, ())


@cache
def structure_words() -> StructureWords:
    """Count the words of the phrasings; some tenths of a second, once a process."""
    everywhere: Counter[str] = Counter()
    of_structure: Counter[str] = Counter()
    of_intent: dict[Intent, Counter[str]] = defaultdict(Counter)
    for label, text in phrasings():
        stems = {stem(word) for word in raw_words(text) if word not in STOP_WORDS}
        everywhere.update(stems)
        intent = meant_by(label)
        if intent in OF_STRUCTURE:
            of_structure.update(stems)
            of_intent[intent].update(stems)
    shares = {word: count / (everywhere[word] + _SMOOTHING) for word, count in of_structure.items()}
    own = {
        intent: frozenset(word for word, count in counts.items() if count >= _FEWEST)
        for intent, counts in of_intent.items()
    }
    return StructureWords(shares, own)
