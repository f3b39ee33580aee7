"""From OSM to nodes and edges: one small town per feature, in metres."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from maas.streets.graph import Barrier, EdgeKind, EdgeSource, SlopeSource

from .town import Town, stops_at


def test_cuts_a_way_at_junctions_only(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 50 0
        node c 100 0
        node d 150 0
        node e 100 80
        way a b c d highway=footway name=Long_Walk
        way c e highway=path
        """,
        tmp_path,
    )
    s = town.streets
    assert s.node_count == 4 and s.edge_count == 6, "b is a mere point of the line"
    assert town.get("a", "c", "metres") == pytest.approx(100.0, abs=0.01)
    (edge,) = town.edges("c", "a")
    assert s.edge_from[s.edge_twin[edge]] == town.node("a")
    assert s.names[s.name[edge]] == "Long Walk"
    at = s.shape_at[s.shape[edge]]
    assert s.shape_at[s.shape[edge] + 1] - at == 3
    assert s.shape_forward[edge] == 0
    assert town.get("c", "e", "name") == -1


def test_edges_are_sorted_by_the_node_they_leave(tmp_path: Path) -> None:
    s = Town(
        """
        node a 0 0
        node b 10 0
        node c 20 0
        way a b highway=footway
        way b c highway=footway
        way a c highway=path
        """,
        tmp_path,
    ).streets
    assert np.all(np.diff(s.edge_from) >= 0)
    for node in range(s.node_count):
        assert set(s.edge_from[s.edge_at[node] : s.edge_at[node + 1]]) == {node}
    assert np.array_equal(s.edge_twin[s.edge_twin], np.arange(s.edge_count))


def test_a_one_way_footway_has_no_twin(tmp_path: Path) -> None:
    town = Town(
        "node a 0 0\n node b 9 0\n way a b highway=footway oneway:foot=-1", tmp_path
    )
    assert town.edges("a", "b") == []
    assert town.get("b", "a", "edge_twin") == -1


def test_an_escalator_runs_one_way(tmp_path: Path) -> None:
    town = Town(
        "node a 0 0\n node b 9 0\n way a b highway=steps conveying=forward", tmp_path
    )
    assert town.kind("a", "b") == "ESCALATOR"
    assert town.edges("b", "a") == []


def test_incline_turns_with_the_direction(tmp_path: Path) -> None:
    town = Town(
        "node a 0 0\n node b 9 0\n way a b highway=footway incline=8%", tmp_path
    )
    assert town.get("a", "b", "slope_percent") == 8.0
    assert town.get("b", "a", "slope_percent") == -8.0


def test_steepest_slopes_turn_with_the_direction(tmp_path: Path) -> None:
    town = Town(
        "node a 0 0\n node b 9 0\n way a b highway=footway incline=8%;-5%", tmp_path
    )
    assert town.get("a", "b", "steepest_up") == town.get("b", "a", "steepest_down") == 8
    assert town.get("a", "b", "steepest_down") == town.get("b", "a", "steepest_up") == 5
    assert town.get("a", "b", "slope_source") == SlopeSource.TAG
    assert np.isnan(town.get("a", "b", "mean_slope"))


@pytest.mark.parametrize(
    ("tags", "there", "back"),
    [
        ("incline=up", 1, 2),
        ("incline=down", 2, 1),
        ("incline=-30%", 2, 1),
        # From -1 to 0 by the levels of what they join.
        ("level=-1;0", 1, 2),
        ("surface=concrete", 0, 0),
    ],
)
def test_stairs_rise_one_way_and_fall_the_other(
    tmp_path: Path, tags: str, there: int, back: int
) -> None:
    town = Town(
        f"""
        node a 0 0
        node b 9 0
        node c 20 0
        way c a highway=corridor level=-1
        way a b highway=steps {tags}
        """,
        tmp_path,
    )
    assert town.get("a", "b", "rises") == there
    assert town.get("b", "a", "rises") == back
    assert town.kind("b", "a") == "STEPS"


