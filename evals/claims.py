"""How well generated sentences are held to their evidence: hand-made sentences, true and false, over real passages.

    python -m trekbot.evals.claims [FILE]

Prints, by kind, how many sentences fell and why. Without a file it takes those that the weights in
`answering/support/verifier.py` are fitted to, and prints the fit as well.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from trekbot.answering.generative.marked_sentences import plain_text
from trekbot.answering.support.coverage import Coverage
from trekbot.answering.support.verifier import GeneratedVerifier
from trekbot.retrieval.evidence import Evidence
from trekbot.roadmaps.model import Stage, StageKey
from trekbot.settings import Settings, bundled_corpus
from trekbot.wiring import build

_CORPORA = Path(__file__).resolve().parent.parent / "tests" / "data"
CLAIMS = _CORPORA / "claims" / "development.jsonl"
PENALTY = 3.0
SIGNS = Coverage(words=1, strangest=-1, left_out=-1, condition=-1)


@dataclass(frozen=True)
class LabelledClaim:
    """A sentence, what it cites, and whether that supports it; `kind` says what was done to it."""

    id: str
    corpus: str
    label: bool
    kind: str
    sentence: str
    cites: tuple[Mapping[str, str | None], ...]


@dataclass(frozen=True)
class Judged:
    """What the verifier makes of a claim: the rule that it breaks, None for none, and its measures."""

    claim: LabelledClaim
    rule: str | None
    measures: Coverage

    @property
    def kept(self) -> bool:
        return self.rule is None and GeneratedVerifier.carries(self.measures)


def read_claims(path: Path = CLAIMS) -> list[LabelledClaim]:
    """Read labelled claims, a JSON object a line."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    names = [field.name for field in fields(LabelledClaim)]
    return [LabelledClaim(**{**{name: row[name] for name in names}, "cites": tuple(row["cites"])}) for row in rows]


def judge(claims: Sequence[LabelledClaim]) -> Iterator[Judged]:
    """Judge claims, corpus by corpus."""
    for corpus in sorted({claim.corpus for claim in claims}):
        source = _CORPORA / corpus / "corpus"
        with tempfile.TemporaryDirectory() as data:
            trekbot = build(Settings(corpus=source if source.is_dir() else bundled_corpus(), data=Path(data)))
            trekbot.sync()
            library = trekbot.library()
            verifier = GeneratedVerifier(library, trekbot.embedder)
            for claim in claims:
                if claim.corpus == corpus:
                    cites = tuple(_evidence(cite, library.corpus.stages) for cite in claim.cites)
                    rule = verifier.broken_rule(claim.sentence, cites)
                    yield Judged(claim, rule, verifier.measure(claim.sentence, cites))
            trekbot.close()


def fit(judged: Sequence[Judged]) -> tuple[Coverage, float]:
    """Fit the weights to the claims that break no rule; give those of the plain measures, and the intercept.

    A logistic regression whose weights may not have the wrong sign: no sentence gains by saying what its evidence
    lacks. True and false sentences weigh the same in all, as if there were as many of the ones as of the others.
    """
    left = [one for one in judged if one.rule is None]
    signs = np.array(astuple(SIGNS))
    measures = np.array([astuple(one.measures) for one in left])
    labels = np.array([float(one.claim.label) for one in left])
    mean, spread = measures.mean(axis=0), measures.std(axis=0) + 1e-9
    scaled = (measures - mean) / spread * signs
    shares = np.where(labels == 1.0, 1 / labels.sum(), 1 / (1 - labels).sum()) * len(labels) / 2

    def loss(guess: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = scaled @ guess[:-1] + guess[-1]
        error = shares * (expit(odds) - labels)
        cost = float((shares * (np.logaddexp(0, odds) - labels * odds)).sum() + PENALTY / 2 * (guess[:-1] ** 2).sum())
        return cost, np.append(scaled.T @ error + PENALTY * guess[:-1], error.sum())

    bounds = [(0.0, None)] * len(signs) + [(None, None)]
    fitted = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = fitted[:-1] * signs / spread
    return Coverage(*map(float, weights)), float(fitted[-1] - weights @ mean)


def table(judged: Sequence[Judged]) -> str:
    """Give rejected and kept by kind, with the reasons."""
    lines = ["| kind | sentences | fell | why |", "|---|--:|--:|---|"]
    for label, kind in sorted({(one.claim.label, one.claim.kind) for one in judged}):
        own = [one for one in judged if (one.claim.label, one.claim.kind) == (label, kind)]
        fell = [one for one in own if not one.kept]
        reasons = Counter(one.rule or "meaning" for one in fell)
        why = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
        lines.append(f"| {'true' if label else 'false'}: {kind} | {len(own)} | {len(fell)} | {why} |")
    for label, name in ((False, "false, rejected"), (True, "true, kept")):
        own = [one for one in judged if one.claim.label is label]
        right = sum(one.kept is label for one in own)
        lines.append(f"\n{name}: {right} of {len(own)} ({right / max(len(own), 1):.1%})")
    return "\n".join(lines)


def _evidence(cite: Mapping[str, str | None], stages: Mapping[StageKey, Stage]) -> Evidence:
    roadmap, stage, quote = cite["roadmap"], cite["stage"], cite["quote"]
    assert roadmap is not None
    assert quote is not None
    page = stages.get(StageKey(roadmap, stage)) if stage else None
    states = (page.title, str(page.number)) if page else ()
    return Evidence(roadmap, stage, None, plain_text(quote), states)


def main() -> None:
    """Print the table, and the fit where no file is named."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS
    judged = list(judge(read_claims(path)))
    print(table(judged))
    if path == CLAIMS:
        weights, intercept = fit(judged)
        for field in fields(Coverage):
            print(f"    {field.name}={getattr(weights, field.name):.2f},")
        print(f"INTERCEPT = {intercept:.2f}")


if __name__ == "__main__":
    main()
