"""The generative answerer: a language model phrases what the extractive answerer found.

It may add fluency and nothing else. Refusals and what was computed from the graph are not handed to it, each of its
sentences is verified against the evidence that it cites, and where it fails, or too little of it holds, the extractive
answer is given.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from trekbot.answering.answerer import Answerer
from trekbot.answering.claims import Authorship, Claim, Draft, Step, VerifiedClaim
from trekbot.answering.marked_sentences import read_marked
from trekbot.answering.verify_generated import GeneratedVerifier
from trekbot.errors import LanguageModelUnavailable, UsageError
from trekbot.index.embedder import Embedder
from trekbot.llm.client import ChatModel
from trekbot.llm.prompts import Prompt
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Query
from trekbot.roadmaps.model import Corpus, StageKey

logger = logging.getLogger(__name__)

MOST_TOKENS = 250  # of evidence: a small model on two cores reads 80 in a second
MOST_SENTENCES = 3
PLACEHOLDERS = frozenset(("evidence", "question"))
UNAVAILABLE = "llm_unavailable"

_LIKE_A_TAG = re.compile(r"<(?=[/!?A-Za-z])")
_LIKE_A_MARKER = re.compile(r"[\[【［]\s*(\d+)\s*[】］\]]")


class GenerativeAnswerer:
    """Has a model phrase the answers that are quoted from the text.

    Args:
        drafter: finds the evidence, and answers where the model does not.
        model: what phrases.
        prompt: what the model is told; it takes `evidence` and `question`.
        embedder: counts tokens, and compares a sentence with its evidence.

    Raises:
        UsageError: the prompt takes something else.
    """

    def __init__(self, drafter: Answerer, model: ChatModel, prompt: Prompt, embedder: Embedder) -> None:
        if prompt.placeholders != PLACEHOLDERS:
            raise UsageError(
                f"The prompt {prompt.name} takes {sorted(prompt.placeholders)}, not {sorted(PLACEHOLDERS)}."
            )
        self._drafter = drafter
        self._model = model
        self._prompt = prompt
        self._embedder = embedder
        self._verifier: GeneratedVerifier | None = None

    def draft(self, library: Library, query: Query) -> Draft:
        """Give the model's answer where it stands, else the extractive one; `by` says which, and why."""
        draft = self._drafter.draft(library, query)
        if not _is_quoted(draft):
            return draft
        evidence, shown = self._numbered(draft, library.corpus)
        if not evidence:
            return draft
        messages = self._prompt.messages(evidence=shown, question=_as_data(query.text))
        try:
            said = self._model.complete(messages, self._prompt.temperature, self._prompt.max_tokens)
        except LanguageModelUnavailable as error:
            logger.warning("%s The extractive answer was given.", error)
            return replace(draft, by=Authorship(degraded=UNAVAILABLE))
        by = Authorship(input_tokens=said.input_tokens, output_tokens=said.output_tokens)
        claims = self._held(said.text, evidence, library)
        if not claims:
            return replace(draft, by=by)
        by = replace(by, engine=self._model.name, prompt=self._prompt.name)
        return replace(draft, steps=tuple(Step(claim) for claim in claims), by=by)

    def _numbered(self, draft: Draft, corpus: Corpus) -> tuple[list[Evidence], str]:
        """Give the draft's evidence as far as it fits, and the numbered lines that show it."""
        evidence: list[Evidence] = []
        lines: list[str] = []
        places = {
            one.place: one for step in draft.steps if isinstance(step.content, Claim) for one in step.content.cites
        }
        tokens = 0
        for number, one in enumerate(places.values(), start=1):
            line = f"[{number}] {_as_data(_title(one, corpus))}: {_as_data(one.quote)}"
            tokens += self._embedder.count_tokens(line)
            if tokens > MOST_TOKENS:
                break
            evidence.append(one)
            lines.append(line)
        return evidence, "\n".join(lines)

    def _held(self, text: str, evidence: Sequence[Evidence], library: Library) -> list[VerifiedClaim]:
        """Give the sentences that hold; none where fewer than half do: then none is to be trusted."""
        verifier = self._verifier_for(library)
        sentences = read_marked(text)[:MOST_SENTENCES]
        held = []
        for sentence in sentences:
            cites = tuple(evidence[number - 1] for number in sentence.numbers if 1 <= number <= len(evidence))
            claim = verifier.verify(sentence.text, cites)
            if claim is not None:
                held.append(claim)
        logger.info("%s: %d of %d sentences hold", self._prompt.name, len(held), len(sentences))
        return held if 2 * len(held) >= len(sentences) else []

    def _verifier_for(self, library: Library) -> GeneratedVerifier:
        verifier = self._verifier
        if verifier is None or verifier.library is not library:
            verifier = self._verifier = GeneratedVerifier(library, self._embedder)
        return verifier


def _is_quoted(draft: Draft) -> bool:
    """Tell whether an answer is quotes only: what is computed, and Trekbot's own notices, stay as they are."""
    return bool(draft.steps) and all(isinstance(step.content, Claim) and step.content.quoted for step in draft.steps)


def _title(evidence: Evidence, corpus: Corpus) -> str:
    if evidence.stage is not None:
        return corpus.stages[StageKey(evidence.roadmap, evidence.stage)].title
    roadmap = corpus.roadmap(evidence.roadmap)
    return roadmap.title if roadmap else evidence.roadmap


def _as_data(text: str) -> str:
    """Give a text on one line, without what could pass for a delimiter or a marker of ours."""
    return _LIKE_A_MARKER.sub(r"(\1)", _LIKE_A_TAG.sub("‹", " ".join(text.split())))
