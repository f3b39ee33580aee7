"""Fetching a place, from servers that stand in for Nominatim and Overpass."""

from __future__ import annotations

import json
import socket
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest

from maas.errors import CityError, FeedError
from maas.streets.graph import EdgeKind
from maas_feeds.fetch import fetch_place
from maas_feeds.osm import build_streets, no_pathways, no_stops, read_osm

SQUARE = [[7.99, 49.99], [8.01, 49.99], [8.01, 50.01], [7.99, 50.01], [7.99, 49.99]]
PLACES: dict[str, list[dict[str, Any]]] = {
    "三鷹市": [
        {
            "place_id": 1,
            "lat": "50.0",
            "lon": "8.0",
            "importance": 0.5,
            "display_name": "Mitaka",
            "boundingbox": ["49.99", "50.01", "7.99", "8.01"],
            "geojson": {"type": "Polygon", "coordinates": [SQUARE]},
        }
    ]
}
ELEMENTS = [
    {"type": "way", "id": 7, "nodes": [1, 2, 3], "tags": {"highway": "footway"}},
    {"type": "node", "id": 1, "lat": 50.0, "lon": 8.0},
    {"type": "node", "id": 2, "lat": 50.0, "lon": 8.001, "tags": {"kerb": "raised"}},
    {"type": "node", "id": 3, "lat": 50.0, "lon": 8.002},
    {
        "type": "relation",
        "id": 9,
        "tags": {"type": "multipolygon", "highway": "pedestrian"},
        "members": [{"type": "way", "ref": 7, "role": "outer"}],
    },
]


class StandIn(BaseHTTPRequestHandler):
    """Answers as Nominatim and Overpass do."""

    def do_GET(self) -> None:
        query = parse_qs(urlparse(self.path).query)
        self.answer(PLACES.get(query["q"][0], []))

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        asked = parse_qs(self.rfile.read(size).decode())["data"][0]
        self.server.asked.append(asked)  # type: ignore[attr-defined]
        self.answer({"elements": self.server.elements})  # type: ignore[attr-defined]

    def answer(self, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setattr("osmnx._nominatim.time.sleep", lambda _: None)
    http = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    http.asked, http.elements = [], ELEMENTS  # type: ignore[attr-defined]
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield http
    http.shutdown()
    http.server_close()


@pytest.fixture
def city_file(tmp_path: Path) -> Path:
    path = tmp_path / "city.toml"
    path.write_text('name = "Mitaka"  # 三鷹\ntimezone = "Asia/Tokyo"\n', "utf-8")
    return path


def fetch(place: str, city_file: Path, server: ThreadingHTTPServer) -> Path:
    url = f"http://127.0.0.1:{server.server_port}"
    return fetch_place(place, city_file, nominatim_url=url, overpass_url=f"{url}/api")


def test_saves_a_place_that_can_be_built(
    city_file: Path, server: ThreadingHTTPServer
) -> None:
    path = fetch("三鷹市", city_file, server)
    assert path == city_file.parent / "三鷹市.osm"
    raw = read_osm(path)
    assert raw.node_id.tolist() == [1, 2, 3] and raw.points == {2: {"kerb": "raised"}}
    streets, _ = build_streets([path], [], no_stops(), no_pathways())
    assert set(streets.kind.tolist()) == {EdgeKind.FOOTWAY}
    assert np.nanmax(streets.kerb_cm) == 12


def test_asks_for_all_that_is_walked_on(
    city_file: Path, server: ThreadingHTTPServer
) -> None:
    fetch("三鷹市", city_file, server)
    (asked,) = server.asked  # type: ignore[attr-defined]
    for part in ("'highway'", "'railway'='platform'", "'amenity'='bench'"):
        assert part in asked


def test_names_the_file_in_the_city_file_once(
    city_file: Path, server: ThreadingHTTPServer
) -> None:
    for _ in range(2):
        fetch("三鷹市", city_file, server)
    text = city_file.read_text("utf-8")
    assert text.startswith('name = "Mitaka"  # 三鷹\n'), "the rest stays as it is"
    assert tomllib.loads(text)["osm"] == [{"path": "三鷹市.osm"}]
    assert sorted(p.name for p in city_file.parent.iterdir()) == [
        "city.toml",
        "三鷹市.osm",
    ]


def test_adds_to_the_sections_there_are(
    city_file: Path, server: ThreadingHTTPServer
) -> None:
    with city_file.open("a") as out:
        out.write('\n[[osm]]\npath = "old.osm.pbf"\n\n[[gtfs]]\nid = "a"\npath = "a"')
    fetch("三鷹市", city_file, server)
    city = tomllib.loads(city_file.read_text("utf-8"))
    assert [source["path"] for source in city["osm"]] == ["old.osm.pbf", "三鷹市.osm"]
    assert city["gtfs"] == [{"id": "a", "path": "a"}]


def test_an_unknown_place_is_said(city_file: Path, server: ThreadingHTTPServer) -> None:
    before = city_file.read_text("utf-8")
    with pytest.raises(FeedError, match="No area called 'Nowhere'"):
        fetch("Nowhere", city_file, server)
    assert city_file.read_text("utf-8") == before


def test_a_place_without_ways_is_said(
    city_file: Path, server: ThreadingHTTPServer
) -> None:
    server.elements = []  # type: ignore[attr-defined]
    with pytest.raises(FeedError, match="no ways"):
        fetch("三鷹市", city_file, server)
    assert [p.name for p in city_file.parent.iterdir()] == ["city.toml"]


def test_off_line_it_says_what_to_do(
    city_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("osmnx._nominatim.time.sleep", lambda _: None)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(FeedError, match="needs the internet"):
            fetch_place("三鷹市", city_file, nominatim_url=url, overpass_url=url)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "write a city file first"),
        ("name = ", "is not a TOML file"),
        ('osm = "x.osm"', "as .*osm.* sections"),
        ('osm = [{path = "x.osm"}]', "as .*osm.* sections"),
    ],
)
def test_a_city_file_that_cannot_take_it_is_said_before_any_download(
    tmp_path: Path, content: str | None, sentence: str
) -> None:
    path = tmp_path / "city.toml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CityError, match=sentence):
        fetch_place("三鷹市", path, nominatim_url="http://x", overpass_url="http://x")


def test_settings_of_osmnx_are_put_back(
    city_file: Path, server: ThreadingHTTPServer
) -> None:
    from osmnx import settings

    before = (settings.nominatim_url, settings.overpass_url, settings.use_cache)
    fetch("三鷹市", city_file, server)
    after = (settings.nominatim_url, settings.overpass_url, settings.use_cache)
    assert after == before
