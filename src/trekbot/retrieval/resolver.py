"""Point a phrase of a question to stages: by number, by title, by name, by its words."""

import re
from collections.abc import Sequence
from functools import cached_property

from trekbot.index.words import STOP_WORDS, raw_words, stem, words
from trekbot.retrieval.cues import CUE_WORDS, STAGE_NOUN
from trekbot.retrieval.mentions import NAME_PRIORITY, Masked, Mention, is_mark
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.number_words import CARDINAL, ORDINAL, number_of
from trekbot.retrieval.query import Reference
from trekbot.roadmaps.model import Corpus, StageKey

LONGEST_NAME = 3  # content words; a longer phrase describes a thing and does not name it
NAMED_SHARES = {"title": 0.4, "tag": 0.34, "part": 0.5, "term": 0.5, "heading": 0.5}  # of a phrase's content
_BARE_NUMBER = re.compile(
    rf"[^\w\ue000-\uefff]*(?:(?:the )?#?(\d{{1,4}}|{CARDINAL})|the ({ORDINAL}|last|final))[^\w\ue000-\uefff]*"
)
_STAGE_STEMS = frozenset(
    stem(word)
    for word in ("stage", "step", "module", "unit", "chapter", "lesson", "node", "part", "phase", "section", "topic")
)


class Resolver:
    """Points a phrase of a question to stages: by number, by name, by its words."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        self._vocabulary = vocabulary

    def resolve(self, masked: Masked, phrase: str, roadmaps: Sequence[str]) -> Reference:
        """Give what a piece of a masked question points to; a reference without stages where it points nowhere."""
        plain = masked.unmask(phrase)
        content = tuple(dict.fromkeys(words(masked.unmask(_without_roadmaps(masked, phrase)))))
        marks = [
            mention
            for mention in masked.marks(phrase)
            if mention.number is not None or mention.roadmap is None or mention.names[1:]
        ]
        bare = _BARE_NUMBER.fullmatch(phrase)
        number = marks[0].number if marks and marks[0].number is not None else None
        if bare:
            said = bare[1] or bare[2]
            number = -1 if said in ("last", "final") else number_of(said)
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
            of_title = len(stages) == 1 and set(content) <= set(words(self._corpus.stages[stages[0]].title))
            return Reference(plain, stages, is_title, True, content, unknown, of_title=of_title)
        return Reference(plain, self._by_words(content, unknown, roadmaps), False, False, content, unknown)

    def by_word_of_title(self, text: str, roadmaps: Sequence[str]) -> list[Reference]:
        """Give the stages that one word of a text points to, since it stands in no other title."""
        found = []
        for word in content_words(text):
            homes = [key for key in self._with_word.get(word, ()) if not roadmaps or key.roadmap in roadmaps]
            if len(homes) == 1:
                found.append(Reference(word, (homes[0],), True, True, (word,)))
        return found

    @cached_property
    def _with_word(self) -> dict[str, list[StageKey]]:
        """The stages with each stem in their titles."""
        stages: dict[str, list[StageKey]] = {}
        for key, stage in self._corpus.stages.items():
            for word in dict.fromkeys(words(stage.title)):
                stages.setdefault(word, []).append(key)
        return stages

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
        for mention in marks:
            share = self._share_named(mention, content)
            for name in mention.names:
                stages = tuple(key for key in name.stages if not roadmaps or key.roadmap in roadmaps)
                if not stages or share < NAMED_SHARES.get(name.kind, 0.0):
                    continue  # one name among other words: the phrase describes something else
                entry = (NAME_PRIORITY[name.kind], -len(set(words(mention.text))), stages, name.kind)
                if best is None or entry[:2] < best[:2]:
                    best = entry
        if best is None:
            return None
        _, _, stages, kind = best
        if kind == "title":
            return stages, True
        ranked = [key for key, _ in self._vocabulary.locate(content) if key in stages] or list(stages)
        return tuple(ranked), kind == "part" and len(stages) == 1

    def _share_named(self, mention: Mention, content: tuple[str, ...]) -> float:
        """Give the share of a phrase's content, by rarity, that a name in it covers; words for "stage" do not count."""
        counted = [word for word in content if word not in _STAGE_STEMS] or list(content)
        whole = sum(self._vocabulary.rarity(word) for word in counted)
        named = set(words(mention.text))
        return sum(self._vocabulary.rarity(word) for word in counted if word in named) / whole if whole else 1.0

    def _by_title_words(
        self, phrase: str, masked: Masked, content: tuple[str, ...], roadmaps: Sequence[str]
    ) -> tuple[StageKey, ...] | None:
        """Read "the cloud stage" and "the stage on clouds": all the words beside "stage" stand in one stage's title or tags,
        best in its title.
        """
        told = re.fullmatch(
            rf"[^\w\ue000-\uefff]*(?:the |this |that |my |our )?(?P<words>.+?) (?:{STAGE_NOUN}|one|course|class|week|exercises?|homework|assignment|lab|coursework)[^\w\ue000-\uefff]*",
            phrase,
        )
        told = told or re.fullmatch(
            rf"[^\w\ue000-\uefff]*(?:the |this |that |my |our |your )?{STAGE_NOUN} (?:on|about|for|called|named|covering|treating|(?:which |that )?(?:deal(?:s|ing) with|is about|covers|treats)) (?:the )?(?P<words>[^,]+?)[^\w\ue000-\uefff]*",
            phrase,
        )
        if told is None:
            return None
        plain = masked.unmask(told["words"])
        wanted = [word for word in content_words(plain) or words(plain) if word not in _STAGE_STEMS]
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


def _without_roadmaps(masked: Masked, phrase: str) -> str:
    """Take the roadmaps' names out of a phrase: "Safety in Frame Building" is about safety."""
    for character in phrase:
        if is_mark(character) and all(name.kind == "roadmap" for name in masked.marks(character)[0].names):
            number = masked.marks(character)[0].number
            phrase = (
                phrase if number is not None else re.sub(rf"(?: (?:in|of|from|on))?(?: the)? ?{character}", "", phrase)
            )
    return phrase


def content_words(text: str) -> tuple[str, ...]:
    """Give a question's content stems without the words that only say what kind of question it is."""
    return tuple(
        dict.fromkeys(stem(word) for word in raw_words(text) if word not in STOP_WORDS and word not in CUE_WORDS)
    )
