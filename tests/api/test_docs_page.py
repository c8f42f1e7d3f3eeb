import re

from fastapi.testclient import TestClient


def test_the_api_is_described_on_a_page_without_scripts_or_other_hosts(client: TestClient) -> None:
    response = client.get("/docs")

    assert response.status_code == 200
    assert "POST /v1/chat" in response.text
    assert "ChatRequest" in response.text
    assert "<script" not in response.text
    assert not re.search(r"(src|href)=\"(https?:)?//", response.text)


def test_every_link_within_the_page_leads_somewhere(client: TestClient) -> None:
    page = client.get("/docs").text

    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_the_description_lists_every_route_and_says_that_errors_are_problems(client: TestClient) -> None:
    spec = client.get("/openapi.json").json()

    assert set(spec["paths"]) == {
        "/v1/chat",
        "/v1/roadmaps",
        "/v1/roadmaps/{roadmap}",
        "/v1/roadmaps/{roadmap}/stages/{stage}",
        "/v1/search",
        "/v1/path",
        "/v1/feedback",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    assert "HTTPValidationError" not in str(spec)
    chat = spec["paths"]["/v1/chat"]["post"]["responses"]
    assert set(chat["200"]["content"]) == {"application/json", "text/event-stream"}
    assert set(chat["422"]["content"]) == {"application/problem+json"}


def test_an_answers_usage_is_described_with_its_cost(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]

    assert schemas["Reply"]["properties"]["usage"] == {"$ref": "#/components/schemas/Usage"}
    assert schemas["Usage"]["properties"]["cost"] == {"$ref": "#/components/schemas/Money"}
    assert schemas["Usage"]["required"] == ["input_tokens", "output_tokens"]
