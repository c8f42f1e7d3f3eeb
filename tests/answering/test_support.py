"""True and false sentences over real evidence of the gardening corpus."""

from collections.abc import Sequence

import pytest

from tests.fakes import HashingEmbedder
from trekbot.answering.claims import VerifiedClaim
from trekbot.answering.support.verifier import GeneratedVerifier, Rejected
from trekbot.index.embedder import Vectors
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.library import Library

PH = "Most vegetables grow best in soil with a pH value between 6.0 and 7.0."
METER = "A pH meter measures the acidity of moist soil within a minute."
GEL = "Silica gel dries seeds without heat."
COMPOST = "Compost is organic matter that microbes have broken down."
TOMATOES = "Tomatoes are sown indoors in March, and beans are sown outdoors after the last frost."
QUOTED = [PH, METER, GEL, COMPOST, TOMATOES]


def held(verifier: GeneratedVerifier, sentence: str, cites: tuple[Evidence, ...]) -> VerifiedClaim | None:
    checked = verifier.check(sentence, cites)
    return None if isinstance(checked, Rejected) else checked


@pytest.fixture
def verifier(library: Library) -> GeneratedVerifier:
    return GeneratedVerifier(library, HashingEmbedder())


@pytest.fixture
def evidence(library: Library) -> dict[str, Evidence]:
    found = {}
    for passage in library.index.passages:
        if passage.text in QUOTED:
            assert passage.stage is not None
            stage = next(stage for key, stage in library.corpus.stages.items() if key.stage == passage.stage)
            found[passage.text] = library.facts.sentence(stage, stage.sections[passage.section], passage.text)
    assert set(found) == set(QUOTED)
    return found


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Vegetables grow best at a pH value between 6.0 and 7.0.", PH),
        ("In Soil, most vegetables grow best with a pH value from 6.0 to 7.0.", PH),
        ("Within a minute, a pH meter measures how acid moist soil is.", METER),
        ("Silica gel dries seeds, without heat.", GEL),
        ("Seeds are dried with silica gel and no heat.", GEL),
        ("Compost is matter broken down by microbes.", COMPOST),
        ("Beans are sown outdoors after the last frost, and tomatoes indoors in March.", TOMATOES),
    ],
)
def test_a_true_paraphrase_is_kept(
    verifier: GeneratedVerifier, evidence: dict[str, Evidence], sentence: str, quote: str
) -> None:
    assert held(verifier, sentence, (evidence[quote],)) is not None


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Vegetables grow best in soil with a pH value between 5.0 and 7.0.", PH),  # another number
        ("Most vegetables grow best in soil with a pH value of 1.", PH),  # the stage's number is none of the text's
        ("Most of nine vegetables grow best in soil with a pH value between 6.0 and 7.0.", PH),  # a number in words
        ("A Tensiometer measures the acidity of moist soil within a minute.", METER),  # an invented tool
        (
            "A wormery measures the acidity of moist soil within a minute.",
            METER,
        ),  # a tool of another page, in lower case
        ("A pH meter measures the acidity of moist soil with --quick.", METER),  # an invented option
        ("See soil.example/ph for the acidity of moist soil.", METER),  # an invented address
        ("Silica gel dries seeds with heat and not without.", GEL),
        ("Silica gel does not dry seeds without heat.", GEL),  # denies what is affirmed
        ("Silica gel dries seeds with heat.", GEL),  # affirms what is denied
        ("All vegetables grow best in soil with a pH value between 6.0 and 7.0.", PH),  # more than is said
        ("Only silica gel dries seeds without heat.", GEL),
        ("Compost isn't organic matter that microbes have broken down.", COMPOST),
        ("Compost keeps the roots of young plants cool and moist during summer.", COMPOST),  # not said
        ("Silica gel dries seeds without heat; silica gel dries seeds with heat.", GEL),  # a thing and its opposite
        ("Tomatoes are sown indoors in March.", METER),  # true, and cited to another place
        ("It is.", PH),  # nothing to compare
    ],
)
def test_a_false_sentence_falls(
    verifier: GeneratedVerifier, evidence: dict[str, Evidence], sentence: str, quote: str
) -> None:
    assert held(verifier, sentence, (evidence[quote],)) is None


def test_a_sentence_that_cites_nothing_falls(verifier: GeneratedVerifier) -> None:
    assert held(verifier, PH, ()) is None


def test_a_sentence_may_draw_on_all_that_it_cites(verifier: GeneratedVerifier, evidence: dict[str, Evidence]) -> None:
    sentence = "A pH meter measures acidity, and most vegetables grow best in soil with a pH value between 6.0 and 7.0."

    assert held(verifier, sentence, (evidence[PH], evidence[METER])) is not None
    assert held(verifier, sentence, (evidence[METER],)) is None


def test_a_quote_that_its_page_does_not_hold_carries_nothing(
    verifier: GeneratedVerifier, evidence: dict[str, Evidence]
) -> None:
    true = evidence[PH]
    invented = Evidence(true.roadmap, true.stage, true.section, PH.replace("7.0", "9.0"))

    assert held(verifier, invented.quote, (invented,)) is None


def test_what_markdown_could_read_as_a_mark_is_escaped(
    verifier: GeneratedVerifier, evidence: dict[str, Evidence]
) -> None:
    claim = held(verifier, "Compost is *organic* matter that [microbes] have broken down.", (evidence[COMPOST],))

    assert claim is not None
    assert claim.text == r"Compost is \*organic\* matter that \[microbes\] have broken down."


def test_a_word_of_nearly_the_same_meaning_may_stand_for_another(
    library: Library, evidence: dict[str, Evidence]
) -> None:
    class Near(HashingEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> Vectors:
            return super().embed_passages(["all the same"] * len(texts))

    sentence = "Compost is organic matter that bacteria have broken down."

    assert held(GeneratedVerifier(library, Near()), sentence, (evidence[COMPOST],)) is not None
    assert held(GeneratedVerifier(library, HashingEmbedder()), sentence, (evidence[COMPOST],)) is None
