"""What a corpus becomes when it is read."""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpora import GARDEN, roadmap_page, stage_page, write_corpus, write_garden
from tests.roadmaps.reading import FIRST, PAGE, SECOND, errors, read, warnings
from trekbot.errors import CorpusError
from trekbot.roadmaps.folding import SHORTEST_QUOTE, fold
from trekbot.roadmaps.model import Corpus, Section, StageKey
from trekbot.roadmaps.reader import load_corpus, read_corpus

CHECKOUT = Path(__file__).parent.parent.parent
SAMPLES = [CHECKOUT / "corpus", *sorted((CHECKOUT / "tests" / "data").glob("*/corpus"))]


def law(folder: Path, files: Mapping[str, str | bytes]) -> Corpus:
    corpus = read(folder, files).corpus
    assert corpus is not None
    return corpus


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.parent.name)
def test_the_corpora_of_the_project_have_no_errors(folder: Path) -> None:
    assert [str(fault) for fault in read_corpus(folder).errors] == []


def test_the_garden_is_read_whole(tmp_path: Path) -> None:
    reading = read_corpus(write_garden(tmp_path))

    assert reading.faults == ()
    assert reading.corpus is not None
    assert [str(key) for key in reading.corpus.stages] == [
        "kitchen-garden/soil",
        "kitchen-garden/compost",
        "kitchen-garden/sowing",
        "kitchen-garden/harvest",
        "seed-saving/botany",
        "seed-saving/seed-storage",
    ]


def test_stages_come_by_number_whatever_their_file_names(tmp_path: Path) -> None:
    corpus = law(tmp_path, {FIRST: stage_page(30), "roadmaps/law/stages/7-courts.md": stage_page(1, "Courts")})

    assert [(stage.number, stage.key.stage) for stage in corpus.roadmaps[0].stages] == [
        (1, "courts"),
        (2, "torts"),
        (30, "contracts"),
    ]


def test_facts_of_a_roadmap_are_shown_as_written(tmp_path: Path) -> None:
    page = roadmap_page(level="On", estimated_time="1_000", updated="2026-05-12", maintained_by="0x10", url="/law")

    roadmap = law(tmp_path, {PAGE: page}).roadmaps[0]

    facts = (roadmap.level, roadmap.estimated_time, roadmap.updated, roadmap.maintained_by, roadmap.url)
    assert facts == ("On", "1_000", "2026-05-12", "0x10", "/law")


@pytest.mark.parametrize("text", ["On", "no", "null", "~", "2026-05-12", "3.10", "1e3", "12:30:00", ".inf", "0b1", "="])
def test_a_text_stays_the_characters_as_written(tmp_path: Path, text: str) -> None:
    page = stage_page(1, title=text, summary=text, tags=f"[{text}, '{text}!']", estimated_time=text)

    stage = law(tmp_path, {FIRST: page}).stages[StageKey("law", "contracts")]

    assert (stage.title, stage.summary, stage.tags, stage.estimated_time) == (text, text, (text, f"{text}!"), text)


def test_a_requirement_that_looks_like_a_number_stays_a_slug(tmp_path: Path) -> None:
    files = {"roadmaps/law/stages/03-2026-05-12.md": stage_page(3), SECOND: stage_page(4, requires="[2026-05-12]")}

    assert law(tmp_path, files).stages[StageKey("law", "torts")].requires == (StageKey("law", "2026-05-12"),)


def test_requires_left_out_means_the_stage_before_by_number(tmp_path: Path) -> None:
    stages = law(tmp_path, {"roadmaps/law/stages/01-courts.md": stage_page(40)}).stages

    assert stages[StageKey("law", "courts")].requires == (StageKey("law", "torts"),)
    assert not stages[StageKey("law", "courts")].requires_stated
    assert stages[StageKey("law", "contracts")].requires == ()


def test_requires_with_an_empty_list_means_none(tmp_path: Path) -> None:
    stage = law(tmp_path, {SECOND: stage_page(2, requires="[]")}).stages[StageKey("law", "torts")]

    assert stage.requires == ()
    assert stage.requires_stated


def test_requires_keeps_its_order_and_reaches_other_roadmaps(tmp_path: Path) -> None:
    corpus = load_corpus(write_garden(tmp_path))

    assert corpus.stages[StageKey("kitchen-garden", "sowing")].requires == (
        StageKey("kitchen-garden", "soil"),
        StageKey("seed-saving", "seed-storage"),
    )


