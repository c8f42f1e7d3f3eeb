"""A learner's wording made plain: invisible characters out, chat spelling and contractions written out, typing
mistakes mended.

Mending needs to tell a mistake from a word that the corpus merely lacks ("Rust" is no mistyped "trust"). The
embedding model's
own tokenizer knows: a common word is one token of its vocabulary, a mistyped one falls to pieces.
"""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from trekbot.index.words import fold_case

CHAT_SPELLING = {
    "b4": "before", "u": "you", "ur": "your", "wat": "what", "wut": "what", "wot": "what", "wanna": "want to", "gonna": "going to",
    "gotta": "have to", "pls": "please", "plz": "please", "plss": "please", "thx": "thanks", "ty": "thanks", "tnx": "thanks", "w/": "with",
    "w/o": "without", "diff": "difference", "vs": "versus", "btw": "by the way", "prereq": "prerequisites", "prereqs": "prerequisites",
    "whats": "what is", "hows": "how is", "wheres": "where is", "whos": "who is", "dont": "do not", "cant": "can not", "im": "i am",
    "ive": "i have", "shld": "should", "shud": "should", "abt": "about", "cuz": "because", "bc": "because", "nxt": "next", "lvl": "level",
    "wdym": "what do you mean", "idk": "i do not know", "imo": "", "r": "are", "y": "why", "q": "question", "thru": "through", "tho": "",
    "gimme": "give me", "lemme": "let me", "dunno": "do not know", "kinda": "", "sorta": "", "bout": "about", "hv": "have", "hav": "have",
    "k": "ok", "coz": "because", "wht": "what", "hw": "how", "whr": "where", "aft": "after", "bfore": "before", "info": "information",
}  # fmt: skip
CONTRACTIONS = (
    (re.compile(r"\bwon['’]t\b"), "will not"),
    (re.compile(r"\bcan['’]t\b"), "can not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"\b(i)['’]m\b"), r"\1 am"),
    (re.compile(r"\b(i|you|we|they)['’]ve\b"), r"\1 have"),
    (re.compile(r"\b(i|you|we|they|he|she|it|what|that)['’]ll\b"), r"\1 will"),
    (re.compile(r"\b(i|you|we|they|he|she|it)['’]d\b"), r"\1 would"),
    (re.compile(r"\b(you|we|they|what)['’]re\b"), r"\1 are"),
    (re.compile(r"\b(what|where|how|who|when|that|it|he|she|there|here|why|which)['’]s\b"), r"\1 is"),
    (re.compile(r"\blet['’]s\b"), "let us"),
)
_TOKEN = re.compile(r"w/o?(?=\s)|[^\W_]+(?:['’&+#./-]*[^\W_]+|[+#]+)*", re.UNICODE)
_DERIVED = ("or", "ors", "er", "ers", "ion", "ions", "ing", "ed", "al", "ive", "able", "ment")
_INVISIBLE = ("Cf", "Cc", "Co", "Cs")


@dataclass(frozen=True)
class Wording:
    """A question in plain words. `text` keeps the learner's case and punctuation; `mended` maps a mistyped word to
    what was read.
    """

    text: str
    mended: tuple[tuple[str, str], ...] = ()


def clean(text: str) -> str:
    """Drop control, format and private-use characters, fold compatibility forms and white space."""
    visible = "".join(c if unicodedata.category(c) not in _INVISIBLE else " " if c.isspace() else "" for c in text)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", visible)).strip()


def write_out(text: str, corpus_words: Collection[str]) -> str:
    """Write contractions and chat spelling out; a chat word that the corpus itself uses stays as it is."""
    for pattern, plain in CONTRACTIONS:
        text = re.sub(pattern.pattern, plain, text, flags=re.IGNORECASE)

    def plain_word(match: re.Match[str]) -> str:
        folded = match[0].casefold()
        return CHAT_SPELLING[folded] if folded in CHAT_SPELLING and folded not in corpus_words else match[0]

    return re.sub(r"\s+", " ", _TOKEN.sub(plain_word, text)).strip()


class Mender:
    """Mends typing mistakes towards the corpus' words and the words that questions are asked in.

    Args:
        corpus_words: folded words that the corpus uses.
        cue_words: folded words that questions are asked in ("before", "prerequisites").
        is_word: tells whether a folded word is a common word of its language.
        joined: names of the corpus without their spaces, mapped to the names ("featurestore": "feature store").
    """

    def __init__(
        self,
        corpus_words: Collection[str],
        cue_words: Collection[str],
        is_word: Callable[[str], bool],
        joined: dict[str, str],
    ) -> None:
        self._known = {*corpus_words, *cue_words}
        self._candidates: dict[str, list[str]] = {}
        for word in self._known:
            if len(word) > 3 and not any(c.isdigit() for c in word):
                self._candidates.setdefault(word[0], []).append(word)
        self._corpus = frozenset(corpus_words)
        self._is_word = is_word
        self._joined = joined

    def mend(self, text: str) -> Wording:
        """Give the question with its mistyped words mended."""
        mended: list[tuple[str, str]] = []

        def better(match: re.Match[str]) -> str:
            word = match[0]
            folded = fold_case(word)
            if folded in self._known:
                return word
            if "-" in word and (joined := folded.replace("-", "")) in self._corpus:
                mended.append((word, joined))
                return joined
            if not folded.isalpha() or len(folded) < 4:
                found = self._numeronym(folded)
            else:
                found = self._joined.get(folded) or self._nearest(folded)
                if (
                    found
                    and any(c.isupper() for c in word[1:])
                    and not word.isupper()
                    and abs(len(found) - len(word)) > 0
                ):
                    found = None  # "ClearML" is a name of its own, not a mistyped "clear"
            if found is None:
                return word
            mended.append((word, found))
            return found

        return Wording(_TOKEN.sub(better, text), tuple(mended))

    def _numeronym(self, word: str) -> str | None:
        """Write "k8s" out: first letter, number of letters left out, last letter."""
        parts = re.fullmatch(r"([a-z])(\d{1,2})([a-z])", word)
        if parts is None:
            return None
        size = int(parts[2]) + 2
        fitting = [
            other
            for other in self._candidates.get(parts[1], ())
            if len(other) == size and other.endswith(parts[3]) and other in self._corpus
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _nearest(self, word: str) -> str | None:
        """Find the known word that one slip (two in a long word) away explains this one."""
        if self._is_word(word):
            return None
        slips = 1 if len(word) < 7 else 2
        starts = {word[0], word[1]} if len(word) > 4 else {word[0]}
        best: tuple[float, int, str] | None = None
        for start in starts:
            for candidate in self._candidates.get(start, ()):
                if abs(len(candidate) - len(word)) > 1:
                    continue
                distance = DamerauLevenshtein.distance(word, candidate, score_cutoff=slips)
                if distance > slips or (start != word[0] and sorted(candidate) != sorted(word)):
                    continue
                if distance > 1 and word.endswith(_DERIVED) and candidate[:-2] == word[: len(candidate) - 2]:
                    continue  # "executor" is derived from "execute", not mistyped
                entry = (distance, 0 if candidate in self._corpus else 1, candidate)
                best = entry if best is None or entry < best else best
        return best[2] if best else None
