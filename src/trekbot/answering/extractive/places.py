"""Which stage treats a thing: the one where it is at home, with the sentence that shows it."""

import re
from dataclasses import replace

from trekbot.answering.claims import Claim, Draft, Step
from trekbot.answering.extractive.bench import Bench, claim, notice, topic_of
from trekbot.answering.extractive.fits import fit_of
from trekbot.answering.extractive.occurrences import everywhere
from trekbot.answering.extractive.passages import from_passages, more_about
from trekbot.answering.extractive.targets import no_such_stage, not_covered
from trekbot.answering.sufficiency import is_enough
from trekbot.index.words import raw_words, stem
from trekbot.retrieval.cues import STAGE_NOUN
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.follow_up_forms import IN_STAGE
from trekbot.retrieval.page_ranking import sentences_of_best_page
from trekbot.retrieval.query import Reference
from trekbot.retrieval.question_forms import asks_for_all
from trekbot.retrieval.resolver import content_words
from trekbot.retrieval.search import CARD, Found
from trekbot.retrieval.section_roles import Role
from trekbot.roadmaps.model import Stage, StageKey

FEWEST_BESIDE = 3  # content words of a question beside what was read as its thing
_ASKS_STAGE = re.compile(
    rf"\b(?:{STAGE_NOUN}s?|roadmap|course|page|taught|covered|explained|treated|discussed|mentioned|learn|read|find)\b",
    re.IGNORECASE,
)
_PREFERRED: dict[Role, float] = {"outcomes": 0.02, "practice": -0.05, "entry": -0.05, "next": -0.08, "done": -0.08}


def where(bench: Bench) -> Draft:
    """Name the stage that treats what was asked for; every stage that mentions it, where all are asked for."""
    reference = bench.query.a
    if reference is None:
        return from_passages(bench)
    if reference.missing_number is not None:
        return no_such_stage(bench)
    if not content_words(reference.phrase) and not reference.named:  # "… Which stage?"
        return _places_by_meaning(bench, replace(reference, phrase="", words=content_words(bench.query.text)))
    if _is_aside(bench, reference):
        return _places_by_meaning(bench, replace(reference, phrase="", words=bench.query.words))
    if (told := _told_of(bench)) is not None:
        return told
    if reference.stages and not reference.unknown and (reference.certain or _says(bench, reference)):
        return everywhere(bench) if asks_for_all(bench.query.text) else _named_places(bench, reference)
    return _places_by_meaning(bench, reference)


def _is_aside(bench: Bench, reference: Reference) -> bool:
    """Tell whether what was read as the thing is no name and the least of what the question says ("where I stand")."""
    rarity = bench.library.vocabulary.rarity
    told = [word for word in bench.query.words if word not in reference.words]
    if reference.certain or len(told) < FEWEST_BESIDE:
        return False
    return sum(map(rarity, told)) > sum(map(rarity, reference.words))


def _told_of(bench: Bench) -> Draft | None:
    """Answer a follow-up that asks for a place in what was told ("where does it come from?"), and for no stage."""
    leaning = bench.query.leaning
    if leaning is None or not leaning.told:
        return None
    if _ASKS_STAGE.search(leaning.said) or IN_STAGE.match(leaning.said.casefold()):
        return None
    draft = from_passages(bench)
    return draft if draft.answers else None


def _named_places(bench: Bench, reference: Reference) -> Draft:
    """The corpus names it: its home, and another stage that bears it in its title, tags or summary."""
    home = reference.stages
    two = not reference.named and len(home) > 1 and _is_own(bench, home[1], reference)
    shown = [(stage, _showing(bench, stage, reference)) for stage in map(bench.stage, home[: 2 if two else 1])]
    thing = topic_of(reference, "that")
    (first, evidence), others = shown[0], shown[1:]
    if reference.named and stem_set(first.title) >= set(reference.words):
        steps = [claim(f"{bench.name(first)} is the stage for that.", bench.card(first)), bench.summary(first)]
    else:
        steps = [claim(f"{_upper(thing)} is in {bench.name(first)}.", evidence)]
        if evidence.section is not None:
            steps.append(Step(Claim(evidence.quote, (evidence,), quoted=True)))
    if others:
        steps.append(notice(f"{_upper(thing)} also comes up in:", "paragraph"))
        steps += [claim(bench.name(stage), shown_by, layout="item") for stage, shown_by in others]
    return Draft(tuple(steps), (bench.about(first),))


def _says(bench: Bench, reference: Reference) -> bool:
    """Tell whether the corpus uses the phrase as it is: one word, or its words next to each other."""
    if len(reference.words) == 1:
        return True
    phrase_stems = [word for word in map(stem, raw_words(reference.phrase)) if word in reference.words]
    joined = f" {' '.join(phrase_stems)} "
    wanted = set(reference.words)
    known = bench.library.passages
    return any(
        wanted <= known.stems[number] and joined in f" {' '.join(map(stem, raw_words(passage.text)))} "
        for number, passage in enumerate(bench.library.index.passages)
    )


def _is_own(bench: Bench, key: StageKey, reference: Reference) -> bool:
    """Tell whether a stage bears the thing in its title, tags or summary."""
    stage = bench.stage(key)
    own = stem_set(" ".join((stage.title, stage.summary, *stage.tags)))
    return set(reference.words) <= own


def _showing(bench: Bench, stage: Stage, reference: Reference) -> Evidence:
    """Quote the sentence of a stage that says most about the thing: where it is defined, else where it first comes."""
    wanted = set(reference.words)
    best: tuple[float, Evidence] | None = None
    found = bench.library.passages
    for number, passage in enumerate(bench.library.index.passages):
        if (passage.roadmap, passage.stage) != stage.key or not passage.quotable or passage.section == CARD:
            continue
        if not wanted <= found.stems[number] or len(raw_words(passage.text)) < 4:
            continue
        role = found.roles[number]
        opens = [stem(word) for word in raw_words(passage.text)][:3]
        score = (
            2.0 if role in ("ideas", "tools") else 1.0 if role in (None, "practice", "pitfalls", "outcomes") else 0.0
        ) + any(word in wanted for word in opens)
        if best is None or score > best[0]:
            best = score, bench.facts.sentence(stage, found.sections[number], passage.text)
    if best is not None:
        return best[1]
    if wanted <= stem_set(stage.summary):
        return bench.facts.summary(stage)
    if stage.tags and wanted <= stem_set(" ".join(stage.tags)):
        return bench.facts.field(stage, "tags")
    return bench.card(stage)


def _places_by_meaning(bench: Bench, reference: Reference) -> Draft:
    """The words are not the corpus': the stage whose sentences are nearest in meaning, if near enough."""
    ranked = [found for found in bench.search.sentences(roles=_PREFERRED, wanted=reference.words) if found.stage]
    best = next(iter(sentences_of_best_page(bench.search, ranked, reference.words)), None)
    if best is None or not is_enough(fit_of(bench, best, asks_where=True)):
        return not_covered(bench, topic_of(reference, "that"))
    steps = [_stage_for(bench, best), bench.quote(best)]
    return Draft(tuple(steps), more_about(bench, best))


def _stage_for(bench: Bench, found: Found) -> Step:
    assert found.stage is not None
    stage = bench.stage(found.stage)
    return claim(f"{bench.name(stage)} is the stage for that.", bench.card(stage))


def stem_set(text: str) -> set[str]:
    return {stem(word) for word in raw_words(text)}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
