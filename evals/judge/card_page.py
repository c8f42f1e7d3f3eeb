"""Judges' cards for a person, in Markdown."""

from collections.abc import Sequence

from trekbot.evals.judge.card import LEAST_AUC, LEAST_KAPPA, LEAST_RATE, JudgeCard, Mistake

SHOWN_CHARACTERS = 160  # of a mistaken answer


def page_of(cards: Sequence[JudgeCard]) -> str:
    """Give one page about the cards of one calibration."""
    return "\n\n".join(("# Judge card", *(section for card in cards for section in _sections(card)))) + "\n"


def _sections(card: JudgeCard) -> list[str]:
    verdict = "admitted: its verdicts may gate" if card.admitted else f"not admitted: {'; '.join(card.shortfalls)}"
    sections = [f"## `{card.task}`: {verdict}", _identity(card), _table(card), _notes(card)]
    if card.mistakes:
        wrong = "\n".join(_mistake(mistake) for mistake in card.mistakes)
        sections += [f"### On the wrong side of {card.threshold:.3f}", wrong]
    return sections


def _identity(card: JudgeCard) -> str:
    judge = card.judge
    sampling = ", ".join(f"{name} {value}" for name, value in judge["sampling"].items())
    facts = (
        f"Judge `{judge['id']}`: {judge['model']} at {judge['url']}, build {judge['build'] or 'not told'}",
        f"Asked as `{judge['metric']}`, replies as {judge['structure']}, {sampling}",
        f"Labels: {card.labels['file']} (`{card.labels['sha256'][:12]}`), "
        + ", ".join(f"{count} by {name}" for name, count in card.labellers.items()),
        _labellers(card),
        f"Cost: {card.tokens:,} tokens, {card.seconds:,.0f} s",
    )
    return "\n".join(f"- {fact}" for fact in facts)


def _labellers(card: JudgeCard) -> str:
    if not card.labeller_kappa:
        return "No answer has two independent labels, so how well people agree is not known"
    return "Labellers' agreement: " + ", ".join(f"{pair} κ {value:.2f}" for pair, value in card.labeller_kappa.items())


def _table(card: JudgeCard) -> str:
    kappa = f"{card.kappa:.2f} ({card.kappa_low:.2f} to {card.kappa_high:.2f})"
    rows = (
        ("AUC", f"{card.auc:.3f}", f"{LEAST_AUC:.2f}"),
        ("Cohen's κ (95 % interval, by question)", kappa, f"{LEAST_KAPPA:.2f}"),
        ("TPR: true ones called true", f"{card.tpr:.2f}", f"{LEAST_RATE:.2f}"),
        ("TNR: false ones called false", f"{card.tnr:.2f}", f"{LEAST_RATE:.2f}"),
        ("without a judgement, counted as wrong", str(card.failed), ""),
    )
    halves = f"measured on {card.measured_on}, threshold {card.threshold:.3f} fitted on {card.fitted_on} others"
    return "\n".join((f"| {halves} | | least |", "|---|--:|--:|", *(f"| {' | '.join(row)} |" for row in rows)))


def _notes(card: JudgeCard) -> str:
    bias = ", ".join(f"{name} {_number(rho)}" for name, rho in card.length_bias.items())
    notes = [f"Length bias (Spearman of score and length): {bias}"]
    if card.self_agreement is not None:
        change = f"largest change of a score {card.largest_change:.3f}"
        notes.append(f"Self-agreement over {card.repeated} repeated judgements: {card.self_agreement:.0%}, {change}")
    halfway = card.corrected(0.5)
    if halfway is None:
        notes.append("A rate that it measures is not corrected: it has not passed")
    else:
        notes.append(f"A measured rate r stands for (r + TNR - 1) / (TPR + TNR - 1); 50 % measured is {halfway:.0%}")
    return "\n".join(f"- {note}" for note in notes)


def _mistake(mistake: Mistake) -> str:
    answer = " ".join(mistake.answer.split())
    cut = answer if len(answer) <= SHOWN_CHARACTERS else f"{answer[:SHOWN_CHARACTERS]}…"
    label = "true" if mistake.label else "false"
    return f"- **{mistake.id}** ({mistake.kind}, {label}, score {mistake.score:.3f}): {cut}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"
