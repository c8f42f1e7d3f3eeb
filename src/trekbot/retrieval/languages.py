"""Which language a text is written in, told by its script and its function words.

Enough to say "the roadmaps are in English" to a question in another language; no more is claimed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from trekbot.index.words import fold_case
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.function_words import FUNCTION_WORDS, TELLING

FEW_WORDS = 3  # of fewer words, one that tells is not enough
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "CYRILLIC": "Russian", "GREEK": "Greek", "ARABIC": "Arabic", "HEBREW": "Hebrew", "HANGUL": "Korean", "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese", "CJK": "Chinese", "DEVANAGARI": "Hindi", "THAI": "Thai", "BENGALI": "Bengali", "TAMIL": "Tamil",
}  # fmt: skip


def language_of(texts: Iterable[str]) -> str | None:
    """Name the language that most of a text is in; None where nothing tells."""
    scripts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for text in texts:
        scripts.update(_script(c) for c in text if c.isalpha())
        for word in _words(text):
            found.update(language for language, function_words in FUNCTION_WORDS.items() if word in function_words)
    if not scripts:
        return None
    script = scripts.most_common(1)[0][0]
    if script != "LATIN":
        return "Japanese" if scripts["HIRAGANA"] + scripts["KATAKANA"] else _SCRIPTS.get(script)
    language, count = max(found.items(), key=lambda entry: entry[1], default=("", 0))
    return language if count else None


def speaks_another(question: str, language: str | None, known_share: float) -> bool:
    """Tell whether a question is in another language than the corpus.

    Args:
        question: the learner's words.
        language: the corpus' language, None where it is not known.
        known_share: the share of the question's words that the corpus or English questions use, in [0, 1]. A question
            whose words are nearly all known is understood, whatever language it looks like.
    """
    letters = [c for c in question if c.isalpha()]
    if language is None or not letters or known_share > 0.85:
        return False
    other_script = sum(_script(c) == "LATIN" for c in letters) < len(letters) / 2
    if language in _SCRIPTS.values():
        return not other_script or language_of([question]) not in (language, None)
    if other_script:
        return True
    found = _words(question)
    own_words = FUNCTION_WORDS.get(language, frozenset()) | (CUE_WORDS if language == "English" else frozenset())
    return any(_is_in(found, other, own_words) for other in FUNCTION_WORDS if other != language)


def _is_in(found: list[str], other: str, own_words: frozenset[str]) -> bool:
    """Tell whether words are of another language, and of the corpus' own less; words of both tell nothing."""
    telling = sum(word in TELLING[other] and word not in own_words for word in found)
    theirs = sum(word in FUNCTION_WORDS[other] and word not in own_words for word in found)
    own = sum(word in own_words and word not in FUNCTION_WORDS[other] for word in found)
    if not telling:
        return False
    if not own:
        return telling > 1 or len(found) >= FEW_WORDS
    return theirs > 1 and theirs > own


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_case(text))


def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split(" ")[0]
