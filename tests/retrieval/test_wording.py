"""Typing mistakes, chat spelling and what else keeps a question from being read as it was meant."""

import pytest

from tests.asking import question
from trekbot.index.words import STOP_WORDS
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.library import Library
from trekbot.retrieval.mending import Mender
from trekbot.retrieval.query import Intent
from trekbot.retrieval.understanding import Understanding
from trekbot.retrieval.wording import clean, write_out

REAL_WORDS = {"rust", "bread", "trust", "drive", "train", "brazen", "learning"}
CORPUS = ("brakes", "drivetrain", "trust", "kubernetes", "brazing", "feature", "store", "alignment")


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(CORPUS, CUE_WORDS | STOP_WORDS, REAL_WORDS.__contains__, {"featurestore": "feature store"})


@pytest.fixture(scope="module")
def careful(library: Library) -> Understanding:
    """Understanding over the workshop corpus by a reader who knows which words are real."""
    return Understanding(library.corpus, library.graph, REAL_WORDS.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what is drivetrian", "what is drivetrain"),  # two letters swapped
        ("what is drivtrain", "what is drivetrain"),  # one missing
        ("what is allignment", "what is alignment"),  # one too many
        ("what is brazimg", "what is brazing"),  # another letter
        ("prerequisiets of brakes", "prerequisites of brakes"),  # in a word that questions are asked in
        ("what is a featurestore", "what is a feature store"),  # written as one word
    ],
)
def test_a_typing_mistake_is_mended(mender: Mender, typed: str, meant: str) -> None:
    assert mender.mend(typed).text == meant


def test_what_was_mended_is_told(mender: Mender) -> None:
    assert mender.mend("what is drivetrian").mended == (("drivetrian", "drivetrain"),)


@pytest.mark.parametrize(
    "text", ["what is Rust", "is bread covered", "what is drivetrain", "a x of 17", "ClearML", "C++"]
)
def test_what_is_no_typing_mistake_stays(mender: Mender, text: str) -> None:
    wording = mender.mend(text)

    assert (wording.text, wording.mended) == (text, ())


def test_a_numeronym_is_written_out(mender: Mender) -> None:
    assert mender.mend("what is k8s").text == "what is kubernetes"


@pytest.mark.parametrize("text", ["what is k9s", "what is p7n", "what is stage 8"])
def test_a_numeronym_that_fits_no_word_stays(mender: Mender, text: str) -> None:
    assert mender.mend(text).text == text


@pytest.mark.parametrize(
    ("chat", "plain"),
    [
        ("wat shld i learn b4 brakes", "what should i learn before brakes"),
        ("whats the diff", "what is the difference"),
        ("dont i need it", "do not i need it"),
        ("can't i skip it", "can not i skip it"),
        ("what’s it abt", "what is it about"),
        ("I'm done", "I am done"),
    ],
)
def test_chat_spelling_and_contractions_are_written_out(chat: str, plain: str) -> None:
    assert write_out(chat, ()) == plain


def test_a_chat_word_that_the_corpus_uses_stays() -> None:
    assert write_out("what is r", {"r"}) == "what is r"


def test_invisible_characters_go_and_white_space_is_folded() -> None:
    assert clean("what\u200b is\u00ad\n\n  trui\ufeffng\u0000\ue000?") == "what is truing?"


@pytest.mark.parametrize("text", ["what shuold I laern befroe braeks?", "waht do i need b4 the barkes stage"])
def test_a_mistyped_question_is_read_as_it_was_meant(careful: Understanding, text: str) -> None:
    (query,) = careful.understand(question(text))

    assert query.intent is Intent.PREREQUISITES
    assert query.a is not None
    assert query.a.stage == ("bicycle-repair", "brakes")


def test_a_real_word_that_the_corpus_lacks_is_not_taken_for_one_that_it_has(careful: Understanding) -> None:
    (query,) = careful.understand(question("What is rust?"))

    assert query.a is not None
    assert query.a.phrase.casefold() == "rust"
    assert query.a.unknown == ("rust",)


def test_chat_spelling_is_not_taken_for_another_language(careful: Understanding) -> None:
    (query,) = careful.understand(question("wat is flux pls"))  # "wat" and "is" are Dutch words as well

    assert query.intent is Intent.DEFINITION
