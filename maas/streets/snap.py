"""From a place to the street network: the nearest street, and how to step on it.

Distances are straight, in metres on the ground. The grid lies in metres around the
city's middle; at the place itself they are corrected for its latitude, so that the error
stays below 1 in 1,000 within 250 m, wherever in the city.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from maas_ext._snap import SegmentGrid

from ..columns import F32, F64, I32, U8, Bool
from ..geo import metres_per_degree
from .graph import EdgeKind, Streets

SNAP_KINDS: Final = (
    EdgeKind.STREET,
    EdgeKind.SIDEWALK,
    EdgeKind.FOOTWAY,
    EdgeKind.CROSSING,
    EdgeKind.PLAZA,
    EdgeKind.CORRIDOR,
)
"""What a place is snapped to: stairs, lifts and links are no places to start from."""

CONNECTED_NODES: Final = 20
"""Parts of the network with fewer nodes are snapped to only where there is no other."""

STOP_COUNT: Final = 8
STOP_METRES: Final = 2000.0
"""Where there is no street: how many stops are walked to straight, and how far."""


class Entry(NamedTuple):
    """One way from a place onto the network, or off it.

    ``edge`` is -1 where the place is joined to the node by a straight line.
    """

    node: int
    edge: int
    fraction: float  # of the edge that is walked
    metres: float  # straight, between the place and the edge or node


@dataclass(frozen=True, slots=True)
class Snap:
    """A place tied to the street network."""

    lat: float
    lon: float
    street_lat: float  # the foot point; of a straight snap, the place itself
    street_lon: float
    metres: float  # straight, from the place to the foot point; 0 of a straight snap
    leave: tuple[Entry, ...]  # walk the edge from the foot point to its head, ``node``
    reach: tuple[Entry, ...]  # walk the edge from its tail, ``node``, to the foot point
    straight: bool  # no street is near: straight lines to stops


class Snapper:
    """Answers where on the streets a place is. Made once per city, and reused.

    ``usable`` has one byte per edge, 0 where this traveller may never walk: a place is
    not snapped to such an edge. Where streets are near but none is usable, the place is
    nowhere: straight lines lead past no barrier.
    """

    def __init__(self, streets: Streets, usable: U8 | None = None) -> None:
        self._streets = streets
        lines = _Lines(streets)
        self._lines = lines
        self._usable = np.ones(streets.edge_count, dtype=np.uint8)
        self._rank = lines.rank
        self._most_metres = math.inf
        if usable is not None:
            self._restrict(usable)

    def restricted(self, usable: U8, most_metres: float = math.inf) -> Snapper:
        """A snapper for somebody who may use some edges only; shares everything else.

        ``most_metres`` is how far off a street they go at most, if they may not go
        wherever it is: then no straight line to a stop is longer either.
        """
        other = object.__new__(Snapper)
        other._streets, other._lines = self._streets, self._lines
        other._most_metres = most_metres
        other._restrict(usable)
        return other

    def _restrict(self, usable: U8) -> None:
        if usable.shape != (self._streets.edge_count,):
            raise ValueError(
                f"usable is {usable.shape}, not ({self._streets.edge_count},)"
            )
        lines = self._lines
        self._usable = usable
        self._rank = lines.rank * lines.any_edge(usable).astype(np.uint8)

    def snap(
        self,
        lat: float,
        lon: float,
        level: float | None = None,
        max_metres: float = 250.0,
    ) -> Snap | None:
        """Tie a place to the nearest usable street, or else to the stops around it.

        Streets on ``level`` come first, where there are any within ``max_metres``; a
        street of unknown level counts as being on the ground (0), and so does a place
        of unknown level. None where neither a street nor a stop is near.
        """
        if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90.0):
            return None
        lines = self._lines
        most_metres = min(max_metres, self._most_metres)
        segment, along, metres = lines.nearest(lat, lon, level, most_metres, self._rank)
        if segment < 0:
            anybody = lines.nearest(lat, lon, level, max_metres, lines.rank)
            return self._straight(lat, lon) if anybody[0] < 0 else None
        shape = lines.shape_of.item(segment)
        fraction, foot_lat, foot_lon = lines.foot(segment, along)
        leave, reach = [], []
        for edge, walked in (
            (lines.forward.item(shape), fraction),
            (lines.backward.item(shape), 1.0 - fraction),
        ):
            if edge >= 0 and self._usable.item(edge):
                head = self._streets.edge_to.item(edge)
                leave.append(Entry(head, edge, 1.0 - walked, metres))
                tail = self._streets.edge_from.item(edge)
                reach.append(Entry(tail, edge, walked, metres))
        return Snap(
            lat, lon, foot_lat, foot_lon, metres, tuple(leave), tuple(reach), False
        )

    def _straight(self, lat: float, lon: float) -> Snap | None:
        """Straight lines to the stops nearest to a place without streets."""
        lines = self._lines
        north, east = metres_per_degree(lat)
        band = STOP_METRES / north
        low, high = np.searchsorted(lines.stop_lat, (lat - band, lat + band))
        metres = np.hypot(
            (lines.stop_lat[low:high] - lat) * north,
            (lines.stop_lon[low:high] - lon) * east,
        )
        near = np.flatnonzero(metres <= min(STOP_METRES, self._most_metres))
        if not len(near):
            return None
        nearest = near[np.argsort(metres[near], kind="stable")[:STOP_COUNT]]
        entries = tuple(
            Entry(lines.stop_node.item(low + i), -1, 0.0, metres.item(i))
            for i in nearest
        )
        return Snap(lat, lon, lat, lon, 0.0, entries, entries, True)


class _Lines:
    """The lines of all edges that may be snapped to, cut into segments in metres."""

    def __init__(self, streets: Streets) -> None:
        lat, lon, at = streets.shape_lat, streets.shape_lon, streets.shape_at
        count = len(at) - 1
        self.origin_lat = float(np.median(lat)) if len(lat) else 0.0
        self.origin_lon = float(np.median(lon)) if len(lon) else 0.0
        self.north, self.east = metres_per_degree(self.origin_lat)
        line = np.repeat(np.arange(count, dtype=np.int32), np.diff(at))
        self.forward = _edge_of_shape(streets, count, forward=True)
        self.backward = _edge_of_shape(streets, count, forward=False)
        self.rank = self._ranks(streets)
        walkable = self.rank[line] > 0
        start = np.flatnonzero((line[:-1] == line[1:]) & walkable[:-1])
        self.start = start.astype(np.int32)
        self.shape_of: I32 = line[start]
        x = (lon - self.origin_lon) * self.east
        y = (lat - self.origin_lat) * self.north
        self.grid = SegmentGrid(
            x[start], y[start], x[start + 1], y[start + 1], line[start]
        )
        self.fraction = _fractions(lat, lon, line, at)
        self.lat, self.lon = lat, lon
        self.level: F32 = np.full(count, np.nan, dtype=np.float32)
        self.level[streets.shape] = streets.level
        stop_node = _stops_on_foot(streets)
        # From south to north, so that those near a latitude lie in a row.
        south_first = np.argsort(streets.node_lat[stop_node], kind="stable")
        self.stop_node: I32 = stop_node[south_first]
        self.stop_lat = streets.node_lat[self.stop_node]
        self.stop_lon = streets.node_lon[self.stop_node]

    def nearest(
        self, lat: float, lon: float, level: float | None, most_metres: float, rank: U8
    ) -> tuple[int, float, float]:
        """Return the best segment by rank, how far along it, and how far off it is.

        The segment is -1 where there is none.
        """
        x, y = self.position(lat, lon)
        return self.grid.nearest(
            x,
            y,
            most_metres,
            rank,
            self.level,
            0.0 if level is None else level,
            self.stretch(lat),
        )

    def position(self, lat: float, lon: float) -> tuple[float, float]:
        """Metres east and north of the city's middle."""
        return (lon - self.origin_lon) * self.east, (lat - self.origin_lat) * self.north

    def stretch(self, lat: float) -> float:
        """How long a metre of the grid from west to east is at a latitude."""
        return metres_per_degree(lat)[1] / self.east

    def foot(self, segment: int, along: float) -> tuple[float, float, float]:
        """Share of the line before a place on a segment, and its lat and lon."""
        i = self.start.item(segment)
        before, after = self.fraction.item(i), self.fraction.item(i + 1)
        lat, lon = self.lat.item(i), self.lon.item(i)
        return (
            before + along * (after - before),
            lat + along * (self.lat.item(i + 1) - lat),
            lon + along * (self.lon.item(i + 1) - lon),
        )

    def any_edge(self, usable: U8) -> Bool:
        """Which lines have an edge in some direction that is usable."""
        found: Bool = np.zeros(len(self.rank), dtype=bool)
        for edge in (self.forward, self.backward):
            there = edge >= 0
            found[there] |= usable[edge[there]] != 0
        return found

    def _ranks(self, streets: Streets) -> U8:
        """1 for well connected lines, 2 for scraps, 0 for those never snapped to."""
        walkable = np.isin(streets.kind, SNAP_KINDS)
        scrap = ~_in_large_part(streets)[streets.edge_from]
        rank = np.zeros(len(self.forward), dtype=np.uint8)
        rank[streets.shape] = np.where(walkable, 1 + scrap, 0)
        return rank


