"""What an answer lacks or says too much of, in words, by the rules that its question brings along."""

from collections.abc import Iterator

from trekbot.evals.decision.run_files import AskedRow, ReplySaid
from trekbot.roadmaps.folding import fold


def failed_facts(row: AskedRow, reply: ReplySaid | None) -> tuple[str, ...]:
    """Name each rule that the reply breaks; a refusal where an answer is due is one fault, not many."""
    return tuple(_faults(row, reply)) if reply else ("there is no answer",)


def _faults(row: AskedRow, reply: ReplySaid) -> Iterator[str]:
    answered = reply.status == "answered"
    if row.answerable is not None and row.answerable != answered:
        yield "refused" if row.answerable else "answered what should be refused"
    said = fold(reply.answer)
    yield from (f"says “{word}”" for word in row.must_not_say or () if fold(word) in said)
    if not answered and row.answerable is not False:
        return
    cited = {f"{citation.roadmap}/{citation.stage or ''}" for citation in reply.citations}
    yield from (f"does not cite {place}" for place in row.must_cite or () if place not in cited)
    yield from (f"cites {place}" for place in row.must_not_cite or () if place in cited)
    for group in row.must_say or ():
        if not any(fold(word) in said for word in group):
            yield f"does not say {' or '.join(f'“{word}”' for word in group)}"
