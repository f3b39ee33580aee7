"""The benchmark of a city: where it gets its questions from, and what it prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from benchmarks import pairs
from benchmarks.journeys import main
from benchmarks.peers.given import write_feed
from benchmarks.peers.walks import from_nodes, walking_graph
from benchmarks.towns import city_file_of, open_town
from maas.city import City
from maas.transit.build import build_timetable
from maas_feeds.build import build_city
from maas_feeds.gtfs import read_feed

from .towns import SIDE, write_town

MONDAY = date(2026, 1, 5)
TUESDAY = date(2026, 1, 6)


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_town(tmp_path_factory.mktemp("grid town"))


@pytest.fixture(scope="module")
def built(raw: Path) -> Iterator[Path]:
    with open_town(raw) as town:
        assert town.built is not None
        assert town.built.cpu_seconds > 0
        assert town.built.peak_bytes > 2**20
        assert town.snapshot_bytes() > 1000
        yield town.folder


@pytest.fixture(scope="module")
def city(built: Path) -> City:
    return City.open(built)


def test_a_folder_of_raw_files_is_a_city_file(raw: Path) -> None:
    text = city_file_of(raw)
    assert 'timezone = "Asia/Tokyo"' in text
    assert text.count("[[gtfs]]") == text.count("[[osm]]") == 1
    assert "notes.txt" not in text


def test_the_busiest_hour_is_on_the_day_with_most_trips(city: City) -> None:
    # Tuesday has a trip more; of its departures three are at 9, and 9:30 comes on top.
    assert pairs.busiest_time(city.timetable) == datetime(2026, 1, 6, 9)


def test_only_trips_of_the_day_count(city: City) -> None:
    assert len(pairs.running_rows(city.timetable, MONDAY)) == 4
    assert len(pairs.running_rows(city.timetable, TUESDAY)) == 5
    assert len(pairs.running_rows(city.timetable, date(2025, 1, 6))) == 0


def test_pairs_are_two_crossings_and_the_same_for_the_same_seed(city: City) -> None:
    streets = city.streets
    drawn = pairs.random_pairs(streets, 200, seed=7)
    again = pairs.random_pairs(streets, 200, seed=7)
    assert (drawn.origin == again.origin).all()
    assert (drawn.origin != drawn.destination).all()
    assert (streets.node_osm[drawn.origin] != 0).all()
    assert len(pairs.doors(streets)) == SIDE**2
    assert len(np.unique(drawn.origin)) == SIDE**2


def test_walks_given_to_peers_are_those_of_the_streets(city: City) -> None:
    streets = city.streets
    graph = walking_graph(streets, metres_per_second=1.0)
    corner, opposite = np.flatnonzero(np.isin(streets.node_osm, [1, SIDE**2]))
    (seconds,) = from_nodes(graph, np.array([corner]), np.array([opposite]))
    # 4 blocks of 222 m north, 4 of 181 m east.
    assert seconds[0] == pytest.approx(4 * 222 + 4 * 181, abs=8)


def test_the_feed_given_to_peers_holds_the_same_trips(
    city: City, tmp_path: Path
) -> None:
    node = city.streets.stop_node
    lat, lon = city.streets.node_lat[node], city.streets.node_lon[node]
    write_feed(tmp_path, city.timetable, lat, lon, city.timezone, MONDAY)
    feed, report = read_feed(tmp_path, "given")
    assert not [n for n in report.notices if n.severity != "info"]
    given = build_timetable([feed])
    running = pairs.running_rows(given, TUESDAY)
    assert len(running) == 5
    assert sorted(given.arrivals) == sorted(city.timetable.arrivals)
    assert pairs.busiest_time(given) == datetime(2026, 1, 6, 9)


def test_every_kind_of_question_is_timed(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--city", str(built), "--pairs", "4", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    kinds = {kind["kind"]: kind for kind in result["kinds"]}
    assert set(kinds) == {
        "search, depart at",
        "plan, depart at",
        "search, arrive by",
        "plan, arrive by",
        "search, 2-hour range",
        "plan, 2-hour range",
        "search, via a stop",
        "plan, via a stop",
        "one to all stops, 2 hours",
        "one to all stops and street nodes, 2 hours",
        "search, stop to stop",
        "plan, stop to stop",
        "stop to stop, without walking",
    }
    for kind in kinds.values():
        assert kind["queries"] == 4
        assert 0 < kind["median_ms"] <= kind["p95_ms"] <= kind["longest_ms"]
    assert kinds["plan, depart at"]["answered"] == 4  # all can walk
    assert result["build"] is None  # it was before
    assert result["open"]["wall_seconds"] > 0
    assert result["depart"] == "2026-01-06T09:00:00"


def test_a_city_without_streets_answers_stop_to_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = write_town(tmp_path / "town", streets=False)
    (raw / "city.toml").write_text(city_file_of(raw))
    build_city(raw / "city.toml", tmp_path / "built")
    told = ["--city", str(tmp_path / "built"), "--pairs", "3", "--stops", "--depart"]
    assert main([*told, "2026-01-05T08:00"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1].startswith("stop to stop, without walking")
    assert err == ""


def test_no_city_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--city", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "neither a built city, nor a city.toml, nor a GTFS feed" in err
