"""Details of an itinerary: the streets of its walks and the lines of its rides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

import numpy as np

from ..city import City
from ..columns import F64
from ..geo import ground_metres, metres_per_degree
from ..streets.graph import EdgeKind
from ..transit.search import Kept
from .accessibility import ride_access, walk_access
from .itinerary import Itinerary, Leg, Piece, Point, Ride, Step, Walk
from .met import Status
from .request import At, Place, StopRef
from .stretch import Stretch, drawn, straight
from .traveller import Traveller
from .wayfinding import Wayfinder

WAYS_KEPT = 256


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """What details add to a walk."""

    metres: float
    straight: bool
    steps: tuple[Step, ...]
    path: tuple[Piece, ...]


class Detailer:
    """Fills in details for one city and one traveller. One thread at a time."""

    def __init__(self, city: City, traveller: Traveller) -> None:
        self._city = city
        self._traveller = traveller
        self._shape_metres = _lengths(city)
        self._ways = Kept(WAYS_KEPT)

    @cached_property
    def _wayfinder(self) -> Wayfinder:
        return Wayfinder(self._city, self._traveller)

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
                ride = self._ride(leg)
                if self._traveller.person is not None:
                    ride = replace(
                        ride,
                        access=ride_access(
                            self._city,
                            self._traveller,
                            ride,
                            _goes_on(itinerary, number),
                        ),
                    )
                legs.append(ride)
                continue
            start = origin if number == 0 else None
            end = destination if number == len(itinerary.legs) - 1 else None
            legs.append(
                self._walk(
                    leg, start or _place(leg.origin), end or _place(leg.destination)
                )
            )
        return replace(
            itinerary,
            legs=tuple(legs),
            effort=self._effort(itinerary, legs),
            status=_status(itinerary, legs),
        )

    def _effort(self, itinerary: Itinerary, legs: list[Leg]) -> int | None:
        """Felt seconds of all walks and boardings, for a person."""
        if itinerary.effort is not None or self._traveller.person is None:
            return itinerary.effort
        walked = [
            leg.access.effort for leg in legs if isinstance(leg, Walk) and leg.access
        ]
        boarding = self._traveller.person.efforts.boarding
        return sum(walked) + boarding * itinerary.boardings

    # ------------------------------------------------------------------ walking

    def _walk(self, walk: Walk, origin: Place, destination: Place) -> Walk:
        told = self._told(walk, origin, destination)
        if self._traveller.person is None:
            return told
        lines = [
            (one.lats[0], one.lons[0], one.lats[-1], one.lons[-1])
            for one in self._drawn(told)
        ]
        found = walk_access(self._city, self._traveller, told, lines)
        return replace(told, access=found)

    def _drawn(self, walk: Walk) -> list[Stretch]:
        a, b = walk.origin, walk.destination
        return drawn(self._city.streets, walk.path, (a.lat, a.lon), (b.lat, b.lon))

    def _told(self, walk: Walk, origin: Place, destination: Place) -> Walk:
        if walk.path:
            way = self._tell(self._drawn(walk))
            return replace(walk, metres=way.metres, steps=way.steps)
        # Many itineraries of one answer share their walks.
        known = self._ways.get(
            (origin, destination),
            lambda: self._way(origin, destination, walk.seconds),
        )
        if known is None:
            # Only a rule of transfers.txt joins the two: nothing is known between.
            a, b = walk.origin, walk.destination
            line = straight((a.lat, a.lon), (b.lat, b.lon))
            return replace(walk, metres=line.metres, straight=True, steps=())
        return replace(
            walk,
            metres=known.metres,
            straight=known.straight,
            steps=known.steps,
            path=known.path,
        )

    def _way(self, origin: Place, destination: Place, seconds: int) -> _Way | None:
        stretches = self._wayfinder.find_way(origin, destination, seconds)
        return None if stretches is None else self._tell(stretches)

    def _tell(self, stretches: list[Stretch]) -> _Way:
        streets = self._city.streets
        kinds = [
            EdgeKind(int(streets.kind[s.edge])) if s.edge >= 0 else EdgeKind.STRAIGHT
            for s in stretches
        ]
        steps = []
        keys = [
            (int(streets.name[s.edge]) if s.edge >= 0 else -1, kind)
            for s, kind in zip(stretches, kinds, strict=True)
        ]
        for _, run in groupby(range(len(stretches)), key=lambda i: keys[i]):
            members = list(run)
            steps.append(self._step([stretches[i] for i in members], kinds[members[0]]))
        return _Way(
            float(sum(stretch.metres for stretch in stretches)),
            EdgeKind.STRAIGHT in kinds,
            tuple(steps),
            tuple(stretch.piece for stretch in stretches),
        )

    def _step(self, run: list[Stretch], kind: EdgeKind) -> Step:
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


def _goes_on(itinerary: Itinerary, number: int) -> bool:
    """Does one stay seated at the end of a leg?"""
    after = itinerary.legs[number + 1 : number + 2]
    return any(isinstance(leg, Ride) and leg.stays_seated for leg in after)


def _status(itinerary: Itinerary, legs: list[Leg]) -> Status | None:
    """What was found among the possible may turn out to be certain all the way."""
    if itinerary.status is not Status.POSSIBLE:
        return itinerary.status
    met = [leg.access.status if leg.access else Status.POSSIBLE for leg in legs]
    return Status.POSSIBLE if Status.POSSIBLE in met else Status.CERTAIN


def _place(point: Point) -> Place:
    if point.feed_id is not None and point.stop_id is not None:
        return StopRef(point.feed_id, point.stop_id)
    return At(point.lat, point.lon, point.level)


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