def _edge_of_shape(streets: Streets, count: int, *, forward: bool) -> I32:
    edge_of = np.full(count, -1, dtype=np.int32)
    edges = np.flatnonzero(streets.shape_forward == int(forward))
    edge_of[streets.shape[edges]] = edges
    return edge_of


def _in_large_part(streets: Streets) -> Bool:
    """Nodes joined to many others without straight lines."""
    count = streets.node_count
    real = streets.kind != EdgeKind.STRAIGHT
    tail, head = streets.edge_from[real], streets.edge_to[real]
    graph = coo_array((np.ones(len(tail), dtype=np.int8), (tail, head)), (count, count))
    _, part = connected_components(graph, directed=False)
    large: Bool = (np.bincount(part, minlength=1) >= CONNECTED_NODES)[part]
    return large


def _fractions(lat: F64, lon: F64, line: I32, at: I32) -> F64:
    """Share of its line that lies before each point."""
    north, east = metres_per_degree(lat)
    along = np.zeros(len(lat))
    if len(lat) > 1:
        steps = np.hypot(np.diff(lat) * north[1:], np.diff(lon) * east[1:])
        np.cumsum(steps, out=along[1:])
    first, last = along[at[:-1]][line], along[at[1:] - 1][line]
    length = last - first
    share: F64 = (along - first) / np.where(length > 0, length, 1.0)
    return share


def _stops_on_foot(streets: Streets) -> I32:
    """Nodes of stops that walking goes on from; of all stops if there are no such."""
    stops = np.unique(streets.stop_node[streets.stop_node >= 0])
    joined = np.diff(streets.edge_at)[stops] > 0
    found: I32 = stops[joined] if joined.any() else stops
    return found
