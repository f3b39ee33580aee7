"""Shapefile, GeoJSON, CSV; coordinate systems; files that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from maas.errors import FeedError
from maas.streets.graph import EdgeKind
from maas_feeds.pedestrian import Network, files_of, read_network

from .town import Drawn, draw, place, value, write_csv, write_geojson, write_shapefile

# a - b - c: 40 m east, then 30 m north by way of a corner: 10 m + 20 m.
TEXT = """
node a 0 0 floor=0 in_out=1
node b 40 0 floor=0 in_out=1
node c 50 20 floor=1.5 in_out=2
link ab a b rt_struct=1 route_type=1 width=3 vtcl_slope=3 st_name=中央通り
link bc b c via 50 0 rt_struct=1 route_type=6 lev_diff=5
"""


@pytest.fixture
def drawn() -> Drawn:
    return draw(TEXT)


def check(found: Network) -> None:
    """Both links as the text has them."""
    draft = found.draft
    assert [EdgeKind(kind).name for kind in draft["kind"]] == ["SIDEWALK", "STEPS"]
    assert draft["metres"] == pytest.approx([40.0, 30.0], abs=0.05)
    assert draft["tail"].tolist() == [0, 1] and draft["head"].tolist() == [1, 2]
    lon, lat = np.array([place(0, 0), place(40, 0), place(50, 20)]).T
    assert draft.node_lon == pytest.approx(lon, abs=1e-7)
    assert draft.node_lat == pytest.approx(lat, abs=1e-7)
    assert value(found, "steepest_up") == 8.0 and value(found, "width_cm") == 200.0
    assert draft.names[value(found, "name")] == "中央通り"
    assert value(found, "name", 1) == -1


@pytest.mark.parametrize("crs", ["EPSG:6668", "urn:ogc:def:crs:EPSG::4612", ""])
def test_geojson(crs: str, drawn: Drawn, tmp_path: Path) -> None:
    found = read_network(*write_geojson(drawn, tmp_path, crs), None)
    check(found)
    assert found.draft.node_level.tolist() == [0.0, 0.0, 1.5]
    assert found.place.tolist() == [1, 1, 2] and not found.warnings


# 6677: metres of the plane system IX, Tokyo; 3857: what maps on the web are drawn in.
@pytest.mark.parametrize("epsg", [6668, 6677, 3857])
def test_shapefile(epsg: int, drawn: Drawn, tmp_path: Path) -> None:
    found = read_network(*write_shapefile(drawn, tmp_path, epsg), None)
    check(found)
    assert found.draft.node_level.tolist() == [0.0, 0.0, 1.5] and not found.warnings


@pytest.mark.filterwarnings("ignore:.crs. was not provided")
def test_shapefile_without_prj(drawn: Drawn, tmp_path: Path) -> None:
    links, nodes = write_shapefile(drawn, tmp_path, None)
    found = read_network(links, nodes, None)
    check(found)
    assert any("link.shp does not say in which" in said for said in found.warnings)
    names = {path.name for path in files_of(links)}
    assert {"link.shp", "link.dbf", "link.shx"} <= names and "node.dbf" not in names


def test_shapefile_without_prj_in_metres(drawn: Drawn, tmp_path: Path) -> None:
    links, _ = write_shapefile(drawn, tmp_path, 6677)
    links.with_suffix(".prj").unlink()
    with pytest.raises(FeedError, match="put the .prj beside it"):
        read_network(links, None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_has_no_lines(encoding: str, drawn: Drawn, tmp_path: Path) -> None:
    # Without lines the second link is straight: 10 east and 20 north is 22.36 m.
    found = read_network(*write_csv(drawn, tmp_path, encoding), None)
    assert found.draft["metres"] == pytest.approx([40.0, 22.36], abs=0.05)
    assert found.draft.names == ["中央通り"] and not found.warnings


def test_csv_with_well_known_text(drawn: Drawn, tmp_path: Path) -> None:
    for fields, points in drawn.links:
        fields["WKT"] = f"LINESTRING ({', '.join(f'{x!r} {y!r}' for x, y in points)})"
    links, _ = write_csv(drawn, tmp_path)
    found = read_network(links, None, None)
    check(found)
    assert np.isnan(found.draft.node_level).all(), "no node file tells floors"


def test_lines_alone_are_enough(drawn: Drawn, tmp_path: Path) -> None:
    links, _ = write_geojson(drawn, tmp_path)
    found = read_network(links, None, None)
    check(found)
    assert np.isnan(found.draft.node_level).all() and not found.warnings


def swapped(drawn: Drawn) -> Drawn:
    """The same with latitude first, a frequent fault."""
    return Drawn(
        [(fields, (lat, lon)) for fields, (lon, lat) in drawn.nodes],
        [
            (fields, [(lat, lon) for lon, lat in points])
            for fields, points in drawn.links
        ],
    )


def in_metres(drawn: Drawn) -> Drawn:
    """The same with numbers as of a plane."""
    return Drawn(
        [],
        [
            (fields, [(lon * 90_000, lat * 111_000) for lon, lat in points])
            for fields, points in drawn.links
        ],
    )


@pytest.mark.parametrize(
    "change, crs, said",
    [
        (swapped, "EPSG:6668", "longitude and latitude the wrong way round"),
        (swapped, "", "longitude and latitude the wrong way round"),
        (in_metres, "EPSG:6668", "are none; correct its crs"),
        (None, "EPSG:6677", "look like degrees; correct its crs"),
        (None, "EPSG:999999", "a coordinate system that is not known, 'EPSG:999999'"),
    ],
)
def test_wrong_coordinate_systems(
    change: object, crs: str, said: str, drawn: Drawn, tmp_path: Path
) -> None:
    links, _ = write_geojson(
        change(drawn) if callable(change) else drawn, tmp_path, crs
    )
    with pytest.raises(FeedError, match=said) as error:
        read_network(links, None, None)
    assert str(links) in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("link.geojson", b"{", "not JSON"),
        ("link.geojson", b"\x93\xfa", "not JSON in UTF-8"),
        ("link.geojson", b"[]", "no GeoJSON FeatureCollection"),
        ("link.geojson", b'{"features": []}', "holds no records"),
        ("link.geojson", b'{"features": [3]}', "record 1 is no GeoJSON Feature"),
        ("link.shp", b"nothing", "cannot be read as a Shapefile"),
        ("link.csv", b"", "holds no records"),
        ("link.csv", b"link_id,start_id\n\x81\x20,1\n", "neither UTF-8 nor Shift JIS"),
        ("link.csv", b"a,b\n1,2\n", "has no field end_id; give a link file"),
        ("link.kml", b"<kml/>", "give a .geojson, .shp or .csv file"),
    ],
)
def test_files_that_cannot_be_used(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FeedError, match=said) as error:
        read_network(path, None, None)
    assert str(path) in str(error.value) and "\n" not in str(error.value)


def test_a_polygon_is_no_link(drawn: Drawn, tmp_path: Path) -> None:
    links, _ = write_geojson(drawn, tmp_path)
    content = json.loads(links.read_text("utf-8"))
    content["features"][1]["geometry"]["type"] = "Polygon"
    links.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(FeedError, match="record 2: its geometry is neither a point"):
        read_network(links, None, None)


def test_a_node_file_has_node_ids(drawn: Drawn, tmp_path: Path) -> None:
    links, _ = write_geojson(drawn, tmp_path)
    with pytest.raises(FeedError, match="has no field node_id; give a node file"):
        read_network(links, links, None)