def test_who_says_it_and_when(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 9 0
        node c 20 0
        node d 30 0
        way a b highway=footway survey:date=2023-02
        way b c highway=footway
        way c d highway=footway check_date=yesterday
        """,
        tmp_path,
        stops_at((4, 5)),
    )
    s = town.streets
    assert set(s.dated.tolist()) == {0, date(2023, 2, 1).toordinal()}
    made = s.kind == EdgeKind.LINK
    assert set(s.source[made]) == {EdgeSource.MADE}
    assert set(s.source[~made]) == {EdgeSource.OSM}


def test_does_not_bridge_a_gap_of_missing_nodes(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 10 0
        node c 30 0
        node d 40 0
        way a b missing c d highway=footway
        """,
        tmp_path,
    )
    assert town.walk(town.node("a"), town.node("b")) == pytest.approx(10, abs=0.01)
    assert town.walk(town.node("b"), town.node("c")) == np.inf


def test_kerbs_of_a_crossing_bind_who_crosses(tmp_path: Path) -> None:
    #   p ---- k ---- q     sidewalk with the kerb node k
    #          |
    #          x            middle of the road, a crossing node
    #          |
    #          m
    town = Town(
        """
        node p -20 5
        node k 0 5 kerb=raised kerb:height=0.15
        node q 20 5
        node x 0 0 highway=crossing crossing=traffic_signals crossing:island=yes
        node m 0 -5 kerb=flush
        node w -20 0
        node e 20 0
        way p k q highway=footway footway=sidewalk
        way k x m highway=footway footway=crossing
        way w x e highway=primary
        """,
        tmp_path,
    )
    assert town.get("k", "x", "kerb_cm") == 15.0
    assert town.get("x", "m", "kerb_cm") == 0.0
    assert np.isnan(town.get("p", "k", "kerb_cm")), "along the sidewalk no kerb is met"
    assert town.get("k", "x", "crossing") == town.get("x", "m", "crossing") == 4
    assert town.get("x", "m", "crossing_island") == 1
    assert town.get("w", "x", "crossing") == 0, "along the road one does not cross"


def test_a_barrier_is_on_every_edge_that_touches_it(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 10 0 barrier=cycle_barrier maxwidth:physical=0.8
        node c 30 0
        way a b c highway=footway width=2
        """,
        tmp_path,
    )
    assert town.get("a", "b", "width_cm") == town.get("b", "c", "width_cm") == 80.0


def test_the_opening_of_a_barrier_is_not_the_way_s_width(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 10 0 barrier=bollard
        node c 30 0
        node d 50 0 barrier=cycle_barrier wheelchair=yes
        node e 70 0 barrier=gate
        node f 90 0
        way a b c d highway=footway width=2
        way d e f highway=footway width=0.8
        """,
        tmp_path,
    )
    assert np.isnan(town.get("a", "b", "width_cm")), "how far apart nobody says"
    assert town.get("d", "e", "width_cm") == 80, "narrower than any gate has to be"
    assert np.isnan(town.get("b", "d", "width_cm"))
    assert town.get("a", "b", "barrier") == Barrier.BOLLARD
    assert town.get("b", "d", "barrier") == Barrier.CYCLE_BARRIER, "the worse of two"
    assert town.get("e", "f", "barrier") == Barrier.GATE


def test_a_kerb_line_is_stepped_over_where_a_way_crosses_it(tmp_path: Path) -> None:
    town = Town(
        """
        node p 0 10
        node k 0 5
        node m 0 -5
        node q 0 -10
        node w -30 5
        node e 30 5
        way p k m q highway=footway footway=crossing
        way w k e barrier=kerb kerb=raised
        """,
        tmp_path,
    )
    assert town.get("p", "k", "kerb_cm") == town.get("k", "q", "kerb_cm") == 12.0
    assert town.edges("w", "k") == [], "nobody walks on a kerb"


