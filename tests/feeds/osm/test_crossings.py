"""How far it is from kerb to kerb."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.streets.graph import Crossing, EdgeKind

from .town import Town, stops_at

# The footway p–q crosses a road with two carriageways; k and l are its kerbs, x and y
# where it meets the roads, i is between them.
CROSSING = """
    node p 0 12
    node k 0 10
    node x 0 6 highway=crossing kerb=lowered {x}
    node i 0 0 {i}
    node y 0 -6 highway=crossing {y}
    node l 0 -10
    node q 0 -12
    node w 40 6
    node e 40 -6
    way p k highway=footway footway=sidewalk
    way k x i y l highway=footway footway=crossing
    way l q highway=footway footway=sidewalk
    way x w highway=primary
    way y e highway=primary
"""


def lengths(town: Town) -> list[float]:
    """The length of the crossing of each stretch, from north to south, to the metre."""
    pairs = [("k", "x"), ("x", "i"), ("i", "y"), ("y", "l")]
    return [round(town.get(a, b, "crossing_metres")) for a, b in pairs]


def town(tmp_path: Path, x: str = "", i: str = "entrance=yes", y: str = "") -> Town:
    return Town(CROSSING.format(x=x, i=i, y=y), tmp_path)


def test_a_crossing_goes_on_through_the_nodes_of_the_road(tmp_path: Path) -> None:
    assert lengths(town(tmp_path)) == [20, 20, 20, 20]


@pytest.mark.parametrize(
    "tags", ["crossing:island=yes", "crossing=island", "traffic_calming=island"]
)
def test_an_island_ends_it(tmp_path: Path, tags: str) -> None:
    assert lengths(town(tmp_path, i=tags)) == [10, 10, 10, 10]
    # From k to x it is 4 m, the rest is 16.
    assert lengths(town(tmp_path, x=tags.replace("crossing=", "crossing=yes;"))) == [
        4, 16, 16, 16,
    ]  # fmt: skip


def test_a_kerb_ends_it_a_crossing_that_tells_of_kerbs_does_not(tmp_path: Path) -> None:
    assert lengths(town(tmp_path, i="kerb=raised")) == [10, 10, 10, 10]


def test_a_traffic_island_drawn_as_a_way_ends_it(tmp_path: Path) -> None:
    drawn = Town(
        """
        node a 0 10
        node b 0 2
        node c 0 -2
        node d 0 -9
        way a b highway=footway footway=crossing
        way b c highway=footway footway=traffic_island
        way c d highway=footway footway=crossing
        """,
        tmp_path,
    )
    assert drawn.get("a", "b", "crossing_metres") == pytest.approx(8, abs=0.01)
    assert drawn.get("c", "d", "crossing_metres") == pytest.approx(7, abs=0.01)
    assert drawn.kind("b", "c") == "FOOTWAY"


def test_around_a_corner_another_crossing_begins(tmp_path: Path) -> None:
    drawn = Town(
        """
        node a 0 10
        node b 0 0
        node c 12 0
        node d 12.5 -9
        way a b highway=footway footway=crossing
        way b c highway=footway footway=crossing
        way c d highway=footway footway=crossing
        """,
        tmp_path,
    )
    assert drawn.get("a", "b", "crossing_metres") == pytest.approx(10, abs=0.01)
    assert drawn.get("b", "c", "crossing_metres") == pytest.approx(12, abs=0.01)


def test_two_crossings_end_to_end_are_one(tmp_path: Path) -> None:
    drawn = Town(
        """
        node a 0 10
        node b 1 0
        node c 0 -10
        node z 30 0
        way a b highway=footway footway=crossing surface=asphalt
        way b c highway=footway footway=crossing surface=sett
        """,
        tmp_path,
    )
    assert drawn.get("a", "b", "crossing_metres") == pytest.approx(20.1, abs=0.1)


def test_where_a_crossing_branches_its_longest_way_counts(tmp_path: Path) -> None:
    drawn = Town(
        """
        node n 0 10
        node x 0 0 highway=crossing
        node s 0 -12
        node e 15 0
        way n x s highway=footway footway=crossing
        way x e highway=footway footway=crossing
        """,
        tmp_path,
    )
    assert drawn.get("n", "x", "crossing_metres") == pytest.approx(25, abs=0.1)
    assert drawn.get("x", "e", "crossing_metres") == pytest.approx(27, abs=0.1)
    assert drawn.get("x", "s", "crossing_metres") == pytest.approx(27, abs=0.1)


def test_between_two_crossings_each_half_says_what_is_met_at_its_own_end(
    tmp_path: Path,
) -> None:
    drawn = Town(
        """
        node a 0 20
        node x 0 10 highway=crossing crossing=traffic_signals
        node y 0 -10 highway=crossing crossing=zebra
        node b 0 -20
        node w -30 10
        node e 30 10
        node v -30 -10
        node f 30 -10
        way a x y b highway=footway footway=crossing
        way w x e highway=residential
        way v y f highway=residential
        """,
        tmp_path,
    )
    assert not drawn.edges("x", "y"), "cut in the middle"
    s = drawn.streets
    at = {}
    for end in ("x", "y"):
        for edge in np.flatnonzero(s.edge_from == drawn.node(end)).tolist():
            if s.node_osm[s.edge_to[edge]] == 0:
                at[end] = (s.crossing[edge], s.signal_sound[edge])
                assert s.metres[edge] == pytest.approx(10, abs=0.01)
                assert s.kind[edge] == EdgeKind.CROSSING
    assert at == {"x": (Crossing.SIGNALS, 0), "y": (Crossing.MARKED, 0)}


def test_between_two_crossings_alike_nothing_is_cut(tmp_path: Path) -> None:
    drawn = Town(
        """
        node x 0 10 highway=crossing crossing=zebra
        node y 0 -10 highway=crossing crossing=zebra
        node w -30 10
        node v -30 -10
        way x y highway=footway footway=crossing
        way w x highway=residential
        way v y highway=residential
        """,
        tmp_path,
    )
    assert drawn.get("x", "y", "crossing") == Crossing.MARKED


def test_every_piece_of_a_crossing_cut_at_a_stop_has_lights(tmp_path: Path) -> None:
    drawn = Town(
        """
        node a 0 10
        node x 0 0 highway=crossing crossing=traffic_signals
        node b 0 -10
        node w -30 0
        node e 30 0
        way a x b highway=footway footway=crossing
        way w x e highway=residential
        """,
        tmp_path,
        stops=stops_at((2, 6)),
    )
    assert not drawn.edges("a", "x"), "cut at the stop"
    s = drawn.streets
    pieces = s.kind == EdgeKind.CROSSING
    assert pieces.sum() >= 6
    assert (s.crossing[pieces] == Crossing.SIGNALS).all()


def test_lights_that_the_way_tells_of_are_not_hidden_by_a_zebra_at_its_node(
    tmp_path: Path,
) -> None:
    drawn = Town(
        """
        node a 0 10
        node x 0 0 highway=crossing crossing=zebra
        node w -30 0
        node e 30 0
        way a x highway=footway footway=crossing crossing=traffic_signals
        way w x e highway=residential
        """,
        tmp_path,
    )
    assert drawn.get("a", "x", "crossing") == Crossing.SIGNALS


def test_on_a_stretch_too_short_to_cut_the_lesser_crossing_counts(
    tmp_path: Path,
) -> None:
    drawn = Town(
        """
        node a 0 10
        node x 0 0.4 highway=crossing crossing=traffic_signals
        node y 0 -0.4 highway=crossing crossing=zebra
        node b 0 -10
        way a x y b highway=footway footway=crossing
        """,
        tmp_path,
    )
    assert drawn.get("x", "y", "crossing") == Crossing.MARKED
