"""Details of an itinerary: the streets of its walks and the lines of its rides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from maas_ext._walk import StreetSearch

from ..city import City
from ..columns import F64
from ..geo import ground_metres, metres_per_degree
from ..streets.graph import EdgeKind
from ..streets.snap import Entry, Snap, Snapper
from ..streets.walking import HORIZON, Walking
from ..transit.search import Kept
from ..units import UNREACHED
from .ends import entry_seconds, next_door_seconds, same_edge_seconds
from .itinerary import Itinerary, Leg, Point, Ride, Step, Walk
from .request import At, Place, StopRef

WAYS_KEPT = 256


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Part of an edge, or a straight line (edge -1)."""

    edge: int
    lats: F64
    lons: F64
    metres: float


@dataclass(frozen=True, slots=True, eq=False)
class _Door:
    """A way from the network to a place, or to it."""

    node: int
    seconds: int
    entry: Entry | None


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """What details add to a walk."""

    metres: float
    straight: bool
    steps: tuple[Step, ...]


class Detailer:
    """Fills in details for one city and one traveller. One thread at a time."""

    def __init__(self, city: City, snapper: Snapper, walking: Walking) -> None:
        self._city = city
        self._snapper = snapper
        self._walking = walking
        streets = city.streets
        self._search = StreetSearch(
            streets.edge_at, streets.edge_to, walking.edge_seconds, walking.vertex_of
        )
        self._shape_metres = _lengths(city)
        self._ways = Kept(WAYS_KEPT)

    def detail(
        self, itinerary: Itinerary, origin: Place | None, destination: Place | None
    ) -> Itinerary:
        """Return the itinerary with steps, distances and lines.

        ``origin`` and ``destination`` are the places asked for, where known: a station
        is left from any of its platforms.
        """
        legs: list[Leg] = []
        for number, leg in enumerate(itinerary.legs):
            if isinstance(leg, Ride):
                legs.append(self._ride(leg))
                continue
            start = origin if number == 0 else None
            end = destination if number == len(itinerary.legs) - 1 else None
            legs.append(
                self._walk(
                    leg, start or _place(leg.origin), end or _place(leg.destination)
                )
            )
        return Itinerary(tuple(legs))

    # ------------------------------------------------------------------ walking

    def _walk(self, walk: Walk, origin: Place, destination: Place) -> Walk:
        # Many itineraries of one answer share their walks.
        way = self._ways.get(
            (origin, destination),
            lambda: self._way(origin, destination, walk.seconds),
        )
        if way is None:
            # Only a rule of transfers.txt joins the two: nothing is known between.
            line = _line(walk.origin, walk.destination)
            return replace(walk, metres=line.metres, straight=True, steps=())
        return replace(walk, metres=way.metres, straight=way.straight, steps=way.steps)

    def _way(self, origin: Place, destination: Place, seconds: int) -> _Way | None:
        path = self._path(origin, destination, seconds)
        if path is None:
            return None
        streets = self._city.streets
        kinds = [
            EdgeKind(int(streets.kind[s.edge])) if s.edge >= 0 else EdgeKind.STRAIGHT
            for s in path
        ]
        steps = []
        keys = [
            (int(streets.name[s.edge]) if s.edge >= 0 else -1, kind)
            for s, kind in zip(path, kinds, strict=True)
        ]
        for _, run in groupby(range(len(path)), key=lambda i: keys[i]):
            members = list(run)
            steps.append(self._step([path[i] for i in members], kinds[members[0]]))
        return _Way(
            float(sum(stretch.metres for stretch in path)),
            EdgeKind.STRAIGHT in kinds,
            tuple(steps),
        )

    def _path(
        self, origin: Place, destination: Place, seconds: int
    ) -> list[_Stretch] | None:
        """Return the shortest way, likely of so many seconds; None where is none."""
        out, start = self._doors(origin, leaving=True)
        into, end = self._doors(destination, leaving=False)
        direct = UNREACHED
        if start is not None and end is not None:
            direct = same_edge_seconds(start, end, self._walking)
            if next_door_seconds(start, end, self._walking) <= min(seconds, direct):
                across = _straight((start.lat, start.lon), (end.lat, end.lon))
                edges = [entry.edge for entry in start.leave]
                return [replace(across, edge=max(edges, default=-1))]
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
            *(self._edge(e) for e in edges),
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
    ) -> list[_Stretch]:
        """From the place to the street and along part of an edge, or the reverse."""
        if snap is None or entry is None:
            return []
        streets = self._city.streets
        if entry.edge < 0:
            ends = (
                (snap.lat, snap.lon),
                (
                    float(streets.node_lat[entry.node]),
                    float(streets.node_lon[entry.node]),
                ),
            )
            return [_straight(*(ends if leaving else ends[::-1]))]
        place, foot = (snap.lat, snap.lon), (snap.street_lat, snap.street_lon)
        if leaving:
            part = self._edge(entry.edge, 1.0 - entry.fraction, 1.0)
            connector = _straight(place, foot)
        else:
            part = self._edge(entry.edge, 0.0, entry.fraction)
            connector = _straight(foot, place)
        # The few metres off the street belong to the street's step.
        connector = replace(connector, edge=entry.edge)
        return [connector, part] if leaving else [part, connector]

    def _along_one_edge(self, start: Snap, end: Snap) -> list[_Stretch]:
        best: tuple[int, list[_Stretch]] | None = None
        for out in start.leave:
            for into in end.reach:
                ahead = into.fraction - (1.0 - out.fraction)
                if out.edge == into.edge and out.edge >= 0 and ahead >= 0:
                    seconds = round(ahead * int(self._walking.edge_seconds[out.edge]))
                    if best is None or seconds < best[0]:
                        on, off = (start.lat, start.lon), (end.lat, end.lon)
                        feet = (
                            (start.street_lat, start.street_lon),
                            (end.street_lat, end.street_lon),
                        )
                        best = (
                            seconds,
                            [
                                replace(_straight(on, feet[0]), edge=out.edge),
                                self._edge(out.edge, 1.0 - out.fraction, into.fraction),
                                replace(_straight(feet[1], off), edge=out.edge),
                            ],
                        )
        return (
            best[1] if best else [_straight((start.lat, start.lon), (end.lat, end.lon))]
        )

    def _edge(self, edge: int, first: float = 0.0, last: float = 1.0) -> _Stretch:
        streets = self._city.streets
        shape = int(streets.shape[edge])
        points = slice(int(streets.shape_at[shape]), int(streets.shape_at[shape + 1]))
        lats, lons = streets.shape_lat[points], streets.shape_lon[points]
        if not streets.shape_forward[edge]:
            lats, lons = lats[::-1], lons[::-1]
        if (first, last) != (0.0, 1.0):
            lats, lons = _cut(lats, lons, first, last)
        metres = float(streets.metres[edge]) * max(last - first, 0.0)
        return _Stretch(edge, np.asarray(lats), np.asarray(lons), metres)

    def _step(self, run: list[_Stretch], kind: EdgeKind) -> Step:
        streets = self._city.streets
        edges = [stretch.edge for stretch in run if stretch.edge >= 0]
        name = int(streets.name[edges[0]]) if edges else -1
        lats = np.concatenate([stretch.lats for stretch in run])
        lons = np.concatenate([stretch.lons for stretch in run])
        keep = np.ones(len(lats), dtype=bool)
        keep[1:] = (np.diff(lats) != 0) | (np.diff(lons) != 0)
        from_level = to_level = None
        if edges:
            ends = streets.edge_from[edges[0]], streets.edge_to[edges[-1]]
            from_level, to_level = (
                None if np.isnan(level) else float(level)
                for level in streets.node_level[list(ends)]
            )
        return Step(
            name=streets.names[name] if name >= 0 else "",
            metres=float(sum(stretch.metres for stretch in run)),
            kind=kind.name.lower(),
            osm_way=int(streets.osm_way[edges[0]]) if edges else 0,
            lats=lats[keep].tolist(),
            lons=lons[keep].tolist(),
            up=_goes_up(from_level, to_level, streets.climb_metres, edges, kind),
            from_level=from_level,
            to_level=to_level,
        )

    # -------------------------------------------------------------------- rides

    def _ride(self, ride: Ride) -> Ride:
        city = self._city
        points = [call.point for call in ride.calls]
        lats = np.array([point.lat for point in points])
        lons = np.array([point.lon for point in points])
        shape = self._shape_of(ride)
        if shape >= 0:
            at = slice(
                int(city.shapes.point_at[shape]), int(city.shapes.point_at[shape + 1])
            )
            found = _between(
                city.shapes.lat[at],
                city.shapes.lon[at],
                self._shape_metres[at],
                lats,
                lons,
            )
            if found is not None:
                lats, lons = found
        return replace(ride, lats=lats.tolist(), lons=lons.tolist())

    def _shape_of(self, ride: Ride) -> int:
        trip = self._city.find_trip(ride.feed_id, ride.trip_id)
        return -1 if trip is None else int(self._city.trips.shape[trip])