def test_along_a_kerb_line_nobody_steps_over_it(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 30 0
        node c 60 0
        way a b c barrier=kerb kerb=raised
        way a b c highway=footway footway=sidewalk
        """,
        tmp_path,
    )
    assert np.isnan(town.get("a", "c", "kerb_cm"))


@pytest.mark.parametrize("road", ["w x e", "e x w"])
def test_the_kerbs_of_both_sides_of_a_road_are_not_mixed_up(
    tmp_path: Path, road: str
) -> None:
    # North of the road, drawn eastwards, is its left; drawn westwards, its right.
    town = Town(
        f"""
        node n 0 6
        node x 0 0 highway=crossing kerb:left=raised kerb:right=flush
        node s 0 -6
        node w -30 0
        node e 30 0
        way n x s highway=footway footway=crossing
        way {road} highway=primary
        """,
        tmp_path,
    )
    north, south = (12.0, 0.0) if road == "w x e" else (0.0, 12.0)
    assert town.get("n", "x", "kerb_cm") == town.get("x", "n", "kerb_cm") == north
    assert town.get("x", "s", "kerb_cm") == south


def test_of_a_crossing_cut_for_a_stop_only_one_piece_meets_the_kerb(
    tmp_path: Path,
) -> None:
    town = Town(
        "node a 0 0 kerb=raised\n node b 40 0\n way a b highway=footway",
        tmp_path,
        stops_at((20, 3)),
    )
    s = town.streets
    assert int((s.kerb_cm == 12).sum()) == 2, "one piece, both ways"


def test_a_turnstile_makes_its_shorter_edge_a_gate(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 10 0 barrier=turnstile
        node c 30 0
        way a b c highway=footway
        """,
        tmp_path,
    )
    assert town.kind("a", "b") == "GATE"
    assert town.kind("b", "c") == "FOOTWAY"
    assert town.get("b", "c", "wheelchair") == 2


def test_nobody_passes_a_locked_gate(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 10 0 barrier=gate locked=yes
        node c 30 0
        way a b c highway=footway
        """,
        tmp_path,
    )
    assert town.walk(town.node("a"), town.node("c")) == np.inf


def test_stairs_tell_the_levels_of_their_ends(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 10 0
        node c 20 0
        way a b highway=corridor level=-1
        way b c highway=steps level=-1;0 step_count=20
        """,
        tmp_path,
    )
    level = town.streets.node_level
    assert level[town.node("b")] == -1
    assert level[town.node("c")] == 0
    assert np.isnan(town.get("b", "c", "level"))
    assert town.get("b", "c", "steps") == 20


def test_incline_up_tells_which_end_of_stairs_is_above(tmp_path: Path) -> None:
    town = Town(
        "node a 0 0\n node b 9 0\n way a b highway=steps level=0;1 incline=down",
        tmp_path,
    )
    level = town.streets.node_level
    assert (level[town.node("a")], level[town.node("b")]) == (1, 0)


def test_a_lift_joins_the_levels_that_meet_in_it(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node e 10 0 highway=elevator level=-1;0 wheelchair=yes
        node c 20 0
        node d 10 9
        way a e highway=corridor level=-1
        way e c highway=footway level=0
        way e d highway=footway level=0
        """,
        tmp_path,
    )
    s = town.streets
    lifts = np.flatnonzero(s.kind == EdgeKind.LIFT)
    assert len(lifts) == 2
    assert s.seconds[lifts].tolist() == [60.0, 60.0]
    assert s.wheelchair[lifts].tolist() == [1, 1]
    assert sorted(s.node_level[s.edge_from[lifts]].tolist()) == [-1, 0]
    assert set(s.node_osm[s.edge_from[lifts]]) == {town.ids["e"]}


def test_who_stays_on_a_level_needs_no_lift(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node e 10 0 highway=elevator level=0
        node c 20 0
        way a e c highway=footway
        """,
        tmp_path,
    )
    assert EdgeKind.LIFT not in town.streets.kind


