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
from trekbot.retrieval.asked_terms import AskedTerms
from trekbot.retrieval.asking import Asking, put_as_claim
from trekbot.retrieval.attacks import without_orders
from trekbot.retrieval.clause_reading import ClauseReading
from trekbot.retrieval.comparisons import Comparisons
from trekbot.retrieval.conversation import Context, Topic
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.earlier_turns import listed_items, listed_stages, pages_by_words, pages_of
from trekbot.retrieval.everywhere import Everywhere
from trekbot.retrieval.follow_up import Completed, FollowUps
from trekbot.retrieval.follow_up_forms import OTHERS
from trekbot.retrieval.intent_model import Meant
from trekbot.retrieval.intents import Intents
from trekbot.retrieval.languages import language_of, speaks_another
from trekbot.retrieval.lean import Lean, means_any_stage
from trekbot.retrieval.listed_things import one_by_one
from trekbot.retrieval.meanings import Meanings
from trekbot.retrieval.mending import Mender, Wording
from trekbot.retrieval.mentions import FIRST_MARK, Masked, hide_long_names, is_mark, mask, show
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.premises import Premises
from trekbot.retrieval.query import Intent, Leaning, Query, Reference
from trekbot.retrieval.question import Question
from trekbot.retrieval.resolver import Resolver, content_words
from trekbot.retrieval.scope import MOST_WORDS_LEANING, Scope
from trekbot.retrieval.small_talk import small_talk
from trekbot.retrieval.splitting import questions_in
from trekbot.retrieval.statements import Statements
from trekbot.retrieval.structure import StructureReadings
from trekbot.retrieval.wording import clean, write_out
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus, StageKey

