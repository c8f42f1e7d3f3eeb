"""What an earlier answer puts side by side and whom it names, where these are no names of the corpus.

Read as names only, so that "the last one", "the second kind" and "he" can be put back; nothing in it is evidence.
"""

import re

from trekbot.index.words import STOP_WORDS

LONGEST_ITEM = 4  # words of a thing that is listed in a sentence
_ENUMERATION = re.compile(
    r"(?P<first>(?:[^\W_][\w'’+#/-]* ?){1,8}), (?P<middle>(?:[^,.;:!?()]{2,40}, )*)?(?P<last2>[^,.;:!?()]{2,40}?),? (?:and|or) (?P<last>[^,.;:!?()]{2,60})"
    r"|(?P<one>(?:[^\W_][\w'’+#/-]* ?){1,8}) (?:and|or) (?P<other>(?:[^\W_][\w'’+#/-]* ?){1,8})"
)
_LEADS_IN = re.compile(
    r"^.*(?:\b(?:is|are|were|be|include|includes|of|into|namely|call|called|as|by|either|between|require|requires|use|uses|have|has)\b|:) +"
)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_ENDS_ITEM = re.compile(
    r" (?:is|are|was|were|which|that|who|with|for|when|where|because|so|in|on|at|to|from|by|of|as|both|each|all|do|does|can|may|will|keep|make)\b.*$"
)
_PERSON = re.compile(
    r"(?<=[^\W\d_,;)’] )(?<![.!?] )(?P<name>[A-Z][^\W\d_]+(?: (?:(?:de|von|van|der|la|le|al) )*[A-Z][^\W\d_]+)*)"
)
_FULL_NAME = re.compile(r"(?:^|[.!?] )(?P<name>[A-Z][^\W\d_]+ (?:(?:de|von|van|der|la|le|al) )*[A-Z][^\W\d_]+)\b")


def sentences_told(answer: str) -> tuple[str, ...]:
    """Give an answer's sentences and list items."""
    pieces = re.split(r"(?<=[.!?;])\s+|\n+|\s[-*•]\s", answer)
    return tuple(piece.strip(" -*•") for piece in pieces if re.search(r"[^\W\d]{3}", piece))


def enumerated(answer: str) -> tuple[str, ...]:
    """Give what a sentence of an answer lists ("LCP, INP and CLS"), the longest list of them; none for none."""
    best: tuple[str, ...] = ()
    for sentence in sentences_told(answer):
        for found in _ENUMERATION.finditer(sentence):
            items = _items(found)
            if len(items) > len(best) and len(items) > 1:
                best = items
    return best


def _items(found: re.Match[str]) -> tuple[str, ...]:
    if found["one"]:
        if _LEADS_IN.match(found["one"]) is None:
            return ()  # "and" joins more often than it lists
        said = [found["one"], found["other"]]
    else:
        said = [found["first"], *(found["middle"] or "").split(", "), found["last2"], found["last"]]
    said = [piece.strip() for piece in said if piece and piece.strip()]
    said[0] = _LEADS_IN.sub("", said[0])
    said = [_ARTICLE.sub("", _ENDS_ITEM.sub("", piece)).strip() for piece in said]
    fits = all(piece and len(piece.split()) <= LONGEST_ITEM and piece.casefold() not in STOP_WORDS for piece in said)
    return tuple(said) if fits else ()


def people_in(answer: str) -> tuple[str, ...]:
    """Give the names in an answer that may be of people: what is written with a capital and opens no sentence."""
    plain = re.sub(r"[*_`]", "", answer)
    opening = [found["name"] for found in _FULL_NAME.finditer(plain)]
    inside = [found["name"] for found in _PERSON.finditer(plain)]
    return tuple(dict.fromkeys([*opening, *(name for name in inside if not any(name in full for full in opening))]))
