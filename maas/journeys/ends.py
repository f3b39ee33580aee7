"""The two ends of a journey: from a place to the vertices where walking goes on.

A stop is a vertex itself, a station the vertices of all its members. Any other place is
snapped to the streets, and searched from there to the vertices met first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maas_ext._walk import StreetSearch

from ..city import City
from ..columns import I32
from ..errors import PlaceError
from ..streets.snap import Entry, Snap, Snapper
from ..streets.walking import HORIZON, Walking
from ..units import UNREACHED
from .itinerary import Point
from .request import At, Place


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """One end of a journey."""

    vertices: I32
    seconds: I32
    stops: tuple[int, ...] = ()  # the stops that it is, where it is one
    snap: Snap | None = None
    doors: tuple[I32, I32] | None = None  # street nodes and seconds, where it is none

    @property
    def seeds(self) -> tuple[I32, I32]:
        """Vertices and seconds on foot, as the kernels take them."""
        return self.vertices, self.seconds


class Ends:
    """Finds ends for one city and one walking traveller. One thread at a time."""

    def __init__(self, city: City, walking: Walking, snapper: Snapper) -> None:
        self._city = city
        self._walking = walking
        self._snapper = snapper
        self._out = _search(walking, back=False)
        self._in = _search(walking, back=True)

    def origin(self, place: Place) -> End:
        """Return where one comes to from a place."""
        return self._end(place, self._out, leaving=True)

    def destination(self, place: Place) -> End:
        """Return where one comes from to a place."""
        return self._end(place, self._in, leaving=False)

    def _end(self, place: Place, search: StreetSearch, leaving: bool) -> End:
        if not isinstance(place, At):
            stop = self._city.get_stop(place.feed_id, place.stop_id)
            members = tuple(self._city.members(stop))
            vertices = np.array(members, dtype=np.int32)
            return End(vertices, np.zeros_like(vertices), members)
        snap = self._snapper.snap(place.lat, place.lon, place.level)
        if snap is None:
            raise PlaceError(
                f"{place.lat},{place.lon} is not in {self._city.name}: there is no "
                "street within 250 m and no stop within 2 km"
            )
        doors = self.entries(snap.leave if leaving else snap.reach)
        return End(*search.first_vertices(*doors, HORIZON), (), snap, doors)

    def entries(self, entries: Sequence[Entry]) -> tuple[I32, I32]:
        """Return nodes and seconds of the ways onto or off the network."""
        walking = self._walking
        nodes = np.array([entry.node for entry in entries], dtype=np.int32)
        seconds = [entry_seconds(entry, walking) for entry in entries]
        return nodes, np.array(seconds, dtype=np.int32)

    def direct(self, origin: End, destination: End) -> int:
        """Seconds of the walk between places that meets no vertex on its way.

        Call it right after ``origin`` was found: it reads that search's labels.
        """
        if origin.doors is None or destination.doors is None:
            return UNREACHED
        best = UNREACHED
        if origin.snap is not None and destination.snap is not None:
            best = same_edge_seconds(origin.snap, destination.snap, self._walking)
        for node, seconds in zip(*map(np.ndarray.tolist, destination.doors), strict=True):
            before = self._out.at(node)
            if before != UNREACHED:
                best = min(best, before + seconds)
        return best

    def at_nodes(self, nodes: I32, seconds: I32, leaving: bool) -> End:
        """Return an end from which (to which) some street nodes are so far away."""
        search = self._out if leaving else self._in
        doors = nodes, seconds
        return End(*search.first_vertices(nodes, seconds, HORIZON), (), None, doors)


def _search(walking: Walking, back: bool) -> StreetSearch:
    graph = walking.streets_back if back else walking.streets
    return StreetSearch(graph.at, graph.to, graph.seconds, walking.vertex_of)


def entry_seconds(entry: Entry, walking: Walking) -> int:
    """Return the time of an entry: to the street, and along its part of the edge."""
    seconds = round(entry.metres / walking.metres_per_second)
    if entry.edge >= 0:
        seconds += round(entry.fraction * int(walking.streets.seconds[entry.edge]))
    return seconds


def same_edge_seconds(origin: Snap, destination: Snap, walking: Walking) -> int:
    """Return the time along an edge that both ends stand on, in its direction."""
    best = UNREACHED
    for out in origin.leave:
        for into in destination.reach:
            ahead = into.fraction - (1.0 - out.fraction)
            if out.edge == into.edge and out.edge >= 0 and ahead >= 0:
                along = round(ahead * int(walking.streets.seconds[out.edge]))
                off = round(out.metres / walking.metres_per_second)
                off += round(into.metres / walking.metres_per_second)
                best = min(best, off + along)
    if origin.straight and destination.straight:
        same = (origin.lat, origin.lon) == (destination.lat, destination.lon)
        best = min(best, 0 if same else UNREACHED)
    return best


def stop_point(city: City, stop: int) -> Point:
    """Show a stop."""
    stops = city.stops
    parent = int(stops.parent[stop])
    level = int(stops.level[stop])
    lat, lon = float(stops.lat[stop]), float(stops.lon[stop])
    if np.isnan(lat) or np.isnan(lon):
        lat, lon = float(stops.lat[parent]), float(stops.lon[parent])
    return Point(
        name=stops.name[stop],
        lat=lat,
        lon=lon,
        level=float(city.levels.index[level]) if level >= 0 else None,
        stop=stop,
        feed_id=city.feeds.feed_id[int(city.feeds.stop_feed[stop])],
        stop_id=stops.stop_id[stop],
        parent_id=stops.stop_id[parent] if parent >= 0 else None,
        platform=stops.platform_code[stop] or None,
        wheelchair=int(stops.wheelchair[stop]),
    )


def place_point(city: City, place: Place) -> Point:
    """Show a place that was asked for."""
    if isinstance(place, At):
        return Point("", place.lat, place.lon, place.level)
    return stop_point(city, city.get_stop(place.feed_id, place.stop_id))
