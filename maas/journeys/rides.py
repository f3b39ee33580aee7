"""Rides told: the line, the trip, and calls with names and local times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import overload
from zoneinfo import ZoneInfo

import numpy as np

from ..city import City
from .ends import stop_point
from .itinerary import Call, Point, Ride
from .journey import RideRef
from .modes import mode_of


@dataclass(frozen=True, slots=True)
class _Line:
    """What a ride says of its route."""

    feed_id: str
    route_id: str
    short_name: str
    long_name: str
    route_type: int
    mode: str
    color: str
    text_color: str
    agency_id: str
    agency_name: str
    agency_url: str
    agency_timezone: str


class Calls(Sequence[Call]):
    """The calls of a ride, told when somebody asks: most answers show few of them."""

    __slots__ = ("_columns", "_offset", "_teller", "_told")

    def __init__(self, teller: Rides, offset: int, *columns: np.ndarray) -> None:
        self._teller = teller
        self._offset = offset  # epoch of the service day's second 0
        self._columns = columns
        self._told: dict[int, Call] = {}

    def __len__(self) -> int:
        return len(self._columns[0])

    @overload
    def __getitem__(self, index: int) -> Call: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Call, ...]: ...
    def __getitem__(self, index: int | slice) -> Call | tuple[Call, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index not in self._told:
            stop, arrival, departure, sequence, pickup, drop_off, timepoint = (
                column.item(index) for column in self._columns
            )
            self._told[index] = Call(
                self._teller.point(stop),
                self._teller.time(arrival + self._offset),
                self._teller.time(departure + self._offset),
                sequence,
                pickup,
                drop_off,
                not timepoint,
            )
        return self._told[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Rides:
    """Tells rides of one city. Keeps what it has looked up; one thread at a time."""

    def __init__(self, city: City, zone: ZoneInfo) -> None:
        self._city = city
        self._zone = zone
        self._points: dict[int, Point] = {}
        self._lines: dict[int, _Line] = {}
        table = city.timetable
        self._row_pattern = np.repeat(
            np.arange(table.pattern_count), np.diff(table.row_at)
        )

    def ride(self, ride: RideRef) -> Ride:
        """Tell a ride."""
        city, table, trips = self._city, self._city.timetable, self._city.trips
        pattern = self._row_pattern.item(ride.row)
        trip = table.row_trip.item(ride.row)
        line = self._line(trips.route.item(trip))
        row = table.row_at.item(pattern)
        rows = table.row_at.item(pattern + 1) - row
        first = table.time_at.item(pattern) + ride.row - row
        here = slice(first + ride.board * rows, first + ride.alight * rows + 1, rows)
        start = table.pattern_at.item(pattern)
        facts = city.call_facts
        at = facts.at.item(facts.trip_facts.item(trip))
        calls = slice(at + ride.board, at + ride.alight + 1)
        headsign = facts.headsign.item(at + ride.board)
        headway = table.row_headway.item(ride.row)
        leaves_first = table.departures.item(first)
        return Ride(
            feed_id=line.feed_id,
            trip_id=trips.trip_id[trip],
            service_day=date.fromordinal(ride.service_day),
            route_id=line.route_id,
            route_short_name=line.short_name,
            route_long_name=line.long_name,
            route_type=line.route_type,
            mode=line.mode,
            route_color=line.color,
            route_text_color=line.text_color,
            agency_id=line.agency_id,
            agency_name=line.agency_name,
            agency_url=line.agency_url,
            agency_timezone=line.agency_timezone,
            headsign=facts.headsigns[headsign]
            if headsign >= 0
            else trips.headsign[trip],
            direction=trips.direction.item(trip),
            trip_short_name=trips.short_name[trip],
            calls=Calls(
                self,
                ride.offset,
                table.position_stop[start + ride.board : start + ride.alight + 1],
                table.arrivals[here],
                table.departures[here],
                facts.sequence[calls],
                facts.pickup[calls],
                facts.drop_off[calls],
                facts.timepoint[calls],
            ),
            stays_seated=ride.stays_seated,
            headway_seconds=headway or None,
            frequency_start=leaves_first
            if headway or table.row_shift.item(ride.row)
            else None,
            wheelchair=trips.wheelchair.item(trip),
            bikes=trips.bikes.item(trip),
            first_departure=leaves_first,
        )

    def point(self, stop: int) -> Point:
        """Tell a stop."""
        if stop not in self._points:
            self._points[stop] = stop_point(self._city, stop)
        return self._points[stop]

    def time(self, epoch: int) -> datetime:
        """Tell an epoch second in the city's time zone."""
        return datetime.fromtimestamp(epoch, self._zone)

    def _line(self, route: int) -> _Line:
        if route not in self._lines:
            city = self._city
            routes, agency = city.routes, city.routes.agency.item(route)
            kind = routes.route_type.item(route)
            named = agency >= 0
            self._lines[route] = _Line(
                city.feeds.feed_id[city.feeds.route_feed.item(route)],
                routes.route_id[route],
                routes.short_name[route],
                routes.long_name[route],
                kind,
                mode_of(kind),
                routes.color[route],
                routes.text_color[route],
                city.agencies.agency_id[agency] if named else "",
                city.agencies.name[agency] if named else "",
                city.agencies.url[agency] if named else "",
                city.agencies.timezone[agency] if named else city.timezone,
            )
        return self._lines[route]