@pytest.mark.parametrize("lift", ["access=no", "construction=elevator"])
def test_nobody_walks_through_the_shaft_of_a_lift_that_is_shut(
    tmp_path: Path, lift: str
) -> None:
    highway = "construction" if "construction" in lift else "elevator"
    town = Town(
        f"""
        node a 0 0
        node e 10 0 highway={highway} {lift}
        node c 20 0
        way a e highway=corridor level=-1
        way e c highway=footway level=0
        """,
        tmp_path,
    )
    assert town.walk(town.node("a"), town.node("c")) == np.inf


def test_a_lift_keeps_its_hours_and_its_day(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node e 10 0 highway=elevator opening_hours=06:00-22:00 check_date=2024-05-01
        node c 20 0
        way a e highway=corridor level=-1
        way e c highway=footway level=0
        """,
        tmp_path,
    )
    s = town.streets
    (lift, _) = np.flatnonzero(s.kind == EdgeKind.LIFT)
    row = s.hours[lift]
    assert s.hours_from[s.hours_at[row]] == 6 * 3600
    assert s.dated[lift] == date(2024, 5, 1).toordinal()
    assert s.source[lift] == EdgeSource.OSM


def test_a_lift_s_door_is_passed_by_who_takes_the_lift(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node e 10 0 highway=elevator door:width=0.8 wheelchair=limited
        node c 20 0
        way a e highway=corridor level=-1 width=3
        way e c highway=footway level=0 width=2
        """,
        tmp_path,
    )
    s = town.streets
    lifts = s.kind == EdgeKind.LIFT
    assert s.width_cm[lifts].tolist() == [80, 80]
    assert s.wheelchair[lifts].tolist() == [3, 3]
    assert sorted(s.width_cm[~lifts].tolist()) == [200, 200, 300, 300]
    assert not s.wheelchair[~lifts].any()


def test_a_lift_drawn_as_an_area_joins_its_doors(tmp_path: Path) -> None:
    town = Town(
        """
        node p 0 0
        node q 2 0
        node r 2 2
        node t 0 2
        node a -9 0
        node b 9 2
        way p q r t p highway=elevator
        way a p highway=footway level=0
        way r b highway=corridor level=1
        """,
        tmp_path,
    )
    assert town.kind("p", "r") == "LIFT"


PLAZA = """
    node a 0 0
    node b 40 0
    node c 40 40
    node d 0 40
    node west -20 0
    node east 60 40
    way a b c d a highway=pedestrian area=yes surface=sett name=Market
    way west a highway=footway
    way c east highway=footway
"""


def test_a_plaza_is_crossed_straight(tmp_path: Path) -> None:
    town = Town(PLAZA, tmp_path)
    across = 2**0.5 * 40
    assert town.walk(town.node("a"), town.node("c")) == pytest.approx(across, rel=1e-3)
    kinds = {int(town.streets.kind[e]) for e in town.edges("a", "c")}
    assert kinds == {EdgeKind.PLAZA}
    assert {int(town.streets.surface[e]) for e in town.edges("a", "c")} == {4}


