"""Which questions two sides have in common: the same id, and not a word of the row changed."""

from dataclasses import dataclass

from trekbot.evals.decision.side import Side


@dataclass(frozen=True)
class Pairing:
    """Ids of questions. `changed` have the same id and another row; nothing is left out of the four."""

    shared: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def compared_share(self) -> float:
        """The share of the base's questions that the candidate was asked too, unchanged."""
        of_base = len(self.shared) + len(self.removed) + len(self.changed)
        return len(self.shared) / of_base if of_base else 0.0


def pair(base: Side, candidate: Side) -> Pairing:
    """Pair by id and row hash, in the base's order."""
    both = [name for name in base.questions if name in candidate.questions]
    same = [name for name in both if base.questions[name].row_hash == candidate.questions[name].row_hash]
    return Pairing(
        shared=tuple(same),
        added=tuple(name for name in candidate.questions if name not in base.questions),
        removed=tuple(name for name in base.questions if name not in candidate.questions),
        changed=tuple(name for name in both if name not in set(same)),
    )
