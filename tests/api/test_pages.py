"""The pages: complete without scripts, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi.testclient import TestClient

from maas_api.app import create_app

from . import motis
from .fake import NOTICE, now, town


def client(**facts: Any) -> TestClient:
    return TestClient(create_app(replace(town(), **facts), clock=now))


def test_landing_says_in_both_languages_what_this_is() -> None:
    text = client().get("/").text
    assert "Testville" in text and NOTICE in text
    assert 'lang="ja"' in text and 'lang="en"' in text
    assert 'href="/docs"' in text


def test_the_example_on_the_landing_page_answers() -> None:
    http = client()
    text = http.get("/").text
    link = text.split('href="/api/v6/plan')[1].split('"')[0].replace("&amp;", "&")
    assert http.get(f"/api/v6/plan{link}").status_code == 200


def test_names_are_text_never_markup() -> None:
    text = client(name="<script>x</script>", notice="<b>").get("/").text
    assert "<script>" not in text and "&lt;script&gt;" in text and "<b>" not in text


def test_pages_load_nothing_from_elsewhere() -> None:
    http = client()
    for path in ("/", "/docs"):
        response = http.get(path)
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert "<script" not in response.text and 'src="' not in response.text


def test_docs_list_the_operations() -> None:
    text = client().get("/docs").text
    assert "/api/v6/plan" in text and "searchWindow" in text and "900" in text


def test_health_is_as_motis_has_it() -> None:
    answer = client().get("/api/v1/health").json()
    assert answer == {"x-city": "Testville", "x-notice": NOTICE}
    motis.check(answer, "/api/v1/health")


def test_unknown_paths_are_answered_in_one_sentence() -> None:
    response = client().get("/api/v6/nothing")
    assert response.status_code == 404
    assert response.json() == {
        "error": "There is nothing at /api/v6/nothing; see /docs."
    }


def test_pages_of_any_origin_may_ask() -> None:
    http = client()
    origin = {"Origin": "https://app.example"}
    for path in ("/api/v1/health", "/api/v6/plan", "/nothing"):
        headers = http.get(path, headers=origin).headers
        assert headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in headers
    asked = {**origin, "Access-Control-Request-Method": "GET"}
    response = http.options("/api/v6/plan", headers=asked)
    assert response.status_code == 200
    assert "GET" in response.headers["access-control-allow-methods"]
    asked["Access-Control-Request-Method"] = "DELETE"
    assert http.options("/api/v6/plan", headers=asked).status_code == 400


def test_head_is_get_without_the_body() -> None:
    http = client()
    for path in ("/", "/api/v1/health", "/api/v6/plan"):
        head, get = http.head(path), http.get(path)
        assert head.status_code == get.status_code and head.content == b""
        assert head.headers["content-type"] == get.headers["content-type"]
    assert http.post("/api/v1/health").status_code == 405
