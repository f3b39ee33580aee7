"""Barriers: what of an edge or a ride a person cannot pass, with its place and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from ..city import City
from ..people.profile import TESTS
from ..streets.graph import EdgeKind, Surface
from ..streets.verdict import Verdict, test_names
from .accessibility import edge_ref
from .personal_journey import PersonalJourney

_COLUMN_OF: Final = {
    "steps": "steps",
    "slope_up": "steepest_up",
    "slope_down": "steepest_down",
    "cross_slope": "cross_slope_percent",
    "kerb": "kerb_cm",
    "width": "width_cm",
    "crossing": "crossing_metres",
}
"""Where the number is that a test compares."""
_INDOORS: Final = (
    EdgeKind.LIFT,
    EdgeKind.ESCALATOR,
    EdgeKind.WALKWAY,
    EdgeKind.GATE,
)
YES, NO = 1, 2


class Fixer(StrEnum):
    """Who could change it."""

    ROADS = "roads"  # whoever keeps the street
    STATION = "station"  # whoever runs the lift or the stop
    OPERATOR = "operator"  # whoever runs the vehicles
    ANYBODY = "anybody"  # by looking, and telling
    PERSON = "person"  # it is this person's own limit


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something on the way that this person cannot pass, or that nobody knows."""

    tests: tuple[str, ...]
    osm: str | None
    kind: str  # of the edge
    name: str
    lat: float
    lon: float
    value: float | str | None  # what is there: percent, cm, a surface, steps
    fixer: Fixer


def barriers_on(
    city: City, verdict: Verdict, edges: Sequence[int]
) -> tuple[Barrier, ...]:
    """Return the barriers on some edges; those of one way with the same tests are one."""
    streets = city.streets
    found: dict[tuple[object, ...], Barrier] = {}
    for edge in edges:
        bars = int(verdict.bars[edge])
        tests = test_names(bars or int(verdict.unknown[edge]))
        osm = edge_ref(city, edge)
        name = int(streets.name[edge])
        tail, head = int(streets.edge_from[edge]), int(streets.edge_to[edge])
        kind = EdgeKind(int(streets.kind[edge]))
        barrier = Barrier(
            tests,
            osm,
            kind.name.lower(),
            streets.names[name] if name >= 0 else "",
            float(streets.node_lat[tail] + streets.node_lat[head]) / 2,
            float(streets.node_lon[tail] + streets.node_lon[head]) / 2,
            _value(city, tests[0] if tests else "", edge),
            _fixer(bars, kind),
        )
        found.setdefault((osm or edge, tests), barrier)
    return tuple(found.values())


def needed(
    city: City, verdict: Verdict, tests: Sequence[str], edges: Sequence[int]
) -> float | None:
    """Return the least that the limit of some tests would have to be to pass edges."""
    for test in tests:
        if test not in _COLUMN_OF:
            continue
        column = getattr(city.streets, _COLUMN_OF[test])
        bit = 1 << TESTS.index(test)
        barred = (float(column[e]) for e in edges if int(verdict.bars[e]) & bit)
        values = [value for value in barred if not np.isnan(value) and value >= 0]
        if values:
            worst = min(values) if test == "width" else max(values)
            return round(worst, 1)
    return None


def rides_with_steps(
    city: City, journey: PersonalJourney, forbid: bool
) -> Iterator[Barrier]:
    """Yield the stops and vehicles of a journey that cannot be boarded without a step.

    ``forbid``: those of which nobody knows as well.
    """
    for ride in journey.rides:
        trip = int(city.timetable.row_trip[ride.row])
        route = int(city.trips.route[trip])
        line = city.routes.short_name[route] or city.routes.route_id[route]
        for stop in (ride.board_stop, ride.alight_stop):
            fact = int(city.stops.wheelchair[stop])
            if fact == NO or (forbid and fact != YES):
                name = city.stops.name[stop] or city.stops.stop_id[stop]
                yield _of_ride(city, "stop", name, stop, Fixer.STATION)
        fact = int(city.trips.wheelchair[trip])
        if fact == NO or (forbid and fact != YES):
            yield _of_ride(city, "trip", line, ride.board_stop, Fixer.OPERATOR)


def _of_ride(city: City, test: str, name: str, stop: int, fixer: Fixer) -> Barrier:
    lat, lon = float(city.stops.lat[stop]), float(city.stops.lon[stop])
    return Barrier((test,), None, test, name, lat, lon, None, fixer)


def _fixer(bars: int, kind: EdgeKind) -> Fixer:
    if not bars:
        return Fixer.ANYBODY
    return Fixer.STATION if kind in _INDOORS else Fixer.ROADS


def _value(city: City, test: str, edge: int) -> float | str | None:
    if test == "surface":
        surface = int(city.streets.surface[edge])
        return Surface(surface).name.lower() if surface else None
    if test not in _COLUMN_OF:
        return None
    value = float(getattr(city.streets, _COLUMN_OF[test])[edge])
    return None if np.isnan(value) or value < 0 else round(value, 1)
