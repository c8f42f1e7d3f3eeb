"""What each content word of a question carries of its meaning: how far the meaning moves when the word is left out.

Rarity tells how seldom a corpus uses a word, and not what a question turns on. Leaving words out one by one does, and
it also tells whether a word draws the question towards a text or away from it: without "rabbits", "how do I keep
rabbits off my beds?" is nearer to a text about weeding beds. A synonym draws nearer though the text never says it.

Source: occlusion of the input, Li, Monroe and Jurafsky, "Understanding Neural Networks through Representation Erasure",
2016.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trekbot.index.embedder import Embedder
from trekbot.index.words import raw_words, stem

MOST_WEIGHED = 16  # words; what a long story says after so many is not weighed
_WRITTEN = re.compile(r"[^\W_](?:[\w'’.+#-]*[\w+#])?")


@dataclass(frozen=True)
class WeighedWord:
    """One content word: its stem, what it carries, in [0, 2], and the unit vector of the question without it."""

    stem: str
    weight: float
    without: NDArray[np.float32]


def weigh_words(
    embedder: Embedder, question: str, vector: NDArray[np.float32], stems: Collection[str]
) -> list[WeighedWord]:
    """Weigh the words of a question that have one of these stems, in its order.

    Args:
        vector: the question's own unit vector.
    """
    said: list[tuple[str, str]] = []
    for written in _WRITTEN.finditer(question):
        own = next((one for one in map(stem, raw_words(written[0])) if one in stems), None)
        if own is not None and len(said) < MOST_WEIGHED:
            rest = f"{question[: written.start()]} {question[written.end() :]}"
            said.append((own, " ".join(rest.split())))
    if not said:
        return []
    vectors = embedder.embed_queries([rest for _, rest in said])
    return [
        WeighedWord(own, 1.0 - float(vector @ without), without)
        for (own, _), without in zip(said, vectors, strict=True)
    ]


def drawn_away(weighed: Sequence[WeighedWord], vector: NDArray[np.float32], text: NDArray[np.float32]) -> float:
    """Sum by how much words draw the question away from a text, given as a unit vector: 0 or below."""
    near = float(vector @ text)
    return sum(min(0.0, near - float(word.without @ text)) for word in weighed)
