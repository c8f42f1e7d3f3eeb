"""Things side by side, each in the words of the stage that treats it; where only one is covered, the answer says
so.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from trekbot.answering.claims import Draft, Step
from trekbot.answering.extractive.bench import Bench, claim, listed, notice, topic_of
from trekbot.answering.extractive.fits import fit_of
from trekbot.answering.extractive.paragraphs import all_anchored
from trekbot.answering.extractive.targets import no_such_stage, not_covered
from trekbot.answering.sufficiency import is_enough
from trekbot.index.words import raw_words, stem
from trekbot.retrieval.leaning import leans
from trekbot.retrieval.query import Intent, Reference
from trekbot.retrieval.search import CARD
from trekbot.roadmaps.model import Stage

_CHOOSING = frozenset(
    "choose pick prefer suits suit use better best instead rather unlike compared whereas than when".split()
)
_DEFINING = frozenset("is are means provides offers stores runs keeps".split())
_ROLES = {"tools": 0.8, "ideas": 0.6, "next": -1.0, "done": -1.0, "entry": -1.0, "practice": -1.0}
SENTENCES_A_SIDE = 2
FEWEST_WORDS = 2  # of content, in a side that can describe what it means
DECIDING = 1.5  # what a sentence gains by speaking of what is to decide


def comparison(bench: Bench) -> Draft:
    """Quote what each side is and when to choose it; for stages, number and summary of each."""
    a, b = bench.query.a, bench.query.b
    if a is not None and b is None and len(a.stages) > 1:
        return _stages_compared(bench, [bench.stage(key) for key in a.stages[:2]])
    if a is None or b is None:
        return no_such_stage(bench)
    compared = [a, b, *bench.query.others]
    stages = [bench.stage(one.stage) for one in compared if one.named and one.stage is not None]
    if len(stages) == len(compared) == len({stage.key for stage in stages}) and not bench.query.criterion:
        return _stages_compared(bench, stages)
    sides = [(one, _side(bench, one, compared[0] if one is not compared[0] else compared[1])) for one in compared]
    covered = [(one, steps) for one, steps in sides if steps]
    if not covered:
        return not_covered(bench, listed([topic_of(one, "the other") for one in compared]))
    steps: list[Step] = []
    for reference, own in sides:
        if own:
            steps += [Step(own[0].content, "paragraph" if steps else "sentence"), *own[1:]]
        else:
            steps.append(notice(f"{_opening(topic_of(reference, 'the other'))} is not covered.", "paragraph"))
    homes = [one.stages[0] for one, _ in covered if one.stages]
    return Draft(tuple(steps), tuple(dict.fromkeys(bench.about(bench.stage(key)) for key in homes)))


def _stages_compared(bench: Bench, stages: Sequence[Stage]) -> Draft:
    steps: list[Step] = []
    home = stages[0].key.roadmap
    for stage in stages:
        steps.append(claim(f"{bench.name(stage, home)}:", bench.card(stage, home), layout="paragraph"))
        steps.append(bench.summary(stage))
    for first, second in permutations(stages, 2):
        if first.key in bench.graph.ancestors(second.key):
            link = (
                bench.facts.dependence(second, first)
                if first.key in bench.graph.prerequisites(second.key)
                else bench.card(second)
            )
            steps.append(
                claim(
                    f"{bench.name(second)} builds on {bench.name(first, second.key.roadmap)}.",
                    link,
                    bench.card(first, second.key.roadmap),
                    layout="paragraph",
                )
            )
    return Draft(tuple(steps), tuple(bench.about(stage) for stage in stages))


def _side(bench: Bench, reference: Reference, other: Reference) -> list[Step]:
    """Quote what one side is and when to choose it; nothing where the corpus does not name it.

    A side that no sentence names as it is said is looked for by its own words beside the other ("a shadow rollout",
    beside a canary release), where it is at home, and then by its meaning.
    """
    if reference.missing_number is not None or not reference.words:
        return []
    ranked = [] if reference.unknown else _ranked(bench, reference, other, _said(reference))
    ranked = ranked or _beside(bench, reference, other)
    if not ranked and not reference.unknown:
        return _named_only(bench, reference) or _by_meaning(bench, reference)
    if not ranked:
        return []
    best, first = ranked[0]
    page = [number for score, number in ranked if _same_page(bench, number, first) and score >= 0.5 * best]
    quoted = page[:SENTENCES_A_SIDE]
    if len(quoted) == 1:
        quoted += _leaning_on(bench, first)[:1]
    if any(_decides(bench, number) for _, number in ranked):
        quoted = [first, *(number for number in _leaning_on(bench, first) if _decides(bench, number))]
    chosen = [bench.found(number) for number in sorted(quoted)]
    return [bench.quote(found) for found in all_anchored(bench, chosen)]


def _said(reference: Reference) -> set[str]:
    return {stem(word) for word in raw_words(reference.phrase) if stem(word) in reference.words}


def _beside(bench: Bench, reference: Reference, other: Reference) -> list[tuple[float, int]]:
    """Rank the passages on the other side's page that have the first of a side's words, which tells it apart."""
    vocabulary = bench.library.vocabulary
    first = reference.words[0]
    homes = [key for key, _ in vocabulary.locate(other.words)][:1] if not other.unknown else []
    if len(reference.words) < FEWEST_WORDS or first not in vocabulary.stems or first in other.words or not homes:
        return []
    passages = bench.library.index.passages
    ranked = _ranked(bench, reference, other, {first})
    return [(score, at) for score, at in ranked if (passages[at].roadmap, passages[at].stage) == homes[0]]


def _by_meaning(bench: Bench, reference: Reference) -> list[Step]:
    """Quote the sentence that is nearest to a side that is described, not named, if near enough."""
    if len(reference.words) < FEWEST_WORDS:
        return []
    query = replace(bench.query, intent=Intent.DEFINITION, text=reference.phrase, words=reference.words, a=reference)
    own = Bench(bench.library, replace(query, unknown=reference.unknown))
    best = next(iter(own.search.sentences(roles={"ideas": 0.06})), None)
    return [bench.quote(best)] if best is not None and is_enough(fit_of(own, best)) else []


def _ranked(bench: Bench, reference: Reference, other: Reference, wanted: set[str]) -> list[tuple[float, int]]:
    """Rank the passages that name a thing: what it is and when to choose it before what merely mentions it."""
    known = bench.library.passages
    ranked: list[tuple[float, int]] = []
    for number, passage in enumerate(bench.library.index.passages):
        leans_on = known.before[number]
        if not (known.stands_alone[number] or known.terse[number] or leans_on) or not bench.in_scope(passage.roadmap):
            continue
        if not wanted <= known.stems[number]:
            continue
        found = raw_words(passage.text)
        opens = {stem(word) for word in found[: len(wanted) + 2]}
        score = 1.5 * (wanted <= opens) + _ROLES.get(known.roles[number] or "", 0.0)
        score += 0.8 * bool(_DEFINING.intersection(found[:6])) + 0.9 * bool(_CHOOSING.intersection(found[:8]))
        score += 0.5 * bool(set(other.words) and set(other.words) <= known.stems[number])
        score += DECIDING * any(_decides(bench, one) for one in (number, *_leaning_on(bench, number)))
        if passage.section != CARD and not passage.text.rstrip().endswith((".", "!")):
            score -= 0.4 if stem(found[0]) in wanted else 1.6  # a row of a table says most of what it opens with
        score += 1.0 * bool(reference.stages and (passage.roadmap, passage.stage) == reference.stages[0])
        ranked.append((score - (0.7 if passage.section == CARD else 0.4 if leans_on else 0.0), number))
    return sorted(ranked, key=lambda entry: (-entry[0], entry[1]))


def _decides(bench: Bench, number: int) -> bool:
    """Tell whether a passage speaks of what is to decide between the sides."""
    return not bench.library.passages.stems[number].isdisjoint(bench.query.criterion)


def _leaning_on(bench: Bench, number: int) -> list[int]:
    """Give the sentences that follow a passage in its block and lean on it ("They need no heat")."""
    passages = bench.library.index.passages
    first, found = passages[number], []
    for following in range(number + 1, min(number + 3, len(passages))):
        passage = passages[following]
        same = (passage.roadmap, passage.stage, passage.section, passage.block)
        if same != (first.roadmap, first.stage, first.section, first.block) or not leans(passage.text):
            break
        if passage.quotable:
            found.append(following)
    return found


def _named_only(bench: Bench, reference: Reference) -> list[Step]:
    """Say where a thing is at home that no sentence says more about: a tag, say."""
    if reference.stage is None or not reference.certain:
        return []
    stage = bench.stage(reference.stage)
    shown = bench.facts.naming(stage, reference.words) or bench.card(stage)
    return [claim(f"{_opening(topic_of(reference, 'it'))} is in {bench.name(stage)}.", shown), bench.summary(stage)]


def _same_page(bench: Bench, number: int, other: int) -> bool:
    one, two = bench.library.index.passages[number], bench.library.index.passages[other]
    return (one.roadmap, one.stage) == (two.roadmap, two.stage)


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]
