"""One edge of a walk, found in raw OSM: which tags, which way round, past which nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from .answer import BrokenRule, Json, number
from .blanks import Position
from .raw_streets import RawStreets, Tags
from .street_access import ROADS, directions, is_platform, may_walk, stops_feet
from .street_lines import (
    AT_A_NODE_METRES,
    ON_THE_WAY_METRES,
    Line,
    Span,
    crosses,
    ground_of,
    lines_of,
    metres_between,
    spans,
    widen,
)
from .street_tags import at_feet, crossing_of, is_passed, kind_of

LENGTH_METRES: Final = 1.0
LENGTH_SHARE: Final = 0.02
"""So much may a stated length differ from the way's own."""

OFF_WAYS: Final = frozenset(("link", "straight", "off_street", "lift"))
"""Kinds that need not name a way: a lift's node may be unnamed."""

MADE_KINDS: Final = frozenset(("link", "straight"))
"""Drawn by the planner: on no way. Off the street, to the nearest, is no edge."""


@dataclass(slots=True)
class Edge:
    """One edge as the answer states it."""

    told: Json
    osm: str | None
    kind: str
    start: Position
    end: Position
    metres: float

    def number(self, field_name: str) -> float | None:
        """A stated number, None where it is null or left out."""
        return number(self.told, field_name)

    @property
    def where(self) -> str:
        """For messages."""
        return self.osm or f"the {self.kind} at {self.start[0]:.5f},{self.start[1]:.5f}"


@dataclass(slots=True)
class Found:
    """The same edge in raw OSM."""

    edge: Edge
    kind: str
    tags: Tags = field(default_factory=dict)
    """As they hold where one walks."""
    span: Span | None = None  # None across an area and in a lift
    way_id: int = 0
    met: set[int] = field(default_factory=set)
    """Nodes whose kerbs, crossings and barriers one passes on it."""
    touched: set[int] = field(default_factory=set)
    """Nodes that may tell something of it: those met, and up to the next junctions."""


def read_edge(told: Json) -> Edge:
    """Read what every edge has to state."""
    osm, kind = told.get("osm"), told.get("kind")
    if not isinstance(kind, str) or not (osm is None or isinstance(osm, str)):
        raise BrokenRule("form", "an edge of the walk has no kind, or osm is no text")
    edge = Edge(told, osm, kind, _place(told, "from"), _place(told, "to"), 0.0)
    metres = edge.number("metres")
    if metres is None or metres < 0:
        raise BrokenRule("form", f"{edge.where} has no metres")
    edge.metres = metres
    return edge


def _place(told: Json, name: str) -> Position:
    value: Any = told.get(name)
    try:
        lat, lon = map(float, value)
    except (TypeError, ValueError):
        raise BrokenRule("form", f"an edge's {name} is not [lat, lon]") from None
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise BrokenRule("form", f"an edge's {name} is nowhere on Earth")
    return lat, lon


