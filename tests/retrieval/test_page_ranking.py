from trekbot.retrieval.library import Library
from trekbot.retrieval.page_ranking import sentences_of_best_page
from trekbot.retrieval.query import Intent, Query
from trekbot.roadmaps.model import StageKey


def query(library: Library, text: str) -> Query:
    return Query(text, Intent.OPEN, words=library.understanding.content_words(text))


def test_one_chance_hit_does_not_decide_the_page(library: Library) -> None:
    search = library.search(query(library, "truing a rim"))

    best = sentences_of_best_page(search, search.sentences(wanted=["true", "rim"]), ["true", "rim"])

    assert {found.stage for found in best} == {StageKey("bicycle-repair", "wheels")}


def test_the_sentences_of_the_best_page_keep_their_order(library: Library) -> None:
    search = library.search(query(library, "truing a rim"))
    ranked = search.sentences(wanted=["true", "rim"])

    best = sentences_of_best_page(search, ranked, ["true", "rim"])

    assert best == [found for found in ranked if found in best]


def test_no_sentences_have_no_best_page(library: Library) -> None:
    assert sentences_of_best_page(library.search(query(library, "truing")), [], ["true"]) == []