def test_a_fountain_on_a_plaza_is_walked_around(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 40 0
        node c 40 40
        node d 0 40
        node p 10 10
        node q 30 10
        node r 30 30
        node t 10 30
        node west -20 0
        node east 60 40
        way a b c d a
        way p q r t p
        area 1 - 2 highway=pedestrian
        way west a highway=footway
        way c east highway=footway
        """,
        tmp_path,
    )
    # From a corner to the fountain's corner, then on to the opposite one: twice the
    # diagonal of 10 m by 30 m.
    expected = 2 * (10**2 + 30**2) ** 0.5
    assert town.walk(town.node("a"), town.node("c")) == pytest.approx(
        expected, rel=1e-3
    )


def test_a_crooked_plaza_is_crossed_by_the_shortest_way(tmp_path: Path) -> None:
    # A horseshoe, entered at the tips of both arms: around its two inner corners.
    town = Town(
        """
        node a 0 0
        node b 60 0
        node c 60 50
        node d 40 50
        node e 40 20
        node f 20 20
        node g 20 50
        node h 0 50
        node west -20 50
        node east 80 50
        way a b c d e f g h a highway=pedestrian area=yes
        way west h highway=footway
        way c east highway=footway
        """,
        tmp_path,
    )
    arm = (20**2 + 30**2) ** 0.5
    expected = 2 * arm + 20
    assert town.walk(town.node("h"), town.node("c")) == pytest.approx(
        expected, rel=1e-3
    )


def test_stairs_that_end_on_a_platform_are_joined_to_it(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 100 0
        node c 100 8
        node d 0 8
        node top 50 4
        node foot 60 4
        node far 200 4
        way a b c d a railway=platform area=yes level=0
        way foot top highway=steps level=-1;0 incline=up
        way foot far highway=corridor level=-1
        """,
        tmp_path,
    )
    assert town.walk(town.node("top"), town.node("a")) < 60


def test_a_pedestrian_loop_is_not_crossed(tmp_path: Path) -> None:
    town = Town(PLAZA.replace("area=yes ", ""), tmp_path)
    assert town.walk(town.node("a"), town.node("c")) == pytest.approx(80, rel=1e-3)


def test_a_large_area_is_crossed_by_its_middle(tmp_path: Path) -> None:
    ring = [(float(x), 0.0) for x in range(0, 300, 10)]
    ring += [(300.0, float(y)) for y in range(0, 300, 10)]
    nodes = [*ring, (300.0, 300.0), (0.0, 300.0)]
    lines = [f"node n{i} {x} {y}" for i, (x, y) in enumerate(nodes)]
    lines += [f"node o{i} {x + 5} {y - 5}" for i, (x, y) in enumerate(ring)]
    lines += [f"way n{i} o{i} highway=footway" for i in range(len(ring))]
    around = " ".join(f"n{i}" for i in range(len(nodes)))
    lines.append(f"way {around} n0 highway=pedestrian area=yes")
    town = Town("\n".join(lines), tmp_path)
    walk = town.walk(town.node("n0"), town.node("n45"))
    straight = np.hypot(300, 150)
    assert straight < walk < 1.2 * straight
    assert town.streets.edge_count < 1500


CITY_ROAD = """
    node a 0 0
    node b 100 0
    node c 200 0
    node p 0 5
    node q 100 5
    node r 200 5
    way a b c highway=primary sidewalk=separate
    way p q r highway=footway footway=sidewalk
"""


def test_a_road_with_sidewalks_of_its_own_is_not_walked_on(tmp_path: Path) -> None:
    town = Town(CITY_ROAD, tmp_path)
    assert EdgeKind.STREET not in town.streets.kind


def test_such_a_road_stays_where_it_is_the_only_way(tmp_path: Path) -> None:
    town = Town(
        CITY_ROAD
        + """
        node h 100 -60
        node s 200 -60
        way b h highway=residential
        way c s highway=residential
        """,
        tmp_path,
    )
    assert town.walk(town.node("h"), town.node("s")) == pytest.approx(220, abs=0.1)
    assert town.edges("a", "b") == []


def test_two_files_that_overlap_are_one_network(tmp_path: Path) -> None:
    from maas_feeds.osm import build_streets, no_pathways, no_stops

    (tmp_path / "1").mkdir()
    Town("node a 0 0\n node b 9 0\n way a b highway=footway", tmp_path / "1")
    paths = [tmp_path / "1" / "town.osm"] * 2
    streets, _ = build_streets(paths, [], no_stops(), no_pathways())
    assert streets.edge_count == 2


def test_a_build_repeats_itself_exactly(tmp_path: Path) -> None:
    first, second = (Town(PLAZA, tmp_path).streets for _ in range(2))
    for name in ("edge_from", "edge_to", "metres", "shape", "shape_lat", "kind"):
        assert np.array_equal(getattr(first, name), getattr(second, name)), name
