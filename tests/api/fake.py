"""A small invented town and a planner that knows its answers by heart.

Times are of Tuesday 2026-03-10, Tokyo. The red bus goes from Park to Station and on,
without leaving the seat, as the blue bus to Hospital.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from maas.errors import PlaceError
from maas.journeys.itinerary import (
    Answer,
    Call,
    Itinerary,
    Leg,
    Point,
    Ride,
    Step,
    Walk,
    WalkKind,
)
from maas.journeys.request import At, Place, Request
from maas.streets.closures import no_closures
from maas_api.town import Town

ZONE = ZoneInfo("Asia/Tokyo")
DAY = date(2026, 3, 10)
NOTICE = "Invented for tests."


def at(clock: str) -> datetime:
    """Return the time of "8:05" or "8:05:30"; "25:10" is after midnight."""
    hours, minutes, *seconds = map(int, clock.split(":"))
    midnight = datetime(DAY.year, DAY.month, DAY.day, tzinfo=ZONE)
    return midnight + timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))


def stop(name: str, number: int, lat: float, lon: float, **facts: Any) -> Point:
    return Point(name, lat, lon, None, number, "bus", f"{name.lower()}:1", **facts)


PARK = stop("Park", 0, 35.70, 139.56, platform="2", wheelchair=1)
SCHOOL = stop("School", 1, 35.705, 139.565)
DEPOT = stop("Depot", 2, 35.707, 139.567)
STATION = stop("Station", 3, 35.71, 139.57, parent_id="central")
HOSPITAL = stop("Hospital", 4, 35.72, 139.58, wheelchair=2)
HOME = Point("", 35.699, 139.559, level=1.0)
CLINIC = Point("", 35.721, 139.581)


def ride(trip: str, calls: list[tuple[Point, str]], **facts: Any) -> Ride:
    given: dict[str, Any] = {
        "feed_id": "bus",
        "trip_id": trip,
        "service_day": DAY,
        "route_id": trip.split()[0],
        "route_short_name": trip.split()[0],
        "route_long_name": "",
        "route_type": 3,
        "mode": "BUS",
        "route_color": "cc0000",
        "route_text_color": "",
        "agency_id": "city",
        "agency_name": "City Bus",
        "agency_url": "https://example.org",
        "agency_timezone": "Asia/Tokyo",
        "headsign": calls[-1][0].name,
        "direction": 0,
        "trip_short_name": "",
        "calls": tuple(
            Call(point, at(time), at(time), i) for i, (point, time) in enumerate(calls)
        ),
        "first_departure": 8 * 3600 + 120,
    }
    return Ride(**(given | facts))


def walk(
    kind: WalkKind, start: Point, end: Point, leave: str, arrive: str, **facts: Any
) -> Walk:
    return Walk(kind, start, end, at(leave), at(arrive), None, False, **facts)


RED = ride("red 1", [(PARK, "8:05"), (SCHOOL, "8:07"), (STATION, "8:10")])
RED = replace(
    RED,
    wheelchair=1,
    calls=(
        replace(RED.calls[0], drop_off=1),
        replace(RED.calls[1], pickup=2, drop_off=3, approximate=True),
        RED.calls[2],
    ),
)
BLUE = ride(
    "blue 9",
    [(STATION, "8:11"), (DEPOT, "8:14"), (HOSPITAL, "8:20")],
    stays_seated=True,
    wheelchair=2,
    first_departure=8 * 3600 + 660,
)
BLUE = replace(
    BLUE,
    calls=(BLUE.calls[0], replace(BLUE.calls[1], pickup=1, drop_off=1), BLUE.calls[2]),
)
THROUGH = Itinerary(
    (
        walk(WalkKind.ACCESS, HOME, PARK, "8:01", "8:05"),
        RED,
        BLUE,
        walk(WalkKind.EGRESS, HOSPITAL, CLINIC, "8:20", "8:24"),
    )
)
DIRECT = Itinerary((walk(WalkKind.DIRECT, HOME, CLINIC, "8:00", "8:55"),))


def bus_every(minutes: int, first: str, count: int) -> tuple[Itinerary, ...]:
    """Journeys on one bus from Park to Station, ten minutes each."""
    start = at(first)
    found = []
    for i in range(count):
        leave = start + timedelta(minutes=minutes * i)
        calls = tuple(
            Call(point, time, time, n)
            for n, (point, time) in enumerate(
                [(PARK, leave), (STATION, leave + timedelta(minutes=10))]
            )
        )
        found.append(Itinerary((replace(RED, trip_id=f"red {i}", calls=calls),)))
    return tuple(found)


@dataclass
class FakePlanner:
    """Answers with what departs (arrives) in the window; remembers the questions."""

    itineraries: tuple[Itinerary, ...] = (THROUGH,)
    direct: Itinerary | None = DIRECT
    asked: list[Request] = field(default_factory=list)
    detailed: int = 0

    def plan(self, request: Request) -> Answer:
        self.asked.append(request)
        return Answer(
            self._point(request.origin),
            self._point(request.destination),
            self.direct,
            tuple(item for item in self.itineraries if self._within(item, request)),
        )

    def detail(self, itinerary: Itinerary, request: Request | None = None) -> Itinerary:
        self.detailed += 1
        return Itinerary(tuple(map(_detailed, itinerary.legs)))

    def _within(self, item: Itinerary, request: Request) -> bool:
        time = request.time
        if request.window_seconds is None:
            return item.arrival <= time if request.arrive_by else item.departure >= time
        span = timedelta(seconds=request.window_seconds)
        if request.arrive_by:
            return time - span <= item.arrival <= time
        return time <= item.departure <= time + span

    def _point(self, place: Place) -> Point:
        if isinstance(place, At):
            return Point("", place.lat, place.lon, place.level)
        for point in (PARK, SCHOOL, DEPOT, STATION, HOSPITAL):
            if point.stop_id == place.stop_id:
                return point
        raise PlaceError(f"There is no stop {place.stop_id!r} in {place.feed_id!r}.")


def _detailed(leg: Leg) -> Leg:
    if isinstance(leg, Ride):
        points = [call.point for call in leg.calls]
        return replace(leg, lats=[p.lat for p in points], lons=[p.lon for p in points])
    a, b = leg.origin, leg.destination
    middle = (a.lat, b.lon)
    return replace(
        leg,
        metres=250.04,
        straight=leg.kind is WalkKind.EGRESS,
        steps=(
            Step(
                "Sakura Street",
                200.04,
                "sidewalk",
                77,
                [a.lat, middle[0]],
                [a.lon, middle[1]],
            ),
            Step(
                "",
                50.0,
                "steps",
                0,
                [middle[0], b.lat],
                [middle[1], b.lon],
                up=True,
                from_level=0.0,
                to_level=1.0,
            ),
        ),
    )


def town(planner: FakePlanner | None = None) -> Town:
    return Town(
        name="Testville",
        timezone="Asia/Tokyo",
        languages=("en",),
        bounds=(35.69, 139.55, 35.73, 139.59),
        feeds={"bus": "bus.zip", "rail": "rail.zip"},
        streets=(),
        notice=NOTICE,
        routes=frozenset({("bus", "red: 1"), ("bus", "blue"), ("rail", "chuo")}),
        agencies=frozenset({("bus", "city"), ("rail", "jr")}),
        planner=planner or FakePlanner(),
        close_lifts=lambda _: (no_closures(), ()),
        example=lambda _: None,
    )


def now() -> datetime:
    return at("8:00").astimezone(UTC)
