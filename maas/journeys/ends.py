"""The two ends of a journey: from a place to the streets, and from there to all stops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from maas_ext._hierarchy import HierarchySearch

from ..city import City
from ..columns import I32
from ..errors import PlaceError
from ..geo import metres_per_degree
from ..streets.snap import Entry, Snap
from ..streets.walking import HORIZON
from ..units import UNREACHED
from .itinerary import Point
from .request import At, Place
from .traveller import Traveller


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """One end of a journey: street nodes, and the seconds between them and the place."""

    nodes: I32
    seconds: I32
    stops: tuple[int, ...] = ()  # the stops that it is, where it is one
    snap: Snap | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """Seconds on foot around a journey, ``UNREACHED`` where there is no way."""

    access: I32  # by vertex of the overlay, from the origin
    egress: I32  # by vertex, to the destination
    direct: int


class Pace(Protocol):
    """How fast somebody walks, and what every edge takes."""

    @property
    def metres_per_second(self) -> float:
        """Off the streets."""
        ...

    @property
    def edge_seconds(self) -> I32:
        """Shape (edges,), ``UNREACHED`` where barred."""
        ...


def nowhere() -> End:
    """Return the end of a journey that reaches no street."""
    none = np.zeros(0, dtype=np.int32)
    return End(none, none)


class Ends:
    """Finds ends for one city and one walking traveller. One thread at a time."""

    def __init__(self, city: City, traveller: Traveller) -> None:
        self._city = city
        self._traveller = traveller

    @cached_property
    def hierarchy(self) -> HierarchySearch:
        """Walks between ends and everywhere."""
        return self._traveller.walking.hierarchy()

    @cached_property
    def turned(self) -> HierarchySearch:
        """The same against the direction of walking."""
        return self._traveller.walking.hierarchy(backward=True)

    def origin(self, place: Place) -> End:
        """Return where one comes to the streets from a place."""
        return self._end(place, leaving=True)

    def destination(self, place: Place) -> End:
        """Return where one leaves the streets for a place."""
        return self._end(place, leaving=False)

    def walks(self, origin: End, destination: End) -> Walks:
        """Return the walks from one end, to the other, and all the way."""
        access, egress, direct = self.hierarchy.ends(
            origin.nodes,
            origin.seconds,
            destination.nodes,
            destination.seconds,
            HORIZON,
        )
        if origin.snap is not None and destination.snap is not None:
            ends = origin.snap, destination.snap, self._traveller
            direct = min(direct, same_edge_seconds(*ends), next_door_seconds(*ends))
        return Walks(access, egress, direct)

    def _end(self, place: Place, leaving: bool) -> End:
        if not isinstance(place, At):
            stop = self._city.get_stop(place.feed_id, place.stop_id)
            members = tuple(self._city.members(stop))
            nodes = self._city.streets.stop_node[list(members)]
            nodes = nodes[nodes >= 0]
            if not len(nodes):
                raise PlaceError(
                    f"stop {place.stop_id!r} of feed {place.feed_id!r} has no position"
                )
            return End(nodes, np.zeros_like(nodes), members)
        snap = self._traveller.snapper.snap(place.lat, place.lon, place.level)
        if snap is None:
            raise PlaceError(
                f"{place.lat},{place.lon} is not in {self._city.name}: there is no "
                "street within 250 m and no stop within 2 km"
            )
        return End(*self._doors(snap.leave if leaving else snap.reach), (), snap)

    def _doors(self, entries: Sequence[Entry]) -> tuple[I32, I32]:
        nodes = np.array([entry.node for entry in entries], dtype=np.int32)
        seconds = [entry_seconds(entry, self._traveller) for entry in entries]
        return nodes, np.array(seconds, dtype=np.int32)


def entry_seconds(entry: Entry, pace: Pace) -> int:
    """Return the time of an entry: to the street, and along its part of the edge."""
    seconds = round(entry.metres / pace.metres_per_second)
    if entry.edge >= 0:
        seconds += round(entry.fraction * int(pace.edge_seconds[entry.edge]))
    return seconds


def next_door_seconds(origin: Snap, destination: Snap, pace: Pace) -> int:
    """Return the time straight across, where the street would be further off.

    ``UNREACHED`` where the way to the street and back from it is shorter.
    """
    metres = straight_metres(origin, destination)
    if metres > origin.metres + destination.metres:
        return UNREACHED
    return round(metres / pace.metres_per_second)


def straight_metres(origin: Snap, destination: Snap) -> float:
    """Return the straight distance between two places."""
    north, east = metres_per_degree((origin.lat + destination.lat) / 2)
    across = (destination.lon - origin.lon) * east
    return math.hypot((destination.lat - origin.lat) * north, across)


def same_edge_seconds(origin: Snap, destination: Snap, pace: Pace) -> int:
    """Return the time along an edge that both ends stand on, in its direction."""
    best = UNREACHED
    for out in origin.leave:
        for into in destination.reach:
            ahead = into.fraction - (1.0 - out.fraction)
            if out.edge == into.edge and out.edge >= 0 and ahead >= 0:
                along = round(ahead * int(pace.edge_seconds[out.edge]))
                off = round(out.metres / pace.metres_per_second)
                off += round(into.metres / pace.metres_per_second)
                best = min(best, off + along)
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