def test_a_name_with_its_own_roadmap_and_a_repeated_name_are_one_requirement(tmp_path: Path) -> None:
    stage = law(tmp_path, {SECOND: stage_page(2, requires="[contracts, law/contracts]")}).stages[
        StageKey("law", "torts")
    ]

    assert stage.requires == (StageKey("law", "contracts"),)


def test_fields_hold_the_text_as_it_stands_in_the_file(tmp_path: Path) -> None:
    page = "---\nnumber: 1\ntitle:   'Con  tracts' # a remark\nsummary: >\n  How agreements\n  bind.\ntags:\n  - a\n  - b\n# c\nurl: /x\n---\n"

    stage = law(tmp_path, {FIRST: page}).stages[StageKey("law", "contracts")]

    assert stage.fields == {
        "number": "1",
        "title": "'Con tracts'",
        "summary": "> How agreements bind.",
        "tags": "- a - b",
        "url": "/x",
    }
    assert (stage.title, stage.summary) == ("Con tracts", "How agreements bind.")


@pytest.mark.parametrize("body", ["", "\n", "\n\n\n"])
def test_a_body_may_be_empty(tmp_path: Path, body: str) -> None:
    assert law(tmp_path, {FIRST: stage_page(1, body=body)}).stages[StageKey("law", "contracts")].sections == ()


def test_a_file_may_end_with_its_front_matter(tmp_path: Path) -> None:
    stage = law(tmp_path, {FIRST: stage_page(1).rstrip()}).stages[StageKey("law", "contracts")]

    assert stage.sections == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_byte_order_mark_and_line_ends_make_no_difference(tmp_path: Path, line_end: str, mark: bytes) -> None:
    page = stage_page(1, "Verträge", body="## Key ideas\n\nAn offer\nbinds.\n")

    stage = law(tmp_path, {FIRST: mark + page.replace("\n", line_end).encode()}).stages[StageKey("law", "contracts")]

    assert stage.title == "Verträge"
    assert [(section.heading, section.text) for section in stage.sections] == [("Key ideas", "An offer binds.")]


def test_lines_are_counted_alike_with_crlf_and_a_byte_order_mark(tmp_path: Path) -> None:
    page = b"\xef\xbb\xbf" + stage_page(1, requires="[tort]").replace("\n", "\r\n").encode()

    assert errors(tmp_path, {FIRST: page})[0].startswith(f"{FIRST}:5: `requires` names 'tort'")


def test_files_are_listed_with_the_hash_of_their_bytes(tmp_path: Path) -> None:
    corpus = load_corpus(write_garden(tmp_path))

    assert corpus.files == {path: hashlib.sha256(text.encode()).hexdigest() for path, text in GARDEN.items()}


def test_an_unknown_key_is_a_warning_and_may_hold_anything(tmp_path: Path) -> None:
    page = stage_page(1, layout="{wide: [a, {b: c}]}", Titel="Verträge")

    assert warnings(tmp_path, {FIRST: page}) == [
        f"{FIRST}:5: the key `layout` is unknown and not used: leave it if another tool uses it, else remove it",
        f"{FIRST}:6: the key `Titel` is unknown and not used: did you mean `title`?",
    ]
    assert errors(tmp_path, {FIRST: page}) == []


def test_an_address_that_is_none_is_a_warning_and_no_link(tmp_path: Path) -> None:
    page = stage_page(1, url="javascript:alert(1)")

    assert law(tmp_path, {FIRST: page}).stages[StageKey("law", "contracts")].url is None
    assert warnings(tmp_path, {FIRST: page})[0].startswith(f"{FIRST}:5: `url` is 'javascript:alert(1)'")


def test_loading_a_faulty_corpus_raises_with_a_line_for_every_error(tmp_path: Path) -> None:
    write_corpus(tmp_path, {PAGE: roadmap_page(title=""), FIRST: stage_page(0, summary="[]")})

    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path)

    places = [re.search(r"(\w+\.md):(\d+): `(\w+)`", line) for line in str(caught.value).split("\n")]
    assert [place and place.groups() for place in places] == [
        ("roadmap.md", "2", "title"),
        ("contracts.md", "2", "number"),
        ("contracts.md", "4", "summary"),
    ]


def test_a_hundred_and_twenty_tiny_stages_are_read_in_well_under_half_a_second(tmp_path: Path) -> None:
    stages = {f"roadmaps/a/stages/{n}-s{n}.md": stage_page(n, body="## Idea\n\nOne sentence.\n") for n in range(1, 121)}
    write_corpus(tmp_path, {"roadmaps/a/roadmap.md": roadmap_page(), **stages})
    read_corpus(tmp_path)  # the first parse of a process pays for the parser's tables

    begin = time.process_time()
    read_corpus(tmp_path)

    assert time.process_time() - begin < 0.4


