from dataclasses import replace

from trekbot.roadmaps.model import Corpus
from trekbot.ui.panel import panel_html


def test_the_stages_of_a_roadmap_stand_in_their_order(corpus: Corpus) -> None:
    shown = panel_html(corpus, "kitchen-garden")

    places = [shown.index(f">{title}<") for title in ("Soil", "Composting", "Sowing", "Harvest")]
    assert places == sorted(places)


def test_each_stage_asks_its_question_and_opens_its_page(corpus: Corpus) -> None:
    shown = panel_html(corpus, "kitchen-garden")

    assert 'data-question="What is stage 3, Sowing, about?" data-roadmap="kitchen-garden"' in shown
    assert 'href="/trek/kitchen-garden/sowing"' in shown


def test_a_stage_with_a_page_of_its_own_opens_that(corpus: Corpus) -> None:
    assert 'href="https://seeds.example/trek/storage"' in panel_html(corpus, "seed-saving")


def test_the_address_of_this_server_is_put_before_its_pages(corpus: Corpus) -> None:
    assert 'href="https://trek.example/trek/kitchen-garden/soil"' in panel_html(
        corpus, "kitchen-garden", "https://trek.example"
    )


def test_all_roadmaps_are_shown_where_none_is_chosen(corpus: Corpus) -> None:
    shown = panel_html(corpus, None)

    assert "The Kitchen Garden trek" in shown
    assert "The Seed Saving trek" in shown
    assert "The Seed Saving trek" not in panel_html(corpus, "kitchen-garden")


def test_the_facts_that_a_roadmap_states_are_shown_and_no_others(corpus: Corpus) -> None:
    assert "<span>4 stages</span> <span>Beginner</span> <span>one year</span>" in panel_html(corpus, "kitchen-garden")
    assert "<span>2 stages</span></span>" in panel_html(corpus, "seed-saving")


def test_text_of_the_corpus_is_escaped_everywhere(corpus: Corpus) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'"
    garden = corpus.roadmaps[0]
    stages = tuple(replace(stage, title=hostile, url="javascript:alert(1)") for stage in garden.stages)
    facts = replace(garden, title=hostile, summary=hostile, level=hostile, url="javascript:alert(1)", stages=stages)

    shown = panel_html(Corpus((facts,), {}), None)

    assert "<img" not in shown
    assert "javascript:" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;" in shown
