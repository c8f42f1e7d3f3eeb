"""Find the corpus' names in a question, longest first, and point phrases to stages.

A found name is replaced by one private-use character, so that the rules that read what is asked never trip over
words of a title ("Before you plant", "Path planning").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trekbot.index.words import STOP_WORDS, fold_case, raw_words, stem, words
from trekbot.retrieval.cues import CUE_WORDS, NUMBER_WORDS, ORDINALS, STAGE_NOUN
from trekbot.retrieval.names import Name, Vocabulary
from trekbot.retrieval.query import Reference
from trekbot.roadmaps.model import Corpus, StageKey

FIRST_MARK = 0xE000
LONGEST_NAME = 3  # content words; a longer phrase describes a thing and does not name it
_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?", re.UNICODE)
_NUMBERED = re.compile(
    rf"\b(?:the )?{STAGE_NOUN}s? ?(?:no\.? ?|number ?|#)?(?:(?P<first>\d+) ?(?:to|-|–|through|until) ?(?P<until>\d+)|(?P<numbers>#?\d+(?:(?: ?, ?| and | or | & | versus )#?\d+)*))\b"
    rf"|(?<!\w)#(?P<hash>\d+)\b|\b(?:no\.|number) ?(?P<no>\d+)\b"
    rf"|\b{STAGE_NOUN} (?P<word>{'|'.join(NUMBER_WORDS)})\b"
    rf"|\b(?:the )?(?P<ordinal>\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS)}|last|final) {STAGE_NOUN}\b(?! (?:should|do|to|that i))",
    re.IGNORECASE,
)
_STAGE_STEMS = frozenset(
    stem(word)
    for word in ("stage", "step", "module", "unit", "chapter", "lesson", "node", "part", "phase", "section", "topic")
)
_PRIORITY = {"title": 0, "tag": 1, "part": 2, "roadmap": 3, "term": 4, "heading": 5}


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
    """A question with its mentions replaced: `text` is folded, the n-th mention is the character U+E000 + n."""

    text: str
    mentions: tuple[Mention, ...]

    def unmask(self, phrase: str) -> str:
        """Put the mentions' own words back into a piece of the text."""
        return "".join(self.mentions[ord(c) - FIRST_MARK].text if is_mark(c) else c for c in phrase).strip()

    def marks(self, phrase: str) -> list[Mention]:
        return [self.mentions[ord(c) - FIRST_MARK] for c in phrase if is_mark(c)]


def is_mark(character: str) -> bool:
    return "\ue000" <= character <= "\uefff"


def mask(text: str, vocabulary: Vocabulary) -> Masked:
    """Find numbers of stages first, then names, longest first."""
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
    spans.sort(key=lambda span: span[0])
    pieces: list[str] = []
    mentions: list[Mention] = []
    at = 0
    for start, end, mention in spans[:1000]:
        pieces += [text[at:start], chr(FIRST_MARK + len(mentions))]
        mentions.append(mention)
        at = end
    return Masked(fold_case("".join([*pieces, text[at:]])), tuple(mentions))


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
        number = NUMBER_WORDS[match["word"].casefold()]
    elif ordinal in ("last", "final"):
        number = -1
    else:
        number = ORDINALS[ordinal] if ordinal in ORDINALS else int(re.match(r"\d+", ordinal)[0])  # type: ignore[index]
    return [(match.start(), match.end(), Mention(text=match[0], number=number))]


def _longest(text: str, tokens: Sequence[tuple[int, int, str]], vocabulary: Vocabulary) -> tuple[int, Mention | None]:
    """Give the longest name that starts at the first token, and how many tokens it takes (1 and None for no name)."""
    for size in range(min(vocabulary.longest + 2, len(tokens)), 0, -1):
        span = text[tokens[0][0] : tokens[size - 1][1]]
        if re.search(r"[.?!;](?:\s|$)", span[:-1]) or (size > 1 and tokens[0][2] in ("a", "an", "the")):
            continue
        kept = [token[2] for token in tokens[:size] if token[2] not in ("a", "an", "the")]
        if not kept or kept[-1] in ("and", "or", "of") or len(kept) < size - 2:
            continue
        names = vocabulary.names.get(tuple(stem(word) for word in kept))
        if names is None or (size == 1 and not _stands_out(span, kept[0], names)):
            continue
        return size, Mention(text=span, names=tuple(sorted(names, key=lambda name: _PRIORITY[name.kind])))
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


