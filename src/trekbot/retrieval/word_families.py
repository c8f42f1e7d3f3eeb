"""English words that say the same in two lengths or parts of speech and share no stem: "exam" and "examination"."""

from trekbot.index.words import stem

_FAMILIES = (
    "exam exams examination examinations",
    "lab labs laboratory laboratories",
    "certificate certificates certification certified certify cert",
    "cost costs price prices priced fee fees tuition charge charged",
    "free gratis",
    "pay paid pays payment payments paying",
    "maths math mathematics",
    "maintain maintains maintained maintainer maintenance",
    "begin begins beginner beginning",
    "photo photos photograph photographs",
    "deep depth depths",
    "long length lengths",
    "wide width widths",
    "high height heights",
    "strong strength strengths",
    "hot heat heated heating",
    "warm warmth",
    "choose choice choices chosen",
    "speak speech",
    "think thought thoughts",
    "grow growth grown",
    "lose loss losses lost",
    "die death dead",
    "live life alive",
    "sell sale sales sold",
    "buy bought purchase",
    "molten melt melts melted melting",
    "frozen freeze freezes freezing froze",
    "liquid fluid",
    "diploma diplomas",
    "certificate accreditation accredited",
)


def _members() -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = {}
    for family in _FAMILIES:
        stems = {stem(word) for word in family.split()}
        for one in stems:
            members.setdefault(one, set()).update(stems)
    return {one: frozenset(stems) for one, stems in members.items()}


_MEMBERS = _members()


def family_of(word: str) -> frozenset[str]:
    """Give a stem and the stems of its family."""
    return _MEMBERS.get(word, frozenset()) | {word}
