"""The corpus' own names, found again in a question: titles, tags, headings, marked terms, abbreviations.

Everything here is read from the corpus when an index is opened, so that no subject's words stand in the code.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval.abbreviations import abbreviations, initials_of
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.section_roles import only_announces
from trekbot.roadmaps.model import Corpus, Roadmap, Stage, StageKey

NameKind = Literal["roadmap", "title", "part", "tag", "term", "heading"]
Key = tuple[str, ...]

FIELD_WEIGHTS = {"title": 6.0, "tag": 5.0, "summary": 3.0, "term": 2.5, "heading": 2.0, "text": 1.0}
_SATURATION = 1.5  # a word's tenth occurrence in a stage says little more than its third
_TITLE_JOINTS = re.compile(r"\s*(?:&|,|/|:|;|\+|—|–| - |\band\b|\(|\))\s*", re.IGNORECASE)
_TITLE_FRAMES = re.compile(
    r"^(?:an? |the )?(?:introduction|intro|guide|basics|fundamentals|essentials|foundations) (?:to|of) |"
    r" (?:basics|fundamentals|essentials|foundations|introduction|i|ii|iii|iv|1|2|3)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Name:
    """One name and where it is at home: a roadmap, or stages in corpus order."""

    form: str
    kind: NameKind
    stages: tuple[StageKey, ...] = ()
    roadmap: str | None = None


def key_of(text: str) -> Key:
    """Give a name's comparable form: its stems, stop words kept, articles left out."""
    return tuple(stem(word) for word in raw_words(text) if word not in ("a", "an", "the"))