def _place(point: Point) -> Place:
    if point.feed_id is not None and point.stop_id is not None:
        return StopRef(point.feed_id, point.stop_id)
    return At(point.lat, point.lon, point.level)


def _straight(a: tuple[float, float], b: tuple[float, float]) -> _Stretch:
    lats, lons = np.array([a[0], b[0]]), np.array([a[1], b[1]])
    metres = float(ground_metres(lats[:1], lons[:1], lats[1:], lons[1:])[0])
    return _Stretch(-1, lats, lons, metres)


def _line(a: Point, b: Point) -> _Stretch:
    return _straight((a.lat, a.lon), (b.lat, b.lon))


def _lengths(city: City) -> F64:
    """Distance from the start of its shape of every shape point, metres."""
    shapes = city.shapes
    lengths = np.zeros(len(shapes.lat))
    if len(lengths) > 1:
        steps = ground_metres(
            shapes.lat[:-1], shapes.lon[:-1], shapes.lat[1:], shapes.lon[1:]
        )
        np.cumsum(steps, out=lengths[1:])
    return lengths


def _cut(lats: F64, lons: F64, first: float, last: float) -> tuple[F64, F64]:
    """Return the part of a line between two shares of its length."""
    steps = ground_metres(lats[:-1], lons[:-1], lats[1:], lons[1:])
    along = np.concatenate([[0.0], np.cumsum(steps)])
    if along[-1] <= 0:
        return lats[[0, -1]], lons[[0, -1]]
    share = along / along[-1]
    inner = (share > first) & (share < last)
    at = np.concatenate([[first], share[inner], [max(last, first)]])
    return np.interp(at, share, lats), np.interp(at, share, lons)