class Resolver:
    """Points a phrase of a question to stages: by number, by name, by its words."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        self._vocabulary = vocabulary

    def resolve(self, masked: Masked, phrase: str, roadmaps: Sequence[str]) -> Reference:
        """Give what a piece of a masked question points to; a reference without stages where it points nowhere."""
        plain = masked.unmask(phrase)
        content = tuple(dict.fromkeys(words(plain)))
        marks = [
            mention
            for mention in masked.marks(phrase)
            if mention.number is not None or mention.roadmap is None or mention.names[1:]
        ]
        bare = re.fullmatch(
            rf"[^\w\ue000-\uefff]*(?:the )?#?(\d{{1,4}}|{'|'.join(NUMBER_WORDS)})[^\w\ue000-\uefff]*", phrase
        )
        number = marks[0].number if marks and marks[0].number is not None else None
        if bare:
            number = NUMBER_WORDS.get(bare[1]) or int(bare[1])
        if number is not None:
            until = marks[0].until if marks and not bare else None
            return self._by_number(plain, number, until, content, roadmaps)
        unknown = tuple(word for word in content if word not in self._vocabulary.stems)
        titled = self._by_title_words(phrase, masked, content, roadmaps)
        if titled is not None:
            return Reference(plain, titled, True, True, content, unknown)
        named = self._by_names(marks, content, roadmaps)
        if named is not None:
            stages, is_title = named
            return Reference(plain, stages, is_title, True, content, unknown)
        return Reference(plain, self._by_words(content, unknown, roadmaps), False, False, content, unknown)

    def _by_number(
        self, plain: str, number: int, until: int | None, content: tuple[str, ...], roadmaps: Sequence[str]
    ) -> Reference:
        """Find the stages with this number, or from this number to another; -1 is the last stage."""
        found = tuple(
            stage.key
            for roadmap in self._corpus
            if roadmap.slug in roadmaps or not roadmaps
            for stage in roadmap.stages
            if (stage is roadmap.stages[-1] if number == -1 else number <= stage.number <= (until or number))
        )
        return Reference(plain, found, True, True, content, (), None if found else number)

    def _by_names(
        self, marks: Sequence[Mention], content: tuple[str, ...], roadmaps: Sequence[str]
    ) -> tuple[tuple[StageKey, ...], bool] | None:
        """Choose among the names in the phrase: a title before a tag before a part of a title before a term."""
        best: tuple[int, int, tuple[StageKey, ...], str] | None = None
        rarity = self._vocabulary.rarity
        whole = sum(rarity(word) for word in content)
        for mention in marks:
            covered_share = sum(rarity(word) for word in words(mention.text)) / whole if whole else 1.0
            if len(content) > LONGEST_NAME and covered_share < 0.5:
                continue  # one name among many words: the phrase describes something else
            for name in mention.names:
                stages = tuple(key for key in name.stages if not roadmaps or key.roadmap in roadmaps)
                if not stages:
                    continue
                covered = len(set(words(mention.text)))
                entry = (_PRIORITY[name.kind], -covered, stages, name.kind)
                if best is None or entry[:2] < best[:2]:
                    best = entry
        if best is None:
            return None
        _, _, stages, kind = best
        if kind == "title":
            return stages, True
        ranked = [key for key, _ in self._vocabulary.locate(content) if key in stages] or list(stages)
        return tuple(ranked), kind == "part" and len(stages) == 1

    def _by_title_words(
        self, phrase: str, masked: Masked, content: tuple[str, ...], roadmaps: Sequence[str]
    ) -> tuple[StageKey, ...] | None:
        """Read "the cloud stage": all the words before "stage" stand in one stage's title or tags, best in its title."""
        told = re.fullmatch(
            rf"[^\w\ue000-\uefff]*(?:the |this |that |my |our )?(?P<words>.+?) (?:{STAGE_NOUN}|one|course|class)[^\w\ue000-\uefff]*",
            phrase,
        )
        if told is None:
            return None
        wanted = [word for word in words(masked.unmask(told["words"])) if word not in _STAGE_STEMS]
        if not wanted:
            return None
        ranked: list[tuple[float, StageKey]] = []
        for key, stage in self._corpus.stages.items():
            if roadmaps and key.roadmap not in roadmaps:
                continue
            title = set(words(stage.title)) | set(words(stage.key.stage.replace("-", " ")))
            tags = set(words(" ".join(stage.tags)))
            if all(word in title or word in tags for word in wanted):
                ranked.append((sum(word in title for word in wanted) - 0.01 * len(title), key))
        if not ranked:
            best = self._vocabulary.locate(wanted)[:1]
            return (best[0][0],) if best and self._vocabulary.share_in(wanted, best[0][0]) == 1.0 else None
        top = max(score for score, _ in ranked)
        exact = [key for score, key in ranked if score == top]
        return tuple(exact) if len({key.roadmap for key in exact}) == len(exact) else tuple(exact[:1])

    def _by_words(
        self, content: tuple[str, ...], unknown: tuple[str, ...], roadmaps: Sequence[str]
    ) -> tuple[StageKey, ...]:
        """Rank stages by the phrase's words; only where the corpus knows most of what the phrase says."""
        if not content or len(content) > LONGEST_NAME:
            return ()
        rarity = self._vocabulary.rarity
        known_share = 1 - sum(rarity(word) for word in unknown) / sum(rarity(word) for word in content)
        if known_share < 0.6:
            return ()
        ranked = [entry for entry in self._vocabulary.locate(content) if not roadmaps or entry[0].roadmap in roadmaps]
        return tuple(
            key
            for key, score in ranked
            if score >= 0.5 * ranked[0][1] and self._vocabulary.share_in(content, key) >= 0.6
        )[:3]


def content_words(text: str) -> tuple[str, ...]:
    """Give a question's content stems without the words that only say what kind of question it is."""
    return tuple(
        dict.fromkeys(stem(word) for word in raw_words(text) if word not in STOP_WORDS and word not in CUE_WORDS)
    )
