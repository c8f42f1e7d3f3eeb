from dataclasses import replace

from trekbot.answering.sufficiency import Fit, evidence_score, is_enough


def test_a_sentence_that_says_it_all_is_enough() -> None:
    assert is_enough(Fit(cosine=0.7, coverage=1.0, nothing_known=0.0))


def test_a_sentence_about_something_else_is_not_enough() -> None:
    assert not is_enough(Fit(cosine=0.1, coverage=0.0, nothing_known=0.0, above_background=1.0, unsaid=0.2))


def test_what_speaks_for_an_answer_never_weighs_less() -> None:
    fit = Fit(cosine=0.4, coverage=0.5, nothing_known=0.0, drawn_away=-0.1, unsaid=0.1)

    for better in (
        replace(fit, cosine=0.5),
        replace(fit, coverage=0.6),
        replace(fit, margin=0.1),
        replace(fit, drawn_away=0.0),
        replace(fit, unsaid=0.05),
    ):
        assert evidence_score(better) > evidence_score(fit)


def test_the_word_that_the_question_turns_on_decides_where_the_paragraph_never_says_it() -> None:
    fit = Fit(cosine=0.5, coverage=0.6, nothing_known=0.0, turning=0.35)

    assert is_enough(fit)
    assert not is_enough(replace(fit, unsaid=0.35, drawn_away=-0.15))


def test_a_question_of_whose_words_the_corpus_uses_none_is_never_answered() -> None:
    assert not is_enough(Fit(cosine=0.9, coverage=0.0, nothing_known=1.0, margin=0.5))
