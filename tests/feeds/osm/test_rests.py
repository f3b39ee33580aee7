"""Places to rest: on the way, beside it, at stops."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.streets.graph import RestPlace
from maas_feeds.osm.rest_tags import rest_bits

from .town import Town, stops_at

B, S, SEAT = RestPlace.BENCH, RestPlace.SHELTER, RestPlace.STOP_SEAT
WC, WHEELS = RestPlace.TOILET, RestPlace.WHEELCHAIR_TOILET
TABLE, NONE = RestPlace.CHANGING_TABLE, RestPlace.NONE


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("amenity=bench", B),
        ("amenity=bench access=private", NONE),
        ("amenity=shelter", S),
        ("amenity=shelter bench=yes", S | B),
        ("highway=bus_stop", NONE),
        ("highway=bus_stop bench=yes", SEAT),
        ("highway=bus_stop bench=no shelter=yes", SEAT),
        ("public_transport=platform bench=yes", SEAT),
        ("railway=platform shelter=yes", SEAT),
        ("railway=tram_stop bench=yes", SEAT),
        ("highway=footway bench=yes", NONE),
        ("amenity=toilets", WC),
        ("amenity=toilets access=customers", NONE),
        ("amenity=toilets wheelchair=yes", WC | WHEELS),
        ("amenity=toilets toilets:wheelchair=yes", WC | WHEELS),
        ("amenity=toilets wheelchair=limited", WC),
        ("amenity=toilets changing_table=yes", WC | TABLE),
        ("amenity=toilets diaper=yes", WC | TABLE),
        ("amenity=cafe", NONE),
    ],
)
def test_what_there_is_to_rest(text: str, bits: RestPlace) -> None:
    assert rest_bits(dict(word.split("=", 1) for word in text.split())) == bits


def rests(town: Town) -> dict[tuple[float, float], RestPlace]:
    """Bits of every rest node, by metres east and north, rounded."""
    from .town import EAST, NORTH, ORIGIN

    s = town.streets
    return {
        (
            round((float(s.node_lon[node]) - ORIGIN[1]) * EAST),
            round((float(s.node_lat[node]) - ORIGIN[0]) * NORTH),
        ): RestPlace(int(s.node_rest[node]))
        for node in np.flatnonzero(s.node_rest).tolist()
    }


WAY = """
    node a 0 0
    node b 50 0
    node c 100 0
    way a b highway=footway surface=asphalt
    way b c highway=footway
"""


def test_a_bench_beside_the_way_cuts_it_there(tmp_path: Path) -> None:
    town = Town(
        WAY + "node near 20 6 amenity=bench\n node far 70 30 amenity=bench", tmp_path
    )
    assert rests(town) == {(20, 0): B}
    s = town.streets
    to_bench = np.flatnonzero(s.rest == 1)
    assert sorted(s.metres[to_bench].round().tolist()) == [20, 30], "from both sides"
    assert set(s.surface[to_bench]) == {1}, "the pieces are what the way was"
    assert s.metres.sum() == pytest.approx(200, abs=0.1)
    assert np.array_equal(s.rest == 1, s.node_rest[s.edge_to] > 0)


def test_a_bench_on_the_way_is_a_node_of_it(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 50 0 amenity=bench
        node c 100 0
        way a b c highway=footway
        """,
        tmp_path,
    )
    assert town.get("a", "b", "rest") == town.get("c", "b", "rest") == 1
    assert town.get("b", "a", "rest") == 0


def test_two_benches_at_one_spot_are_one_place(tmp_path: Path) -> None:
    extra = "node n 20 3 amenity=bench\n node t 20.2 -4 amenity=toilets wheelchair=yes"
    assert rests(Town(WAY + extra, tmp_path)) == {(20, 0): B | WC | WHEELS}


def test_nobody_rests_on_a_crossing_or_on_private_ground(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 12 0
        node c 112 0
        node d 200 0
        way a b highway=footway footway=crossing
        way b c highway=footway access=private
        way c d highway=footway
        node one 6 2 amenity=bench
        node two 60 2 amenity=bench
        """,
        tmp_path,
    )
    assert rests(town) == {}


def test_a_bench_on_another_level_is_out_of_reach(tmp_path: Path) -> None:
    bench = "node n 20 3 amenity=bench level=-1"
    assert rests(Town(WAY + bench, tmp_path)) == {}
    below = "way a b highway=footway level=-1"
    town = Town(WAY.replace("way a b highway=footway", below) + bench, tmp_path)
    assert rests(town) == {(20, 0): B}


def test_a_toilet_drawn_with_its_outline_stands_in_its_middle(tmp_path: Path) -> None:
    town = Town(
        WAY
        + """
        node p 10 8
        node q 20 8
        node r 20 18
        node t 10 18
        way p q r t p amenity=toilets changing_table=yes
        """,
        tmp_path,
    )
    assert rests(town) == {(15, 0): WC | TABLE}


def test_a_platform_with_a_bench_has_one_in_its_middle(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 60 0
        way a b railway=platform bench=yes
        """,
        tmp_path,
    )
    assert rests(town) == {(30, 0): SEAT}


@pytest.mark.parametrize(("metres", "seats"), [(15, 1), (25, 0)])
def test_a_stop_near_a_bus_stop_with_a_bench_has_seats(
    tmp_path: Path, metres: float, seats: int
) -> None:
    town = Town(
        WAY + "node s 90 40 highway=bus_stop bench=yes",
        tmp_path,
        stops_at((90 - metres, 40)),
    )
    s = town.streets
    assert int(s.node_rest[s.stop_node[0]] == SEAT) == seats
    links = np.flatnonzero(s.edge_to == s.stop_node[0])
    assert s.rest[links].tolist() == [seats]
