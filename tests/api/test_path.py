from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.scripted import ScriptedTrekbot


def path(client: TestClient, to: str, *known: str) -> dict[str, Any]:
    response = client.get("/v1/path", params={"to": to, "known": list(known)})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def names(stages: list[dict[str, Any]]) -> list[str]:
    return [f"{stage['roadmap']}/{stage['stage']}" for stage in stages]


def test_a_path_lists_what_to_learn_in_order_and_why(client: TestClient) -> None:
    answer = path(client, "kitchen-garden/harvest")

    learned = names(answer["stages"])
    assert sorted(learned) == [
        "kitchen-garden/compost",
        "kitchen-garden/harvest",
        "kitchen-garden/soil",
        "kitchen-garden/sowing",
        "seed-saving/botany",
        "seed-saving/seed-storage",
    ]
    assert learned[-1] == "kitchen-garden/harvest"
    assert learned.index("seed-saving/seed-storage") < learned.index("kitchen-garden/sowing")
    because = {stage["stage"]: stage["because"] for stage in answer["stages"]}
    assert sorted(because["soil"]) == ["compost", "sowing"]
    assert because["seed-storage"] == ["kitchen-garden/sowing"]
    assert because["harvest"] == []
    assert answer["stages"][-1]["number"] == 4
    assert answer["stages"][-1]["title"] == "Harvest"
    assert answer["skipped"] == []


@pytest.mark.parametrize("known", ["kitchen-garden/sowing", "sowing", "SOWING", "Cold Frame", " cold frame "])
def test_what_is_known_by_address_slug_or_tag_is_skipped_with_what_only_it_needs(
    client: TestClient, known: str
) -> None:
    answer = path(client, "kitchen-garden/harvest", known)

    assert names(answer["stages"]) == ["kitchen-garden/soil", "kitchen-garden/compost", "kitchen-garden/harvest"]
    reasons = {stage["stage"]: stage["reason"] for stage in answer["skipped"]}
    assert reasons == {
        "sowing": f"known: {known.strip()}",
        "seed-storage": "only what is known builds on it",
        "botany": "only what is known builds on it",
    }


def test_a_target_that_is_known_is_skipped_itself(client: TestClient) -> None:
    answer = path(client, "kitchen-garden/compost", "compost")

    assert answer["stages"] == []
    assert [(stage["stage"], stage["reason"]) for stage in answer["skipped"]] == [
        ("soil", "only what is known builds on it"),
        ("compost", "known: compost"),
    ]


def test_a_known_that_names_nothing_is_422_and_every_one_is_named(client: TestClient) -> None:
    response = client.get("/v1/path", params={"to": "kitchen-garden/harvest", "known": ["soil", "x\x00y", "zz"]})

    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"field": "known[1]", "message": "'xy' is neither a stage nor a tag"},
        {"field": "known[2]", "message": "'zz' is neither a stage nor a tag"},
    ]


@pytest.mark.parametrize("to", ["kitchen-garden/nothing", "nothing/soil", "soil", "/", "", "kitchen-garden/soil/x"])
def test_a_path_to_an_unknown_stage_is_404(client: TestClient, to: str) -> None:
    assert client.get("/v1/path", params={"to": to}).status_code == 404


def test_a_path_to_nowhere_is_422(client: TestClient) -> None:
    assert client.get("/v1/path").json()["errors"][0]["field"] == "to"


def test_the_target_is_found_whatever_its_case(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    assert names(path(client, "Kitchen-Garden/Soil")["stages"]) == ["kitchen-garden/soil"]
