"""A message cut into clauses, each with what it does: it asks, or tells what is known, lacked, wanted, or only so.

The forms decide where they say something; what a clause tells beyond them is told by its meaning.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from trekbot.retrieval import clause_forms as forms
from trekbot.retrieval.intent_model import Meant, Telling
from trekbot.retrieval.splitting import starts_a_question, without_courtesies

MOST_CLAUSES = 8  # of a longer message only the last are read
SURELY_KNOWN = 0.35  # probability that a clause tells what is known; measured on clauses that it was not fitted on


@dataclass(frozen=True)
class Clause:
    """A masked clause; `telling` is None for one that asks."""

    text: str
    telling: Telling | None = None


def clauses_of(asked: str, wording: Callable[[str], str], meant: Callable[[str], Meant]) -> list[Clause]:
    """Cut a masked message into clauses and tell what each does.

    Args:
        wording: writes a masked clause as the phrasings are written.
        meant: tells what a wording most likely asks or tells.
    """
    found: list[Clause] = []
    for sentence in re.split(r"(?<=[.!?;])\s+", asked):
        pieces = [piece.strip(" ,") for piece in forms.BOUNDARY.split(sentence) if piece.strip(" ,.;:!?-")]
        asks = [_asks(piece) for piece in pieces]
        if sentence.rstrip().endswith("?") and not any(asks):
            free = [place for place, piece in enumerate(pieces) if not forms.OPENED_UNDER.match(piece)]
            if free:
                asks[free[-1]] = True
        for piece, is_asked in zip(pieces, asks, strict=True):
            found.append(Clause(piece, None if is_asked else Telling.BACKGROUND))
    found = found[-MOST_CLAUSES:]
    return [
        clause if clause.telling is None else Clause(clause.text, _telling(clause.text, wording, meant))
        for clause in found
    ]


def _asks(piece: str) -> bool:
    plain = without_courtesies(piece)
    if forms.OPENED_UNDER.match(plain) and not plain.startswith(("when do", "when is", "when can", "when should")):
        return False
    return starts_a_question(plain) or bool(forms.OPENS_A_QUESTION.match(plain))


def _telling(piece: str, wording: Callable[[str], str], meant: Callable[[str], Meant]) -> Telling:
    """Tell what a clause that asks nothing tells."""
    if forms.DENIES.search(piece):
        return Telling.LACKS
    if forms.KNOWS.search(piece):
        return Telling.KNOWN
    if forms.WANTS.search(piece):
        return Telling.GOAL
    read = meant(wording(forms.OPENED_UNDER.sub("", piece)).strip(" .?!"))
    if read.telling is None or (read.telling is Telling.KNOWN and read.told < SURELY_KNOWN):
        return Telling.BACKGROUND
    return read.telling
