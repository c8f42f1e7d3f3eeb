"""Find the corpus' names in a question, longest first, and point phrases to stages.

A found name is replaced by one private-use character, so that the rules that read what is asked never trip over
words of a title ("Before you plant", "Path planning").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trekbot.index.words import STOP_WORDS, fold_case, stem
from trekbot.retrieval.cues import CUE_WORDS, STAGE_NOUN
from trekbot.retrieval.names import Name, Vocabulary
from trekbot.retrieval.number_words import CARDINAL, ORDINAL, ROMAN_NUMERAL, number_of

FIRST_MARK = 0xE000
_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?", re.UNICODE)
_NUMBERED = re.compile(
    rf"\b(?:the )?{STAGE_NOUN}s? ?(?:no\.? ?|number ?|#)?(?:(?P<first>\d+) ?(?:to|-|–|through|until) ?(?P<until>\d+)|(?P<numbers>#?\d+(?:(?: ?, ?| and | or | & | versus )#?\d+)*))\b"
    rf"|(?<!\w)#(?P<hash>\d+)\b|\b(?:no\.|number) ?(?P<no>\d+)\b"
    rf"|\b{STAGE_NOUN} (?:number )?(?P<word>{CARDINAL}|{ROMAN_NUMERAL})\b"
    rf"|\b(?:the )?(?P<ordinal>{ORDINAL}|last|final) {STAGE_NOUN}\b(?! (?:should|do|to|that i))",
    re.IGNORECASE,
)
MOST_MENTIONS = 1000
NAME_PRIORITY = {"title": 0, "tag": 1, "part": 2, "roadmap": 3, "term": 4, "heading": 5}


@dataclass(frozen=True)
class Mention:
    """One name in a question, by the words it stands in, or a stage's number, or the first and last of a row of
    numbers.
    """

    text: str
    names: tuple[Name, ...] = ()
    number: int | None = None
    until: int | None = None

    @property
    def roadmap(self) -> str | None:
        return next((name.roadmap for name in self.names if name.kind == "roadmap"), None)


@dataclass(frozen=True)
class Masked:
    """A question with its mentions replaced: `text` is folded, the n-th mention is the character U+E000 + n.

    `original` is the question as it was before.
    """

    text: str
    mentions: tuple[Mention, ...]
    original: str = ""

    def unmask(self, phrase: str) -> str:
        """Put the mentions' own words back into a piece of the text, and the capitals that it was written with."""
        plain = "".join(self.mentions[ord(c) - FIRST_MARK].text if is_mark(c) else c for c in phrase).strip()
        folded, at = fold_case(self.original), -1
        if len(folded) == len(self.original):
            at = folded.find(fold_case(plain))
        return self.original[at : at + len(plain)] if at >= 0 and len(fold_case(plain)) == len(plain) else plain

    def marks(self, phrase: str) -> list[Mention]:
        return [self.mentions[ord(c) - FIRST_MARK] for c in phrase if is_mark(c)]


def is_mark(character: str) -> bool:
    return "\ue000" <= character <= "\uefff"


def mask(text: str, vocabulary: Vocabulary) -> Masked:
    """Find numbers of stages first, then names, longest first."""
    pieces: list[str] = []
    mentions: list[Mention] = []
    at = 0
    for start, end, mention in _spans(text, vocabulary)[:MOST_MENTIONS]:
        pieces += [text[at:start], chr(FIRST_MARK + len(mentions))]
        mentions.append(mention)
        at = end
    return Masked(fold_case("".join([*pieces, text[at:]])), tuple(mentions), text)


def hide_long_names(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """Replace names of several words by marks, so that none is cut; give the text and what each mark stands for."""
    pieces: list[str] = []
    hidden: list[str] = []
    at = 0
    for start, end, mention in _spans(text, vocabulary)[:MOST_MENTIONS]:
        if mention.names and " " in text[start:end]:
            pieces += [text[at:start], chr(FIRST_MARK + len(hidden))]
            hidden.append(text[start:end])
            at = end
    return "".join([*pieces, text[at:]]), tuple(hidden)


def show(text: str, hidden: Sequence[str]) -> str:
    """Put hidden names back."""
    return "".join(hidden[ord(c) - FIRST_MARK] if is_mark(c) else c for c in text)


def _spans(text: str, vocabulary: Vocabulary) -> list[tuple[int, int, Mention]]:
    """Find where the numbers and names stand, in the order of the text."""
    spans: list[tuple[int, int, Mention]] = []
    for match in _NUMBERED.finditer(text):
        spans.extend(_numbered(match))
    taken = [(start, end) for start, end, _ in spans]
    tokens = [
        (match.start(), match.end(), fold_case(match[0]))
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
    ]
    place = 0
    while place < len(tokens):
        size, mention = _longest(text, tokens[place:], vocabulary)
        if mention is not None:
            spans.append((tokens[place][0], tokens[place + size - 1][1], mention))
        place += size
    return sorted(spans, key=lambda span: span[0])


def _numbered(match: re.Match[str]) -> list[tuple[int, int, Mention]]:
    if match["until"]:
        return [
            (match.start(), match.end(), Mention(text=match[0], number=int(match["first"]), until=int(match["until"])))
        ]
    if match["numbers"]:
        found = list(re.finditer(r"\d+", match["numbers"]))
        offset = match.start("numbers")
        starts = [match.start(), *(offset + number.start() for number in found[1:])]
        return [
            (
                start,
                offset + number.end(),
                Mention(text=match[0] if len(found) == 1 else f"stage {number[0]}", number=int(number[0])),
            )
            for start, number in zip(starts, found, strict=True)
        ]
    ordinal = (match["ordinal"] or "").casefold()
    if match["hash"] or match["no"]:
        number = int(match["hash"] or match["no"])
    elif match["word"]:
        number = number_of(match["word"])
    elif ordinal in ("last", "final"):
        number = -1
    else:
        number = number_of(ordinal)
    return [(match.start(), match.end(), Mention(text=match[0], number=number))]


def _longest(text: str, tokens: Sequence[tuple[int, int, str]], vocabulary: Vocabulary) -> tuple[int, Mention | None]:
    """Give the longest name that starts at the first token, and how many tokens it takes (1 and None for no name)."""
    for size in range(min(vocabulary.longest + 2, len(tokens)), 0, -1):
        span = text[tokens[0][0] : tokens[size - 1][1]]
        if re.search(r"[.?!;](?:\s|$)", span[:-1]) or (size > 1 and tokens[0][2] in ("a", "an", "the")):
            continue
        kept = [token[2] for token in tokens[:size] if token[2] not in ("a", "an", "the")]
        if not kept or kept[-1] != tokens[size - 1][2] or len(kept) < size - 2:
            continue
        names = vocabulary.names.get(tuple(stem(word) for word in kept))
        if kept[-1] in ("and", "or", "of") and not any(name.kind == "title" for name in names or ()):
            continue
        if names is None or (len(kept) == 1 and not _stands_out(span, kept[0], names)):
            continue
        return size, Mention(text=span, names=tuple(sorted(names, key=lambda name: NAME_PRIORITY[name.kind])))
    return 1, None


def _stands_out(written: str, word: str, names: Sequence[Name]) -> bool:
    """Tell whether a single word is meant as a name: cue words are only where they are written like one."""
    if word in STOP_WORDS:
        return len(word) > 0 and written.isupper() and len(written) > 1
    if word in CUE_WORDS or stem(word) in CUE_WORDS:
        return (
            any(name.form == written and not written.islower() for name in names)
            and written[0].isupper()
            and len(written) > 1
        )
    return True
