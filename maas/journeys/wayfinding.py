"""Which way a walk goes: the quickest on one traveller's streets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maas_ext._walk import StreetSearch

from ..city import City
from ..streets.snap import Entry, Snap
from ..streets.walking import HORIZON
from ..units import UNREACHED
from .ends import entry_seconds, next_door_seconds, same_edge_seconds
from .request import At, Place
from .stretch import Stretch, along_edge, straight
from .traveller import Traveller


@dataclass(frozen=True, slots=True, eq=False)
class _Door:
    """A way from the network to a place, or to it."""

    node: int
    seconds: int
    entry: Entry | None


class Wayfinder:
    """Finds ways for one city and one traveller. One thread at a time."""

    def __init__(self, city: City, traveller: Traveller) -> None:
        self._city = city
        self._snapper = traveller.snapper
        self._walking = traveller.walking
        streets = city.streets
        self._search = StreetSearch(
            streets.edge_at,
            streets.edge_to,
            self._walking.edge_seconds,
            self._walking.vertex_of,
        )

    def find_way(
        self, origin: Place, destination: Place, seconds: int
    ) -> list[Stretch] | None:
        """Return the shortest way, likely of so many seconds; None where is none."""
        out, start = self._doors(origin, leaving=True)
        into, end = self._doors(destination, leaving=False)
        direct = UNREACHED
        if start is not None and end is not None:
            direct = same_edge_seconds(start, end, self._walking)
            if next_door_seconds(start, end, self._walking) <= min(seconds, direct):
                edges = [entry.edge for entry in start.leave]
                across = next_door_seconds(start, end, self._walking)
                places = (start.lat, start.lon), (end.lat, end.lon)
                return [straight(*places, across, max(edges, default=-1))]
        # A rule of transfers.txt may give less time than the way takes.
        for horizon in (min(seconds, HORIZON), HORIZON):
            best, door = self._search_between(out, into, horizon)
            if direct <= best:
                best, door = direct, None
            if best <= horizon:
                break
        if best == UNREACHED:
            return None
        if door is None:
            assert start is not None and end is not None
            return self._along_one_edge(start, end)
        streets = self._city.streets
        edges = self._search.path(door.node, streets.edge_from)
        first_node = int(streets.edge_from[edges[0]]) if edges else door.node
        left = min(
            (one for one in out if one.node == first_node), key=lambda one: one.seconds
        )
        return [
            *self._off(start, left.entry, leaving=True),
            *(along_edge(streets, e, self._edge_seconds(e)) for e in edges),
            *self._off(end, door.entry, leaving=False),
        ]

    def _search_between(
        self, out: list[_Door], into: list[_Door], horizon: int
    ) -> tuple[int, _Door | None]:
        self._search.tree(
            np.array([door.node for door in out], dtype=np.int32),
            np.array([door.seconds for door in out], dtype=np.int32),
            horizon,
        )
        best, found = UNREACHED, None
        for door in into:
            seconds = self._search.at(door.node)
            if seconds != UNREACHED and seconds + door.seconds < best:
                best, found = seconds + door.seconds, door
        return best, found

    def _doors(self, place: Place, leaving: bool) -> tuple[list[_Door], Snap | None]:
        if isinstance(place, At):
            snap = self._snapper.snap(place.lat, place.lon, place.level)
            if snap is None:
                return [], None
            entries = snap.leave if leaving else snap.reach
            return [
                _Door(one.node, entry_seconds(one, self._walking), one)
                for one in entries
            ], snap
        stop = self._city.get_stop(place.feed_id, place.stop_id)
        nodes = self._city.streets.stop_node[list(self._city.members(stop))]
        return [_Door(int(node), 0, None) for node in nodes if node >= 0], None

    def _off(
        self, snap: Snap | None, entry: Entry | None, leaving: bool
    ) -> list[Stretch]:
        """From the place to the street and along part of an edge, or the reverse."""
        if snap is None or entry is None:
            return []
        streets = self._city.streets
        seconds = round(entry.metres / self._walking.metres_per_second)
        place = snap.lat, snap.lon
        if entry.edge < 0:
            node = (
                float(streets.node_lat[entry.node]),
                float(streets.node_lon[entry.node]),
            )
            return [straight(*((place, node) if leaving else (node, place)), seconds)]
        edge, foot = entry.edge, (snap.street_lat, snap.street_lon)
        along = round(entry.fraction * self._edge_seconds(edge))
        # The few metres off the street belong to the street's step.
        if leaving:
            part = along_edge(streets, edge, along, 1.0 - entry.fraction, 1.0)
            return [straight(place, foot, seconds, edge), part]
        part = along_edge(streets, edge, along, 0.0, entry.fraction)
        return [part, straight(foot, place, seconds, edge)]

    def _along_one_edge(self, start: Snap, end: Snap) -> list[Stretch]:
        speed = self._walking.metres_per_second
        best: tuple[int, list[Stretch]] | None = None
        for out in start.leave:
            for into in end.reach:
                edge, ahead = out.edge, into.fraction - (1.0 - out.fraction)
                if edge != into.edge or edge < 0 or ahead < 0:
                    continue
                seconds = round(ahead * self._edge_seconds(edge))
                if best is None or seconds < best[0]:
                    off = round(out.metres / speed), round(into.metres / speed)
                    feet = (
                        (start.street_lat, start.street_lon),
                        (end.street_lat, end.street_lon),
                    )
                    part = along_edge(
                        self._city.streets,
                        edge,
                        seconds,
                        1.0 - out.fraction,
                        into.fraction,
                    )
                    best = (
                        seconds,
                        [
                            straight((start.lat, start.lon), feet[0], off[0], edge),
                            part,
                            straight(feet[1], (end.lat, end.lon), off[1], edge),
                        ],
                    )
        assert best is not None, "somebody walks along one edge where there is none"
        return best[1]

    def _edge_seconds(self, edge: int) -> int:
        return int(self._walking.edge_seconds[edge])
