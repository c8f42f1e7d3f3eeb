"""Irregular English verbs: stemming does not bring their forms together."""

from collections.abc import Mapping

from trekbot.index.words import stem

_FORMS = """
be been was were, begin began begun, bend bent, bind bound, blow blew blown, break broke broken, bring brought,
build built, burn burnt, buy bought, catch caught, choose chose chosen, come came, cut cut, dig dug, draw drew drawn,
drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen, feed fed, feel felt, find found, fly flew flown,
forget forgot forgotten, freeze froze frozen, get got gotten, give gave given, go went gone, grind ground,
grow grew grown, hang hung, have had, hear heard, hide hid hidden, hold held, keep kept, know knew known, lay laid,
lead led, learn learnt, leave left, lend lent, lie lay lain, lose lost, make made, mean meant, meet met, pay paid,
read read, ride rode ridden, ring rang rung, rise rose risen, run ran, say said, see saw seen, sell sold, send sent,
shake shook shaken, shine shone, shoot shot, show shown, shrink shrank shrunk, sing sang sung, sink sank sunk, sit sat,
sleep slept, slide slid, sow sown, speak spoke spoken, spend spent, spin spun, spread spread, stand stood,
steal stole stolen, stick stuck, strike struck, swell swollen, swim swam swum, take took taken, teach taught,
tear tore torn, tell told, think thought, throw threw thrown, understand understood, wear wore worn, weigh weight,
win won, wind wound, write wrote written, good better best, bad worse worst, long length, deep depth, wide width,
high height, strong strength, grow growth, warm warmth, lose loss, choose choice, die death dead, weekly week,
daily day, monthly month, yearly year, once one
"""


def _table() -> Mapping[str, str]:
    table = {}
    for group in _FORMS.replace("\n", " ").split(","):
        first, *others = map(stem, group.split())
        table.update({other: first for other in others if other != first})
    return table


_BASES = _table()


def base_of(word: str) -> str:
    """Give a folded word's stem, that of its base form where it is an irregular one."""
    own = stem(word)
    return _BASES.get(own, own)
