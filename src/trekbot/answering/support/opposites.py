"""Pairs of words of which one denies the other: a sentence that has the one where its evidence has the other is false."""

from collections.abc import Mapping

from trekbot.index.words import stem

_PAIRS = """
more less, most least, many few, increase decrease, increase reduce, rise fall, raise lower, grow shrink, high low,
higher lower, larger smaller, large small, big small, great small, cheap expensive, cheap dear, cheap costly, fast slow,
quick slow, always never, often rarely, often seldom, usually rarely, frequent rare, common rare, open closed,
open close, open proprietary, use avoid, recommend avoid, prefer avoid, choose avoid, keep discard, keep remove,
keep throw, add remove, add subtract, add omit, include exclude, include omit, early late, earlier later, hot cold,
warm cold, warm cool, heat cool, wet dry, moist dry, strong weak, easy hard, easy difficult, simple complex,
simple complicated, same different, allow prevent, allow forbid, let prevent, enable prevent, enable disable,
cause prevent, help hinder, start stop, start end, begin end, begin finish, above below, over under, inside outside,
indoors outdoors, indoor outdoor, internal external, public private, safe dangerous, safe unsafe, good bad,
better worse, best worst, maximum minimum, short long, shorter longer, new old, newer older, young old, succeed fail,
success failure, true false, full empty, thick thin, thicker thinner, wide narrow, deep shallow, light heavy,
light dark, soft hard, softer harder, tight loose, raw cooked, alive dead, gain lose, accept reject, attract repel,
expand contract, encourage discourage, necessary unnecessary, required optional, mandatory optional, rich poor,
sweet sour, smooth rough, coarse fine, sharp blunt, sharp dull, manual automatic, manually automatically,
automated manual, static dynamic, temporary permanent, upper lower, top bottom, left right, north south, east west,
upward downward, up down, forward backward, buy sell, win lose, mix separate, join separate, combine split, freeze thaw,
freeze melt, fill drain, fill empty, hide show, import export, create delete, create destroy, online offline, near far,
local remote, free paid, known unknown, visible invisible, stable unstable, equal unequal, success failure, begin finish,
accurate inaccurate, complete incomplete, direct indirect, formal informal, regular irregular, acid alkaline,
acidic alkaline, positive negative, plus minus, active passive, male female, day night, summer winter, spring autumn,
morning evening, ascending descending, horizontal vertical, beginner expert, beginner advanced, basic advanced,
optional compulsory, daily weekly, daily monthly, weekly monthly, weekly yearly, monthly yearly, unique shared,
individual shared, together separately, slowly quickly, gently vigorously, loosely tightly, partly fully,
partially completely, gradually suddenly, abruptly gradually, voluntary mandatory, broad narrow, trust distrust,
synchronous asynchronous, mutable immutable, typed untyped, structured unstructured, supervised unsupervised
"""
_PREFIXES = ("un", "in", "im", "ir", "non", "dis")


def _table() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.replace("\n", " ").split(","):
        one, other = map(stem, pair.split())
        if one != other:
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


OPPOSITES = _table()


def opposites_of(word_stem: str) -> frozenset[str]:
    """Give the stems that deny a stem: those of the table, and its own with or without a denying prefix."""
    own = {word_stem[len(prefix) :] for prefix in _PREFIXES if word_stem.startswith(prefix) and len(word_stem) > 5}
    return OPPOSITES.get(word_stem, frozenset()) | own | {prefix + word_stem for prefix in _PREFIXES}
