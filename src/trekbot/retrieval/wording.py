"""A learner's wording made plain: invisible characters out, chat spelling and contractions written out, typing
mistakes mended.
"""

import re
import unicodedata
from collections.abc import Collection

from trekbot.retrieval.chat_spelling import CHAT_SPELLING, IN_CONTEXT

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
TOKEN = re.compile(r"w/o?(?=\s)|[^\W_]+(?:['’&+#./-]*[^\W_]+|[+#]+)*", re.UNICODE)
_INVISIBLE = ("Cf", "Cc", "Co", "Cs")


def clean(text: str) -> str:
    """Drop control, format and private-use characters, fold compatibility forms and white space."""
    visible = "".join(c if unicodedata.category(c) not in _INVISIBLE else " " if c.isspace() else "" for c in text)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", visible)).strip()


def write_out(text: str, corpus_words: Collection[str]) -> str:
    """Write contractions and chat spelling out; a chat word that the corpus itself uses stays as it is."""
    for pattern, plain in IN_CONTEXT:
        text = pattern.sub(plain, text)
    for pattern, plain in CONTRACTIONS:
        text = re.sub(pattern.pattern, plain, text, flags=re.IGNORECASE)

    def plain_word(match: re.Match[str]) -> str:
        folded = match[0].casefold()
        return CHAT_SPELLING[folded] if folded in CHAT_SPELLING and folded not in corpus_words else match[0]

    return re.sub(r"\s+", " ", TOKEN.sub(plain_word, text)).strip()