MOST_QUESTIONS = 3  # one message is answered as up to so many questions
TURNS_READ = 16  # earlier turns that can matter to a follow-up

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
        everywhere = Everywhere(self.vocabulary, self._resolver)
        comparisons = Comparisons(self.vocabulary, self._resolver)
        self._asking = Asking(Intents(corpus, self._resolver, comparisons, everywhere), self._resolver)
        self._terms = AskedTerms(self.vocabulary, self._resolver)
        self._statements = Statements(corpus, self._resolver)
        self._premises = Premises(self._resolver)
        self._meanings = self._clauses = self._structure = None
        if meant is not None:
            self._meanings = Meanings(self._resolver, everywhere, graph, meant)
            self._clauses = ClauseReading(self._asking, self._resolver, self._meanings, graph, meant)
            self._structure = StructureReadings(corpus, self.vocabulary, self._meanings, meant)
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
                read = partial(self._first_query, question=question, context=context)
                for query in self._queries(single, question, context):
                    asked = self._ambiguities.asked_back(query, wording, read)
                    if any((asked.intent, asked.text) == (other.intent, other.text) for other in queries):
                        continue
                    queries.append(asked)
                    context = context.asked(self._topic(asked))
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
                context = self._answered(context, re.sub(r"\[\d+\]", " ", plain))
            else:
                rest, _ = without_orders(plain)
                if not rest or small_talk(rest) is not None:
                    continue
                for part in self._questions(self._plain(rest))[:MOST_QUESTIONS]:
                    context = context.asked(self._topic(self._queries(part, question, context)[-1]))
        return context

    def _topic(self, query: Query) -> Topic:
        return Topic(query, pages=pages_of(query, self._corpus))

    def _answered(self, context: Context, answer: str) -> Context:
        """Take the names in an earlier answer."""
        if context.query is None:
            return context
        masked = mask(answer, self.vocabulary)
        asked_in = context.query.roadmaps
        stages = listed_stages(masked, [key for key in self._corpus.stages if not asked_in or key.roadmap in asked_in])
        pages = pages_by_words(context.query, answer, self.vocabulary)
        return context.answered(answer, stages, listed_items(masked), pages)

    def _known_share(self, text: str) -> float:
        found = raw_words(text)
        known = sum(word in self.vocabulary.raw_words or word in STOP_WORDS or word in CUE_WORDS for word in found)
        return known / len(found) if found else 1.0

    def _queries(self, text: str, question: Question, context: Context) -> list[Query]:
        """Understand one question of a message; it is several where it means several things that were named before."""
        completed = self._follow_ups.complete(text, context)
        completed = replace(completed, said=completed.own if completed.pinned else text)
        queries = [self._query(one, question, completed, one == text) for one in completed.texts]
        anywhere = self._anywhere(text, queries[0], question, completed)
        own_subject = bool(queries[0].unknown)  # what the corpus never names is not what was spoken of
        if not completed.otherwise or own_subject:
            return [replace(queries[0], otherwise=anywhere), *queries[1:]]
        leaning = replace(completed, lean=Lean.STRONG, required=completed.own)
        behind = replace(self._query(completed.otherwise, question, leaning, False), otherwise=anywhere)
        return [replace(queries[0], otherwise=behind)]

    def _anywhere(self, text: str, query: Query, question: Question, completed: Completed) -> Query | None:
        """Ask in all roadmaps what was asked in one only because that was spoken of; None where it was chosen."""
        chosen = question.roadmap is not None or question.page is not None or completed.texts != (text,)
        if chosen or not query.roadmaps or len(content_words(text)) < MOST_WORDS_LEANING:
            return None
        alone = self._query(text, question, Completed((text,), Context()), True)
        return alone if alone.roadmaps != query.roadmaps and not alone.readings else None

    def _first_query(self, text: str, question: Question, context: Context) -> Query:
        return self._queries(text, question, context)[0]

    def _query(self, text: str, question: Question, completed: Completed, stands_alone: bool) -> Query:
        """Understand one question, with what it left out put back."""
        context = completed.context
        masked = mask(text, self.vocabulary)
        phrases, asked = self._statements.known(masked)
        roadmaps = self._scope.roadmaps(masked, masked.marks(asked), question, context)
        known = self._statements.references(masked, phrases, roadmaps)
        premise = None
        if completed.lean is not Lean.STRONG:  # what an earlier question took for granted was answered there
            premise, asked = self._premises.read(masked, asked, roadmaps)
        told = asked
        own = _without_names(completed.said, self.vocabulary) if completed.lean and context.last else ""
        query, asked = self._asking.read(masked, asked, roadmaps, known, phrases)
        ruled = query
        if completed.lean is Lean.STRONG:
            query = Query(text, Intent.WHY if query.intent is Intent.WHY else Intent.OPEN)
        elif self._meanings is not None and (stands_alone or query.intent is Intent.OPEN):
            query = self._meanings.reconsider(query, masked, asked, roadmaps, self._open_stage(completed, text), own)
        goes_on = bool(content_words(own))  # and what it says is most likely asked of what was told
        if self._clauses is not None and premise is None and completed.lean is not Lean.STRONG and not goes_on:
            again = self._clauses.reread(query, masked, told, roadmaps, known, phrases)
            query, known = again.query, again.known
        if self._structure is not None:
            query = self._structure.judged(query, ruled, masked, asked, roadmaps, known)
        if premise is not None:
            query, premise = put_as_claim(query, premise, asked)
        if query.intent is Intent.ABOUT and query.a is not None and query.a.stages and not query.a.named:
            query = replace(query, intent=Intent.DEFINITION)  # what is told about is a thing, not a stage
        if query.intent is Intent.DEFINITION and completed.lean is not Lean.STRONG:
            query = replace(query, a=self._terms.find(text, query.a, roadmaps))
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
            leaning=self._leaning(completed),
        )
        without = query.a is None or query.a.says_nothing
        if query.intent in OF_ONE_STAGE and without and (completed.lean or not query.subjects):
            query = replace(query, a=self._open_stage(completed, text))
        return replace(query, readings=self._scope.readings(query, question))

    def _open_stage(self, completed: Completed, asked: str) -> Reference | None:
        """Give the stage that a question without a subject is about: the one being read, else the one last asked about.

        A question that says much and leans on nothing is not about what was spoken of before it.
        """
        context = completed.context
        if context.reading is not None:
            return Reference("", (context.reading,), named=True, certain=True)
        says_much = len(content_words(asked)) > MOST_WORDS_LEANING or means_any_stage(asked)
        if completed.lean is Lean.NONE and says_much:
            return None
        last = context.query.a if context.query else None
        return last if last is not None and last.named else None

    def _leaning(self, completed: Completed) -> Leaning | None:
        """Say where to look first for a question that leans on the turns before it, or on the page that is open."""
        if completed.lean is Lean.NONE:
            return None
        context = completed.context
        pages = context.last.pages if context.last else ()
        if context.last is None and context.reading is not None:
            pages = ((context.reading.roadmap, context.reading.stage),)
        own = frozenset(content_words(completed.own)) if completed.lean is Lean.STRONG else frozenset[str]()
        required = frozenset(content_words(completed.required))
        beyond: frozenset[str] = frozenset()
        if context.query is not None and OTHERS.search(completed.own.casefold()):
            beyond = self._follow_ups.topics.names.apart(context.query)
        last = context.last
        return Leaning(
            pages,
            own,
            required,
            completed.pinned,
            beyond,
            told=last.told if last else "",
            asked=frozenset(content_words(last.query.text)) if last else frozenset(),
            said=completed.said,
            words=frozenset(content_words(completed.said)),
        )

    def _subjects(self, masked: Masked, roadmaps: Sequence[str]) -> tuple[Reference, ...]:
        """Resolve every name in the question, roadmaps' own apart."""
        found = []
        for place, mention in enumerate(masked.mentions):
            if mention.number is not None or any(name.kind != "roadmap" for name in mention.names):
                found.append(self._resolver.resolve(masked, chr(FIRST_MARK + place), roadmaps))
        return tuple(found)


def _without_names(said: str, vocabulary: Vocabulary) -> str:
    """Give what a follow-up says beside the names in it."""
    return "".join(" " if is_mark(character) else character for character in mask(said, vocabulary).text)
