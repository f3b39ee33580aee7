"""Both feeds of the sample, read by gtfs_kit."""

from __future__ import annotations

from pathlib import Path

import gtfs_kit
import networkx as nx
import numpy as np
import pandas as pd
import pytest

from maas_feeds.gtfs import read_feed

REFERENCES = [
    ("trips", "route_id", "routes", "route_id"),
    ("stop_times", "trip_id", "trips", "trip_id"),
    ("stop_times", "stop_id", "stops", "stop_id"),
    ("routes", "agency_id", "agency", "agency_id"),
    ("trips", "service_id", "calendar", "service_id"),
    ("calendar_dates", "service_id", "calendar", "service_id"),
    ("frequencies", "trip_id", "trips", "trip_id"),
    ("stops", "parent_station", "stops", "stop_id"),
]


@pytest.fixture(scope="session")
def feeds(city_file: Path) -> dict[str, gtfs_kit.Feed]:
    return {
        name: gtfs_kit.read_feed(city_file.parent / f"{name}.zip", dist_units="m")
        for name in ("rail", "bus")
    }


@pytest.fixture(scope="session", params=["rail", "bus"])
def feed(request: pytest.FixtureRequest, feeds: dict[str, gtfs_kit.Feed]) -> object:
    return feeds[request.param]


def read_extra(city_file: Path, feed: str, name: str) -> pd.DataFrame:
    import zipfile

    with zipfile.ZipFile(city_file.parent / f"{feed}.zip") as archive:
        return pd.read_csv(archive.open(name), dtype=str)


def seconds(times: pd.Series) -> pd.Series:
    parts = times.str.split(":", expand=True).astype(int)
    return parts[0] * 3600 + parts[1] * 60 + parts[2]


def test_every_reference_resolves(feed: gtfs_kit.Feed) -> None:
    for table, column, target, key in REFERENCES:
        values = getattr(feed, table)[column].dropna()
        missing = set(values) - set(getattr(feed, target)[key])
        assert not missing, (table, column, sorted(missing)[:5])


def test_times_never_go_back_and_every_next_arrival_is_later(
    feed: gtfs_kit.Feed,
) -> None:
    calls = feed.stop_times.sort_values(["trip_id", "stop_sequence"])
    arrival, departure = seconds(calls.arrival_time), seconds(calls.departure_time)
    assert (departure >= arrival).all()
    same = calls.trip_id.eq(calls.trip_id.shift())
    assert (arrival[same] > departure.shift()[same]).all()


def test_trips_run_past_midnight(feed: gtfs_kit.Feed) -> None:
    assert seconds(feed.stop_times.arrival_time).max() > 24 * 3600


def test_our_own_reader_has_nothing_to_repair(city_file: Path) -> None:
    for name in ("rail", "bus"):
        _, report = read_feed(city_file.parent / f"{name}.zip", name)
        notices = [n for n in report.notices if n.severity != "info"]
        assert not notices, notices[:3]


def test_a_holiday_on_a_monday_runs_as_sunday(feed: gtfs_kit.Feed) -> None:
    # 2026-11-23 is Labour Thanksgiving Day, a Monday.
    holiday = set(feed.get_trips("20261123").trip_id)
    assert holiday == set(feed.get_trips("20261122").trip_id)
    assert holiday != set(feed.get_trips("20261124").trip_id)


def test_service_runs_from_2026_to_2029(feed: gtfs_kit.Feed) -> None:
    for day in ("20260401", "20261124", "20280229", "20290330"):
        assert len(feed.get_trips(day)) > 500


def test_there_are_at_least_250_stops_with_poles_on_both_sides(
    feeds: dict[str, gtfs_kit.Feed],
) -> None:
    stops = feeds["bus"].stops
    poles = stops[stops.location_type == 0]
    assert len(poles) >= 250
    per_stop = poles.groupby("parent_station").size()
    assert (per_stop >= 2).mean() > 0.8


def test_wheelchair_facts_are_partly_unknown(feeds: dict[str, gtfs_kit.Feed]) -> None:
    bus, rail = feeds["bus"], feeds["rail"]
    poles = bus.stops[bus.stops.location_type == 0].wheelchair_boarding.fillna(0)
    assert 0.3 < (poles == 0).mean() < 0.9 and {1, 2} <= set(poles)
    trips = bus.trips.wheelchair_accessible.fillna(0)
    assert {0, 1, 2} == set(trips)
    trains = rail.trips.wheelchair_accessible.fillna(0)
    assert {0, 1, 2} == set(trains) and (trains == 1).mean() > 0.6
    stations = rail.stops[rail.stops.location_type == 1].wheelchair_boarding.fillna(0)
    assert {0, 1, 2} == set(stations)


def test_calls_may_be_for_alighting_only_or_on_request(
    feeds: dict[str, gtfs_kit.Feed],
) -> None:
    calls = feeds["bus"].stop_times
    last = calls.groupby("trip_id").stop_sequence.transform("max")
    inner = calls[(calls.stop_sequence > 1) & (calls.stop_sequence < last)]
    assert (inner.pickup_type == 1).any()
    assert (inner.pickup_type == 3).any() and (inner.drop_off_type == 3).any()


