"""Every edge of a walk for a person: found in raw OSM, passable, truly described."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from .answer import BrokenRule, Json, parts
from .feeds import Feeds
from .heights import Heights
from .person import Person
from .person_claims import check_claims
from .person_pathways import check_pathway
from .person_rules import (
    RULE_OF,
    Ground,
    barred,
    not_known,
    on_ground,
    read_ground,
)
from .person_slopes import check_slope
from .raw_streets import Tags
from .rest_places import RestPlaces
from .street_access import stops_feet
from .street_lines import metres_between
from .street_pieces import MADE_KINDS, OFF_WAYS, Edge, Finder, Found

SNAP_METRES: Final = 250.0
"""No place is tied to a street that is further away (docs/streets.md)."""
LONG_LINK_METRES: Final = 30.0
"""Over so much ground that nobody knows one may not be led for certain."""
BEYOND_OSM: Final = frozenset(("facts", "network"))
"""Sources of an edge that say more than OSM: facts file, pedestrian network."""

Broken = Iterator[BrokenRule]


@dataclass(frozen=True, slots=True)
class RawGround:
    """The raw files that a walk is held against."""

    finder: Finder
    rests: RestPlaces
    heights: Heights | None
    feeds: Feeds
    zone: ZoneInfo


def find_edges(
    raw: RawGround, edges: Sequence[Edge], person: Person, broken: list[BrokenRule]
) -> list[Found | None]:
    """Find each edge; None for what is not of OSM, or at fault."""
    pieces: list[Found | None] = []
    for edge in edges:
        found = None
        try:
            if edge.osm is None:
                _check_unnamed(edge)
            elif edge.osm.startswith("pathway/"):
                check_pathway(raw.feeds, edge, person)
            else:
                found = raw.finder.find(edge)
                raw.finder.check_open(found)
        except BrokenRule as rule:
            broken.append(rule)
        pieces.append(found)
    for before, after in pairwise(pieces):
        if before is not None and after is not None:
            broken += _pass_joint(raw.finder, before, after)
    return pieces


def _check_unnamed(edge: Edge) -> None:
    """Off the streets one goes straight, and a link is no longer than a snap."""
    straight = metres_between(edge.start, edge.end)
    if edge.told.get("source") == "network":
        # A pedestrian network's own line is not at hand.
        if edge.metres < straight - 1.0:
            raise BrokenRule("way", f"{edge.where} is shorter than a straight line")
        return
    if edge.kind not in OFF_WAYS:
        raise BrokenRule("way", f"{edge.where} names no way")
    if abs(straight - edge.metres) > max(1.0, 0.02 * edge.metres):
        raise BrokenRule(
            "way",
            f"{edge.where} is told {edge.metres:.1f} m long, straight it is"
            f" {straight:.1f} m",
        )
    if edge.kind == "link" and edge.metres > SNAP_METRES + 1:
        raise BrokenRule("way", f"a link of {edge.metres:.0f} m")


def _pass_joint(finder: Finder, before: Found, after: Found) -> Broken:
    """What is at the node between two edges is met on those that it concerns."""
    node = finder.ends_at(before, last=True)
    if node is None or node != finder.ends_at(after, last=False):
        return
    for found in (before, after):
        if finder.concerns(node, found):
            found.met.add(node)
            found.touched.add(node)
    tags = finder.streets.points.get(node)
    if tags and stops_feet(tags):
        yield BrokenRule("way", f"nobody may pass node/{node}")


def check_edge(
    raw: RawGround, edge: Edge, found: Found | None, person: Person
) -> Broken:
    """Check what one edge is like for a person."""
    outcome = edge.told.get("outcome")
    if outcome not in ("certain", "unknown"):
        yield BrokenRule("form", f"{edge.where} has no outcome")
    if found is None:
        yield from _off_osm(edge, person)
        return
    points = raw.finder.streets.points
    met = _ground(found, [points[node] for node in sorted(found.met)], person)
    nodes = [points[node] for node in sorted(found.touched)]
    may = _ground(found, nodes, person)
    told_elsewhere = edge.told.get("source") in BEYOND_OSM
    for test, why in barred(met, person).items():
        if not told_elsewhere:
            yield BrokenRule(RULE_OF[test], f"{edge.where}: {why}")
    felt = on_ground(met, person)
    if told_elsewhere:
        return
    yield from check_claims(found, met, may, nodes, person)
    wide = raw.finder.widened(found)
    yield from check_slope(found, felt, person, raw.heights, wide)
    if outcome == "certain":
        # A fact may be told anywhere on the edge; a barrier counts where it is met.
        may = replace(may, gap_unknown=met.gap_unknown)
        unknown = not_known(may, person) | _slopes_not_known(may, edge, person)
        for test in sorted(unknown & person.must_know):
            yield BrokenRule(
                "certainty", f"{edge.where} is told certain, but {test} is not known"
            )


def _ground(found: Found, nodes: list[Tags], person: Person) -> Ground:
    span = found.span
    return read_ground(
        found.edge.kind if found.edge.kind == "gate" else found.kind,
        found.tags,
        nodes,
        as_drawn=span is None or span.as_drawn,
        wheels=person.wheels,
    )


def _slopes_not_known(ground: Ground, edge: Edge, person: Person) -> set[str]:
    """A slope is known by a tag or by heights; those are checked as they are told."""
    settled = person.wheels is not None and ground.wheelchair == "yes"
    if settled or not on_ground(ground, person) or ground.slope_percent is not None:
        return set()
    if edge.number("slopePercent") is not None:
        return set()
    limits = {
        "slope_up": person.max_slope_up,
        "slope_down": person.max_slope_down,
    }
    return {test for test, limit in limits.items() if limit is not None}


def _off_osm(edge: Edge, person: Person) -> Broken:
    """Where no street is known, nothing is certain for who minds the ground."""
    if edge.osm is not None or edge.told.get("outcome") != "certain":
        return
    long = edge.kind == "straight" or edge.metres > LONG_LINK_METRES
    minds = person.minds_the_ground and "ground" in person.must_know
    if edge.kind in MADE_KINDS and long and minds:
        yield BrokenRule(
            "certainty",
            f"{edge.metres:.0f} m of unknown ground ({edge.where}) are told certain",
        )


def check_unknown(
    raw: RawGround, told: Json, pieces: Sequence[Found | None], person: Person
) -> Broken:
    """What is told not to be known, no tag tells."""
    if told.get("unknown") is None:
        return
    points = raw.finder.streets.points
    for one in parts(told, "unknown"):
        test, osm = one.get("test"), one.get("osm")
        here = [found for found in pieces if found and found.edge.osm == osm]
        if test not in _TAGGED or not here:
            continue
        if not any(
            test
            in not_known(
                _ground(found, [points[node] for node in sorted(found.met)], person),
                person,
            )
            for found in here
        ):
            yield BrokenRule(
                "certainty", f"{test} of {osm} is told not to be known, the tags tell"
            )


_TAGGED: Final = frozenset(RULE_OF) - {"slope_up", "slope_down", "sound"}
"""Tests that tags alone decide. Of a crossing with signals over one lane and none over
the next it may be told either way whether they are heard."""
