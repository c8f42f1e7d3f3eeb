"""What an earlier question was about: the name of its subject, its stage, the pages where it is at home."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from trekbot.index.words import words
from trekbot.retrieval.conversation import Context, Topic
from trekbot.retrieval.cues import NUMBER_WORDS, ORDINALS
from trekbot.retrieval.earlier_turns import ABOUT_ROADMAP
from trekbot.retrieval.follow_up_forms import CHOICE_OF_TWO
from trekbot.retrieval.mentions import mask
from trekbot.retrieval.names import Vocabulary, key_of
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.resolver import content_words
from trekbot.retrieval.subject_names import SubjectNames
from trekbot.retrieval.told_things import enumerated, people_in, sentences_told
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus, StageKey
from trekbot.roadmaps.titles import telling_title

Chosen = TypeVar("Chosen")
_KIND = re.compile(r"\b(?:kind|sort|type|form|variety)\b")
IN_ANSWER = 0.7  # what a word counts that the answer to an earlier question has, and the question has not
TOPICS_BACK = 3  # answers that "the last of those" can mean one of
_OF_THOSE = re.compile(r"\bof (?:them|these|those|the (?:two|three|four|five))\b|\b(?:kind|sort|type|form)s?\b")


class Topics:
    """Reads the topics of conversations about one corpus."""

    def __init__(self, corpus: Corpus, graph: RoadmapGraph, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        self._graph = graph
        self._vocabulary = vocabulary
        self.names = SubjectNames(vocabulary)

    @cached_property
    def calls_stages_courses(self) -> bool:
        """Tell whether the corpus' roadmaps are made of courses, and are none themselves."""
        pages = (
            f"{roadmap.summary} {' '.join(section.text for section in roadmap.sections)}" for roadmap in self._corpus
        )
        return any(re.search(r"\bcourses\b", page, re.IGNORECASE) for page in pages)

    def title(self, key: StageKey) -> str:
        return telling_title(self._corpus, key)

    def subject(self, context: Context, asked: Intent) -> str:
        """Say what "it" is after a question: the stage that its answer led to, else what it was about."""
        last = context.query
        if last is None:
            return self.title(context.reading) if context.reading is not None else "it"
        a = last.a
        if last.intent is Intent.NEXT and a is not None and a.stage is not None:
            return self.title(self._after(context, a.stage))
        if a is not None and a.stage is not None and last.intent is Intent.PREREQUISITES is asked:
            before = self._graph.prerequisites(a.stage)
            return self.title(before[-1] if before else a.stage)
        if (
            last.intent in ABOUT_ROADMAP
            and (a is None or not a.stages)
            and (whole := self._roadmap_of(last)) is not None
        ):
            return whole
        if last.intent in (Intent.START, Intent.STAGES) and context.listed:
            return self.title(context.listed[0])
        if a is not None and asked in (Intent.NEXT, Intent.PREREQUISITES) and a.stage is not None:
            return self.title(a.stage)
        return self.names.thing(last) or (
            self.title(context.listed[0])
            if context.listed
            else self.title(context.reading)
            if context.reading
            else "it"
        )

    def _roadmap_of(self, query: Query) -> str | None:
        """Name the roadmap that a question about a roadmap names."""
        named = [mention.text for mention in mask(query.text, self._vocabulary).mentions if mention.roadmap]
        return named[0] if len(named) == 1 else None

    def person(self, context: Context) -> str | None:
        """Name who was spoken of last: what an answer writes with a capital and the corpus calls no stage or tool."""
        for topic in reversed(context.topics[-TOPICS_BACK:]):
            for name in reversed(people_in(topic.told)):
                kinds = {one.kind for one in self._vocabulary.names.get(key_of(name), ())}
                if not kinds & {"title", "tag", "part", "roadmap"}:
                    return name
        return None

    def nth_sentence(self, match: re.Match[str], context: Context) -> str | None:
        """Give the n-th sentence of the last answer, where each of them tells of one of several kinds."""
        last = context.last
        told = sentences_told(last.told) if last is not None else ()
        return chosen(told, match) if len(told) > 1 and _OF_THOSE.search(match[0]) else None

    def stage(self, context: Context) -> StageKey | None:
        """Give the stage that was spoken of last, None where the talk was not of a stage."""
        last = context.query
        if last is None:
            return context.reading
        if last.a is not None and last.a.stage is not None:
            if last.intent is Intent.NEXT:
                return self._after(context, last.a.stage)
            return (
                last.a.stage
                if last.a.named or last.intent not in (Intent.DEFINITION, Intent.OPEN, Intent.HOW_TO, Intent.WHY)
                else None
            )
        named = [subject.stages[0] for subject in last.subjects if subject.named and subject.stages]
        if named:
            return named[-1]
        return context.listed[0] if len(context.listed) == 1 and last.intent is not Intent.TIME else None

    def _after(self, context: Context, key: StageKey) -> StageKey:
        """Give the stage that an answer to "what comes next" named: the next by number, or one that builds on it."""
        after = self._graph.next_stage(key)
        listed = [other for other in context.listed if other != key]
        if after in listed or not listed:
            return after or key
        return listed[0] if key in self._graph.ancestors(listed[0]) else after or key

    def pair(self, context: Context) -> tuple[str, str] | None:
        """Give the two things that the conversation was about last."""
        for topic in reversed(context.topics[-3:]):
            if topic.pair and topic.query.intent in (Intent.COMPARISON, Intent.ORDER):
                return topic.pair[0].phrase, topic.pair[1].phrase
            if topic.query.intent is Intent.COMPARISON and topic.query.a and len(topic.query.a.stages) == 2:
                return self.title(topic.query.a.stages[0]), self.title(topic.query.a.stages[1])
            if (named := self.names.either(topic.query)) is not None:
                return named
        last = context.last
        if last is None:
            return None
        if (choice := CHOICE_OF_TWO.match(last.query.text)) is not None and not last.pair:
            return choice["one"], choice["other"]
        if last.pair:
            return last.pair[0].phrase, last.pair[1].phrase
        if len(last.listed) == 2 and last.query.intent not in (Intent.DEFINITION, Intent.ABOUT):
            return self.title(last.listed[0]), self.title(last.listed[1])
        if len(last.items) == 2:
            return last.items[0], last.items[1]
        if context.before is not None:
            one, two = self.names.thing(context.before), self.names.thing(last.query)
            if one and two and key_of(one) != key_of(two):
                return one, two
        return None

    def nth(self, match: re.Match[str], context: Context) -> str | None:
        """Name the n-th of the things that the last question or its answer put side by side."""
        last = context.last
        if last is None:
            return None
        if (match["nth"] or "") in ("former", "latter"):
            pair = self.pair(context)
            return pair[match["nth"] == "latter"] if pair else None
        if last.query.intent is Intent.COMPARISON and last.pair:
            return chosen([one.phrase for one in last.pair], match)
        told = self._nth_told(match, context)
        if told is not None:
            return told
        lists = last.query.intent not in (Intent.DEFINITION, Intent.ABOUT, Intent.OPEN, Intent.HOW_TO, Intent.WHY)
        several = len(last.listed) > 1 or len(last.items) > 1 or _KIND.search(match[0]) is not None
        if not several and not lists and len(context.topics) > 1:
            return chosen([name for topic in context.topics if (name := self.names.thing(topic.query))], match)
        about = last.query.a.stage if last.query.a and not last.asked_back else None
        listed = [key for key in last.listed if key != about] or list(last.listed)
        if len(last.items) > 1 and len(listed) < 2:
            return chosen(last.items, match)
        key = chosen(listed, match) if len(listed) > 1 or not _KIND.search(match[0]) else None
        if key is not None:
            return self.title(key)
        pair = self.pair(context) if not listed else None
        return chosen(pair, match) if pair else None

    def _nth_told(self, match: re.Match[str], context: Context) -> str | None:
        """Name the n-th of what an answer lists in a sentence, where it names no stages; an earlier one's where the
        last lists nothing.
        """
        for back, topic in enumerate(reversed(context.topics[-TOPICS_BACK:])):
            if back and not _OF_THOSE.search(match[0]):
                return None
            about = topic.query.a.stage if topic.query.a else None
            if len([key for key in topic.listed if key != about]) > 1 or len(topic.items) > 1:
                return self.nth(match, replace(context, topics=(*context.topics, topic))) if back else None
            listed = enumerated(topic.told)
            one = chosen(listed, match) if len(listed) > 1 else None
            if one is not None:
                return one if key_of(one) in self._vocabulary.names else self.names.with_noun(one, self._listing(topic))
        return None

    def _listing(self, topic: Topic) -> str:
        return self.names.thing(topic.query) or self.names.noun(topic.query.text)

    def recall(self, context: Context, said: str) -> Topic | None:
        """Give the earlier topic that these words name, in its question or in what was answered; the latest that fits
        best, None where none does.
        """
        wanted = set(content_words(said)) or set(words(said))
        best: tuple[float, Topic] | None = None
        for topic in context.topics:
            has = set(words(topic.query.text)) | set(topic.query.words)
            told = set(words(topic.told)) - has
            score = sum(self._vocabulary.rarity(word) for word in wanted & has)
            score += IN_ANSWER * sum(self._vocabulary.rarity(word) for word in wanted & told)
            if score and (best is None or score >= best[0]):
                best = score, topic
        return best[1] if best else None

    def named(self, said: str) -> Topic:
        """Make a topic of a name that the conversation had not come to."""
        content = content_words(said) or tuple(words(said))
        masked = mask(said, self._vocabulary)
        stages = tuple(key for mention in masked.mentions for name in mention.names for key in name.stages)[:1]
        stages = stages or tuple(key for key, _ in self._vocabulary.locate(content)[:1])
        query = Query(said, Intent.DEFINITION, Reference(said, stages, words=content), words=content)
        return Topic(query, pages=tuple((key.roadmap, key.stage) for key in stages))

    def of_stage(self, key: StageKey) -> Topic:
        """Make a topic of a stage."""
        title = self.title(key)
        content = tuple(words(title))
        query = Query(title, Intent.DEFINITION, Reference(title, (key,), True, True, content), words=content)
        return Topic(query, pages=((key.roadmap, key.stage),))

    def about(self, topic: Topic, said: str) -> Topic:
        """Turn an earlier topic to what these words name of it."""
        named = self.named(said)
        stages = topic.pages[:1] or named.pages
        query = replace(topic.query, intent=Intent.DEFINITION, a=named.query.a, b=None, subjects=(), readings=())
        return Topic(query, pages=stages, told=topic.told)


def chosen(among: Sequence[Chosen], match: re.Match[str]) -> Chosen | None:
    """Give the one that an ordinal or a number names, None where there are fewer."""
    word = match["nth"] or match["number"]
    if word in ("former", "latter"):
        place = 1 if word == "former" else 2
    else:
        place = (
            len(among)
            if word == "last"
            else (len(among) + 1) // 2 * (len(among) % 2)
            if word == "middle"
            else ORDINALS.get(word) or NUMBER_WORDS.get(word) or int(re.sub(r"\D", "", word))
        )
    return among[place - 1] if 0 < place <= len(among) else None
