"""Facts about benches, shelters and toilets: places to rest at nodes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from maas.streets.graph import RestPlace
from maas_feeds.facts import Transit

from ..feeds.osm.town import Town, stops_at
from .town import about, at, entry, know, sentences, transit_of

STREET = """
    node a 0 0
    node b 100 0
    node c 200 0
    node d 100 80
    way a b highway=footway
    way b c highway=footway
    way b d highway=footway
"""
YES, NO = 1, 2


def bits(town: Town, name: str) -> RestPlace:
    return RestPlace(int(town.streets.node_rest[town.node(name)]))


@pytest.mark.parametrize(
    ("attribute", "bit"),
    [
        ("bench", RestPlace.BENCH),
        ("shelter", RestPlace.SHELTER),
        ("toilet", RestPlace.TOILET),
        ("wheelchair_toilet", RestPlace.WHEELCHAIR_TOILET),
        ("changing_table", RestPlace.CHANGING_TABLE),
    ],
)
def test_each_place_to_rest_by_its_node(
    tmp_path: Path, attribute: str, bit: RestPlace
) -> None:
    town = Town(STREET, tmp_path)
    node = f"node = {town.ids['b']}"
    known = know(town, tmp_path, entry("rest", node, f'{attribute} = "yes"'))
    assert bits(town, "b") == bit and bits(town, "a") == 0
    # It is where the edges to b end, and those only.
    assert town.get("a", "b", "rest") == town.get("d", "b", "rest") == YES
    assert town.get("b", "a", "rest") != YES
    fact = about(known, "node", town.node("b"))[attribute]
    assert (fact.source, fact.text) == ("survey", f"{attribute} = yes")
    assert known.warnings == ()


def test_a_position_means_the_nearest_node(tmp_path: Path) -> None:
    town = Town(STREET, tmp_path)
    know(town, tmp_path, entry("rest", at(110, 5), 'bench = "yes"'))
    assert bits(town, "b") == RestPlace.BENCH and bits(town, "c") == 0


def test_a_bench_that_is_gone_is_no_place_to_rest(tmp_path: Path) -> None:
    town = Town(STREET, tmp_path)
    node = f"node = {town.ids['b']}"
    both = entry("rest", node, 'bench = "yes"\ntoilet = "yes"')
    gone = entry("rest", node, 'bench = "no"', date="2026-06-01")
    know(town, tmp_path, both + gone)
    assert bits(town, "b") == RestPlace.TOILET and town.get("a", "b", "rest") == YES
    gone = entry("rest", node, 'toilet = "no"', date="2026-07-01")
    know(town, tmp_path, gone)
    assert bits(town, "b") == 0 and town.get("a", "b", "rest") == NO


def test_says_where_no_node_is(tmp_path: Path) -> None:
    town = Town(STREET, tmp_path)
    toml = entry("rest", at(50, 0), 'bench = "yes"') + entry(
        "rest", "node = 77", 'bench = "yes"'
    )
    known = know(town, tmp_path, toml)
    first, second = sentences(known, tmp_path)
    assert first.startswith(
        "facts.toml, line 3: the streets have no node within 30 m of"
    )
    assert first.endswith("; check the position or widen radius_metres.")
    assert second == (
        "facts.toml, line 8: node 77 is not in the streets; say at instead."
    )
    assert not town.streets.node_rest.any()


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Stop A stands by the street; B is a station with the platform C."""
    return Town(STREET, tmp_path, stops_at((50, 5), (150, 5), (150, 9), kind=(0, 1, 0)))


def transit(folder: Path) -> Transit:
    return transit_of(folder, "red A C\n 1 8:00 8:10", stations="B: C")


def at_stop(town: Town, stop: int) -> RestPlace:
    return RestPlace(int(town.streets.node_rest[town.streets.stop_node[stop]]))


def test_a_seat_at_a_stop(town: Town, tmp_path: Path) -> None:
    said = entry("stop", 'stop = "f:A"', 'bench = "yes"\ntoilet = "yes"')
    known = know(town, tmp_path, said, transit(tmp_path))
    seat = RestPlace.BENCH | RestPlace.STOP_SEAT
    assert at_stop(town, 0) == seat | RestPlace.TOILET and at_stop(town, 2) == 0
    node = town.streets.stop_node.item(0)
    assert set(about(known, "node", node)) == {"bench", "toilet"}
    gone = entry("stop", 'stop = "f:A"', 'bench = "no"', date="2026-06-01")
    know(town, tmp_path, gone, transit(tmp_path))
    assert at_stop(town, 0) == RestPlace.TOILET


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ('bench = "no"', RestPlace.STOP_SEAT),  # the seat may be the shelter's
        ('bench = "no"\nshelter = "no"', RestPlace.NONE),
        ('shelter = "yes"', RestPlace.STOP_SEAT | RestPlace.SHELTER),
    ],
)
def test_a_seat_that_nobody_knows_the_kind_of(
    town: Town, tmp_path: Path, said: str, left: RestPlace
) -> None:
    rest = town.streets.node_rest.copy()
    rest[town.streets.stop_node[0]] = RestPlace.STOP_SEAT
    town.streets = replace(town.streets, node_rest=rest)
    know(town, tmp_path, entry("stop", 'stop = "f:A"', said), transit(tmp_path))
    assert at_stop(town, 0) == left


def test_a_station_is_not_where_one_sits_down(town: Town, tmp_path: Path) -> None:
    said = entry("stop", 'stop = "f:B"', 'bench = "yes"')
    known = know(town, tmp_path, said, transit(tmp_path))
    (sentence,) = sentences(known, tmp_path)
    assert sentence == (
        "facts.toml, line 3: a station is not where one sits down; name its platform or "
        "entrance."
    )
    assert not town.streets.node_rest.any()


def test_a_stop_without_a_position_is_told(town: Town, tmp_path: Path) -> None:
    nowhere = town.streets.stop_node.copy()
    nowhere[0] = -1
    town.streets = replace(town.streets, stop_node=nowhere)
    said = entry("stop", 'stop = "f:A"', 'bench = "yes"')
    known = know(town, tmp_path, said, transit(tmp_path))
    assert "a stop without a position has no place to rest" in known.warnings[0]
    assert np.all(town.streets.node_rest == 0)