@dataclass
class _Collector:
    names: dict[Key, dict[NameKind, tuple[str, list[StageKey], str | None]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, form: str, kind: NameKind, stage: StageKey | None = None, roadmap: str | None = None) -> None:
        key = key_of(form)
        if not key or len(key) > 10 or all(word in STOP_WORDS for word in raw_words(form)):
            return
        _, stages, _ = self.names[key].setdefault(kind, (form.strip(), [], roadmap))
        if stage is not None and stage not in stages:
            stages.append(stage)


class Vocabulary:
    """All names of a corpus, and how its words spread over its stages."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._field_words: dict[StageKey, dict[str, Counter[str]]] = {}
        self.raw_words: Counter[str] = Counter()
        self._together: set[tuple[str, str]] = set()
        collector = _Collector()
        for roadmap in corpus:
            self._read_roadmap(roadmap, collector)
        for short, long in abbreviations(self._texts(), self.raw_words):
            self._add_abbreviation(short, long, collector)
        self.names: Mapping[Key, tuple[Name, ...]] = {
            key: tuple(Name(form, kind, tuple(stages), slug) for kind, (form, stages, slug) in kinds.items())
            for key, kinds in collector.names.items()
        }
        self.longest = max((len(key) for key in self.names), default=1)

    def _texts(self) -> Iterable[str]:
        for roadmap in self._corpus:
            yield roadmap.summary
            yield from (section.text for section in roadmap.sections)
            for stage in roadmap.stages:
                yield stage.title
                yield stage.summary
                yield from stage.tags
                yield from (section.text for section in stage.sections)

    def _read_roadmap(self, roadmap: Roadmap, collector: _Collector) -> None:
        for form in {roadmap.title, roadmap.slug.replace("-", " "), _bare_title(roadmap.title)}:
            collector.add(form, "roadmap", roadmap=roadmap.slug)
        for text in (roadmap.title, roadmap.summary, *(section.text for section in roadmap.sections)):
            self.raw_words.update(raw_words(text))
        common = _common_headings(roadmap)
        for stage in roadmap.stages:
            self._read_stage(stage, common, collector)

    def _read_stage(self, stage: Stage, common: set[str], collector: _Collector) -> None:
        collector.add(stage.title, "title", stage.key)
        collector.add(stage.key.stage.replace("-", " "), "title", stage.key)
        for part in title_parts(stage.title):
            collector.add(part, "part", stage.key)
        for tag in stage.tags:
            collector.add(tag, "tag", stage.key)
        fields: dict[str, Counter[str]] = {name: Counter() for name in FIELD_WEIGHTS}
        fields["title"].update(self._count(stage.title))
        fields["summary"].update(self._count(stage.summary))
        for tag in stage.tags:
            fields["tag"].update(self._count(tag))
        for section in stage.sections:
            heading = section.heading
            if heading and heading.casefold() not in common and not _only_cues(heading) and not only_announces(heading):
                collector.add(heading, "heading", stage.key)
                fields["heading"].update(self._count(heading))
            for block in section.blocks:
                fields["text"].update(self._count(block.text))
                for term in block.terms:
                    collector.add(term, "term", stage.key)
                    fields["term"].update(self._count(term))
        self._field_words[stage.key] = fields

    def _count(self, text: str) -> list[str]:
        found = raw_words(text)
        self.raw_words.update(found)
        self._together.update(pairwise(map(stem, found)))
        return [stem(word) for word in found if word not in STOP_WORDS]

    def _add_abbreviation(self, short: str, long: str, collector: _Collector) -> None:
        """Make either form lead to where the other is at home."""
        for one, other in ((short, long), (long, short)):
            for kind, (_, stages, slug) in list(collector.names.get(key_of(other), {}).items()):
                for stage in stages:
                    collector.add(one, kind, stage, slug)
        if key_of(short) not in collector.names:
            for stage, _ in self.locate([stem(word) for word in raw_words(long) if word not in STOP_WORDS])[:1]:
                collector.add(short, "term", stage)
                collector.add(long, "term", stage)

    @cached_property
    def initials(self) -> dict[str, list[str]]:
        """The initials of titles and tags that the corpus does not use itself, each with the names that have them."""
        stages = [stage for roadmap in self._corpus for stage in roadmap.stages]
        names = [name for stage in stages for name in (stage.title, *stage.tags)]
        return initials_of(names, {*self.raw_words, *STOP_WORDS, *CUE_WORDS})

    @cached_property
    def joined(self) -> dict[str, str]:
        """Names of several words without their spaces, mapped to the names as written and, by stems, as plain words."""
        several = [(key, names[0].form) for key, names in self.names.items() if len(key) > 1]
        by_stems = {"".join(key): " ".join(raw_words(form)) for key, form in several}
        return by_stems | {"".join(raw_words(form)): form for _, form in several}

    @property
    def written(self) -> Iterable[tuple[str, ...]]:
        """The names as folded words, nothing stemmed."""
        return {tuple(raw_words(name.form)) for names in self.names.values() for name in names}

    def says_together(self, word: str, next_word: str) -> bool:
        """Tell whether the corpus has the two words, or forms of them, next to each other."""
        one, other = raw_words(word), raw_words(next_word)
        return bool(one and other) and (stem(one[-1]), stem(other[0])) in self._together

    @cached_property
    def _spread(self) -> Counter[str]:
        spread: Counter[str] = Counter()
        for fields in self._field_words.values():
            spread.update(set().union(*fields.values()))
        return spread

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem that the corpus uses."""
        return frozenset(stem(word) for word in self.raw_words)

    @cached_property
    def _beside(self) -> frozenset[tuple[str, str]]:
        """Every two stems that stand beside each other somewhere."""
        pairs: set[tuple[str, str]] = set()
        for text in self._texts():
            for sentence in re.split(r"[.,;:?!()|\n]", text):
                found = [stem(word) for word in raw_words(sentence)]
                pairs.update(pairwise(found))
        return frozenset(pairs)

    def stands_together(self, text: str) -> bool:
        """Tell whether the corpus has a text's words beside each other, each two of them at least."""
        found = [stem(word) for word in raw_words(text)]
        return len(found) > 1 and all(pair in self._beside for pair in pairwise(found))

    def rarity(self, word: str) -> float:
        """Give a stem's inverse document frequency over stages, in (0, 1]; a word the corpus never uses has 1."""
        stages = max(len(self._field_words), 1)
        return math.log(1 + stages / (self._spread[word] + 0.5)) / math.log(1 + stages / 0.5)

    def locate(self, stems: Iterable[str], roadmap: str | None = None) -> list[tuple[StageKey, float]]:
        """Rank the stages that treat these stems, best first.

        A stage's score sums, over the stems, rarity times the weights of the fields that hold the stem; it is scaled
        by the share of the stems (by rarity) that the stage has at all.
        """
        wanted = list(dict.fromkeys(stems))
        whole = sum(self.rarity(word) for word in wanted) or 1.0
        ranked = []
        for key, fields in self._field_words.items():
            if roadmap is not None and key.roadmap != roadmap:
                continue
            score = covered = 0.0
            for word in wanted:
                weight = sum(
                    FIELD_WEIGHTS[name] * counts[word] / (counts[word] + _SATURATION)
                    for name, counts in fields.items()
                    if word in counts
                )
                if weight:
                    score += self.rarity(word) * weight
                    covered += self.rarity(word)
            if score:
                ranked.append((key, score * covered / whole))
        return sorted(ranked, key=lambda entry: -entry[1])

    def share_in(self, stems: Iterable[str], stage: StageKey) -> float:
        """Give the share of these stems, weighted by rarity, that the stage uses anywhere; 1 for no stems."""
        wanted = list(dict.fromkeys(stems))
        whole = sum(self.rarity(word) for word in wanted)
        fields = self._field_words[stage]
        return (
            sum(self.rarity(word) for word in wanted if any(word in counts for counts in fields.values())) / whole
            if whole
            else 1.0
        )

    def stages_with(self, stems: Iterable[str], roadmap: str | None = None) -> list[StageKey]:
        """Give the stages that use every one of these stems, in corpus order."""
        wanted = list(stems)
        return [
            key
            for key, fields in self._field_words.items()
            if (roadmap is None or key.roadmap == roadmap)
            and all(any(word in counts for counts in fields.values()) for word in wanted)
        ]


def title_parts(title: str) -> list[str]:
    """Split a title where it joins several things, and take the frame off ("Introduction to …", "… basics")."""
    parts = [part for part in _TITLE_JOINTS.split(title) if part.strip()]
    bare = [_TITLE_FRAMES.sub("", part).strip() for part in [title, *parts]]
    return [part for part in dict.fromkeys([*parts, *bare]) if len(part) > 1 and part != title]


def _bare_title(title: str) -> str:
    """Take words that say only "this is a roadmap" off a roadmap's title."""
    return re.sub(
        r"\b(?:the|roadmap|trek|path|track|curriculum|course|degree|guide|programme|program)\b",
        " ",
        title,
        flags=re.IGNORECASE,
    )


def _only_cues(heading: str) -> bool:
    """Tell whether a heading is made of words that questions are asked in ("Entry requirements") and names nothing."""
    return all(word in STOP_WORDS or word in CUE_WORDS or word == "entry" for word in raw_words(heading))


def _common_headings(roadmap: Roadmap) -> set[str]:
    """Give the headings that recur from stage to stage: they name a kind of section, not a subject."""
    counts = Counter(
        section.heading.casefold() for stage in roadmap.stages for section in stage.sections if section.heading
    )
    return {heading for heading, count in counts.items() if count > 1 and count >= len(roadmap.stages) / 4}
