import pytest

from trekbot.retrieval.languages import language_of, speaks_another

FOREIGN = {
    "German": "Was muss ich vor den Bremsen lernen und wie lange dauert das?",
    "French": "Que dois-je apprendre avant les freins et pourquoi est ce important ?",
    "Spanish": "¿Qué debo aprender antes de los frenos y por qué es necesario?",
    "Russian": "Что нужно изучить перед тормозами?",
    "Japanese": "ブレーキの前に何を学ぶべきですか？",
    "Chinese": "在学习刹车之前应该学什么？",
    "Arabic": "ماذا يجب أن أتعلم قبل المكابح؟",
}


@pytest.mark.parametrize(("language", "text"), FOREIGN.items())
def test_a_language_is_told_by_its_script_and_function_words(language: str, text: str) -> None:
    assert language_of([text]) == language


def test_english_is_told_as_well() -> None:
    assert language_of(["What should I learn before the brakes?"]) == "English"


def test_nothing_is_told_where_nothing_tells() -> None:
    assert language_of(["", "42 + 7"]) is None


@pytest.mark.parametrize("text", FOREIGN.values())
def test_a_question_in_another_language_than_the_corpus_is_noticed(text: str) -> None:
    assert speaks_another(text, "English", known_share=0.0)


@pytest.mark.parametrize("text", ["brakes", "truing a wheel?", "Was ist", "what is Brazing"])
def test_too_few_words_tell_no_other_language(text: str) -> None:
    assert not speaks_another(text, "English", known_share=0.5)


def test_a_question_of_known_words_is_understood_whatever_it_looks_like() -> None:
    assert not speaks_another(FOREIGN["German"], "English", known_share=0.9)


def test_a_corpus_of_another_language_is_asked_in_that() -> None:
    assert not speaks_another(FOREIGN["German"], "German", known_share=0.0)
    assert speaks_another("What should I learn before the brakes?", "German", known_share=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "was ist truing",
        "que es truing",
        "donde aprendo truing",
        "quelle etape apres brakes",
        "hoe lang duurt het",
        "vad är brakes",
        "co to jest flux",
        "kya hai flux",
        "par où commencer",
        "als ik klaar ben met brakes, wat dan",
        "wo finde ich brakes und wheels",
    ],
)
def test_a_short_question_in_another_language_is_noticed_around_the_names(text: str) -> None:
    assert speaks_another(text, "English", known_share=0.4)


@pytest.mark.parametrize(
    "text",
    [
        "what is crème de la crème",
        "pain au chocolat",
        "is die casting covered?",
        "Botrytis cinerea",
        "what is da best tyme for brakes",
        "come and see the brakes",
        "El Niño and La Niña",
        "NPK PPE IPM USDA?",
        "how do Le Chatelier and van der Waals differ?",
    ],
)
def test_english_with_foreign_names_or_mistakes_is_english(text: str) -> None:
    assert not speaks_another(text, "English", known_share=0.4)