def all_sections(corpus: Corpus) -> Iterator[tuple[str, Section]]:
    for roadmap in corpus:
        for section in roadmap.sections:
            yield f"roadmaps/{roadmap.slug}/roadmap.md", section
        for stage in roadmap.stages:
            name = next(path for path in corpus.files if path.endswith(f"-{stage.key.stage}.md"))
            for section in stage.sections:
                yield name, section


def check_quotability(folder: Path) -> None:
    corpus = load_corpus(folder)
    for name, section in all_sections(corpus):
        text = fold((folder / name).read_text("utf-8-sig"))
        for block in section.blocks:
            for sentence in block.sentences:
                folded = fold(sentence.text)
                assert sentence.quotable == (folded in text and len(folded) >= SHORTEST_QUOTE), sentence


MARKS = [
    "## Heading\n",
    "\n\n",
    "\n",
    "- item ",
    "  - nested ",
    "1. ",
    "> ",
    "| a | b |\n|---|---|\n| c | d |\n",
    "**bold** ",
    "*so **nested** so* ",
    "`code <b>` ",
    "[link](http://a.example/b_c) ",
    "[ref][r] ",
    "\n\n[r]: /x\n\n",
    "<https://a.example> ",
    "&lt;div&gt; ",
    "&amp;lt; ",
    "<div>\nhtml\n</div>\n\n",
    "<!-- comment --> ",
    "<!-- ",
    "--> ",
    "<b>inline</b> ",
    "![image](a.png) ",
    "```\ncode line one\n```\n",
    "A plain sentence stands here. ",
    "e.g. 3.11 ",
    "\\*escaped\\* ",
    "\u200b",
    "\u202e",
    "\x0b",
    "\x85",
    "snake_case_name ",
    "a < b > c ",
    "[",
    "](",
    ")",
    "Ein Satz. ",
    "第一句话在这里。",
    "\t",
    "&#8203;",
    "\u2028",
]
MARKDOWN = st.lists(st.sampled_from(MARKS), max_size=30).map("".join)


@given(body=MARKDOWN | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80))
@settings(max_examples=150, deadline=None)
def test_every_quotable_sentence_is_in_its_file_by_the_contracts_folding_and_no_other_is(body: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_corpus(Path(name), {PAGE: roadmap_page(), FIRST: stage_page(body=body)})
        check_quotability(folder)


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.parent.name)
def test_quotable_sentences_of_the_projects_corpora_are_in_their_files(folder: Path) -> None:
    for roadmap in load_corpus(folder):
        for stage in roadmap.stages:
            files = (folder / "roadmaps" / roadmap.slug / "stages").iterdir()
            path = next(file for file in files if file.stem.partition("-")[2] == stage.key.stage)
            text = fold(path.read_text("utf-8-sig"))
            blocks = [block for section in stage.sections for block in section.blocks]
            assert all(fold(s.text) in text for block in blocks for s in block.sentences if s.quotable)


YAML_PARTS = [
    "title: a\n",
    "number: 1\n",
    "tags: [",
    "]",
    "&a ",
    "*a ",
    "!!x ",
    "<<: ",
    "? ",
    "- ",
    "{",
    "}",
    "'",
    '"',
    "|\n",
    "#",
    "\\ud800",
    "%",
    "\t",
]


@given(
    content=st.binary(max_size=200)
    | st.lists(st.sampled_from(YAML_PARTS), max_size=20).map(lambda parts: f"---\n{''.join(parts)}\n---\n".encode())
    | st.text(max_size=60).map(lambda text: f"---\n{text}\n---\n{text}".encode("utf-8", "surrogatepass")),
    place=st.sampled_from([PAGE, FIRST]),
)
@settings(max_examples=300, deadline=None)
def test_no_bytes_in_a_corpus_file_raise_anything(content: bytes, place: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        pages = {PAGE: roadmap_page(), FIRST: stage_page(1), SECOND: stage_page(2)}
        reading = read_corpus(write_corpus(Path(name), {**pages, place: content}))

    assert (reading.corpus is None) == bool(reading.errors)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for fault in reading.faults:
        assert "\n" not in str(fault)
        assert fault.line <= lines or not fault.path.endswith(os.path.basename(place))
