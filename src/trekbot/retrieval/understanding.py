"""From a learner's words to a query: what is asked, about which stages, without any model.

The words are made plain, orders to the assistant are cut out, a follow-up is completed, the corpus' names are masked,
and the first rule that fits says what is asked. A message with several questions gives several queries.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial

from trekbot.index.words import STOP_WORDS, raw_words
from trekbot.retrieval.ambiguities import Ambiguities
from trekbot.retrieval.asking import Asking, put_as_claim
from trekbot.retrieval.attacks import without_orders
from trekbot.retrieval.comparisons import Comparisons
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.follow_up import Context, FollowUps, listed_stages
from trekbot.retrieval.intent_model import Meant
from trekbot.retrieval.intents import Intents
from trekbot.retrieval.languages import language_of, speaks_another
from trekbot.retrieval.listed_things import one_by_one
from trekbot.retrieval.meanings import Meanings
from trekbot.retrieval.mending import Mender, Wording
from trekbot.retrieval.mentions import FIRST_MARK, Masked, hide_long_names, mask, show
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.premises import Premises
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.question import Question
from trekbot.retrieval.resolver import Resolver, content_words
from trekbot.retrieval.scope import Scope
from trekbot.retrieval.small_talk import small_talk
from trekbot.retrieval.splitting import questions_in
from trekbot.retrieval.statements import Statements
from trekbot.retrieval.wording import clean, write_out
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus, StageKey

MOST_QUESTIONS = 3  # one message is answered as up to so many questions
TURNS_READ = 6  # earlier turns that can matter to a follow-up

OF_ONE_STAGE = frozenset((Intent.OUTCOMES, Intent.PRACTICE, Intent.DONE, Intent.PITFALLS, Intent.TOOLS))


class Understanding:
    """Understands questions about one corpus.

    Args:
        is_word: tells whether a folded word is a common word of its language (see `wording`).
        meant: tells what a masked wording most likely asks (see `meanings`); None to go by the rules alone.
    """

    def __init__(
        self,
        corpus: Corpus,
        graph: RoadmapGraph,
        is_word: Callable[[str], bool],
        meant: Callable[[str], Meant] | None = None,
    ) -> None:
        self.vocabulary = Vocabulary(corpus)
        self._corpus = corpus
        self._resolver = Resolver(corpus, self.vocabulary)
        self._follow_ups = FollowUps(corpus, graph, self.vocabulary)
        self._asking = Asking(
            Intents(corpus, self._resolver, Comparisons(self.vocabulary, self._resolver)), self._resolver
        )
        self._statements = Statements(corpus, self._resolver)
        self._premises = Premises(self._resolver)
        self._meanings = Meanings(self._resolver, graph, meant) if meant is not None else None
        self._scope = Scope(corpus)
        self._ambiguities = Ambiguities(self.vocabulary, is_word)
        self._mender = Mender(
            self.vocabulary.raw_words, CUE_WORDS | STOP_WORDS, is_word, self.vocabulary.joined, self.vocabulary.written
        )

    @cached_property
    def language(self) -> str | None:
        """The language that most of the corpus is written in."""
        return language_of(text for stage in self._corpus.stages.values() for text in (stage.title, stage.summary))

    def understand(self, question: Question) -> tuple[Query, ...]:
        """Give the message's questions, in order; always at least one."""
        context = self._context(question)
        text, attacked = without_orders(clean(question.text))
        if attacked and not text:
            return (Query(clean(question.text), Intent.ATTACK),)
        spelled = write_out(text, ())
        talk = small_talk(spelled)
        if talk is not None:
            return (Query(text, talk),)
        if speaks_another(spelled, self.language, self._known_share(spelled)):
            return (Query(text, Intent.FOREIGN),)
        wording = self._wording(text)
        queries: list[Query] = []
        for part in self._questions(wording.text):
            for single in one_by_one(mask(part, self.vocabulary)) or [part]:
                read = partial(self._query, question=question, context=context)
                query = self._ambiguities.asked_back(read(single), wording, read)
                if any((query.intent, query.text) == (other.intent, other.text) for other in queries):
                    continue
                queries.append(query)
                context = Context(query, context.query, context.listed, context.reading)
        return tuple(queries[:MOST_QUESTIONS])

    def content_words(self, text: str) -> tuple[str, ...]:
        """Give a text's content stems, typing mistakes mended."""
        return content_words(self._plain(clean(text)))

    def _questions(self, plain: str) -> list[str]:
        """Split a message into its questions, and no name in it."""
        text, hidden = hide_long_names(plain, self.vocabulary)
        return [show(part, hidden) for part in questions_in(text)]

    def _plain(self, text: str) -> str:
        """Write a clean text out and mend its typing mistakes."""
        return self._wording(text).text

    def _wording(self, text: str) -> Wording:
        wording = self._mender.mend(write_out(text, self.vocabulary.raw_words))
        return replace(wording, text=self._ambiguities.written_out(wording.text))

    def _context(self, question: Question) -> Context:
        """Read the turns before the question, oldest first."""
        reading = None
        if question.page and question.page.stage:
            key = StageKey(question.page.roadmap, question.page.stage)
            reading = key if key in self._corpus.stages else None
        context = Context(reading=reading)
        for turn in question.history[-TURNS_READ:]:
            plain = clean(turn.content)
            if turn.role == "assistant":
                masked = mask(re.sub(r"\[\d+\]", " ", plain), self.vocabulary)
                context = Context(
                    context.query, context.before, listed_stages(masked, tuple(self._corpus.stages)), reading
                )
            else:
                rest, _ = without_orders(plain)
                if not rest or small_talk(rest) is not None:
                    continue
                for part in self._questions(self._plain(rest))[:1]:
                    context = Context(self._query(part, question, context), context.query, context.listed, reading)
        return context

    def _known_share(self, text: str) -> float:
        found = raw_words(text)
        known = sum(word in self.vocabulary.raw_words or word in STOP_WORDS or word in CUE_WORDS for word in found)
        return known / len(found) if found else 1.0

    def _query(self, text: str, question: Question, context: Context) -> Query:
        """Understand one question of a message."""
        masked = mask(text, self.vocabulary)
        completed = self._follow_ups.complete(text, masked, context)
        stands_alone = completed == text
        if not stands_alone:
            text, masked = completed, mask(completed, self.vocabulary)
        phrases, asked = self._statements.known(masked)
        roadmaps = self._scope.roadmaps(masked, masked.marks(asked), question, context)
        known = self._statements.references(masked, phrases, roadmaps)
        premise, asked = self._premises.read(masked, asked, roadmaps)
        query, asked = self._asking.read(masked, asked, roadmaps, known, phrases)
        if self._meanings is not None and (stands_alone or query.intent is Intent.OPEN):
            query = self._meanings.reconsider(query, masked, asked, roadmaps, _open_stage(context))
        if premise is not None:
            query, premise = put_as_claim(query, premise, asked)
        words = content_words(masked.unmask(asked))
        query = replace(
            query,
            text=text,
            known=known,
            roadmaps=roadmaps,
            words=words,
            unknown=tuple(word for word in words if word not in self.vocabulary.stems),
            premise=premise,
            subjects=self._subjects(masked, roadmaps),
        )
        if query.intent in OF_ONE_STAGE and not query.subjects and (query.a is None or query.a.says_nothing):
            query = replace(query, a=_open_stage(context))
        return replace(query, readings=self._scope.readings(query, question))

    def _subjects(self, masked: Masked, roadmaps: Sequence[str]) -> tuple[Reference, ...]:
        """Resolve every name in the question, roadmaps' own apart."""
        found = []
        for place, mention in enumerate(masked.mentions):
            if mention.number is not None or any(name.kind != "roadmap" for name in mention.names):
                found.append(self._resolver.resolve(masked, chr(FIRST_MARK + place), roadmaps))
        return tuple(found)


def _open_stage(context: Context) -> Reference | None:
    """Give the stage that a question without a subject is about: the one being read, else the one last asked about."""
    if context.reading is not None:
        return Reference("", (context.reading,), named=True, certain=True)
    last = context.query.a if context.query else None
    return last if last is not None and last.named else None
