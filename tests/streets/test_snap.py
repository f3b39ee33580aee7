"""From a place to the streets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.geo import ground_metres
from maas.streets.graph import EdgeKind, Streets
from maas.streets.snap import SNAP_KINDS, Snapper
from maas_ext._snap import SegmentGrid
from maas_feeds.osm import build_streets, no_pathways

from ..feeds.osm.town import Town, place, stops_at

CORNER = """
    node a 0 0
    node b 100 0
    node c 100 100
    way a b c highway=footway
"""


def test_a_place_is_tied_to_the_foot_point(tmp_path: Path) -> None:
    town = Town(CORNER, tmp_path)
    snap = Snapper(town.streets).snap(*place(50, 10))
    assert snap is not None and not snap.straight
    assert snap.metres == pytest.approx(10, abs=0.01)
    assert (snap.street_lat, snap.street_lon) == pytest.approx(place(50, 0), abs=1e-6)


def test_one_leaves_and_reaches_it_both_ways(tmp_path: Path) -> None:
    town = Town(CORNER, tmp_path)
    snap = Snapper(town.streets).snap(*place(110, 20))
    assert snap is not None
    # The foot is 120 m from a along a - b - c, which is 200 m long.
    leave = {entry.node: entry for entry in snap.leave}
    reach = {entry.node: entry for entry in snap.reach}
    a, c = town.node("a"), town.node("c")
    assert leave[c].fraction == pytest.approx(0.4, abs=1e-3)
    assert leave[a].fraction == pytest.approx(0.6, abs=1e-3)
    assert reach[a].fraction == pytest.approx(0.6, abs=1e-3)
    assert reach[c].fraction == pytest.approx(0.4, abs=1e-3)
    assert town.edges("a", "c") == [leave[c].edge] == [reach[a].edge]
    assert all(entry.metres == snap.metres for entry in (*snap.leave, *snap.reach))


def test_a_one_way_edge_is_left_one_way(tmp_path: Path) -> None:
    town = Town(CORNER.replace("highway", "oneway:foot=yes highway"), tmp_path)
    snap = Snapper(town.streets).snap(*place(50, 10))
    assert snap is not None
    assert [entry.node for entry in snap.leave] == [town.node("c")]
    assert [entry.node for entry in snap.reach] == [town.node("a")]


def test_beyond_the_limit_there_is_no_street(tmp_path: Path) -> None:
    snapper = Snapper(Town(CORNER, tmp_path).streets)
    assert snapper.snap(*place(50, -251)) is None
    assert snapper.snap(*place(50, -249)) is not None
    assert snapper.snap(*place(50, -60), max_metres=50) is None
    assert snapper.snap(*place(50, -2000), max_metres=3000) is not None


@pytest.mark.parametrize("spot", [(91.0, 8.0), (np.nan, 8.0), (50.0, np.inf), (0, 0)])
def test_an_impossible_place_is_nowhere(
    tmp_path: Path, spot: tuple[float, float]
) -> None:
    assert Snapper(Town(CORNER, tmp_path).streets).snap(*spot) is None


def test_the_level_asked_for_comes_first(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 100 0
        node c 0 20
        node d 100 20
        way a b highway=corridor level=-1 name=Below
        way c d highway=footway name=Above
        """,
        tmp_path,
    )
    s, snapper = town.streets, Snapper(town.streets)

    def name(level: float | None) -> str:
        snap = snapper.snap(*place(50, 2), level)
        assert snap is not None
        return s.names[s.name[snap.leave[0].edge]]

    assert name(-1) == "Below"
    assert name(0) == "Above", "a street of unknown level is on the ground"
    assert name(None) == "Above", "and so is a place"
    assert name(7) == "Below", "no such level: the nearest of any"


def test_who_may_not_use_an_edge_is_not_snapped_to_it(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 100 0
        node c 0 20
        node d 100 20
        way a b highway=footway
        way c d highway=footway
        """,
        tmp_path,
    )
    usable = np.ones(town.streets.edge_count, dtype=np.uint8)
    whole = Snapper(town.streets)
    (edge,), (back,) = town.edges("a", "b"), town.edges("b", "a")
    usable[edge] = 0
    snap = whole.restricted(usable).snap(*place(50, 1))
    assert snap is not None and [entry.edge for entry in snap.leave] == [back]
    usable[back] = 0
    for snapper in (whole.restricted(usable), Snapper(town.streets, usable)):
        snap = snapper.snap(*place(50, 1))
        assert snap is not None and snap.metres == pytest.approx(19, abs=0.01)
    with pytest.raises(ValueError, match="usable is"):
        whole.restricted(usable[1:])


def test_nobody_goes_straight_past_the_streets_they_cannot_use(
    tmp_path: Path,
) -> None:
    town = Town(
        "node a 0 0\nnode b 100 0\nway a b highway=footway",
        tmp_path,
        stops_at((0, 300)),
    )
    whole, none = Snapper(town.streets), np.zeros(town.streets.edge_count, np.uint8)
    assert whole.restricted(none).snap(*place(50, 200)) is None
    # Further off than 250 m there is no street for anybody, and the stop is at 50 m.
    for snapper in (whole, whole.restricted(none)):
        snap = snapper.snap(*place(0, 350))
        assert snap is not None and snap.straight


def test_who_has_to_know_the_ground_stays_near_the_streets(tmp_path: Path) -> None:
    town = Town(
        "node a 0 0\nnode b 100 0\nway a b highway=footway",
        tmp_path,
        stops_at((0, 300)),
    )
    every = np.ones(town.streets.edge_count, np.uint8)
    careful = Snapper(town.streets).restricted(every, most_metres=30.0)
    near = careful.snap(*place(50, 29))
    assert near is not None and near.metres == pytest.approx(29, abs=0.01)
    assert careful.snap(*place(50, 31)) is None
    assert careful.snap(*place(0, 350)) is None, "the stop is 50 m away"
    stop = careful.snap(*place(0, 320))
    assert stop is not None and stop.straight and stop.leave[0].metres < 30


def test_connected_streets_come_before_scraps(tmp_path: Path) -> None:
    far = "\n".join(f"node n{i} {10 * i} 60" for i in range(30))
    far += "\n" + "\n".join(f"way n{i} n{i + 1} highway=footway" for i in range(29))
    scrap = "node s 100 10\n node t 120 10\n way s t highway=footway"
    snap = Snapper(Town(f"{far}\n{scrap}", tmp_path).streets).snap(*place(110, 0))
    assert snap is not None and snap.metres == pytest.approx(60, abs=0.1)


def test_stairs_and_links_are_no_places(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 100 0
        node c 50 40
        node d 50 90
        way a b highway=footway
        way c d highway=steps
        """,
        tmp_path,
        stops_at((50, 100)),
    )
    snap = Snapper(town.streets).snap(*place(50, 60))
    assert snap is not None
    assert town.streets.kind[snap.leave[0].edge] == EdgeKind.FOOTWAY


