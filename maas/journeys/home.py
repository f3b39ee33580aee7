"""Home again: the way back after a stay, the last one of the day, and warnings.

What counts as the day's, and how the last way is found: ``docs/transfers.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Protocol

from ..people.profile import Policy
from .choosing import earliest, later_by, seconds_between
from .itinerary import Answer, Itinerary, Ride
from .request import Request

NIGHT_ENDS: Final = time(3)
"""Local time at which a day of service is over, but for its own trips still running."""

STRAGGLING_SECONDS: Final = 2 * 3600
"""For so long after that, the day's own trips are looked for."""

SOON_SECONDS: Final = 30 * 60


class HomeWarning(StrEnum):
    """What may go wrong with getting home."""

    STRANDED = "stranded"
    """No way home is left that day; seconds: the stay is too long by so much."""
    LAST_SOON = "last_soon"
    """The last way home leaves soon after the stay; seconds: after so much."""
    ONLY_POSSIBLE = "only_possible"
    """No certain way home is left that day; seconds: as with STRANDED, for that one.
    Told to who avoids what nobody knows."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning and its number; None where there is no way home all day."""

    kind: HomeWarning
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Home:
    """A round trip: there, the stay, and back."""

    outward: Itinerary
    leave: datetime
    """When the stay ends."""
    request: Request
    """What the ways home answer: to leave then, with the same limits."""
    back: Itinerary | None
    """The way home that is there first, a certain one where one is left that day. Where
    one is stranded it is a later day's."""
    last: Itinerary | None
    """The last way home of that day by public transport, a certain one where there is
    one; may be before the stay ends."""
    last_possible: Itinerary | None
    """A later one than ``last``, of which not all is known."""
    walk: Itinerary | None
    """The walk all the way, which can be begun at any time."""
    warnings: tuple[Warned, ...]

    def warned(self, kind: HomeWarning) -> Warned | None:
        """Return the warning of a kind, where there is one."""
        return next((one for one in self.warnings if one.kind is kind), None)


class Plans(Protocol):
    """Answers questions about journeys, with times in the city's zone."""

    def plan(self, request: Request) -> Answer:
        """Find all journeys that no other one beats."""
        ...


@dataclass(frozen=True, slots=True)
class _Ways:
    """Ways home in one network."""

    first: Itinerary | None  # after the stay, whenever
    last: Itinerary | None
    walk: Itinerary | None


def way_there(planner: Plans, request: Request) -> Itinerary | None:
    """Return the journey that is there first, a certain one where there is one."""
    found = [earliest(planner.plan(one)) for one in _networks(request)]
    return next((one for one in found if one is not None), None)


def way_home(
    planner: Plans, request: Request, outward: Itinerary, stay_seconds: int
) -> Home:
    """Return how to get back to where ``outward`` began, once the stay is over.

    ``request`` is what ``outward`` answers. The way back has the same limits, those of
    its first and last walk changed round, and no vias.
    """
    leave = later_by(outward.arrival, stay_seconds)
    asked = replace(
        request,
        origin=request.destination,
        destination=request.origin,
        time=leave,
        arrive_by=False,
        window_seconds=None,
        via=(),
        max_access_seconds=request.max_egress_seconds,
        max_egress_seconds=request.max_access_seconds,
    )
    ways = [_ways(planner, one, leave) for one in _networks(asked)]
    left = [way for way in ways if _left(way, leave)]
    lasts = [way.last for way in ways if way.last]
    later = [one for one in lasts[1:] if _departure(one) > _departure(lasts[0])]
    return Home(
        outward=outward,
        leave=leave,
        request=asked,
        back=(left or ways)[0].first or ways[-1].first,
        last=lasts[0] if lasts else None,
        last_possible=later[0] if later else None,
        walk=next((way.walk for way in ways if way.walk), None),
        warnings=tuple(_warnings(ways, leave)),
    )


def service_day(moment: datetime) -> date:
    """Return the day of service that a moment belongs to, by the city's clocks.

    >>> service_day(datetime(2026, 3, 11, 2, 59))
    datetime.date(2026, 3, 10)
    """
    return moment.date() - timedelta(days=moment.time() < NIGHT_ENDS)


# -------------------------------------------------------------------- one network


def _networks(request: Request) -> tuple[Request, ...]:
    """Return the question for what is certain, then for what is possible.

    Asked together, what is quicker and less sure would hide what is certain.
    """
    person = request.person
    if person is None or (request.unknown or person.unknown) is not Policy.AVOID:
        return (request,)
    return (
        replace(request, unknown=Policy.FORBID),
        replace(request, unknown=Policy.ALLOW),
    )


def _ways(planner: Plans, request: Request, leave: datetime) -> _Ways:
    answer = planner.plan(request)
    return _Ways(
        earliest(answer), _last(planner, request, service_day(leave)), answer.direct
    )


def _last(planner: Plans, request: Request, day: date) -> Itinerary | None:
    """Return the journey of a service day that leaves last.

    Who arrives by the end of the night leaves as late as that allows. What leaves later
    still is on the way when the night ends: all of that is asked for.
    """
    zone = request.time.tzinfo
    morning = datetime.combine(day, NIGHT_ENDS, zone)
    night = datetime.combine(day + timedelta(days=1), NIGHT_ENDS, zone)

    def of_day(asked: Request) -> list[Itinerary]:
        found = planner.plan(asked).itineraries
        return [one for one in found if _is_of(one, day, morning, night)]

    ways = of_day(replace(request, time=night, arrive_by=True))
    since = max([morning, *(later_by(way.departure, 1) for way in ways)])
    window = seconds_between(since, night) + STRAGGLING_SECONDS
    ways += of_day(replace(request, time=since, window_seconds=window))
    return max(ways, key=_departure, default=None)


def _is_of(journey: Itinerary, day: date, morning: datetime, night: datetime) -> bool:
    """Does it leave on a service day, and in vehicles of that day alone?

    Boarded before the night ends, or by the timetable that day's own.
    """
    return journey.departure.timestamp() >= morning.timestamp() and all(
        ride.service_day == day or ride.departure.timestamp() < night.timestamp()
        for ride in journey.legs
        if isinstance(ride, Ride)
    )


def _departure(journey: Itinerary) -> float:
    return journey.departure.timestamp()


# ------------------------------------------------------------------------ warnings


def _left(ways: _Ways, leave: datetime) -> bool:
    """Can one still get home that day after the stay?"""
    if ways.walk is not None:
        return True
    return ways.last is not None and seconds_between(leave, ways.last.departure) >= 0


def _warnings(ways: list[_Ways], leave: datetime) -> Iterator[Warned]:
    surest = ways[0]
    if not any(_left(one, leave) for one in ways):
        lasts = [one.last for one in ways if one.last]
        too_long = [seconds_between(last.departure, leave) for last in lasts]
        yield Warned(HomeWarning.STRANDED, min(too_long, default=None))
        return
    able = next(one for one in ways if _left(one, leave))
    if able.walk is None and able.last is not None:
        margin = seconds_between(leave, able.last.departure)
        if margin < SOON_SECONDS:
            yield Warned(HomeWarning.LAST_SOON, margin)
    if not _left(surest, leave):
        last = surest.last
        gone = None if last is None else seconds_between(last.departure, leave)
        yield Warned(HomeWarning.ONLY_POSSIBLE, gone)
