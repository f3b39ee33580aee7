"""The invented streets of the sample, read without our own reader and with pyosmium."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import osmium
import rasterio
import shapely

from .conftest import OsmText

LON_METRES, LAT_METRES = 90_543.0, 110_952.0


def junctions(osm: OsmText) -> set[int]:
    """Nodes where walkable ways meet or end."""
    uses = Counter(n for refs, _ in osm.walkable() for n in set(refs))
    ends = {n for refs, _ in osm.walkable() for n in (refs[0], refs[-1])}
    return ends | {n for n, count in uses.items() if count > 1}


def street_graph(osm: OsmText) -> nx.Graph:
    graph = nx.Graph()
    for refs, _ in osm.walkable():
        nx.add_path(graph, refs)
    return graph


def test_pyosmium_reads_the_file(city_file: Path, osm: OsmText) -> None:
    counts: Counter[str] = Counter()
    for thing in osmium.FileProcessor(str(city_file.parent / "streets.osm.gz")):
        counts["node" if thing.is_node() else "way"] += 1
    assert counts == {"node": len(osm.nodes), "way": len(osm.ways)}


def test_there_are_at_least_3000_street_edges(osm: OsmText) -> None:
    meet = junctions(osm)
    edges = sum(
        1
        for refs, tags in osm.walkable()
        if tags.get("area") != "yes"
        for node in refs[1:]
        if node in meet
    )
    assert edges >= 3000


def test_the_streets_hang_together(osm: OsmText) -> None:
    assert nx.is_connected(street_graph(osm))


def test_every_way_refers_to_nodes_that_are_there(osm: OsmText) -> None:
    assert all(node in osm.nodes for refs, _ in osm.ways for node in refs)
    assert all(len(refs) > 1 for refs, _ in osm.ways)


def test_every_way_says_that_it_is_invented(osm: OsmText) -> None:
    assert {tags["source"] for _, tags in osm.ways} == {"invented for the maas sample"}


def test_stops_stand_within_60_metres_of_a_street(
    city_file: Path, osm: OsmText
) -> None:
    lines = [
        shapely.LineString(
            [(osm.nodes[n][1] * LON_METRES, osm.nodes[n][0] * LAT_METRES) for n in refs]
        )
        for refs, _ in osm.walkable()
    ]
    tree = shapely.STRtree(lines)
    for feed, kind in (("bus", "0"), ("rail", "2")):
        with zipfile.ZipFile(city_file.parent / f"{feed}.zip") as archive:
            text = archive.read("stops.txt").decode()
        points = [
            shapely.Point(
                float(row["stop_lon"]) * LON_METRES, float(row["stop_lat"]) * LAT_METRES
            )
            for row in csv.DictReader(io.StringIO(text))
            if row["location_type"] == kind
        ]
        _, metres = tree.query_nearest(points, all_matches=False, return_distance=True)
        assert len(points) > 20 and metres.max() < 60


def share(values: list[dict[str, str]], key: str) -> float:
    return sum(key in tags for tags in values) / len(values)


def test_facts_are_partly_unknown(osm: OsmText) -> None:
    streets = [
        tags
        for _, tags in osm.walkable()
        if tags["highway"] in ("residential", "tertiary", "secondary", "unclassified")
    ]
    # Between these shares of streets say it; the rest is unknown.
    for key, least, most in (
        ("surface", 0.3, 0.8),
        ("smoothness", 0.05, 0.4),
        ("width", 0.1, 0.5),
        ("lit", 0.3, 0.7),
        ("sidewalk", 0.2, 0.7),
    ):
        assert least < share(streets, key) < most, key
    kerbs = [t for t in osm.node_tags.values() if t.get("barrier") == "kerb"]
    assert len(kerbs) > 200
    assert 0.5 < share(kerbs, "kerb") < 0.9
    assert 0.1 < share(kerbs, "kerb:height") < 0.5
    assert {"lowered", "flush", "raised"} <= {t.get("kerb") for t in kerbs}


def test_everything_a_journey_may_need_is_there(osm: OsmText) -> None:
    nodes = Counter(
        f"{key}={value}"
        for tags in osm.node_tags.values()
        for key, value in tags.items()
        if key in ("highway", "barrier", "amenity", "crossing", "railway")
    )
    for tag, least in (
        ("amenity=bench", 200),
        ("amenity=toilets", 10),
        ("amenity=shelter", 20),
        ("amenity=school", 15),
        ("amenity=hospital", 3),
        ("amenity=townhall", 1),
        ("highway=elevator", 8),
        ("highway=bus_stop", 250),
        ("crossing=traffic_signals", 50),
        ("barrier=bollard", 20),
        ("barrier=cycle_barrier", 10),
        ("railway=level_crossing", 10),
    ):
        assert nodes[tag] >= least, tag
    ways = [tags for _, tags in osm.walkable()]
    steps = [tags for tags in ways if tags["highway"] == "steps"]
    assert len(steps) > 30 and share(steps, "step_count") < 1
    assert sum("bridge" in tags for tags in ways) > 20
    assert sum("tunnel" in tags for tags in ways) >= 1
    assert sum("incline" in tags for tags in ways) > 80
    assert sum(tags.get("footway") == "crossing" for tags in ways) > 100
    assert sum(tags.get("area") == "yes" for tags in ways) >= 5
    assert {
        "conveying",
        "ramp:bicycle",
        "ramp:wheelchair",
        "ramp:stroller",
        "handrail",
        "width",
        "tactile_paving",
    } <= {key for tags in ways for key in tags}


def test_gates_and_lifts_open_at_times_and_barriers_leave_gaps(osm: OsmText) -> None:
    nodes = list(osm.node_tags.values())
    for kind, key, least in (
        ("gate", "opening_hours", 5),
        ("bollard", "spacing", 5),
        ("cycle_barrier", "opening", 5),
    ):
        of_kind = [tags for tags in nodes if tags.get("barrier") == kind]
        told = sum(key in tags for tags in of_kind)
        assert least <= told < len(of_kind), "some say it, some do not"
    lifts = [tags for tags in nodes if tags.get("highway") == "elevator"]
    assert 0 < sum("opening_hours" in tags for tags in lifts) < len(lifts)
    assert any("Apr-Sep" in tags.get("opening_hours", "") for tags in nodes)


def test_named_streets_have_a_reading_and_an_english_name(osm: OsmText) -> None:
    named = [t for _, t in osm.walkable() if "name" in t and t["highway"] != "footway"]
    names = {t["name"] for t in named}
    assert len(names) > 30
    streets = [t for t in named if t.get("area") != "yes"]
    assert all("name:en" in t and "name:ja-Hira" in t for t in streets)


def test_steps_climb_as_many_steps_as_the_ground_rises(
    city_file: Path, osm: OsmText
) -> None:
    """On the ground (not at bridges), a step is about 16 cm high."""
    with rasterio.open(city_file.parent / "heights.tif") as raster:
        for refs, tags in osm.walkable():
            if tags["highway"] != "steps" or "layer" in tags:
                continue
            ends = [osm.nodes[refs[0]], osm.nodes[refs[-1]]]
            low, high = (
                float(v[0]) for v in raster.sample([(lon, lat) for lat, lon in ends])
            )
            assert (high > low) == (tags["incline"] == "up") or abs(high - low) < 0.6
            if "step_count" in tags:
                assert abs(int(tags["step_count"]) * 0.16 - abs(high - low)) < 2.0


def test_the_ground_falls_from_osawa_to_the_nogawa(city_file: Path) -> None:
    with rasterio.open(city_file.parent / "heights.tif") as raster:
        upper, lower = (
            float(v[0]) for v in raster.sample([(139.5388, 35.6829), (139.529, 35.678)])
        )
        heights = raster.read(1)
    assert 10 < upper - lower < 20
    assert np.isfinite(heights).all() and 20 < heights.min() < heights.max() < 80


def test_station_squares_share_their_outline_with_the_streets(osm: OsmText) -> None:
    squares = [
        (set(refs), tags["name"])
        for refs, tags in osm.walkable()
        if tags.get("area") == "yes" and "layer" not in tags
    ]
    streets = {
        n for refs, tags in osm.walkable() if tags.get("area") != "yes" for n in refs
    }
    assert len(squares) >= 5
    for outline, name in squares:
        assert len(outline & streets) >= 2, name


def test_bridges_and_steps_are_no_longer_than_they_may_be(osm: OsmText) -> None:
    for refs, tags in osm.walkable():
        if "bridge" in tags and tags.get("area") != "yes":
            points = [osm.nodes[n] for n in refs]
            metres = sum(
                math.hypot((a[0] - b[0]) * LAT_METRES, (a[1] - b[1]) * LON_METRES)
                for a, b in pairwise(points)
            )
            assert metres < 45
