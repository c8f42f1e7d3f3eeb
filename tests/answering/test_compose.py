"""Sentences put together to one Markdown answer with numbered citations."""

from collections.abc import Callable

import pytest

from trekbot.answering.claims import Claim, Layout, Notice, VerifiedClaim
from trekbot.answering.compose import Composer
from trekbot.answering.verify import verify
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.library import Library
from trekbot.roadmaps.model import StageKey

Cards = Callable[[str], Evidence]


@pytest.fixture
def card(library: Library) -> Cards:
    return lambda slug: library.facts.card(library.corpus.stages[StageKey("kitchen-garden", slug)])


@pytest.fixture
def composer(library: Library) -> Composer:
    return Composer(library.corpus)


@pytest.fixture
def add(library: Library, composer: Composer) -> Callable[..., None]:
    def adder(text: str, *cites: Evidence, layout: Layout = "sentence", quoted: bool = False) -> None:
        checked = verify(Claim(text, cites, quoted), library.sources)
        assert checked is not None
        composer.add(checked, layout)

    return adder


def test_citations_are_numbered_in_order_of_first_use(
    composer: Composer, add: Callable[..., None], card: Cards
) -> None:
    add("Sowing comes late.", card("sowing"))
    add("Soil comes first.", card("soil"))
    add("Sowing needs Soil.", card("sowing"), card("soil"))

    assert composer.text == "Sowing comes late.[1] Soil comes first.[2] Sowing needs Soil.[1][2]"
    assert [(citation.number, citation.stage) for citation in composer.citations] == [(1, "sowing"), (2, "soil")]


def test_one_place_cited_twice_in_a_sentence_is_marked_once(
    composer: Composer, add: Callable[..., None], card: Cards
) -> None:
    add("Soil is soil.", card("soil"), card("soil"))

    assert composer.text == "Soil is soil.[1]"


def test_layouts_make_paragraphs_and_lists(composer: Composer, add: Callable[..., None], card: Cards) -> None:
    soil = card("soil")
    for text, layout in (
        ("First.", "sentence"),
        ("Second.", "sentence"),
        ("Third.", "paragraph"),
        ("Fourth.", "sentence"),
        ("one", "item"),
        ("two", "item"),
        ("eins", "numbered"),
        ("zwei", "numbered"),
        ("Last.", "paragraph"),
    ):
        add(text, soil, layout=layout)

    assert composer.text.replace("[1]", "") == (
        "First. Second.\n\nThird. Fourth.\n\n- one \n- two \n\n1. eins \n2. zwei \n\nLast."
    )


def test_a_numbered_list_begins_anew_after_something_else(
    composer: Composer, add: Callable[..., None], card: Cards
) -> None:
    for text, layout in (("one", "numbered"), ("two", "numbered"), ("Between.", "paragraph"), ("one", "numbered")):
        add(text, card("soil"), layout=layout)

    assert composer.text.endswith("\n\n1. one [1]")


def test_a_notice_stands_verbatim_and_without_a_marker(composer: Composer) -> None:
    composer.add(Notice("The roadmaps do not cover *that*."), "sentence")

    assert composer.text == "The roadmaps do not cover *that*."
    assert composer.notices == ["The roadmaps do not cover *that*."]
    assert composer.citations == []


def test_a_piece_brings_the_citations_first_used_in_it(library: Library, composer: Composer, card: Cards) -> None:
    claims = [verify(Claim("Soil.", (card("soil"),)), library.sources) for _ in range(2)]

    pieces = [composer.add(claim, "sentence") for claim in claims if claim is not None]

    assert [[citation.number for citation in piece.citations] for piece in pieces] == [[1], []]
    assert "".join(piece.text for piece in pieces) == composer.text


def test_a_citation_leads_to_its_section(library: Library) -> None:
    soil = library.corpus.stages[StageKey("kitchen-garden", "soil")]
    text = "A pH meter measures the acidity of moist soil within a minute."
    tools = next(section for section in soil.sections if section.heading == "Tools")
    claim = VerifiedClaim(Claim(text, (library.facts.sentence(soil, tools, text),), quoted=True))

    for public_url, address in (
        ("", "/trek/kitchen-garden/soil#tools"),
        ("https://x.example/", "https://x.example/trek/kitchen-garden/soil#tools"),
    ):
        composer = Composer(library.corpus, public_url)
        composer.add(claim, "sentence")
        (citation,) = composer.citations
        assert (citation.section, citation.stage_number, citation.title, citation.url) == ("Tools", 1, "Soil", address)


def test_a_page_of_its_own_address_is_cited_with_it(library: Library, composer: Composer) -> None:
    storage = library.corpus.stages[StageKey("seed-saving", "seed-storage")]

    composer.add(VerifiedClaim(Claim("Seed storage.", (library.facts.card(storage),))), "sentence")

    assert composer.citations[0].url.startswith("https://seeds.example/trek/storage")


def test_a_roadmaps_own_page_is_cited_without_a_stage(library: Library, composer: Composer) -> None:
    roadmap = library.corpus.roadmap("kitchen-garden")
    assert roadmap is not None

    composer.add(
        VerifiedClaim(Claim("It takes one year.", (library.facts.field(roadmap, "estimated_time"),))), "sentence"
    )

    (citation,) = composer.citations
    assert (citation.stage, citation.stage_number, citation.title) == (None, None, "The Kitchen Garden trek")
