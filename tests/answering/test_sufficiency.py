from dataclasses import replace

from trekbot.answering.sufficiency import Fit, evidence_score, is_enough


def test_a_sentence_that_says_it_all_is_enough() -> None:
    assert is_enough(Fit(cosine=0.7, coverage=1.0, unknown=0.0))


def test_a_sentence_about_something_else_is_not_enough() -> None:
    assert not is_enough(Fit(cosine=0.1, coverage=0.0, unknown=0.7, above_background=1.0))


def test_more_of_the_question_covered_never_weighs_less_and_more_unknown_never_more() -> None:
    fit = Fit(cosine=0.4, coverage=0.5, unknown=0.5)

    for better in (
        replace(fit, cosine=0.5),
        replace(fit, coverage=0.6),
        replace(fit, margin=0.1),
        replace(fit, unknown=0.4),
    ):
        assert evidence_score(better) > evidence_score(fit)


def test_a_question_of_whose_words_the_corpus_uses_none_is_never_answered() -> None:
    assert not is_enough(Fit(cosine=0.9, coverage=0.0, unknown=1.0, margin=0.5))
