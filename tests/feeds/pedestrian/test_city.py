"""Pedestrian networks in a city file, from there to a city on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.city import City
from maas.errors import CityError, FeedError
from maas.streets.graph import EdgeKind, EdgeSource, SlopeSource
from maas_feeds.build import build_city
from maas_feeds.city_file import read_city_file
from tests.text import feed

from .town import draw, place, write_geojson, write_shapefile

# Stops A, B and C stand at 0, 60 and 120 m east; the network runs 5 m north of them.
TEXT = """
node a 0 5 floor=0 in_out=1
node b 60 5 floor=0 in_out=1
node c 120 5 floor=0 in_out=1
link ab a b rt_struct=1 route_type=1 width=3 vtcl_slope=3 lev_diff=2
link bc b c rt_struct=1 route_type=6 vtcl_slope=7 lev_diff=5
"""

SECTION = '[[pedestrian]]\nlinks = "link.geojson"\nnodes = "node.geojson"\n'


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder with a bus and a network."""
    feed(tmp_path / "bus", "red A B C\n 1 8:00 8:10 8:20")
    stops = tmp_path / "bus" / "stops.txt"
    spots = [place(x, 0) for x in (0, 60, 120)]
    stops.write_text(
        "stop_id,stop_name,stop_lat,stop_lon\n"
        + "".join(
            f"{name},{name},{lat:.8f},{lon:.8f}\n"
            for name, (lon, lat) in zip("ABC", spots, strict=True)
        ),
        encoding="utf-8",
    )
    write_geojson(draw(TEXT), tmp_path)
    return tmp_path


def city_file(town: Path, sections: str) -> Path:
    path = town / "city.toml"
    path.write_text(
        'name = "Town"\ntimezone = "Asia/Tokyo"\n[[gtfs]]\nid = "bus"\npath = "bus"\n'
        + sections,
        encoding="utf-8",
    )
    return path


def test_a_city_with_a_network_and_without_osm(town: Path) -> None:
    build_city(city_file(town, SECTION), town / "city")
    streets = City.open(town / "city").streets
    (up,) = np.flatnonzero(
        (streets.source == EdgeSource.NETWORK) & (streets.steepest_up == 8)
    )
    down = streets.edge_twin[up]
    assert streets.steepest_down[up] == 0 and streets.mean_slope[up] == 8
    assert streets.steepest_down[down] == 8 and streets.mean_slope[down] == -8
    assert streets.slope_source[up] == SlopeSource.NETWORK
    assert (streets.width_cm[up], streets.kerb_cm[up]) == (200.0, 2.0)
    assert streets.level[up] == 0 and streets.kind[up] == EdgeKind.SIDEWALK
    stairs = streets.kind == EdgeKind.STEPS
    assert sorted(streets.rises[stairs]) == [1, 2]
    assert np.isnan(streets.kerb_cm[stairs]).all()
    links = streets.kind == EdgeKind.LINK
    # Nothing is linked to stairs: stop C is 60 m east and 5 m south of their foot.
    far = np.hypot(60, 5)
    assert sorted(streets.metres[links]) == pytest.approx([5] * 4 + [far] * 2, abs=0.05)
    assert not (streets.kind == EdgeKind.STRAIGHT).any()


def test_a_city_with_both(town: Path) -> None:
    nodes = "".join(
        f'<node id="{i}" lat="{lat:.8f}" lon="{lon:.8f}"/>'
        for i, (lon, lat) in enumerate([place(0, 6), place(60, 6), place(60, 90)], 1)
    )
    ways = "".join(
        f'<way id="{i}"><nd ref="{a}"/><nd ref="{b}"/><tag k="highway" v="footway"/>'
        f'<tag k="footway" v="sidewalk"/><tag k="surface" v="asphalt"/></way>'
        for i, (a, b) in enumerate([(1, 2), (2, 3)], 1)
    )
    (town / "streets.osm").write_text(
        f'<osm version="0.6">{nodes}{ways}</osm>', encoding="utf-8"
    )
    osm = '[[osm]]\npath = "streets.osm"\n'
    build_city(city_file(town, osm + SECTION), town / "city")
    streets = City.open(town / "city").streets
    mixed = (streets.osm_way == 1) & (streets.source == EdgeSource.NETWORK)
    assert mixed.any() and (streets.width_cm[mixed] == 200).all()
    assert (streets.surface[mixed] > 0).all(), "the network knows no surface"
    instead = SECTION + 'mode = "instead"\n'
    build_city(city_file(town, osm + instead), town / "city")
    streets = City.open(town / "city").streets
    assert set(streets.osm_way.tolist()) == {0, 2}, "only what leads away is left"


def test_a_change_of_any_file_builds_anew(town: Path) -> None:
    links, nodes = write_shapefile(draw(TEXT), town, 6668)
    path = city_file(town, '[[pedestrian]]\nlinks = "link.shp"\nnodes = "node.shp"\n')
    assert build_city(path, town / "city").rebuilt
    assert not build_city(path, town / "city").rebuilt
    for changed in (links.with_suffix(".dbf"), nodes.with_suffix(".dbf")):
        content = changed.read_bytes()
        changed.write_bytes(content[:-1] + b" \x1a")
        assert build_city(path, town / "city").rebuilt
        assert not build_city(path, town / "city").rebuilt


def test_faults_are_in_the_summary(town: Path) -> None:
    write_geojson(draw(TEXT.replace("width=3", "width=9")), town)
    summary = build_city(city_file(town, SECTION), town / "city")
    assert any("unknown code width = 9" in warning for warning in summary.warnings)


def test_a_network_that_cannot_be_used_builds_nothing(town: Path) -> None:
    write_geojson(draw(TEXT), town, "EPSG:6677")
    with pytest.raises(FeedError, match="look like degrees"):
        build_city(city_file(town, SECTION), town / "city")
    assert not (town / "city").exists()


def test_the_edition_told_counts(town: Path) -> None:
    build_city(city_file(town, f"{SECTION}edition = 2018\n"), town / "city")
    streets = City.open(town / "city").streets
    network = streets.source == EdgeSource.NETWORK
    assert (streets.steepest_up[network] == 100).any(), "3 in 2018: more than 5 %, down"
    assert (streets.steepest_up[network] == 8).sum() == 0


def test_defaults(town: Path) -> None:
    (source,) = read_city_file(
        city_file(town, '[[pedestrian]]\nlinks = "link.geojson"\n')
    ).pedestrian
    assert source.links == (town / "link.geojson").resolve()
    assert (source.nodes, source.mode, source.edition) == (None, "merge", None)


@pytest.mark.parametrize(
    "section, said",
    [
        ('[pedestrian]\nlinks = "link.geojson"\n', "with two brackets"),
        ("[[pedestrian]]\n", "links is missing in [[pedestrian]]"),
        ('[[pedestrian]]\nlinks = "no.shp"\n', "there is no file"),
        (f'{SECTION}mode = "replace"\n', "input should be 'merge' or 'instead'"),
        (f"{SECTION}edition = 2020\n", "input should be 2018 or 2024"),
        (f"{SECTION}editon = 2018\n", "did you mean 'edition'?"),
        (f'{SECTION}path = "link.geojson"\n', "'path' is not a key of [[pedestrian]]"),
    ],
)
def test_faults_of_the_section(section: str, said: str, town: Path) -> None:
    with pytest.raises(CityError) as error:
        read_city_file(city_file(town, section))
    assert said in str(error.value) and "city.toml, line " in str(error.value)