def test_without_streets_the_nearest_stops_are_walked_to_straight() -> None:
    stops = stops_at(*((300.0 * i, 0.0) for i in range(12)))
    s, _ = build_streets([], [], stops, no_pathways())
    snap = Snapper(s).snap(*place(0, 40))
    assert snap is not None and snap.straight
    assert len(snap.leave) == len(snap.reach) == 7, "those within 2 km"
    assert [entry.edge for entry in snap.leave] == [-1] * 7
    assert snap.leave[0].node == s.stop_node[0]
    assert snap.leave[0].metres == pytest.approx(40, abs=0.01)
    assert Snapper(s).snap(*place(0, 3000)) is None


def test_at_most_eight_stops_are_walked_to_straight() -> None:
    stops = stops_at(*((30.0 * i, 0.0) for i in range(40)))
    s, _ = build_streets([], [], stops, no_pathways())
    snap = Snapper(s).snap(*place(600, 40))
    assert snap is not None and len(snap.leave) == 8
    metres = [entry.metres for entry in snap.leave]
    assert metres == sorted(metres) and metres[-1] < 140


def test_a_town_of_one_stop_is_snapped_to() -> None:
    s, _ = build_streets([], [], stops_at((0, 0)), no_pathways())
    snap = Snapper(s).snap(*place(30, 40))
    assert snap is not None and snap.leave[0].metres == pytest.approx(50, abs=0.05)


def test_an_empty_town_has_no_places() -> None:
    s, _ = build_streets([], [], stops_at(), no_pathways())
    assert Snapper(s).snap(*place(0, 0)) is None


def brute_force(s: Streets, lat: float, lon: float) -> float:
    """Metres to the nearest street, by trying every segment in small steps."""
    best = np.inf
    walkable = np.isin(s.kind, SNAP_KINDS)
    for shape in np.unique(s.shape[walkable]).tolist():
        row = slice(s.shape_at[shape], s.shape_at[shape + 1])
        at = np.linspace(0, 1, 400)[:, None]
        lats, lons = s.shape_lat[row], s.shape_lon[row]
        lats = (lats[:-1] + at * np.diff(lats)).ravel()
        lons = (lons[:-1] + at * np.diff(lons)).ravel()
        here = np.full(len(lats), lat), np.full(len(lats), lon)
        best = min(best, float(ground_metres(lats, lons, *here).min()))
    return best


def test_agrees_with_trying_every_segment(tmp_path: Path) -> None:
    rng = np.random.default_rng(11)
    lines = []
    for i in range(40):
        x, y = rng.uniform(-600, 600, 2)
        dx, dy = rng.normal(0, 120, 2)
        lines += [f"node a{i} {x} {y}", f"node b{i} {x + dx} {y + dy}"]
        lines.append(f"way a{i} b{i} highway=footway")
    s = Town("\n".join(lines), tmp_path).streets
    snapper = Snapper(s)
    for x, y in rng.uniform(-800, 800, (150, 2)):
        expected, snap = brute_force(s, *place(x, y)), snapper.snap(*place(x, y))
        if expected > 250.5:
            assert snap is None
        elif expected < 249.5:
            assert snap is not None
            assert snap.metres == pytest.approx(expected, abs=0.5)


def test_distances_are_true_all_over_a_large_city(tmp_path: Path) -> None:
    # Two footways 60 km apart from south to north, a place 200 m east of each.
    text = "\n".join(
        f"node {n}{i} {x} {y + dy}\n"
        for n, y in (("s", -30_000), ("m", 0), ("n", 30_000))
        for i, (x, dy) in enumerate(((0, -300), (0, 300)))
    )
    text += "\n".join(f"way {n}0 {n}1 highway=footway" for n in "smn")
    snapper = Snapper(Town(text, tmp_path).streets)
    for y in (-30_000, 0, 30_000):
        lat, lon = place(200, y)
        snap = snapper.snap(lat, lon)
        assert snap is not None
        here, there = np.array([lat]), np.array([lon])
        foot = np.array([snap.street_lat]), np.array([snap.street_lon])
        assert snap.metres == pytest.approx(ground_metres(here, there, *foot)[0], 1e-4)


def test_a_grid_refuses_what_does_not_fit() -> None:
    one, two = np.zeros(1), np.zeros(2)
    with pytest.raises(ValueError, match="same length"):
        SegmentGrid(one, one, two, two, np.zeros(1, dtype=np.int32))
    with pytest.raises(ValueError, match="above 0"):
        SegmentGrid(one, one, one, one, np.zeros(1, dtype=np.int32), 0.0)
