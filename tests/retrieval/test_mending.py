"""Which words are mended, by ear or by hand, and which are left because they mean themselves."""

import pytest

from trekbot.index.words import STOP_WORDS
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.mending import Mender
from trekbot.retrieval.slips import slips_between
from trekbot.retrieval.sounds import sound_of

CORPUS = (
    "respiration",
    "photography",
    "rhubarb",
    "silt",
    "report",
    "computing",
    "humidity",
    "kestrel",
    "great",
    "dinghy",
    "tufted",
    "autoclave",
    "river",
    "rover",
)
NAMES = (("kestrel",), ("river",), ("rover",), ("great", "tit"), ("tufted", "duck"))
REAL_WORDS = {"grate", "duck", "tit", "tight"}


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(CORPUS, CUE_WORDS | STOP_WORDS, REAL_WORDS.__contains__, {}, NAMES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what is respirashun", "what is respiration"),
        ("fotografy", "photography"),
        ("the grate tit", "the great tit"),  # a word of its own, but the name around it tells
        ("the tuffted duck", "the tufted duck"),
        ("what isrespiration", "what is respiration"),
        ("an auto clave", "an autoclave"),
        ("Kestrle", "kestrel"),
    ],
)
def test_a_word_is_mended_by_ear_by_hand_and_by_its_neighbours(mender: Mender, typed: str, meant: str) -> None:
    assert mender.mend(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "when do I repot it",  # a consonant more is another word
        "is there a sill",
        "what are humidites",  # another word of the same family
        "does composting come up",
        "is it done with Siltt",  # a name that the corpus lacks
        "crème",
    ],
)
def test_a_word_that_only_looks_alike_stays(mender: Mender, text: str) -> None:
    assert mender.mend(text).text == text


def test_two_names_that_are_as_near_are_both_told(mender: Mender) -> None:
    assert mender.mend("what is a rever").doubtful == (("rever", "river", "rover"),)
    assert mender.mend("what is a roover").doubtful == ()


@pytest.mark.parametrize(
    ("word", "other"), [("subdukshun", "subduction"), ("rhyzome", "rhizome"), ("defisiency", "deficiency")]
)
def test_words_that_sound_alike_have_one_sound(word: str, other: str) -> None:
    assert [c for c in sound_of(word) if c not in "aeiou"] == [c for c in sound_of(other) if c not in "aeiou"]


@pytest.mark.parametrize(
    ("word", "meant", "slips"),
    [
        ("silt", "sill", None),
        ("wrod", "word", 1),
        ("nitrogn", "nitrogen", 1),
        ("halyard", "hazard", None),
        ("varnihs", "varnish", 1),
    ],
)
def test_slips_are_what_hands_do(word: str, meant: str, slips: int | None) -> None:
    assert slips_between(word, meant, lenient=False) == slips