def test_the_same_bus_goes_on_where_its_loop_ends(
    feeds: dict[str, gtfs_kit.Feed],
) -> None:
    bus = feeds["bus"]
    blocks = bus.trips.dropna(subset="block_id").groupby("block_id")
    assert len(blocks) > 30
    parent = bus.stops.set_index("stop_id").parent_station
    calls = bus.stop_times.set_index("trip_id")
    for _, trips in list(blocks)[:10]:
        first, second = sorted(
            trips.trip_id, key=lambda t: calls.loc[t].departure_time.min()
        )
        end, start = calls.loc[first].iloc[-1], calls.loc[second].iloc[0]
        assert start.departure_time >= end.arrival_time
        assert parent[start.stop_id] == parent[end.stop_id] == "mitaka_s"


def test_some_trips_stand_for_many_by_frequency(
    feeds: dict[str, gtfs_kit.Feed],
) -> None:
    exact = set(feeds["bus"].frequencies.exact_times)
    assert exact == {0, 1}
    assert (feeds["rail"].frequencies.headway_secs == 720).all()


def test_shapes_pass_the_poles_they_serve(feeds: dict[str, gtfs_kit.Feed]) -> None:
    bus = feeds["bus"]
    shapes = dict(list(bus.shapes.groupby("shape_id")))
    stops = bus.stops.set_index("stop_id")
    for trip in bus.trips.drop_duplicates("shape_id").itertuples():
        shape = shapes[trip.shape_id]
        calls = bus.stop_times[bus.stop_times.trip_id == trip.trip_id]
        at = calls.shape_dist_traveled.to_numpy()
        assert (np.diff(at) > 0).all()
        lat = np.interp(at, shape.shape_dist_traveled, shape.shape_pt_lat)
        lon = np.interp(at, shape.shape_dist_traveled, shape.shape_pt_lon)
        here = stops.loc[calls.stop_id]
        metres = np.hypot(
            (here.stop_lat - lat) * 111_000, (here.stop_lon - lon) * 90_500
        )
        assert metres.max() < 40, trip.shape_id


def test_every_stop_name_has_its_reading_and_an_english_name(
    city_file: Path, feeds: dict[str, gtfs_kit.Feed]
) -> None:
    for name in ("bus", "rail"):
        said = read_extra(city_file, name, "translations.txt")
        said = said[said.field_name == "stop_name"]
        public = feeds[name].stops[feeds[name].stops.location_type != 3].stop_name
        for language in ("ja-Hrkt", "en"):
            assert set(public) <= set(said[said.language == language].field_value)


def test_both_feeds_say_that_they_are_invented(city_file: Path) -> None:
    for name in ("bus", "rail"):
        info = read_extra(city_file, name, "feed_info.txt")
        assert "架空" in info.feed_publisher_name[0]
        assert (
            read_extra(city_file, name, "agency.txt")
            .agency_name.str.contains("見本・時刻は架空")
            .all()
        )


def reachable_stations(city_file: Path, feed: gtfs_kit.Feed, modes: set[str]) -> set:
    """Stations all of whose platforms are tied to an entrance by these pathways."""
    ways = read_extra(city_file, "rail", "pathways.txt")
    graph = nx.DiGraph()
    for way in ways[ways.pathway_mode.isin(modes)].itertuples():
        graph.add_edge(way.from_stop_id, way.to_stop_id)
        if way.is_bidirectional == "1":
            graph.add_edge(way.to_stop_id, way.from_stop_id)
    found = set()
    for station, places in feed.stops.groupby("parent_station"):
        doors = places[places.location_type == 2].stop_id
        platforms = places[places.location_type == 0].stop_id
        reached: set[str] = set()
        for door in doors:
            if door in graph:
                reached |= nx.descendants(graph, door)
        if set(platforms) <= reached:
            found.add(station)
    return found


def test_all_platforms_are_reached_and_most_but_not_all_without_steps(
    city_file: Path, feeds: dict[str, gtfs_kit.Feed]
) -> None:
    rail = feeds["rail"]
    stations = set(rail.stops[rail.stops.location_type == 1].stop_id)
    every = {"1", "2", "3", "4", "5", "6", "7"}
    assert reachable_stations(city_file, rail, every) == stations
    stepless = reachable_stations(city_file, rail, every - {"2", "4"})
    assert len(stations) / 2 < len(stepless) < len(stations)
    assert {"mitaka", "kichijoji"} <= stepless


def test_every_pathway_has_a_length_or_a_time(city_file: Path) -> None:
    ways = read_extra(city_file, "rail", "pathways.txt")
    assert (ways.length.notna() | ways.traversal_time.notna()).all()
    assert (ways.traversal_time.astype(int) > 0).all()
    stairs = ways[ways.pathway_mode == "2"]
    assert (stairs.stair_count.astype(int) != 0).all()
    # An exit gate must not be bidirectional (GTFS reference, pathways.txt).
    assert (ways[ways.pathway_mode == "7"].is_bidirectional == "0").all()
