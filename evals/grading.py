"""What is wrong with an answer, by the rules that its question brings along."""

from collections.abc import Iterator

from trekbot.answering.reply import Reply
from trekbot.evals.places import place_of
from trekbot.evals.questions import Row
from trekbot.roadmaps.folding import fold


def grade(row: Row, reply: Reply) -> tuple[str, ...] | None:
    """Say what is wrong, nothing where the answer is right, and None where the question gives nothing to grade by.

    Words are compared as quotes are (`fold`): case, white space and Markdown's inline marks do not count.
    """
    rules = (row.answerable, row.must_cite, row.must_not_cite, row.must_say, row.must_not_say)
    if all(rule is None for rule in rules):
        return None
    return (*_of_status(row, reply), *_of_citations(row, reply), *_of_words(row, reply))


def _of_status(row: Row, reply: Reply) -> Iterator[str]:
    answered = reply.status == "answered"
    if row.answerable is not None and row.answerable != answered:
        yield "refused" if row.answerable else "answered what should be refused"


def _of_citations(row: Row, reply: Reply) -> Iterator[str]:
    cited = {place_of(citation.roadmap, citation.stage) for citation in reply.citations}
    required, forbidden = row.must_cite or (), row.must_not_cite or ()
    yield from (f"does not cite {place}" for place in required if place not in cited)
    yield from (f"cites {place}" for place in forbidden if place in cited)
    if row.may_cite is not None:
        yield from (f"cites {place}" for place in sorted(cited - {*required, *row.may_cite, *forbidden}))


def _of_words(row: Row, reply: Reply) -> Iterator[str]:
    """A refusal where an answer is due is one fault; that it lacks the answer's words as well is none of its own."""
    if reply.status == "answered" or row.answerable is False:
        yield from unsaid(row, reply.answer)
        yield from said_though_forbidden(row, reply.answer)


def unsaid(row: Row, text: str) -> list[str]:
    """Say which facts of `must_say` a text lacks, each in a few words."""
    said = fold(text)
    return [
        f"does not say {' | '.join(group)}"
        for group in row.must_say or ()
        if not any(fold(word) in said for word in group)
    ]


def said_though_forbidden(row: Row, text: str) -> list[str]:
    """Say what of `must_not_say` a text has, each in a few words."""
    said = fold(text)
    return [f"says {word}" for word in row.must_not_say or () if fold(word) in said]
