"""From a city file to a city on disk."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from maas.city import City
from maas.errors import CityError
from maas.journeys.planner import Planner
from maas.journeys.request import At, Request, StopRef
from maas_feeds.build import build_city
from tests.text import feed

STREETS = """<osm version="0.6">
<node id="1" lat="35.000" lon="139.000"/>
<node id="2" lat="35.000" lon="139.010"/>
<node id="3" lat="35.005" lon="139.010"/>
<way id="7"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
<tag k="highway" v="footway"/></way></osm>"""


@pytest.fixture
def city_file(tmp_path: Path) -> Path:
    """A town of one bus and one footway far from it."""
    feed(tmp_path / "bus", "red A B C\n 1 8:00 8:10 8:20")
    (tmp_path / "streets.osm").write_text(STREETS, encoding="utf-8")
    path = tmp_path / "city.toml"
    path.write_text(
        'name = "Town"\ntimezone = "Asia/Tokyo"\n[[gtfs]]\nid = "bus"\npath = "bus"\n'
        '[[osm]]\npath = "streets.osm"\n',
        encoding="utf-8",
    )
    return path


def test_builds_once_and_again_only_where_something_changed(
    city_file: Path, tmp_path: Path
) -> None:
    first = build_city(city_file, tmp_path / "city")
    assert first.rebuilt and (first.stops, first.trips, first.stop_events) == (3, 1, 3)
    assert (first.first_day, first.last_day) == ("2026-03-09", "2026-03-15")
    assert not build_city(city_file, tmp_path / "city").rebuilt
    stops = tmp_path / "bus" / "stops.txt"
    stops.write_text(stops.read_text("utf-8") + "\n", encoding="utf-8")
    assert build_city(city_file, tmp_path / "city").rebuilt


def test_the_city_answers_from_disk(city_file: Path, tmp_path: Path) -> None:
    build_city(city_file, tmp_path / "city")
    planner = Planner(City.open(tmp_path / "city"))
    a, c = StopRef("bus", "A"), StopRef("bus", "C")
    answer = planner.plan(Request(a, c, datetime(2026, 3, 9, 7, 30)))
    (journey,) = answer.itineraries
    assert (journey.departure.hour, journey.arrival.minute) == (8, 20)
    assert answer.remark == ""
    late = planner.plan(Request(a, c, datetime(2027, 1, 1, 7, 30)))
    assert "covers 2026-03-09 to 2026-03-15, not 2027-01-01" in late.remark


@pytest.mark.parametrize("lat, seconds", [(35.0001, 0), (35.00012, 2)])
def test_a_place_next_door_is_not_reached_by_way_of_the_street(
    city_file: Path, tmp_path: Path, lat: float, seconds: int
) -> None:
    build_city(city_file, tmp_path / "city")
    planner = Planner(City.open(tmp_path / "city"))
    request = Request(
        At(35.0001, 139.005), At(lat, 139.005), datetime(2026, 3, 9, 7, 30)
    )
    direct = planner.plan(request).direct
    assert direct is not None
    (walk,) = planner.detail(direct, request).legs
    assert (walk.arrival - walk.departure).total_seconds() == seconds
    assert getattr(walk, "metres") == pytest.approx(seconds * 80 / 60, abs=1)  # noqa: B009


def test_streets_go_to_networkx_and_geopandas(city_file: Path, tmp_path: Path) -> None:
    build_city(city_file, tmp_path / "city")
    streets = City.open(tmp_path / "city").streets
    graph = streets.to_networkx()
    nodes, edges = streets.to_frames()
    assert graph.number_of_nodes() == len(nodes) == streets.node_count
    assert graph.number_of_edges() == len(edges) == streets.edge_count


def test_refuses_a_feed_whose_clocks_are_not_the_citys(
    city_file: Path, tmp_path: Path
) -> None:
    text = city_file.read_text(encoding="utf-8")
    city_file.write_text(text.replace("Asia/Tokyo", "Asia/Seoul"), encoding="utf-8")
    build_city(city_file, tmp_path / "city")  # Seoul's clocks are Tokyo's
    city_file.write_text(text.replace("Asia/Tokyo", "Europe/Rome"), encoding="utf-8")
    with pytest.raises(CityError, match='write timezone = "Asia/Tokyo"'):
        build_city(city_file, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


def test_warns_of_bounds_without_a_stop(city_file: Path, tmp_path: Path) -> None:
    text = city_file.read_text(encoding="utf-8")
    city_file.write_text(f"bounds = [1.0, 2.0, 3.0, 4.0]\n{text}", encoding="utf-8")
    summary = build_city(city_file, tmp_path / "city")
    assert any("no stop" in warning for warning in summary.warnings)
