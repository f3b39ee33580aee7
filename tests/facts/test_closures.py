"""What is out of service when: edges found, times cut and joined."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maas.streets.closures import (
    EVER,
    OsmRef,
    Outage,
    PathwayRef,
    close,
    no_closures,
)
from maas.streets.graph import EdgeKind, Streets

from ..feeds.osm.town import Town, pathway, pathways, stops_at

STATION = """
    node west -50 0
    node lift 0 0 highway=elevator wheelchair=yes
    node east 50 0
    node far 100 0
    way west lift highway=footway level=0
    way lift east highway=footway level=1
    way east far highway=steps conveying=yes
"""
"""A lift that is a node joins two levels; an escalator, way 3, goes on."""

LIFT = OsmRef("node", 2)
ESCALATOR = OsmRef("way", 3)


@pytest.fixture
def station(tmp_path: Path) -> Streets:
    """The station, and two stops joined by a lift of pathways.txt in row 0."""
    stops = stops_at((0, 30), (20, 30), kind=(2, 0))
    return Town(STATION, tmp_path, stops, pathways(pathway(0, 1, 5))).streets


def kinds(streets: Streets, edges: np.ndarray) -> set[str]:
    return {EdgeKind(kind).name for kind in streets.kind[edges].tolist()}


def test_nothing_is_closed_unless_somebody_says_so(station: Streets) -> None:
    closures, unmatched = close(station, {}, [])
    assert len(closures) == len(no_closures()) == 0 and unmatched == ()
    assert not closures.closed(0, 0)


def test_a_lift_that_is_a_node_is_closed_both_ways(station: Streets) -> None:
    closures, unmatched = close(station, {}, [Outage(LIFT, 100, 200)])
    assert unmatched == ()
    assert len(closures) == 2 and kinds(station, closures.edge) == {"LIFT"}
    edge = int(closures.edge[0])
    assert [closures.closed(edge, t) for t in (99, 100, 199, 200)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_way_and_a_pathway_are_closed(station: Streets) -> None:
    rows = {("rail", "up: 1"): 0}
    escalator, lift = Outage(ESCALATOR), Outage(PathwayRef("rail", "up: 1"))
    closures, unmatched = close(station, rows, [escalator, lift])
    assert unmatched == ()
    assert kinds(station, closures.edge) == {"ESCALATOR", "LIFT"}
    assert set(closures.from_epoch.tolist()) == {-EVER}
    assert set(closures.to_epoch.tolist()) == {EVER}
    assert closures.edge.tolist() == sorted(closures.edge.tolist())


def test_a_multipolygon_bears_its_id_with_a_minus(tmp_path: Path) -> None:
    town = Town(
        "node a 0 0\nnode b 50 0\nnode c 50 50\nnode d 100 0\n"
        "way a b c a\nway b d highway=footway\narea 1 highway=pedestrian",
        tmp_path,
    )
    closures, unmatched = close(town.streets, {}, [Outage(OsmRef("relation", 1))])
    assert unmatched == ()
    assert set(town.streets.osm_way[closures.edge].tolist()) == {-1}


@pytest.mark.parametrize(
    "ref",
    [
        PathwayRef("rail", "none"),
        OsmRef("way", 999),
        OsmRef("node", 1),  # a node of the footway: no lift
        OsmRef("way", 0),  # what everything has that is not from OSM
        OsmRef("node", 0),
        OsmRef("relation", 3),  # way 3 is no relation
    ],
)
def test_says_what_is_not_there(station: Streets, ref: PathwayRef | OsmRef) -> None:
    closures, unmatched = close(station, {("rail", "up"): 0}, [Outage(ref, 1, 2)] * 2)
    assert len(closures) == 0
    assert unmatched == (
        f"{ref} is no lift, escalator or way of this city; check the id.",
    )


def test_the_later_item_holds_where_two_overlap(station: Streets) -> None:
    items = [
        Outage(LIFT, 0, 100),
        Outage(LIFT, 40, 60, out=False),  # it works for a while
        Outage(LIFT, 50, 55),  # and fails again
        Outage(LIFT, 100, 120),  # touches the first: one interval
    ]
    closures, _ = close(station, {}, items)
    edge = int(closures.edge[0])
    assert closures.of_edge(edge) == [(0, 40), (50, 55), (60, 120)]
    reversed_, _ = close(station, {}, [Outage(LIFT, out=False), Outage(LIFT, 5, 5)])
    assert len(reversed_) == 0


def test_an_edge_of_two_names_is_closed_by_either(station: Streets) -> None:
    rows = {("rail", "up"): 0, ("rail", "same"): 0}
    closures, _ = close(
        station,
        rows,
        [
            Outage(PathwayRef("rail", "up"), 0, 10),
            Outage(PathwayRef("rail", "same"), 5, 20),
        ],
    )
    assert closures.of_edge(int(closures.edges()[0])) == [(0, 20)]


minute = st.integers(0, 30)


@given(st.lists(st.tuples(minute, minute, st.booleans()), max_size=8))
def test_agrees_with_a_row_of_minutes(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[int, int, bool]]
) -> None:
    streets = _streets(tmp_path_factory)
    closed = [False] * 31
    for a, b, out in said:
        for t in range(a, b):
            closed[t] = out
    closures, _ = close(streets, {}, [Outage(LIFT, *item) for item in said])
    for edge in np.flatnonzero(streets.kind == EdgeKind.LIFT).tolist():
        assert [closures.closed(edge, t) for t in range(31)] == closed
        spans = closures.of_edge(edge)
        assert all(a[1] < b[0] for a, b in pairwise(spans))


_KEPT: dict[str, Streets] = {}


def _streets(factory: pytest.TempPathFactory) -> Streets:
    if "lift" not in _KEPT:
        _KEPT["lift"] = Town(STATION, factory.mktemp("town")).streets
    return _KEPT["lift"]
