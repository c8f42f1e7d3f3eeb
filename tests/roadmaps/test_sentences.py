"""Where a paragraph's sentences end."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekbot.roadmaps.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Use e.g. Git for this.", "Prefer Postgres vs. MySQL here."],
        ["Tools, i.e. programs, etc. are listed.", "Dr. Smith et al. wrote it."],
        ["Python 3.11 is fine.", "Run train.py first.", "Then it costs 3.5 times more."],
        ["Version v2.0.1 is out.", "Node.js and .NET are used."],
        ["Call sklearn.Pipeline now.", "See os.Path for more.", "Then rest."],
        ["Really?!", "Yes!", "Is it?", "It is."],
        ['He said "Stop."', "Then he left."],
        ["It waits...", "Then it goes."],
        ["At 5 p.m. the shop closes.", "The U.S. economy grows."],
        ["Bake for approx. 30 minutes.", "Read vol. 3 of the work.", "See Fig. 4 and p. 5 there."],
        ["Das ist z.B. gut.", "Es kostet 3,5 Euro.", "Prof. Dr. Meier kommt."],
        ["Il dit « Bonjour. »", "Puis il part."],
        ["¿Qué pasa?", "¡Nada!", "Bien."],
        ["Это важно, т.е. нужно.", "Новое предложение."],
        ["यह है।", "वह है।"],
        ["سؤال؟", "نعم."],
        ["1. Dig the bed.", "2. Sow the seeds."],
        ["A sentence without an end"],
    ],
)
def test_a_paragraph_falls_into_its_sentences(sentences: list[str]) -> None:
    assert split_sentences(" ".join(sentences)) == sentences


def test_scripts_without_spaces_are_split_at_their_own_full_stops() -> None:
    assert split_sentences("これは本です。次の文です！本当？") == ["これは本です。", "次の文です！", "本当？"]
    assert split_sentences("第一!第二。") == ["第一!", "第二。"]


def test_what_is_protected_is_not_split_at() -> None:
    text = "Run a. B! Then stop. Done."

    assert split_sentences(text, "Run ax Bx Then stop. Done.") == ["Run a. B! Then stop.", "Done."]


@pytest.mark.parametrize("text", ["", " ", ".", "?!", "42", "...", ")"])
def test_a_text_of_no_words_is_at_most_one_sentence(text: str) -> None:
    assert split_sentences(text) == ([text] if text.strip() else [])


SIGNS = [
    ". ", ".", "? ", "! ", "…", "。", "！", '"', "'", "“", "”", "«", "»", "(", ")", "[", "]", "e.g. ", "J. ", "Mr. ", "3.5", "1. ",
    "A", "b", "é", "中", "😀", "\u2028", "\u3000", "\u00a0", "\u200a", "\x85", "\x1c", " ", "\n\n", "`", "$", "U.S. ", "т.е. ",
]  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join) | st.text(max_size=60))
def test_sentences_put_together_are_the_text(text: str) -> None:
    sentences = split_sentences(text)

    assert all(sentence and sentence == sentence.strip() for sentence in sentences)
    assert re.sub(r"\s", "", "".join(sentences)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize("part", ["`a``", "word ", '"', "1. ", "A sentence. ", "x"])
def test_a_very_long_paragraph_is_split_in_reasonable_time(part: str) -> None:
    begin = time.process_time()

    split_sentences(part * (200_000 // len(part)))

    assert time.process_time() - begin < 2
