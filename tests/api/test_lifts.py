"""Lifts over HTTP: who may say what, how it is refused, and that plans heed it."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from maas.errors import MaasError
from maas.journeys.planner import Planner
from maas.streets.closures import Closures, OsmRef, Outage
from maas.streets.graph import EdgeKind
from maas_api.app import create_app
from maas_api.lifts.board import Board
from maas_api.lifts.watch import Watch
from maas_api.limits import Limits
from maas_api.settings import read_settings
from maas_api.town import open_town
from maas_feeds.build import build_city

from ..text import feed
from .fake import ZONE, now, town

TOKEN = "a secret of the town"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
ITEM: dict[str, Any] = {
    "id": "osm:node/45",
    "from": None,
    "to": "2026-03-10T15:00",
    "state": "out_of_service",
}
MISSING = "osm:way/9 is no lift, escalator or way of this city; check the id."


class Lifts:
    """Remembers what plans were told; knows node 45 alone, as edge 7."""

    def __init__(self) -> None:
        self.told: list[Sequence[Outage]] = []

    def close(self, outages: Sequence[Outage]) -> tuple[Closures, tuple[str, ...]]:
        self.told.append(outages)
        known = [o for o in outages if o.what == OsmRef("node", 45)]
        edge = np.full(len(known), 7, dtype=np.int32)
        start = np.array([o.from_epoch for o in known], dtype=np.int64)
        end = np.array([o.to_epoch for o in known], dtype=np.int64)
        lost = MISSING if len(known) < len(outages) else ""
        return Closures(edge, start, end), (lost,) if lost else ()


def client(
    lifts: Lifts | None = None,
    token: str | None = TOKEN,
    file: Path | None = None,
    **limits: Any,
) -> TestClient:
    app = create_app(
        replace(town(), close_lifts=(lifts or Lifts()).close),
        replace(Limits(), **limits),
        now,
        operator_token=SecretStr(token) if token else None,
        lifts_file=file,
    )
    return TestClient(app)


def test_at_first_nothing_is_said() -> None:
    assert client().get("/maas/v1/lifts").json() == {
        "items": [],
        "closedEdges": 0,
        "unmatched": [],
        "source": None,
        "since": None,
        "fault": None,
    }


def test_plans_heed_what_the_operator_says() -> None:
    lifts = Lifts()
    http = client(lifts)
    said = http.post("/maas/v1/lifts", json=[ITEM], headers=HEADERS)
    assert said.status_code == 200
    assert said.json() == http.get("/maas/v1/lifts").json()
    assert said.json() == {
        "items": [ITEM],
        "closedEdges": 1,
        "unmatched": [],
        "source": "post",
        "since": "2026-03-09T23:00:00Z",
        "fault": None,
    }
    ((outage,),) = lifts.told
    # 15:00 in Tokyo is 6:00 UTC; 2026-03-10 0:00 UTC is 1773100800.
    assert outage.to_epoch == 1_773_100_800 + 6 * 3600


LIFT = """<osm version="0.6">
<node id="1" lat="35.000" lon="139.000"/>
<node id="45" lat="35.000" lon="139.001"><tag k="highway" v="elevator"/></node>
<node id="3" lat="35.000" lon="139.002"/>
<way id="7"><nd ref="1"/><nd ref="45"/>
<tag k="highway" v="footway"/><tag k="level" v="0"/></way>
<way id="8"><nd ref="45"/><nd ref="3"/>
<tag k="highway" v="footway"/><tag k="level" v="1"/></way></osm>"""


def test_the_planner_of_a_city_has_the_closures(tmp_path: Path) -> None:
    feed(tmp_path / "bus", "red A B\n 1 8:00 8:10")
    (tmp_path / "streets.osm").write_text(LIFT, encoding="utf-8")
    (tmp_path / "city.toml").write_text(
        'name = "Town"\ntimezone = "Asia/Tokyo"\n[[gtfs]]\nid = "bus"\npath = "bus"\n'
        '[[osm]]\npath = "streets.osm"\n',
        encoding="utf-8",
    )
    build_city(tmp_path / "city.toml", tmp_path / "city")
    city = open_town(tmp_path / "city")
    assert isinstance(city.planner, Planner)
    http = TestClient(create_app(city, operator_token=SecretStr(TOKEN)))
    items = [ITEM, ITEM | {"id": "osm:way/9"}]
    answer = http.post("/maas/v1/lifts", json=items, headers=HEADERS).json()
    # The lift, each way.
    assert (answer["closedEdges"], answer["unmatched"]) == (2, [MISSING])
    closures, streets = city.planner.closures, city.planner.city.streets
    assert set(streets.kind[closures.edges()].tolist()) == {EdgeKind.LIFT}
    assert set(closures.to_epoch.tolist()) == {1_773_100_800 + 6 * 3600}
    http.post("/maas/v1/lifts", json=[], headers=HEADERS)
    assert len(city.planner.closures) == 0


def test_each_report_replaces_the_one_before() -> None:
    lifts = Lifts()
    http = client(lifts)
    for items in ([ITEM, ITEM | {"id": "osm:way/9"}], []):
        answer = http.post("/maas/v1/lifts", json=items, headers=HEADERS).json()
        assert len(answer["items"]) == len(items)
        assert answer["unmatched"] == ([MISSING] if items else [])
    assert [len(outages) for outages in lifts.told] == [2, 0]


def test_without_a_token_set_nobody_may_say_anything() -> None:
    lifts = Lifts()
    answer = client(lifts, token=None).post("/maas/v1/lifts", json=[], headers=HEADERS)
    assert answer.status_code == 403
    assert answer.json() == {
        "error": "This server takes no reports of lifts: start it with "
        "MAAS_OPERATOR_TOKEN set, or name a file in MAAS_LIFTS."
    }
    assert not lifts.told


@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer \xe9"]
)
def test_only_the_operator_may(given: str | None) -> None:
    lifts = Lifts()
    headers = {} if given is None else {"Authorization": given.encode("latin-1")}
    # The body is not looked at either.
    answer = client(lifts).post("/maas/v1/lifts", content=b"?", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"].startswith("Send the operator's token")
    assert answer.headers["WWW-Authenticate"] == "Bearer" and not lifts.told


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"", 400, "The body: this is not JSON"),
        (b"{}", 400, "The body: the whole must be a list"),
        (b"\xff", 400, "The body: this is not UTF-8 text."),
        (
            json.dumps([ITEM, ITEM | {"state": "broken"}]).encode(),
            422,
            "The body, item 2: 'state' must be 'out_of_service' or 'in_service'.",
        ),
        (b" " * 201, 413, "The body is too long; send at most 200 bytes."),
    ],
)
def test_refuses_a_body_in_one_sentence(
    content: bytes, status: int, sentence: str
) -> None:
    lifts = Lifts()
    http = client(lifts, lifts_bytes=200)
    answer = http.post("/maas/v1/lifts", content=content, headers=HEADERS)
    assert answer.status_code == status
    assert answer.json()["error"].startswith(sentence)
    assert not lifts.told  # what was said before holds on


def test_a_client_may_not_ask_without_end() -> None:
    http = client(requests_per_minute=1)
    assert http.get("/maas/v1/lifts").status_code == 200
    assert http.get("/maas/v1/lifts").status_code == 429


def test_the_interface_is_described() -> None:
    paths = client().get("/openapi.json").json()["paths"]["/maas/v1/lifts"]
    items = paths["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(items["items"]["properties"]) == {"id", "from", "to", "state"}
    assert {"400", "401", "403", "413", "422"} <= set(paths["post"]["responses"])
    assert "/maas/v1/lifts" in client().get("/docs").text


def write(path: Path, text: str, second: int) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (second, second))


def test_a_file_is_read_whenever_it_changes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lifts, path = Lifts(), tmp_path / "lifts.json"
    board = Board(lifts.close, now)
    watch = Watch(board, path, ZONE)
    with caplog.at_level(logging.WARNING):
        assert watch.look() and not watch.look()
    assert "There is no file of lifts" in (board.state.fault or "")
    assert "There is no file of lifts" in caplog.text
    write(path, json.dumps([ITEM]), 1)
    assert watch.look() and not watch.look()
    assert (board.state.source, board.state.edges, board.state.fault) == (
        "file",
        1,
        None,
    )
    write(path, "[{", 2)
    assert watch.look()
    assert board.state.edges == 1 and "this is not JSON" in (board.state.fault or "")
    write(path, "[]", 3)
    assert watch.look()
    assert board.state.edges == 0 and board.state.fault is None


def test_the_file_is_heeded_from_the_first_plan_on(tmp_path: Path) -> None:
    path = tmp_path / "lifts.json"
    path.write_text(json.dumps([ITEM]), encoding="utf-8")
    http = client(file=path)
    assert http.get("/maas/v1/lifts").json()["source"] == "file"
    with http:  # the server's life: the file is looked at all the while
        assert "lifts" in {thread.name for thread in threading.enumerate()}
    assert "lifts" not in {thread.name for thread in threading.enumerate()}


def test_what_is_told_is_what_plans_heed() -> None:
    heeded: list[int] = []
    first = threading.Event()

    def close(outages: Sequence[Outage]) -> tuple[Closures, tuple[str, ...]]:
        heeded.append(len(outages))
        if len(outages) == 1:  # the slower report came first
            first.set()
            time.sleep(0.05)
        edge = np.arange(len(outages), dtype=np.int32)
        ends = np.zeros(len(outages), dtype=np.int64)
        return Closures(edge, ends, ends), ()

    board = Board(close, now)
    slow = threading.Thread(
        target=board.put, args=((), [Outage(OsmRef("node", 1))], "post")
    )
    slow.start()
    first.wait()
    board.put((), [Outage(OsmRef("node", 1))] * 2, "post")
    slow.join()
    assert heeded == [1, 2] and board.state.edges == 2


def test_settings_name_the_token_and_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAAS_OPERATOR_TOKEN", TOKEN)
    monkeypatch.setenv("MAAS_LIFTS", str(tmp_path / "lifts.json"))
    settings = read_settings(city=tmp_path)
    assert settings.operator_token is not None
    assert settings.operator_token.get_secret_value() == TOKEN
    assert TOKEN not in repr(settings) and settings.lifts == tmp_path / "lifts.json"
    monkeypatch.setenv("MAAS_OPERATOR_TOKEN", "short")
    with pytest.raises(MaasError, match="give at least 16 characters") as error:
        read_settings(city=tmp_path)
    assert "short" not in str(error.value)
