"""Stops on the streets: links, entrances, pathways, and straight lines without OSM."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, shortest_path

from maas.streets.graph import EdgeKind, Streets
from maas_feeds.osm import StreetStops, build_streets, no_pathways

from .town import Town, pathway, pathways, stops_at, walk

STREET = """
    node a 0 0
    node b 200 0
    way a b highway=residential name=Main surface=asphalt
"""


def between(streets: Streets, a: int, b: int) -> float:
    """Metres on foot from one stop to another."""
    return walk(streets, int(streets.stop_node[a]), int(streets.stop_node[b]))


def test_a_stop_is_linked_at_the_foot_point(tmp_path: Path) -> None:
    town = Town(STREET, tmp_path, stops_at((50, 10), (120, -5)))
    s = town.streets
    assert (s.kind == EdgeKind.LINK).sum() == 4
    assert between(s, 0, 1) == pytest.approx(10 + 70 + 5, abs=0.05)
    cut = np.flatnonzero(s.kind == EdgeKind.STREET)
    assert len(cut) == 6, "the street is cut in three, both ways"
    assert s.metres[cut].sum() == pytest.approx(400, abs=0.05)
    assert set(s.surface[cut]) == {1} and len({*s.osm_way[cut]}) == 1
    assert s.stop_node.tolist() == [*map(int, s.stop_node)]


def test_stops_at_the_same_spot_share_the_foot_point(tmp_path: Path) -> None:
    s = Town(STREET, tmp_path, stops_at((50, 4), (50, -4), (50.2, 9))).streets
    assert (s.kind == EdgeKind.STREET).sum() == 4


def test_a_stop_at_the_end_of_a_street_cuts_nothing(tmp_path: Path) -> None:
    s = Town(STREET, tmp_path, stops_at((0, 4), (210, 0))).streets
    assert (s.kind == EdgeKind.STREET).sum() == 2
    assert between(s, 0, 1) == pytest.approx(214, abs=0.05)


def test_cut_edges_keep_their_line(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 100 0
        node c 100 100
        way a b c highway=footway
        """,
        tmp_path,
        stops_at((30, 5), (105, 60)),
    )
    s = town.streets
    feet = np.flatnonzero(s.kind == EdgeKind.FOOTWAY)
    for edge in feet:
        first, last = s.shape_at[s.shape[edge]], s.shape_at[s.shape[edge] + 1] - 1
        ends = (first, last) if s.shape_forward[edge] else (last, first)
        assert s.shape_lat[ends[0]] == pytest.approx(s.node_lat[s.edge_from[edge]])
        assert s.shape_lon[ends[1]] == pytest.approx(s.node_lon[s.edge_to[edge]])
    assert s.metres[feet].sum() == pytest.approx(400, abs=0.1)
    assert between(s, 0, 1) == pytest.approx(5 + 70 + 60 + 5, abs=0.1)