class Finder:
    """Finds edges in raw OSM; keeps what it has drawn."""

    def __init__(self, streets: RawStreets) -> None:
        self.streets = streets
        self._lines: dict[tuple[str, int], list[Line]] = {}
        self._ground: dict[tuple[str, int], Any] = {}

    @cached_property
    def crossing_nodes(self) -> frozenset[int]:
        """Nodes that a way drawn as a crossing touches."""
        return frozenset(
            ref
            for way in self.streets.ways.values()
            if kind_of(way.tags) == "crossing" and may_walk(way.tags)
            for ref in way.refs
        )

    @cached_property
    def path_nodes(self) -> frozenset[int]:
        """Nodes of ways that are neither crossing nor road: a crossing ends there."""
        return frozenset(
            ref
            for way in self.streets.ways.values()
            if way.tags.get("highway") not in ROADS
            and kind_of(way.tags) != "crossing"
            and may_walk(way.tags)
            for ref in way.refs
        )

    def is_in_road(self, node: int) -> bool:
        """On a carriageway, or a crossing's node, which is on one."""
        if crossing_of(self.streets.points.get(node, {})):
            return True
        ways = (self.streets.ways[way].tags for way in self.streets.ways_at[node])
        return any(tags.get("highway") in ROADS and may_walk(tags) for tags in ways)

    @cached_property
    def cuts(self) -> set[int]:
        """Nodes where one edge may end and another begin."""
        streets = self.streets
        shared = {
            node
            for node, ways in streets.ways_at.items()
            if sum(may_walk(streets.ways[way].tags) for way in ways) > 1
        }
        telling = {node for node, tags in streets.points.items() if is_passed(tags)}
        return shared | telling

    def find(self, edge: Edge) -> Found:
        """Find an edge of OSM; BrokenRule ``way`` where it is not there."""
        what, _, number = (edge.osm or "").partition("/")
        osm_id = int(number) if number.isdecimal() else 0
        if what == "node":
            return self._lift_at(edge, osm_id)
        if what == "way" and osm_id in self.streets.ways:
            way = self.streets.ways[osm_id]
            return self._along(edge, what, osm_id, way.tags, [way.refs])
        if what == "relation" and osm_id in self.streets.areas:
            area = self.streets.areas[osm_id]
            return self._along(edge, what, osm_id, area.tags, area.rings)
        raise BrokenRule("way", f"{edge.osm} is in none of the OSM files")

    def _lift_at(self, edge: Edge, node: int) -> Found:
        tags = self.streets.points.get(node, {})
        place = self.streets.places.get(node)
        if place is None or tags.get("highway") != "elevator":
            raise BrokenRule("way", f"{edge.osm} is no lift in the OSM files")
        away = max(metres_between(place, end) for end in (edge.start, edge.end))
        if away > ON_THE_WAY_METRES:
            raise BrokenRule("way", f"{edge.osm} lies {away:.0f} m away")
        if (
            tags.get("access") == "no"
            and "foot" not in tags
            or tags.get("foot") == "no"
        ):
            raise BrokenRule("way", f"nobody may use {edge.osm}")
        return Found(edge, "lift", tags)

    def _along(
        self,
        edge: Edge,
        what: str,
        osm_id: int,
        tags: Tags,
        rings: Sequence[Sequence[int]],
    ) -> Found:
        key = (what, osm_id)
        if key not in self._lines:
            self._lines[key] = [
                line for ring in rings for line in lines_of(self.streets, ring)
            ]
        if not may_walk(tags):
            raise BrokenRule("way", f"nobody may walk on {edge.osm}")
        lines = self._lines[key]
        found = Found(edge, kind_of(tags), dict(at_feet(tags)), way_id=osm_id)
        area = all(line.closed for line in lines) and _is_area(tags, what)
        if area and found.kind not in ("corridor", "lift"):
            found.kind = "plaza"
        slack = max(LENGTH_METRES, LENGTH_SHARE * edge.metres)
        near = spans(lines, edge.start, edge.end, edge.metres)
        fitting = [s for s in near if abs(s.metres - edge.metres) <= slack]
        forward, backward = directions(tags)
        legal = [s for s in fitting if (forward if s.as_drawn else backward)]
        if legal or (fitting and not area and edge.metres <= slack):
            # Of something shorter than the slack one cannot tell which way it goes.
            found.span = (legal or fitting)[0]
            self._pass_nodes(found)
            return found
        straight = metres_between(edge.start, edge.end)
        if area and abs(straight - edge.metres) <= slack:
            if key not in self._ground:
                self._ground[key] = ground_of(self.streets, rings)
            if found.kind == "lift" or crosses(self._ground[key], edge.start, edge.end):
                return found
        if fitting:
            raise BrokenRule("way", f"{edge.osm} is one-way, the other way round")
        if near:
            raise BrokenRule(
                "way",
                f"{edge.osm} is {near[0].metres:.1f} m long there, not"
                f" {edge.metres:.1f} m",
            )
        raise BrokenRule("way", f"the edge does not lie on {edge.osm}")

    def _pass_nodes(self, found: Found) -> None:
        """Say which nodes are passed; those at either end only once that is known."""
        assert found.span is not None
        for node, inside in found.span.nodes():
            if inside > AT_A_NODE_METRES and self.concerns(node, found):
                found.met.add(node)
        wide = self.widened(found)
        assert wide is not None
        for node, _ in wide.nodes():
            if self.concerns(node, found):
                found.touched.add(node)

    def widened(self, found: Found) -> Span | None:
        """The longest stretch that an edge may be a part of."""
        return None if found.span is None else widen(found.span, self.cuts)

    def ends_at(self, found: Found, *, last: bool) -> int | None:
        """The node at which an edge begins or ends, None between nodes."""
        span = found.span
        if span is None:
            return None
        at = span.end if last else span.start
        length = span.line.length
        turns = (-1, 0, 1) if span.line.closed else (0,)
        near = [
            (abs(along + turn * length - at), ref)
            for turn in turns
            for ref, along in zip(span.line.refs, span.line.along, strict=True)
        ]
        away, node = min(near)
        return node if away <= AT_A_NODE_METRES else None

    def concerns(self, node: int, found: Found) -> bool:
        """Whether what is at a node has to be passed on this edge.

        Where a crossing begins only who crosses meets the kerb; a crossing of a road
        concerns those who cross it, not those who walk along it.
        """
        tags = self.streets.points.get(node)
        if tags is None or not is_passed(tags):
            return False
        if found.kind == "crossing" or node not in self.crossing_nodes:
            along_road = found.tags.get("highway") in ROADS and found.kind != "crossing"
            return not (crossing_of(tags) and along_road)
        return False

    def check_open(self, found: Found) -> None:
        """Nobody walks through a wall or a locked gate."""
        if found.span is None:
            return
        for node, inside in found.span.nodes():
            tags = self.streets.points.get(node)
            if tags and inside > AT_A_NODE_METRES and stops_feet(tags):
                raise BrokenRule(
                    "way", f"nobody may pass node/{node} on {found.edge.osm}"
                )


def _is_area(tags: Tags, what: str) -> bool:
    if tags.get("area") == "no" or "conveying" in tags:
        return False
    return (
        what == "relation"
        or tags.get("area") == "yes"
        or tags.get("highway") == "elevator"
        or is_platform(tags)
        or tags.get("indoor") in ("corridor", "area")
    )
