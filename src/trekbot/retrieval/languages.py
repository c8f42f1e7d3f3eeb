"""Which language a text is written in, told by its script and its function words.

Enough to say "the roadmaps are in English" to a question in another language; no more is claimed.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from trekbot.index.words import STOP_WORDS, raw_words

FUNCTION_WORDS = {
    "English": STOP_WORDS | {"learn", "need", "know", "start", "please", "explain", "difference", "next"},
    "German": frozenset(
        "der die das und ist was wie wo ich nicht ein eine einen für mit vor nach wenn welche welcher muss kann soll lernen brauche wird auf zu von "
        "den dem im sind warum sollte wir zum zur über bei aus kommt gibt es lange".split()
    ),
    "French": frozenset(
        "le la les des est et que quoi quel quelle où je dois avant après pour avec dans un une du qu comment pourquoi apprendre ce qui sur au il faut "
        "combien puis faire quels quelles sont".split()
    ),
    "Spanish": frozenset(
        "el la los las que qué es y en un una por para con antes después cómo dónde debo aprender cuál cuándo del necesito tengo hay puedo se al de "
        "significa cuánto son".split()
    ),
    "Portuguese": frozenset(
        "o os as que é e em um uma por para com antes depois como onde devo aprender qual quando do da preciso tenho há posso não se ao".split()
    ),
    "Italian": frozenset(
        "il lo gli le che è e di un una per con prima dopo come dove devo imparare quale quando del della cosa sono si".split()
    ),
    "Dutch": frozenset(
        "de het een en is wat hoe waar ik niet voor met na welke moet kan leren van zijn op te ik ben".split()
    ),
    "Polish": frozenset("co jak gdzie jest i w na z przed po się nie czy dla to muszę uczyć jaki które".split()),
    "Turkish": frozenset(
        "ne nasıl nerede ve bir bu için önce sonra mi mı öğrenmeliyim gerekir ile hangi neden".split()
    ),
    "Indonesian": frozenset(
        "apa yang harus saya pelajari sebelum sesudah dan di untuk dengan bagaimana mana dari ini itu".split()
    ),
}
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
        written = [word.casefold() for word in text.replace("'", " ").split()]
        plain = [word.strip('.,;:!?¿¡()"«»') for word in written] + raw_words(text)
        for language, function_words in FUNCTION_WORDS.items():
            found[language] += sum(word in function_words for word in plain)
    if not scripts:
        return None
    script = scripts.most_common(1)[0][0]
    if script != "LATIN":
        return "Japanese" if scripts["HIRAGANA"] + scripts["KATAKANA"] else _SCRIPTS.get(script)
    language, count = found.most_common(1)[0]
    return language if count else None


def speaks_another(question: str, language: str | None, known_share: float) -> bool:
    """Tell whether a question is in another language than the corpus.

    Args:
        question: the learner's words.
        language: the corpus' language, None where it is not known.
        known_share: the share of the question's words that the corpus or English questions use, in [0, 1]. A question
        whose
            words are mostly known is understood, whatever language it looks like.
    """
    if language is None:
        return False
    theirs = language_of([question])
    if theirs is None or theirs == language:
        return False
    letters = [c for c in question if c.isalpha()]
    if theirs in _SCRIPTS.values():
        return sum(_script(c) != "LATIN" for c in letters) > len(letters) / 2
    plain = [word.strip('.,;:!?¿¡()"«»').casefold() for word in question.replace("'", " ").split()]
    own = sum(word in FUNCTION_WORDS.get(language, ()) for word in plain)
    other = sum(word in FUNCTION_WORDS[theirs] for word in plain)
    return len(plain) >= 3 and other >= 2 and other > own and known_share < 0.6


def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split(" ")[0]