def test_a_stop_on_the_ground_is_not_linked_underground(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 200 0
        node c 0 30
        node d 200 30
        node up 0 60
        way a b highway=corridor level=-1
        way c d highway=residential
        way a c highway=steps level=-1;0
        """,
        tmp_path,
        stops_at((100, 5), (120, 5), level=(np.nan, -1)),
    )
    s = town.streets
    links = np.flatnonzero(
        (s.kind == EdgeKind.LINK) & np.isin(s.edge_from, s.stop_node)
    )
    assert sorted(s.metres[links].round().tolist()) == [5, 25]


def test_a_stop_prefers_the_connected_street_to_a_scrap(tmp_path: Path) -> None:
    far = "\n".join(f"node n{i} {10 * i} 60" for i in range(30))
    far += "\n" + "\n".join(f"way n{i} n{i + 1} highway=footway" for i in range(29))
    scrap = "node s 100 10\n node t 120 10\n way s t highway=footway"
    s = Town(f"{far}\n{scrap}", tmp_path, stops_at((110, 0))).streets
    assert s.metres[s.kind == EdgeKind.LINK].max() == pytest.approx(60, abs=0.1)


def test_a_platform_with_pathways_is_reached_through_the_entrance(
    tmp_path: Path,
) -> None:
    #        station  platform  entrance   concourse node
    stops = stops_at(
        (100, 50),
        (100, 40),
        (150, 10),
        (130, 30),
        kind=(1, 0, 2, 3),
        parent=(-1, 0, 0, 0),
    )
    ways = pathways(
        pathway(2, 3, 2, stairs=20, seconds=30, width=1.5),
        pathway(3, 1, 5),
    )
    s = Town(STREET, tmp_path, stops, ways).streets
    node = s.stop_node
    links = np.flatnonzero(s.kind == EdgeKind.LINK)
    assert set(s.edge_from[links]) & {*node.tolist()} == {int(node[2])}
    assert np.isfinite(between(s, 2, 1))
    assert s.edge_at[node[0] + 1] == s.edge_at[node[0]], "the station itself has no way"
    (stairs,) = np.flatnonzero((s.kind == EdgeKind.STEPS) & (s.edge_from == node[2]))
    assert (s.steps[stairs], s.seconds[stairs], s.width_cm[stairs]) == (20, 30, 150)
    assert s.pathway[stairs] == 0
    (lift,) = np.flatnonzero((s.kind == EdgeKind.LIFT) & (s.edge_from == node[3]))
    assert s.seconds[lift] == 60 and s.pathway[lift] == 1


def test_a_station_whose_pathways_lead_nowhere_is_linked_and_said(
    tmp_path: Path,
) -> None:
    stops = stops_at((100, 50), (100, 40), (90, 20), kind=(1, 0, 0), parent=(-1, 0, 0))
    town = Town(STREET, tmp_path, stops, pathways(pathway(1, 2, 1, metres=25)))
    assert (town.streets.kind == EdgeKind.LINK).sum() == 4
    assert "no entrance" in town.warnings[0]


def test_without_pathways_platforms_and_entrances_are_all_linked(
    tmp_path: Path,
) -> None:
    stops = stops_at((100, 50), (100, 40), (90, 20), kind=(1, 0, 2), parent=(-1, 0, 0))
    assert (Town(STREET, tmp_path, stops).streets.kind == EdgeKind.LINK).sum() == 4


def test_a_boarding_area_is_at_its_platform(tmp_path: Path) -> None:
    stops = stops_at((100, 40), (110, 42), kind=(0, 4), parent=(-1, 0))
    s = Town(STREET, tmp_path, stops).streets
    assert between(s, 0, 1) < 0.001


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (1, "WALKWAY"),
        (2, "STEPS"),
        (3, "MOVING_WALKWAY"),
        (4, "ESCALATOR"),
        (5, "LIFT"),
        (6, "GATE"),
        (7, "GATE"),
    ],
)
def test_pathway_modes(mode: int, kind: str) -> None:
    s, _ = build_streets(
        [],
        [],
        stops_at((0, 0), (30, 40), kind=(0, 0), parent=(-1, -1)),
        pathways(pathway(0, 1, mode, both=False, slope=0.05)),
    )
    (edge,) = np.flatnonzero(s.pathway == 0)
    assert EdgeKind(s.kind[edge]).name == kind
    assert s.edge_twin[edge] == -1
    assert s.slope_percent[edge] == pytest.approx(5)
    if kind != "LIFT":
        assert s.metres[edge] == pytest.approx(50, abs=0.1), "no length given: straight"


def test_a_node_without_position_stands_at_its_station() -> None:
    stops = stops_at(
        (0, 0), (np.nan, np.nan), (30, 0), kind=(1, 3, 2), parent=(-1, 0, 0)
    )
    s, _ = build_streets([], [], stops, pathways(pathway(2, 1, 1, metres=12)))
    assert between(s, 2, 1) == pytest.approx(12)


def test_a_stop_without_any_position_is_nowhere() -> None:
    s, _ = build_streets([], [], stops_at((0, 0), (np.nan, 0)), no_pathways())
    assert s.stop_node.tolist() == [0, -1]


def test_stops_far_from_all_streets_are_joined_by_straight_lines(
    tmp_path: Path,
) -> None:
    town = Town(STREET, tmp_path, stops_at((10, 5), (190, 5), (700, 0), (1500, 0)))
    s = town.streets
    assert between(s, 1, 2) == pytest.approx(510, abs=0.2)
    assert between(s, 2, 3) == pytest.approx(800, abs=0.2)
    assert "2 of 4 stops" in town.warnings[0]
    straight = s.kind == EdgeKind.STRAIGHT
    ends = np.stack([s.edge_from[straight], s.edge_to[straight]])
    covered = np.isin(ends, s.stop_node[:2])
    assert not covered.all(axis=0).any(), "streets join what streets reach"


@pytest.mark.parametrize(
    "spots",
    [
        [],
        [(0, 0)],
        [(0, 0), (300, 0)],
        [(0, 0), (0, 0), (0, 0)],
        [(100 * i, 200 * i) for i in range(9)],
        [(0, 0), (0, 0), (5000, 0), (5000, 0), (0, 3000)],
        [(1000 * (i % 4), 1000 * (i // 4)) for i in range(16)],
    ],
)
def test_without_streets_all_stops_are_joined(spots: list[tuple[float, float]]) -> None:
    s, warnings = build_streets([], [], stops_at(*spots), no_pathways())
    assert warnings == []
    assert set(s.kind.tolist()) <= {EdgeKind.STRAIGHT}
    for stop in range(1, len(spots)):
        apart = np.hypot(spots[stop][0] - spots[0][0], spots[stop][1] - spots[0][1])
        assert apart - 0.5 <= between(s, 0, stop) <= 1.6 * apart + 0.1


def test_straight_lines_are_as_long_as_the_geodesic() -> None:
    rng = np.random.default_rng(7)
    stops = stops_at(*rng.uniform(0, 3000, (60, 2)).tolist())
    s, _ = build_streets([], [], stops, no_pathways())
    tail, head = s.edge_from, s.edge_to
    _, _, expected = Geod(ellps="WGS84").inv(
        s.node_lon[tail], s.node_lat[tail], s.node_lon[head], s.node_lat[head]
    )
    np.testing.assert_allclose(s.metres, expected, rtol=1e-6)
    apart = np.abs(s.metres)
    assert (apart > 0).all()


def test_straight_lines_are_few_and_hardly_longer_than_the_way_a_bird_flies() -> None:
    rng = np.random.default_rng(3)
    spots = rng.uniform(0, 1500, (50, 2))
    s, _ = build_streets([], [], stops_at(*spots.tolist()), no_pathways())
    assert s.edge_count <= 2 * (3 * len(spots) - 6), "planar, both ways"
    walks = shortest_path(
        csr_matrix((s.metres, (s.edge_from, s.edge_to)), [s.node_count] * 2)
    )[np.ix_(s.stop_node, s.stop_node)]
    apart = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    far = apart > 100
    assert (walks[far] / apart[far]).max() < 1.5
    assert (walks[far] / apart[far]).mean() < 1.1
    nearest = np.where(apart > 0, apart, np.inf).min(axis=1)
    first = np.where(apart > 0, walks, np.inf).min(axis=1)
    np.testing.assert_allclose(first, nearest, atol=0.5)


@pytest.mark.parametrize("jitter", [1e-7, 1e-4, 1e-2])
def test_stops_almost_on_one_spot_or_line_are_joined_too(jitter: float) -> None:
    rng = np.random.default_rng(5)
    heap = np.concatenate([np.zeros((8, 2)), np.full((8, 2), 500.0)])
    line = np.stack([np.arange(16) * 50.0, np.zeros(16)], axis=1)
    for spots in (heap, line):
        places = spots + rng.uniform(-jitter, jitter, spots.shape)
        s, _ = build_streets([], [], stops_at(*places.tolist()), no_pathways())
        graph = csr_matrix(
            (np.ones(s.edge_count), (s.edge_from, s.edge_to)), [s.node_count] * 2
        )
        parts, _ = connected_components(graph)
        assert parts == 1


def test_no_stops_and_no_streets_is_an_empty_town() -> None:
    s, _ = build_streets([], [], stops_at(), no_pathways())
    assert (s.node_count, s.edge_count) == (0, 0)


def test_parents_in_a_circle_do_no_harm() -> None:
    stops = stops_at((0, 0), (50, 0), kind=(0, 0), parent=(1, 0))
    s, _ = build_streets([], [], stops, no_pathways())
    assert isinstance(stops, StreetStops) and s.edge_count == 2
