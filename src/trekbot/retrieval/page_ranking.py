"""Which page a question is about, when it names none: every page's best sentences, best chunk, summary and words count.

One chance hit of a single sentence does not decide. The shares are those of a conditional logit over 290 labelled
questions: fitted on the other seven corpora, it puts the right page of the eighth first 247 times, against 239 with
shares that were chosen by hand.
"""

from collections.abc import Mapping, Sequence

from trekbot.retrieval.query import Page
from trekbot.retrieval.search import CARD, COVERAGE, Found, Search

SENTENCES = (1.0, 0.3, 0.5)  # what a page's best, second and third sentence count
CHUNK = 1.4  # what the cosine of a page's best chunk counts
SUMMARY = 0.6  # what the cosine of its front matter counts
SPOKEN_OF = 0.4  # what it counts that the conversation was of this page, where the question leans on it
RETURNED_TO = 0.9  # what it counts where the learner says to go back to it
WORDS = 0.15  # what its share of the best lexical score counts


def sentences_of_best_page(search: Search, ranked: Sequence[Found], words: Sequence[str]) -> list[Found]:
    """Give the sentences, in their order, of the page that fits best; none for none.

    Args:
        ranked: all sentences in scope, best first.
        words: the content stems that the question is about.
    """
    pages: dict[Page, list[Found]] = {}
    for found in ranked:
        pages.setdefault((found.passage.roadmap, found.passage.stage), []).append(found)
    if len(pages) < 2:
        return list(ranked)
    chunks, cards = _cosines_of_chunks(search)
    lexical = search.lexical_shares(words)
    near = dict.fromkeys(search.pages_spoken_of, RETURNED_TO if search.is_pinned else SPOKEN_OF)
    best = max(pages, key=lambda page: _score(pages[page], page, chunks, cards, lexical) + near.get(page, 0.0))
    return pages[best]


def _score(
    own: Sequence[Found],
    page: Page,
    chunks: Mapping[Page, float],
    cards: Mapping[Page, float],
    lexical: Mapping[Page, float],
) -> float:
    fits = sorted((found.cosine + COVERAGE * found.coverage for found in own), reverse=True)
    sentences = sum(share * fit for share, fit in zip(SENTENCES, fits, strict=False))
    return sentences + CHUNK * chunks.get(page, 0.0) + SUMMARY * cards.get(page, 0.0) + WORDS * lexical.get(page, 0.0)


def _cosines_of_chunks(search: Search) -> tuple[dict[Page, float], dict[Page, float]]:
    """Give each page's best chunk cosine, and that of its front matter, among the nearest chunks."""
    chunks: dict[Page, float] = {}
    cards: dict[Page, float] = {}
    for chunk, cosine in search.dense_chunks:
        page = (chunk.roadmap, chunk.stage)
        chunks[page] = max(chunks.get(page, 0.0), cosine)
        if chunk.section == CARD:
            cards[page] = cosine
    return chunks, cards
