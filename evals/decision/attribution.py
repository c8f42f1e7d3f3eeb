"""Where to look first when an answer got worse: in what was found, or in what was made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Cause = Literal["retrieval", "generation", "either", "scoring", "unknown"]


@dataclass(frozen=True)
class Attribution:
    """A cause, and the observation that it rests on. It says where to look, not what is to blame."""

    cause: Cause
    why: str


def attribute(
    found: tuple[Sequence[str], Sequence[str]] | None,
    cited: tuple[Sequence[str], Sequence[str]] | None,
    *,
    same_answer: bool = False,
) -> Attribution:
    """Tell retrieval from generation by the places found and cited, base first.

    Args:
        found: best first; an empty list says that nothing was searched, as where a graph answers, or that the run
            could not see it. None where a side kept no places.
        cited: in order of first use.
        same_answer: both sides gave the same answer, to the letter.
    """
    if found is None or cited is None:
        return Attribution("unknown", "the base kept no places of this question")
    same_cited = set(cited[0]) == set(cited[1])
    if same_answer and same_cited:
        if set(found[0]) == set(found[1]):
            return Attribution("scoring", "the same answer from the same places, scored otherwise")
        return Attribution("retrieval", "other places are found, and the answer is the same")
    if not found[0] and not found[1]:
        why = "nothing was searched, or the run could not see it; " + (
            "the same places are cited" if same_cited else "other places are cited"
        )
        return Attribution("generation" if same_cited else "either", why)
    if set(found[0]) == set(found[1]):
        order = "" if list(found[0]) == list(found[1]) else " in another order"
        cites = "cited too" if same_cited else "found, and others of them cited"
        return Attribution("generation" if not order else "either", f"the same places are {cites}{order}")
    if same_cited:
        return Attribution("either", "other places are found, and the same are cited")
    return Attribution("retrieval", "other places are found, and other places are cited")
