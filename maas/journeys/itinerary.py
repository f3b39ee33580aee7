"""The answer: itineraries of legs, with names and local times, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .met import RideAccess, Status, WalkAccess


class WalkKind(StrEnum):
    """Where in the journey one walks."""

    DIRECT = "direct"
    ACCESS = "access"
    TRANSFER = "transfer"
    EGRESS = "egress"


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a leg. ``stop`` is the city's stop index, None for a free place."""

    name: str
    lat: float
    lon: float
    level: float | None = None
    stop: int | None = None
    feed_id: str | None = None
    stop_id: str | None = None
    parent_id: str | None = None
    platform: str | None = None
    wheelchair: int = 0  # 0 unknown, 1 yes, 2 no


@dataclass(frozen=True, slots=True)
class Call:
    """A vehicle at a stop. Times are aware, in the city's time zone."""

    point: Point
    arrival: datetime
    departure: datetime
    sequence: int  # stop_sequence of stop_times.txt
    pickup: int = 0  # pickup_type
    drop_off: int = 0  # drop_off_type
    approximate: bool = False  # not a timepoint, or interpolated


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a walk on one street."""

    name: str
    metres: float
    kind: str  # EdgeKind name in lower case
    osm_way: int
    lats: Sequence[float]
    lons: Sequence[float]
    up: bool | None = None  # steps, escalators, lifts: going up?
    from_level: float | None = None
    to_level: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A street edge, or part of one, that a walk passes."""

    edge: int  # directed edge of the city's streets, -1 a straight line off them
    first: float  # shares of the edge's length, in its direction
    last: float
    metres: float
    seconds: int
    wait_seconds: int = 0  # at its start: until a lift is back, or a way opens
    rest_seconds: int = 0  # at its end: somebody who has to rests there
    node: int = -1  # of a straight line: the street node at one of its ends


@dataclass(frozen=True, slots=True)
class Walk:
    """A leg on foot."""

    kind: WalkKind
    origin: Point
    destination: Point
    departure: datetime
    arrival: datetime
    metres: float | None  # None until detailed
    straight: bool  # part of it is a straight line where no streets are known
    steps: tuple[Step, ...] = ()
    path: tuple[Piece, ...] = ()
    """What is passed, in order, once detailed; empty where nobody knows the way."""
    access: WalkAccess | None = None
    """What one person meets there, once detailed for somebody."""

    @property
    def seconds(self) -> int:
        """Time on foot."""
        # Timestamps: times of one zone subtract as wall clocks, which a change of
        # clocks makes wrong.
        return int(self.arrival.timestamp() - self.departure.timestamp())


@dataclass(frozen=True, slots=True)
class Ride:
    """A leg on one vehicle, from boarding to alighting."""

    feed_id: str
    trip_id: str
    service_day: date
    route_id: str
    route_short_name: str
    route_long_name: str
    route_type: int
    mode: str  # MOTIS mode name
    route_color: str
    route_text_color: str
    agency_id: str
    agency_name: str
    agency_url: str
    agency_timezone: str
    headsign: str
    direction: int  # 0, 1, -1 not given
    trip_short_name: str
    calls: Sequence[Call]  # the boarding call first, the alighting call last
    stays_seated: bool = False  # the vehicle of the leg before goes on as this trip
    headway_seconds: int | None = None  # frequencies.txt, exact_times 0: about every …
    frequency_start: int | None = None  # service-day seconds at the trip's first stop
    wheelchair: int = 0  # trip's wheelchair_accessible
    bikes: int = 0
    lats: Sequence[float] = ()  # the ride's line on the map, once detailed
    lons: Sequence[float] = ()
    access: RideAccess | None = None
    """What one person meets there, once detailed for somebody."""
    first_departure: int | None = None
    """Service-day seconds at which the trip leaves its first stop; part of MOTIS's
    trip id. None: not known."""

    @property
    def departure(self) -> datetime:
        """When it leaves the boarding stop."""
        return self.calls[0].departure

    @property
    def arrival(self) -> datetime:
        """When it reaches the alighting stop."""
        return self.calls[-1].arrival


Leg = Walk | Ride


@dataclass(frozen=True, slots=True)
class Itinerary:
    """One way to go, in legs. Every leg begins where the one before ended."""

    legs: tuple[Leg, ...]
    status: Status | None = None
    """Of somebody's journey: can it be made for certain? None: nobody's in particular."""
    effort: int | None = None
    """Felt seconds of all walks and boardings, where effort was asked for or told."""

    @property
    def departure(self) -> datetime:
        """When to leave."""
        return self.legs[0].departure

    @property
    def arrival(self) -> datetime:
        """When one is there."""
        return self.legs[-1].arrival

    @property
    def boardings(self) -> int:
        """Vehicles boarded; staying seated does not count."""
        return sum(isinstance(leg, Ride) and not leg.stays_seated for leg in self.legs)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the planner found: the Pareto set, earliest arrival first.

    ``direct`` is the walk all the way, where there is one within the limits; it is
    never in ``itineraries``, but itineraries that it dominates are left out.
    """

    origin: Point
    destination: Point
    direct: Itinerary | None
    itineraries: tuple[Itinerary, ...]
    more_direct: tuple[Itinerary, ...] = ()
    """Further walks all the way: easier ones, or surer ones."""
    remark: str = ""
    """What to know about the answer, "" where nothing is: a day without timetable."""
