import re

import pytest
from fastapi.testclient import TestClient

from tests.scripted import ScriptedTrekbot
from trekbot.api.section_html import section_html


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_stage_page_shows_its_place_front_matter_and_sections(client: TestClient) -> None:
    response = client.get("/trek/kitchen-garden/sowing")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    page = text(response.text)
    for shown in ("Stage 3 of 4", "Sowing", "Sow indoors and outdoors", "Cold frame", "6 weeks", "Hardening off"):
        assert shown in page


def test_each_section_of_a_stage_can_be_opened_by_its_anchor(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    for key, stage in trekbot.holder.current().corpus.stages.items():
        page = client.get(f"/trek/{key.roadmap}/{key.stage}").text
        assert re.findall(r'<section id="([^"]+)"', page) == [section.anchor for section in stage.sections]


def test_a_stage_page_links_to_what_it_builds_on_what_follows_and_what_comes_next(client: TestClient) -> None:
    page = client.get("/trek/kitchen-garden/sowing").text

    assert '<a href="/trek/kitchen-garden/soil">Soil</a>' in page
    assert '<a href="/trek/seed-saving/seed-storage">Seed storage</a>' in page
    assert '<a href="/trek/kitchen-garden/harvest">Harvest</a>' in page
    assert '<a rel="next" href="/trek/kitchen-garden/harvest">' in page
    assert '<a rel="prev" href="/trek/kitchen-garden/compost">' in page


def test_numbers_with_gaps_say_how_far_along_the_stage_is(client: TestClient) -> None:
    assert "Stage 20, the 2. of 2" in client.get("/trek/seed-saving/seed-storage").text


def test_a_roadmap_page_lists_its_stages_and_facts(client: TestClient) -> None:
    page = client.get("/trek/kitchen-garden").text

    assert '<li value="3"><a href="/trek/kitchen-garden/sowing">Sowing</a>' in page
    for fact in ("Beginner", "one year", "2026-03-01", "2 gardeners", "Closing advice"):
        assert fact in page


@pytest.mark.parametrize("path", ["/trek/nothing", "/trek/kitchen-garden/nothing", "/trek/nothing/soil", "/trek/%00/x"])
def test_an_unknown_page_is_404_and_shows_the_way_back(client: TestClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert '<a href="/trek/kitchen-garden">' in response.text


def test_the_pages_load_nothing_but_the_stylesheet_and_use_no_inline_style_or_script(client: TestClient) -> None:
    for path in ("/trek/kitchen-garden", "/trek/kitchen-garden/compost", "/trek/nothing"):
        page = client.get(path).text
        assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', page) == ["/static/trek.css"]
        assert not re.search(r"<script|<img|<iframe|style=|\son\w+=", page)
    assert client.get("/static/trek.css").headers["content-type"] == "text/css; charset=utf-8"


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<!-- hidden -->",
        "[a](javascript:alert(1))",
        "[a](JavaScript&colon;alert(1))",
        "[a](&#x6A;avascript:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:x)",
        "[a](https:evil.example)",
        "[a](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "![a](https://evil.example/x.png)",
        '[a](x "onmouseover=alert(1)")',
        "|a|b|\n|:-:|--:|\n|1|2|",
        '```js" onload=alert(1)\nx\n```',
    ],
)
def test_markdown_cannot_bring_anything_that_acts(markdown: str) -> None:
    html = section_html(markdown, "kitchen-garden")

    assert not re.search(r"<(script|img|iframe|style|form|input)", html)
    assert not re.search(r"<[^>]*\s(on\w+|style|src)=", re.sub(r'"[^"]*"', '""', html))
    assert not re.search(r'href="(?!https?://|/|#|[\w.%-]+")', html)
    assert "hidden" not in html


def test_links_to_the_web_and_within_the_corpus_work() -> None:
    links = "[a](https://x.example/?b=1&c=2) [b](02-compost.md) [c](../../seed-saving/stages/1-botany.md#key-ideas) [d](../roadmap.md) [e](#tools)"

    html = section_html(links, "kitchen-garden")

    assert re.findall(r'href="([^"]+)"', html) == [
        "https://x.example/?b=1&amp;c=2",
        "/trek/kitchen-garden/compost",
        "/trek/seed-saving/botany#key-ideas",
        "/trek/kitchen-garden",
        "#tools",
    ]
    assert html.count('rel="noopener nofollow"') == 5


def test_an_image_is_shown_as_its_description() -> None:
    assert text(section_html("See ![a **red** jar & \\<b>](x.png).", "garden")) == "See a red jar &amp; &lt;b&gt;."
