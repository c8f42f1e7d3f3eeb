"""The corpus as passages."""

from pathlib import Path

from tests.corpora import GARDEN, roadmap_page, stage_page, write_corpus
from tests.fakes import HashingEmbedder
from trekbot.index.chunks import CARD, chunk_corpus
from trekbot.index.passages import Passage, passages_of, reading_digest
from trekbot.roadmaps.model import Corpus
from trekbot.roadmaps.reader import load_corpus


def garden(folder: Path, **changed: str) -> Corpus:
    return load_corpus(write_corpus(folder, {**GARDEN, **changed}))


def passages(corpus: Corpus, embedder: HashingEmbedder) -> tuple[Passage, ...]:
    return passages_of(corpus, chunk_corpus(corpus, embedder))


def test_every_sentence_of_every_page_is_a_passage(tmp_path: Path, embedder: HashingEmbedder) -> None:
    corpus = garden(tmp_path)

    found = {(p.roadmap, p.stage, p.section, p.block, p.sentence): p.text for p in passages(corpus, embedder)}

    for roadmap in corpus:
        for stage, page in [(None, roadmap), *((stage.key.stage, stage) for stage in roadmap.stages)]:
            for section_number, section in enumerate(page.sections):
                for block_number, block in enumerate(section.blocks):
                    for number, sentence in enumerate(block.sentences):
                        assert found[roadmap.slug, stage, section_number, block_number, number] == sentence.text
            assert found[roadmap.slug, stage, CARD, 0, 0] == page.summary


def test_a_passage_lies_in_its_chunk_however_small_the_chunks_are(tmp_path: Path) -> None:
    corpus = garden(tmp_path)

    for window in (24, 40, 256):
        embedder = HashingEmbedder(max_tokens=window)
        chunks = chunk_corpus(corpus, embedder)
        for passage in passages_of(corpus, chunks):
            chunk = chunks[passage.chunk]
            assert (chunk.roadmap, chunk.stage, chunk.section) == (passage.roadmap, passage.stage, passage.section)
            assert passage.text in chunk.text or embedder.count_tokens(passage.text) > window // 2


def test_a_summary_is_cut_into_sentences_that_can_be_quoted(tmp_path: Path, embedder: HashingEmbedder) -> None:
    files = {
        "roadmaps/garden/roadmap.md": roadmap_page(summary="Soil first. Then everything that grows in it."),
        "roadmaps/garden/stages/1-soil.md": stage_page(summary="Soil."),
    }

    found = passages(load_corpus(write_corpus(tmp_path, files)), embedder)

    assert [(p.stage, p.sentence, p.text, p.quotable) for p in found if p.section == CARD] == [
        (None, 0, "Soil first.", False),
        (None, 1, "Then everything that grows in it.", True),
        ("soil", 0, "Soil.", True),
    ]


def test_the_digest_of_a_reading_changes_with_its_sentences_only(tmp_path: Path) -> None:
    path = "roadmaps/kitchen-garden/stages/01-soil.md"

    same = garden(tmp_path / "a", **{path: GARDEN[path].replace("[Soil, pH meter]", "[Soil]")})
    other = garden(tmp_path / "b", **{path: GARDEN[path].replace("Fill a jar", "Fill a glass jar")})

    assert reading_digest(same) == reading_digest(garden(tmp_path / "c"))
    assert reading_digest(other) != reading_digest(same)
