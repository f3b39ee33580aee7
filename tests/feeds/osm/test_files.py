"""OSM files, good and bad."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from maas.errors import FeedError
from maas.streets.graph import EdgeKind, Streets
from maas_feeds.osm import build_streets, no_pathways, no_stops, read_osm

from .town import stops_at

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"
GOOD = (
    '<osm version="0.6"><node id="1" lat="50" lon="8"/><node id="2" lat="50" lon="8.001"/>'
    '<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/></way></osm>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.osm", b"hello"),
        ("page.osm", b"<html></html>"),
        ("empty.osm", b""),
        ("empty.osm.pbf", b""),
        ("noise.osm.pbf", bytes(range(256)) * 20),
        ("cut.osm", GOOD[:100].encode()),
        ("noise.osm.gz", b"hello"),
        ("text.osm.gz", gzip.compress(b"hello", mtime=0)),
        ("town.shp", GOOD.encode()),
        ("bad_id.osm", GOOD.replace('id="1" lat', 'id="x" lat').encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_garbage_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FeedError, match="give a whole") as refusal:
        read_osm(path)
    assert "\n" not in str(refusal.value) and name in str(refusal.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="is not there"):
        read_osm(tmp_path / "none.osm.pbf")


def test_reads_gzip(tmp_path: Path) -> None:
    path = tmp_path / "town.osm.gz"
    path.write_bytes(gzip.compress(GOOD.encode(), mtime=0))
    assert read_osm(path).way_id.tolist() == [1]


def test_ways_may_come_before_their_nodes(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    nodes, ways = GOOD[19:].split("<way", 1)
    path.write_text(f'<osm version="0.6"><way{ways[:-6]}{nodes}</osm>')
    raw = read_osm(path)
    assert raw.node_id.tolist() == [1, 2]
    assert raw.node_lon.tolist() == pytest.approx([8.0, 8.001])


def test_an_empty_file_gives_straight_lines_and_a_word(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    path.write_text('<osm version="0.6"/>')
    streets, warnings = build_streets(
        [path], [], stops_at((0, 0), (90, 0)), no_pathways()
    )
    assert set(streets.kind.tolist()) == {EdgeKind.STRAIGHT}
    assert "no way that can be walked on" in warnings[0]


@pytest.mark.parametrize("place", ['lat="95"', 'lat="nan"', 'lat="1e300"'])
def test_impossible_positions_are_left_out_or_refused(
    tmp_path: Path, place: str
) -> None:
    path = tmp_path / "town.osm"
    path.write_text(GOOD.replace('lat="50"', place, 1))
    try:
        streets, _ = build_streets([path], [], no_stops(), no_pathways())
    except FeedError:
        return
    assert streets.edge_count == 0


def test_a_way_of_one_node_or_none_is_no_way(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    path.write_text(GOOD.replace('<nd ref="2"/>', "").replace("</osm>", "") + (
        '<way id="2"><tag k="highway" v="footway"/></way></osm>'
    ))  # fmt: skip
    streets, _ = build_streets([path], [], no_stops(), no_pathways())
    assert streets.edge_count == 0


def check_whole(s: Streets) -> None:
    """What holds for any streets."""
    assert s.edge_at[0] == 0 and s.edge_at[-1] == s.edge_count
    assert np.array_equal(
        s.edge_from, np.repeat(np.arange(s.node_count), np.diff(s.edge_at))
    )
    twins = s.edge_twin >= 0
    twin = s.edge_twin[twins]
    assert np.array_equal(s.edge_to[twins], s.edge_from[twin])
    assert np.array_equal(s.metres[twins], s.metres[twin])
    assert np.isfinite(s.metres).all() and (s.metres >= 0).all()
    first, last = s.shape_at[s.shape], s.shape_at[s.shape + 1] - 1
    tail = np.where(s.shape_forward == 1, first, last)
    np.testing.assert_allclose(s.shape_lat[tail], s.node_lat[s.edge_from], atol=2e-7)
    np.testing.assert_allclose(s.shape_lon[tail], s.node_lon[s.edge_from], atol=2e-7)
    for name in s.__dataclass_fields__:
        column = getattr(s, name)
        if name.startswith("edge_") or name in ("names", "stop_node"):
            continue
        if not name.startswith(("node_", "shape_", "hours_")):
            assert len(column) == s.edge_count, name


@pytest.mark.parametrize(
    ("file", "edges"),
    [
        ("porto_alegre/poa_osm.pbf", 50_000),
        ("zheleznogorsk/roads_zhelez.pbf", 20_000),
        ("frankfurt/frankfurt.osm.pbf", 5_000),
    ],
)
def test_real_towns_are_built_whole(file: str, edges: int) -> None:
    path = SHARED / file
    if not path.exists():
        pytest.skip(f"{path} is not there: real files are not part of the project")
    streets, _ = build_streets([path], [], no_stops(), no_pathways())
    assert streets.edge_count > edges
    check_whole(streets)


def test_a_cut_pbf_is_refused(tmp_path: Path) -> None:
    source = SHARED / "zheleznogorsk/roads_zhelez.pbf"
    if not source.exists():
        pytest.skip(f"{source} is not there: real files are not part of the project")
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(source.read_bytes()[:100_000])
    with pytest.raises(FeedError, match="give a whole"):
        read_osm(path)


def test_frankfurt_has_what_its_tags_say() -> None:
    path = SHARED / "frankfurt/frankfurt.osm.pbf"
    if not path.exists():
        pytest.skip(f"{path} is not there: real files are not part of the project")
    s, _ = build_streets([path], [], no_stops(), no_pathways())
    kinds = {EdgeKind(kind) for kind in np.unique(s.kind)}
    assert {EdgeKind.LIFT, EdgeKind.ESCALATOR, EdgeKind.STEPS} <= kinds
    assert (s.edge_twin[s.kind == EdgeKind.ESCALATOR] == -1).any()
    assert (s.kerb_cm >= 0).sum() > 20
    assert (s.wheelchair == 1).sum() > 100 and (s.wheelchair == 2).sum() > 10
    assert (s.steps > 0).sum() > 50
    assert len(np.unique(s.node_level[~np.isnan(s.node_level)])) > 4
