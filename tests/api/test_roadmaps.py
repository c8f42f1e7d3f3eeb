import pytest
from fastapi.testclient import TestClient

from tests.scripted import ScriptedTrekbot
from trekbot.api.app import create_app


def test_the_list_holds_every_roadmap_with_its_front_matter(client: TestClient) -> None:
    roadmaps = client.get("/v1/roadmaps").json()["roadmaps"]

    assert [roadmap["roadmap"] for roadmap in roadmaps] == ["kitchen-garden", "seed-saving"]
    assert roadmaps[0] == {
        "roadmap": "kitchen-garden",
        "title": "The Kitchen Garden trek",
        "summary": "From bare soil to a kitchen garden that feeds a household.",
        "level": "Beginner",
        "estimated_time": "one year",
        "updated": "2026-03-01",
        "maintained_by": "2 gardeners",
        "stages": 4,
        "url": "/trek/kitchen-garden",
    }
    assert roadmaps[1]["level"] is None
    assert roadmaps[1]["url"] == "https://seeds.example/trek"


def test_a_roadmap_lists_its_stages_in_order(client: TestClient) -> None:
    roadmap = client.get("/v1/roadmaps/kitchen-garden").json()

    assert roadmap["title"] == "The Kitchen Garden trek"
    assert [stage["number"] for stage in roadmap["stages"]] == [1, 2, 3, 4]
    assert roadmap["stages"][2] == {
        "stage": "sowing",
        "number": 3,
        "title": "Sowing",
        "summary": "Sow indoors and outdoors at the right time.",
        "tags": ["Seeds", "Cold frame"],
        "requires": ["soil", "seed-saving/seed-storage"],
        "url": "/trek/kitchen-garden/sowing",
    }


def test_a_stage_adds_its_sections_as_plain_text(client: TestClient) -> None:
    stage = client.get("/v1/roadmaps/kitchen-garden/stages/soil").json()

    assert stage["stage"] == "soil"
    assert [section["heading"] for section in stage["sections"]] == ["Key ideas", "Tools", "Practice"]
    assert stage["sections"][0]["text"].startswith("Loam is a soil of sand, silt and clay in balance.")


def test_a_stage_without_a_body_has_no_sections(client: TestClient) -> None:
    assert client.get("/v1/roadmaps/kitchen-garden/stages/harvest").json()["sections"] == []


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/v1/roadmaps/nothing", "nothing"),
        ("/v1/roadmaps/kitchen-garden/stages/nothing", "nothing"),
        ("/v1/roadmaps/nothing/stages/soil", "nothing"),
    ],
)
def test_an_unknown_roadmap_or_stage_is_a_404_problem_that_names_it(client: TestClient, path: str, named: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert f"'{named}'" in response.json()["detail"]


def test_addresses_begin_with_the_public_one_where_there_is_one(trekbot: ScriptedTrekbot) -> None:
    trekbot.settings.public_url = "https://learn.example"

    client = TestClient(create_app(trekbot))

    assert client.get("/v1/roadmaps").json()["roadmaps"][0]["url"] == "https://learn.example/trek/kitchen-garden"


def test_without_an_index_the_list_is_a_503_problem(empty_trekbot: ScriptedTrekbot) -> None:
    response = TestClient(create_app(empty_trekbot)).get("/v1/roadmaps")

    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["retry-after"]


def test_a_search_gives_passages(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    response = client.get("/v1/search", params={"q": "loam", "roadmap": "kitchen-garden", "limit": 3})

    assert trekbot.searched == [("loam", "kitchen-garden", 3)]
    assert response.json() == {
        "results": [
            {
                "roadmap": "kitchen-garden",
                "stage": "soil",
                "stage_number": 1,
                "title": "Soil",
                "section": None,
                "text": "Loam is a soil.",
                "score": 0.5,
                "url": "/trek/kitchen-garden/soil",
            }
        ]
    }


def test_a_search_takes_ten_results_from_all_roadmaps_unless_told_otherwise(
    client: TestClient, trekbot: ScriptedTrekbot
) -> None:
    client.get("/v1/search", params={"q": "loam"})

    assert trekbot.searched == [("loam", None, 10)]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20", "q"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=51", "limit"),
        ("q=a&limit=x", "limit"),
    ],
)
def test_a_wrong_search_is_422_and_names_the_field(client: TestClient, query: str, field: str) -> None:
    response = client.get(f"/v1/search?{query}")

    assert response.status_code == 422
    assert [fault["field"] for fault in response.json()["errors"]] == [field]


def test_a_search_in_an_unknown_roadmap_is_404(client: TestClient) -> None:
    assert client.get("/v1/search", params={"q": "loam", "roadmap": "nothing"}).status_code == 404
