"""Bring the index up to date with the corpus, spending embeddings only on what changed.

The new generation is built beside the old one and takes over the vectors of every text that it still holds. Nothing
that is heavy to import is touched where the corpus is unchanged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trekbot.errors import CorpusError, DependencyError
from trekbot.index.building import CorpusMoved, Progress, build
from trekbot.index.embedder import Embedder
from trekbot.index.generation import Generation, Generations, discard
from trekbot.index.manifest import FORMAT, Manifest, fingerprint_of, hash_files
from trekbot.index.passages import reading_digest
from trekbot.index.plan import plan_sync, roadmap_hashes, stage_hashes
from trekbot.roadmaps.reader import load_corpus

_TRIES = 5  # readings of a corpus that somebody is editing


@dataclass(frozen=True)
class SyncReport:
    """What a sync found and did.

    Stages are `roadmap/stage`, by their files: new, edited, gone, untouched. `roadmaps` are the roadmaps whose own
    page is new, edited or gone. `embedded` counts the texts that the model had to read. `switched` says whether a
    new generation answers now.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    roadmaps: tuple[str, ...]
    embedded: int
    fingerprint: str
    generation: str
    switched: bool


def sync(
    corpus_folder: Path,
    data_folder: Path,
    embedder: Embedder,
    progress: Progress | None = None,
    wait: bool = True,
) -> SyncReport:
    """Make the current generation hold the corpus as it is on disk now.

    Args:
        corpus_folder: holds `roadmaps/`.
        data_folder: Trekbot's own; comes into being.
        embedder: loaded only if a text is new.
        progress: told (phase, done, total); phases are wait, read, embed, store, write, switch and sweep, in this
            order, each left out where there is nothing of it to do.
        wait: wait for another sync of the same data folder to end.

    Raises:
        CorpusError: the corpus has faults; the last good index stays current.
        IndexBusy: another sync is at work, and `wait` is False.
        ModelUnavailable: a text is new, and the model cannot be loaded.
        DependencyError: the data folder cannot be written.
    """
    tell = progress or (lambda phase, done, total: None)
    generations = Generations(data_folder)
    try:
        with generations.alone(wait, lambda: tell("wait", 0, 1)):
            for _ in range(_TRIES):
                try:
                    return _bring_up_to_date(corpus_folder, generations, embedder, tell)
                except CorpusMoved:
                    continue
    except OSError as error:
        raise DependencyError(
            f"{error.filename or generations.folder}: {error.strerror}; the index cannot be brought up to date.",
            "The last good one stays. Make room or mend the permissions, then sync again.",
        ) from error
    raise CorpusError(f"{corpus_folder}: files changed while they were read.", "Sync again once they are all saved.")


def _bring_up_to_date(corpus_folder: Path, generations: Generations, embedder: Embedder, tell: Progress) -> SyncReport:
    tell("read", 0, 1)
    corpus = load_corpus(corpus_folder)
    reading = reading_digest(corpus)
    fingerprint = fingerprint_of(corpus.files, embedder.identity, reading)
    tell("read", 1, 1)
    last = _last_good(generations)
    before = last[1].corpus if last else {}
    if last and last[0].name == generations.current_name() and last[1].fingerprint == fingerprint:
        generations.sweep()
        return _report(before, corpus.files, 0, fingerprint, last[0].name, switched=False)
    usable = last[0] if last and last[1].model == embedder.identity else None
    generation = generations.new()
    try:
        made = build(generation, corpus_folder, corpus, embedder, usable, generations.copies, tell)
        tell("write", 0, 1)
        files = hash_files(generation.folder)
        generations.finish(
            generation,
            Manifest(FORMAT, fingerprint, embedder.identity, reading, made.chunks, made.passages, corpus.files, files),
        )
        tell("write", 1, 1)
    except BaseException:
        discard(generation)
        raise
    tell("switch", 0, 1)
    generations.switch_to(generation)
    tell("switch", 1, 1)
    generations.sweep()
    tell("sweep", 1, 1)
    return _report(before, corpus.files, made.embedded, fingerprint, generation.name, switched=True)


def _last_good(generations: Generations) -> tuple[Generation, Manifest] | None:
    for generation in generations.finished():
        manifest = generation.whole()
        if isinstance(manifest, Manifest):
            return generation, manifest
    return None


def _report(
    before: Mapping[str, str], now: Mapping[str, str], embedded: int, fingerprint: str, generation: str, switched: bool
) -> SyncReport:
    stages = plan_sync(stage_hashes(before), stage_hashes(now))
    pages = plan_sync(roadmap_hashes(before), roadmap_hashes(now))
    return SyncReport(
        added=stages.add,
        changed=stages.replace,
        removed=stages.remove,
        unchanged=stages.keep,
        roadmaps=tuple(sorted((*pages.add, *pages.replace, *pages.remove))),
        embedded=embedded,
        fingerprint=fingerprint,
        generation=generation,
        switched=switched,
    )
