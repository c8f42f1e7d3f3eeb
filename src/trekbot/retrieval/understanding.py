"""From a learner's words to a query: what is asked, about which stages, without any model.

The words are made plain, orders to the assistant are cut out, a follow-up is completed, the corpus' names are masked, and the
first rule that fits says what is asked. A message with several questions gives several queries.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from trekbot.index.words import STOP_WORDS, raw_words
from trekbot.retrieval.attacks import without_orders
from trekbot.retrieval.cues import CUE_WORDS, STAGE_NOUN
from trekbot.retrieval.follow_up import Context, FollowUps, listed_stages
from trekbot.retrieval.frames import without_frame
from trekbot.retrieval.languages import language_of, speaks_another
from trekbot.retrieval.mentions import Masked, Resolver, content_words, is_mark, mask
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.phrasing import PHRASINGS, phrase
from trekbot.retrieval.query import Intent, Premise, Query, Reference
from trekbot.retrieval.question import Question
from trekbot.retrieval.rules import RULES
from trekbot.retrieval.small_talk import small_talk
from trekbot.retrieval.wording import Mender, clean, write_out
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus, StageKey

MOST_QUESTIONS = 3  # one message is answered as up to so many questions
LONGEST_SIDE = 6  # words of one side of a comparison
LONGEST_CLAUSE = 300  # characters; a longer clause is searched, not read by rules
TURNS_READ = 6  # earlier turns that can matter to a follow-up

_POLITE = re.compile(
    r"^(?:(?:hi|hey|hello|good (?:morning|day|evening|afternoon)|thanks|thank you|ok|okay|so|well|please|now|and|but|also|then|actually|quick question|one question|question)\b[,.!:]?(?: there\b[,.!]?)? ?)+|"
    r"^(?:(?:can|could|would|will) you (?:please |kindly )?(?:tell|explain|show|give|say|help|let)(?: to)?(?: me| us)?(?: know)?(?: with| about)? ?|"
    r"(?:i (?:would like|want|need|wish) to (?:know|understand|ask|find out)|i was wondering|i wonder|do you know|any idea|tell me|please tell me|let me know|remind me|i do not (?:get|understand|know))(?: about)? ?[,:]? ?(?:if |whether )?)(?=(?:what|where|which|how|when|who|why|if|whether|the|is|are|do|does|can|should)\b)"
)
_TRAILING = re.compile(
    r"(?:[\s?.!,;:]|\b(?:please|thanks|thank you|exactly|actually|then|now|anyway|for me|right|again)\b(?=\W*$))+$"
)
_KNOWN = re.compile(
    r"(?:^|\b(?:if|since|because|as|and|but|given that|now that|assuming(?: that)?|say) )?\b(?P<who>i|we) (?:already |can |do |have already |have )*"
    r"(?:know|understand|am (?:already )?(?:familiar|comfortable|experienced|good|fluent) (?:with|in|at)|are familiar with|did|have (?:already )?(?:done|finished|completed|learned|worked with|used|experience (?:with|in))|"
    r"can (?:already )?(?:use|write)|use|used|learned|worked with|completed|come from|have a background in|have experience (?:with|in))(?: about| how to use| some| a bit of| the basics of| already)? "
    r"(?P<known>[^.?!;]+?)(?= ?(?:,|-|—)? ?(?:so |then |and )?\b(?:where|what|which|how|can|could|should|do|does|is|shortest|fastest|show|give|may|must|will|would|i want|i need)\b|[.?!;]|$)"
)
_ASKS_BEFORE = re.compile(
    r"\b(?:do|does|did|should|must|can|could|may|might|will|would|shall|am|have|before|after|until|till|once|when|what|which|how|where|that|whether) $"
)
_WITH_KNOWN = re.compile(
    r"\b(?:knowing|with a background in|coming from|with knowledge of|having done|having finished) (?P<known>[^.?!;,]+)"
)
_PREMISE = re.compile(
    r"\b(?:since|as|because|given that|now that|if|seeing that|considering(?: that)?)\b (?P<a>[\ue000-\uefff]) (?:is|are|being|comes as|come as|comes at|was|were|has|have) (?:the |at |in |number )?(?P<n>[\ue000-\uefff]|\d+(?!\w)),? ?|"
    r"^(?P<a2>[\ue000-\uefff]) (?:is|are|being|comes as|comes at) (?:the |at |in )?(?P<n2>[\ue000-\uefff])(?:,| so| right)"
)
_SPLIT = re.compile(
    rf"(?<=[?!.;])\s+(?=\S)|,? and (?:also )?(?=(?:what|where|which|how|who|when|why|is|are|can|could|do|does|should|will)\b (?!(?:i |you )?(?:know|learn)\b.* {STAGE_NOUN}))|,? (?:also|plus),? (?=(?:what|where|which|how|who|when|why)\b)"
)
_QUESTION_START = re.compile(
    r"^(?:what|where|which|how|who|when|why|is|are|can|could|do|does|should|will|would|tell|explain|list|show|compare|give|define|describe|am|may|must|in which)\b"
)


class Understanding:
    """Understands questions about one corpus.

    Args:
        is_word: tells whether a folded word is a common word of its language (see `wording`).
    """

    def __init__(self, corpus: Corpus, graph: RoadmapGraph, is_word: Callable[[str], bool]) -> None:
        self.vocabulary = Vocabulary(corpus)
        self._corpus = corpus
        self._graph = graph
        self._resolver = Resolver(corpus, self.vocabulary)
        self._follow_ups = FollowUps(corpus, graph, self.vocabulary)
        joined = {
            "".join(key): " ".join(raw_words(names[0].form))
            for key, names in self.vocabulary.names.items()
            if len(key) > 1
        }
        written = {
            "".join(raw_words(names[0].form)): names[0].form
            for key, names in self.vocabulary.names.items()
            if len(key) > 1
        }
        self._mender = Mender(self.vocabulary.raw_words, CUE_WORDS | STOP_WORDS, is_word, joined | written)

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
        talk = small_talk(write_out(text, ()))
        if talk is not None:
            return (Query(text, talk),)
        if speaks_another(text, self.language, self._known_share(text)):
            return (Query(text, Intent.FOREIGN),)
        wording = self._mender.mend(write_out(text, self.vocabulary.raw_words))
        queries: list[Query] = []
        for part in self._parts(wording.text):
            queries.append(self._query(part, question, context))
            context = Context(queries[-1], context.query, context.listed, context.reading)
        return tuple(queries[:MOST_QUESTIONS])

    def content_words(self, text: str) -> tuple[str, ...]:
        """Give a text's content stems, typing mistakes mended."""
        return content_words(self._mender.mend(write_out(clean(text), self.vocabulary.raw_words)).text)

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
                wording = self._mender.mend(write_out(rest, self.vocabulary.raw_words))
                for part in self._parts(wording.text)[:1]:
                    context = Context(self._query(part, question, context), context.query, context.listed, reading)
        return context

    def _known_share(self, text: str) -> float:
        found = raw_words(text)
        known = sum(word in self.vocabulary.raw_words or word in STOP_WORDS or word in CUE_WORDS for word in found)
        return known / len(found) if found else 1.0

    def _parts(self, text: str) -> list[str]:
        """Split a message into its questions; statements stay with the question that follows them."""
        pieces = [piece.strip() for piece in _SPLIT.split(text) if piece and piece.strip(" ?.!,;")]
        if len(pieces) < 2:
            return [text]
        parts: list[str] = []
        lead = ""
        for piece in pieces:
            if _QUESTION_START.match(_POLITE.sub("", piece.casefold())) or piece.endswith("?"):
                parts.append(f"{lead} {piece}".strip())
                lead = ""
            else:
                lead = f"{lead} {piece}".strip()
        if lead and parts:
            parts[-1] = f"{parts[-1]} {lead}"
        return parts or [text]

    def _query(self, text: str, question: Question, context: Context) -> Query:
        masked = mask(text, self.vocabulary)
        completed = self._follow_ups.complete(text, masked, context)
        if completed != text:
            text, masked = completed, mask(completed, self.vocabulary)
        roadmaps = self._roadmaps(masked, question, context)
        known, asked = self._known(masked, roadmaps)
        premise, asked = self._premise(masked, asked, roadmaps)
        query = self._read(masked, asked, text, roadmaps)
        if query.intent in (Intent.OPEN, Intent.NEXT) and known and not _QUESTION_START.match(asked.strip()):
            query = Query(text, Intent.START, roadmaps=roadmaps)
        words = content_words(masked.unmask(asked))
        return Query(
            text=text,
            intent=query.intent,
            a=query.a,
            b=query.b,
            known=known,
            roadmaps=roadmaps,
            words=words,
            unknown=tuple(word for word in words if word not in self.vocabulary.stems),
            premise=premise,
            readings=self._readings(query, question),
            subjects=self._subjects(masked, roadmaps),
        )

    def _read(self, masked: Masked, asked: str, text: str, roadmaps: Sequence[str]) -> Query:
        """Apply the rules to what is asked."""
        plain = asked.strip()
        for _ in range(3):
            plain = _POLITE.sub("", plain).strip(" ,:-")
        plain = _TRAILING.sub("", plain)
        if len(plain) > LONGEST_CLAUSE:
            return Query(text, Intent.OPEN)
        if plain and (
            all(is_mark(c) for c in plain)
            or (
                len(plain.split()) <= 3
                and not _QUESTION_START.match(plain)
                and not any(rule.pattern.search(plain) for rule in RULES)
            )
        ):
            reference = self._resolver.resolve(masked, plain, roadmaps)
            marks = masked.marks(plain)
            only_number = len(marks) == 1 and marks[0].number is not None
            return Query(text, Intent.ABOUT if only_number else Intent.DEFINITION, reference)
        for rule in RULES:
            match = rule.pattern.search(plain)
            if match is None:
                continue
            groups = match.groupdict()
            framed = rule.intent is Intent.WHERE
            a, b = (self._reference(masked, groups.get(name), roadmaps, framed) for name in ("a", "b"))
            if rule.intent is Intent.NEXT and a is not None and not a.stages and _is_whole(groups["a"] or ""):
                a = self._last_stages(a, roadmaps)
            if self._fits(rule.intent, a, b, groups, masked):
                return Query(text, rule.intent, a, b)
        return Query(text, Intent.OPEN)

    def _last_stages(self, whole: Reference, roadmaps: Sequence[str]) -> Reference:
        """Read "after the whole course" as after its last stage."""
        last = tuple(roadmap.stages[-1].key for roadmap in self._corpus if not roadmaps or roadmap.slug in roadmaps)
        return replace(whole, stages=last, named=True, certain=True, unknown=())

    def _reference(
        self, masked: Masked, group: str | None, roadmaps: Sequence[str], framed: bool = False
    ) -> Reference | None:
        if group is None or not group.strip(" ?.!,;:'\""):
            return None
        phrase_text = _TRAILING.sub("", group.strip())
        return self._resolver.resolve(masked, without_frame(phrase_text) if framed else phrase_text, roadmaps)

    def _fits(
        self, intent: Intent, a: Reference | None, b: Reference | None, groups: dict[str, str | None], masked: Masked
    ) -> bool:
        """Tell whether a rule's phrases can be what its intent is about."""
        if intent in (Intent.NEED, Intent.WHY_NEED, Intent.ORDER):
            return a is not None and b is not None and bool(b.stages or b.missing_number) and bool(a.words or a.stages)
        if intent is Intent.NEXT and (groups.get("a") or "").strip():
            return a is not None and bool(a.stages or a.missing_number is not None)
        if intent is Intent.PREREQUISITES:
            return a is not None and bool(a.stages or a.words or a.missing_number is not None)
        if intent is Intent.COMPARISON:
            if any(len((groups.get(name) or "").split()) > LONGEST_SIDE for name in ("a", "b")):
                return False
            return a is not None and (b is not None or len(a.stages) > 1) and bool(a.stages or (b and b.stages))
        if intent is Intent.NUMBER:
            return a is not None and a.named
        if intent in (Intent.OUTCOMES, Intent.ABOUT, Intent.DEPENDENTS) and a is not None:
            return bool(a.stages or a.missing_number or intent is Intent.ABOUT)
        if intent is Intent.TOOLS:
            return a is not None and a.named
        if intent is Intent.SKIP:
            return a is not None and bool(a.words or a.stages)
        return True

    def _roadmaps(self, masked: Masked, question: Question, context: Context) -> tuple[str, ...]:
        """Choose the roadmaps to search: the one asked in, else those named, else the one that the last question named."""
        if question.roadmap is not None:
            return (question.roadmap,)
        named = tuple(
            dict.fromkeys(
                name.roadmap
                for mention in masked.mentions
                for name in mention.names
                if name.kind == "roadmap"
                and name.roadmap
                and not any(other.kind in ("title", "tag") for other in mention.names)
            )
        )
        if named:
            return named
        if question.page is not None and self._corpus.roadmap(question.page.roadmap) and self._needs_a_roadmap(masked):
            return (question.page.roadmap,)
        if context.query is not None and len(context.query.roadmaps) == 1 and not masked.mentions:
            return context.query.roadmaps
        if context.listed and self._needs_a_roadmap(masked) and len({key.roadmap for key in context.listed}) == 1:
            return (context.listed[0].roadmap,)
        return ()

    def _needs_a_roadmap(self, masked: Masked) -> bool:
        """Tell whether the question names something that stands in several roadmaps, or nothing at all."""
        stages = {key.roadmap for mention in masked.mentions for name in mention.names for key in name.stages}
        return len(stages) != 1 or any(mention.number is not None for mention in masked.mentions)

    def _known(self, masked: Masked, roadmaps: Sequence[str]) -> tuple[tuple[Reference, ...], str]:
        """Read what the learner says to know; give it and the question without it."""
        rest, phrases = masked.text, []
        for found in (*_KNOWN.finditer(masked.text), *_WITH_KNOWN.finditer(masked.text)):
            if "who" in found.groupdict() and _ASKS_BEFORE.search(masked.text[: found.start("who")]):
                continue
            phrases += [piece.strip() for piece in re.split(r",|\band\b|&|\+|/", found["known"]) if piece.strip()]
            rest = rest.replace(found[0], " ", 1)
        references = tuple(self._resolver.resolve(masked, piece, roadmaps) for piece in phrases[:12])
        return references, re.sub(r"\s+", " ", rest).strip(" ,.;:!-–—")

    def _premise(self, masked: Masked, asked: str, roadmaps: Sequence[str]) -> tuple[Premise | None, str]:
        """Find "since <stage> is stage <n>" and cut it out of the question."""
        found = _PREMISE.search(asked)
        if found is None:
            return None, asked
        name, number = found["a"] or found["a2"], found["n"] or found["n2"]
        claimed = masked.marks(number)[0].number if is_mark(number) else int(number)
        meant = self._resolver.resolve(masked, name, roadmaps)
        if claimed is None or meant.stage is None or masked.marks(name)[0].number is not None:
            return None, asked
        rest = re.sub(r"\s+", " ", f"{asked[: found.start()]} {asked[found.end() :]}").strip(" ,")
        pointing = re.sub(r"\b(?:it|that|this|them|they)\b", name, rest)
        return Premise(meant.stage, claimed), pointing or asked

    def _subjects(self, masked: Masked, roadmaps: Sequence[str]) -> tuple[Reference, ...]:
        """Resolve every name in the question, roadmaps' own apart."""
        found = []
        for place, mention in enumerate(masked.mentions):
            if mention.number is not None or any(name.kind != "roadmap" for name in mention.names):
                found.append(self._resolver.resolve(masked, chr(0xE000 + place), roadmaps))
        return tuple(found)

    def _readings(self, query: Query, question: Question) -> tuple[str, ...]:
        """Give the full questions to choose from, where a stage is meant and more than one bears its name."""
        a = query.a
        if (
            a is None
            or not a.named
            or len(a.stages) < 2
            or query.intent not in PHRASINGS
            or query.intent is Intent.DEFINITION
        ):
            return ()
        titles = [self._follow_ups.title(key) for key in a.stages[:3]]
        if len({key.roadmap for key in a.stages}) < 2 or query.intent is Intent.COMPARISON:
            return ()
        if a.stages[0].stage and question.page and question.page.roadmap in {key.roadmap for key in a.stages}:
            return ()
        named = [
            title if " in " in title else f"{title} in {self._title_of(key)}"
            for title, key in zip(titles, a.stages, strict=False)
        ]
        return tuple(phrase(query.intent, title, query.b.phrase if query.b else "") for title in named)

    def _title_of(self, key: StageKey) -> str:
        roadmap = self._corpus.roadmap(key.roadmap)
        return roadmap.title if roadmap else key.roadmap


def _is_whole(phrase_text: str) -> bool:
    """Tell whether a phrase means the roadmap as a whole ("the entire course")."""
    return bool(
        re.fullmatch(
            r"(?:the |this |that |my )?(?:(?:whole|entire|full|complete) )?(?:roadmap|trek|course|path|track|curriculum|programme|program|degree|thing|everything|all(?: of (?:it|this|them))?|all (?:the )?stages)",
            phrase_text.strip(),
        )
    )
