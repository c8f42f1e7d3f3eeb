"""Every stage that mentions a thing, the one that teaches it most first, each with a sentence, tag or title that has
it.
"""

import re
from collections.abc import Callable, Sequence

from trekbot.answering.claims import Claim, Draft, Step
from trekbot.answering.extractive.bench import Bench, claim, notice, topic_of
from trekbot.answering.extractive.passages import from_passages
from trekbot.answering.extractive.targets import no_such_stage, not_covered
from trekbot.index.words import raw_words
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.introductions import introduction
from trekbot.retrieval.query import Reference
from trekbot.retrieval.section_roles import Role
from trekbot.retrieval.terms import Term, content_of, stems_of, term_of
from trekbot.roadmaps.model import Stage, StageKey

MOST_PLACES = 40  # stages named in one answer
SHORTEST = 4  # words of a sentence that shows a thing; a shorter one, only where there is no other
_SHOWS: dict[Role | None, float] = {
    "ideas": 0.5,
    "tools": 0.5,
    "entry": -1.0,
    "next": -1.0,
    "done": -0.5,
    "reading": -1.0,
}


def everywhere(bench: Bench) -> Draft:
    """Name every stage that mentions what was asked for."""
    reference = bench.query.a
    if reference is None or not reference.phrase:
        return from_passages(bench)
    if reference.missing_number is not None:
        return no_such_stage(bench)
    shown = stages_that_mention(bench, reference)
    thing = topic_of(reference, "that")
    if not shown:
        return not_covered(bench, thing)
    (first, evidence), others = shown[0], shown[1:MOST_PLACES]
    home = first.key.roadmap
    steps = [claim(f"{_upper(thing)} is in {bench.name(first)}.", evidence)]
    if set(reference.words) <= set(stems_of(first.title)):
        steps = [claim(f"{bench.name(first)} is the stage for that.", bench.card(first)), bench.summary(first)]
    elif evidence.section is not None or evidence.quote == first.summary:
        steps.append(Step(Claim(evidence.quote, (evidence,), quoted=True)))
    if others:
        steps.append(notice(f"{_upper(thing)} also comes up in:", "paragraph"))
        steps += [
            claim(bench.name(stage, home), shown_by, *_cards(bench, stage, home), layout="item")
            for stage, shown_by in others
        ]
    return Draft(tuple(steps), (bench.about(first),))


def stages_that_mention(bench: Bench, reference: Reference) -> list[tuple[Stage, Evidence]]:
    """Give the stages asked about that mention a thing, best first, each with what shows it.

    A name of several words is looked for as it is; where no stage has it so, in whatever order within one sentence,
    and then by its rarest words.
    """
    term = term_of(reference.phrase, bench.library.vocabulary)
    content = sorted(content_of(term.stems), key=bench.library.vocabulary.rarity, reverse=True)
    names = [term, *_surname(bench, reference.phrase)]
    tries: list[Callable[[str], bool]] = [lambda text: any(name.stands_in(text) for name in names)]
    if not term.written and not term.words:
        most = 1 if "or" in raw_words(reference.phrase) else len(content)
        tries += [_having(content[:size]) for size in range(most, 0, -1)]
    for has_it in tries:
        found = _stages_with(bench, has_it, term, content)
        if found:
            return _home_first(bench, reference, found)
    return []


def _surname(bench: Bench, phrase: str) -> list[Term]:
    """Give the last word of a name where the corpus uses it alone too, and as a name only ("Ada Byron", "Byron")."""
    words = phrase.split()
    if len(words) < 2 or not all(word[:1].isupper() for word in words):
        return []
    last = re.compile(rf"(?<![\w-]){re.escape(words[-1])}(?![\w-])", re.IGNORECASE)
    found = [match[0] for passage in bench.library.index.passages for match in last.finditer(passage.text)]
    only_name = bool(found) and all(one[:1].isupper() for one in found)
    return [term_of(words[-1], bench.library.vocabulary)] if only_name else []


def _having(stems: Sequence[str]) -> Callable[[str], bool]:
    wanted = set(stems)
    return lambda text: wanted <= set(stems_of(text))


def _stages_with(
    bench: Bench, has_it: Callable[[str], bool], term: Term, content: Sequence[str]
) -> list[tuple[Stage, Evidence]]:
    """Give the stages with a sentence, a tag, a title or a heading that has it, in the corpus' order."""
    best: dict[StageKey, tuple[float, Evidence]] = {}
    known = bench.library.passages
    for number, passage in enumerate(bench.library.index.passages):
        if passage.stage is None or not passage.quotable or not bench.in_scope(passage.roadmap):
            continue
        if known.stems[number].isdisjoint(content) or not has_it(passage.text):
            continue
        key, section = StageKey(passage.roadmap, passage.stage), known.sections[number]
        terms = section.blocks[passage.block].terms if section is not None else ()
        score = introduction(passage.text, term, terms) + _SHOWS.get(known.roles[number], 0.0)
        score -= 3.0 * (len(raw_words(passage.text)) < SHORTEST) + 0.5 * (section is None)
        if key not in best or score > best[key][0]:
            stage = bench.stage(key)
            shown = bench.facts.sentence(stage, section, passage.text) if section else bench.facts.summary(stage)
            best[key] = score, shown
    shown_by = {key: evidence for key, (_, evidence) in best.items()}
    found = []
    for key, stage in bench.corpus.stages.items():
        evidence = shown_by.get(key) or _named(bench, stage, has_it)
        if evidence is not None and bench.in_scope(key.roadmap):
            found.append((stage, evidence))
    return found


def _named(bench: Bench, stage: Stage, has_it: Callable[[str], bool]) -> Evidence | None:
    """Quote a stage's own name or tags, where they alone have it."""
    if has_it(stage.title):
        return bench.card(stage)
    return bench.facts.field(stage, "tags") if any(map(has_it, stage.tags)) else None


def _home_first(
    bench: Bench, reference: Reference, found: Sequence[tuple[Stage, Evidence]]
) -> list[tuple[Stage, Evidence]]:
    """Put the stage first that teaches the thing most; the others stay in their order."""
    keys = [stage.key for stage, _ in found]
    ranked = [key for key, _ in bench.library.vocabulary.locate(reference.words) if key in keys]
    home = next((key for key in (*reference.stages, *ranked) if key in keys), keys[0])
    return sorted(found, key=lambda entry: entry[0].key != home)


def _cards(bench: Bench, stage: Stage, home: str) -> tuple[Evidence, ...]:
    """Give what carries the name of another roadmap, where a stage is named with it."""
    return () if stage.key.roadmap == home else (bench.card(stage, home),)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