def _between(
    lats: F64, lons: F64, metres: F64, stop_lats: F64, stop_lons: F64
) -> tuple[F64, F64] | None:
    """Return the part of a shape from its first to its last stop, in riding order.

    Every stop is put at the nearest point of the shape that is no further on than three
    times the way to the stop and 500 m, so that loops are ridden around.
    """
    if len(lats) < 2:
        return None
    north, east = metres_per_degree(float(stop_lats[0]))
    x, y = lons * east, lats * north
    dx, dy = np.diff(x), np.diff(y)
    squared = np.maximum(dx * dx + dy * dy, 1e-9)
    base = metres - metres[0]
    places: list[float] = []
    for i in range(len(stop_lats)):
        px, py = stop_lons[i] * east, stop_lats[i] * north
        share = np.clip(((px - x[:-1]) * dx + (py - y[:-1]) * dy) / squared, 0.0, 1.0)
        away = np.hypot(x[:-1] + share * dx - px, y[:-1] + share * dy - py)
        along = base[:-1] + share * np.diff(base)
        if places:
            step = np.hypot(px - stop_lons[i - 1] * east, py - stop_lats[i - 1] * north)
            allowed = (along >= places[-1]) & (along <= places[-1] + 3 * step + 500)
            if not allowed.any():
                return None
            away = np.where(allowed, away, np.inf)
        places.append(float(along[int(np.argmin(away))]))
    inner = (base > places[0]) & (base < places[-1])
    at = np.concatenate([[places[0]], base[inner], [places[-1]]])
    return np.interp(at, base, lats), np.interp(at, base, lons)


def _goes_up(
    from_level: float | None,
    to_level: float | None,
    climb: np.ndarray,
    edges: list[int],
    kind: EdgeKind,
) -> bool | None:
    """Do steps, escalators or a lift lead up? None where nobody knows, or does not care."""
    if kind not in (EdgeKind.STEPS, EdgeKind.ESCALATOR, EdgeKind.LIFT):
        return None
    if from_level is not None and to_level is not None and from_level != to_level:
        return to_level > from_level
    total = float(np.sum(climb[edges])) if edges else float("nan")
    return None if np.isnan(total) or total == 0 else total > 0
