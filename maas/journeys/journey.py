"""A journey as the search finds it: indices and seconds, no names yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..transit.day import Day

RawLeg = tuple[int, int, int, int, int, bool]


@dataclass(frozen=True, slots=True)
class RideRef:
    """A ride on one trip. Times are epoch seconds."""

    row: int  # of the timetable
    service_day: int  # ordinal
    board: int  # position in the row's pattern
    alight: int
    board_stop: int
    alight_stop: int
    departure: int
    arrival: int
    stays_seated: bool
    offset: int  # epoch of the service day's second 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A via visited on foot."""

    before: int  # number of the ride boarded next, that of rides for none
    stop: int
    walk_seconds: int  # to it, from the alighting, the origin or the via before
    stay_seconds: int


@dataclass(frozen=True, slots=True)
class Journey:
    """Rides with the walks between them. Times are epoch seconds."""

    departure: int
    arrival: int
    boardings: int
    access_seconds: int
    egress_seconds: int
    rides: tuple[RideRef, ...]
    change_seconds: tuple[int, ...]  # before each ride: what the change takes, least
    visits: tuple[Visit, ...] = ()  # in order; access, change and egress hold them


def forward_journey(found: tuple[Any, ...], day: Day) -> Journey:
    """Read what a forward kernel found."""
    boardings, departure, arrival, legs = found
    legs = without_idling(legs, day)
    rides = [ride_of(leg, day, leg[5]) for leg in legs]
    ready = [leg[4] + day.base for leg in legs]
    access = ready[0] - departure - day.base
    changes = [0] + [
        0 if ride.stays_seated else when - before.arrival
        for ride, when, before in zip(rides[1:], ready[1:], rides, strict=False)
    ]
    last = rides[-1].arrival
    return Journey(
        departure=rides[0].departure - access,
        arrival=arrival + day.base,
        boardings=boardings,
        access_seconds=access,
        egress_seconds=arrival + day.base - last,
        rides=tuple(rides),
        change_seconds=tuple(changes),
    )


def backward_journey(found: tuple[Any, ...], day: Day) -> Journey:
    """Read what a backward kernel found: times negated, everything from its end."""
    boardings, latest, arrival, legs = found
    departure = day.base - arrival
    legs = without_idling(legs, day)[::-1]
    # Staying on belongs to the later ride, which the backward search met first.
    stays = [False] + [leg[5] for leg in legs[:-1]]
    rides = [
        ride_of(flip(leg, day), day, stay, back=True)
        for leg, stay in zip(legs, stays, strict=True)
    ]
    # Alighting at `ready` at the latest still makes what follows.
    ready = [day.base - leg[4] for leg in legs]
    egress = day.base - latest - ready[-1]
    changes = [0] + [
        0 if ride.stays_seated else ride.departure - when
        for ride, when in zip(rides[1:], ready, strict=False)
    ]
    return Journey(
        departure=departure,
        arrival=rides[-1].arrival + egress,
        boardings=boardings,
        access_seconds=rides[0].departure - departure,
        egress_seconds=egress,
        rides=tuple(rides),
        change_seconds=tuple(changes),
    )


def without_idling(legs: list[RawLeg], day: Day, slack: int = 0) -> list[RawLeg]:
    """Take each ride but the last as late as the next one allows.

    ``slack`` is how long before a departure one has to be there.

    The search takes the first vehicle that comes; who has to wait in between does so
    at home. In a backward search this makes later rides as early as they can be.
    """
    legs = list(legs)
    for i in range(len(legs) - 2, -1, -1):
        line, trip, board, alight, ready, stayed = legs[i]
        after = legs[i + 1]
        if stayed or after[5]:
            continue
        change = after[4] - _arrival(legs[i], day)
        latest = _departure(after, day) - change - slack
        trips = int(day.trip_at[line + 1] - day.trip_at[line])
        row = int(day.time_at[line]) + alight * trips
        later = int(
            np.searchsorted(day.arrivals[row : row + trips], latest, side="right")
        )
        if later - 1 > trip:
            legs[i] = line, later - 1, board, alight, ready, stayed
            moved = _arrival(legs[i], day) + change
            legs[i + 1] = (*after[:4], moved, after[5])
    return legs


def _departure(leg: RawLeg, day: Day) -> int:
    trips = int(day.trip_at[leg[0] + 1] - day.trip_at[leg[0]])
    return int(day.departures[int(day.time_at[leg[0]]) + leg[2] * trips + leg[1]])


def _arrival(leg: RawLeg, day: Day) -> int:
    trips = int(day.trip_at[leg[0] + 1] - day.trip_at[leg[0]])
    return int(day.arrivals[int(day.time_at[leg[0]]) + leg[3] * trips + leg[1]])


def flip(leg: RawLeg, day: Day) -> RawLeg:
    """Return a leg of a backward search with its places as they are ridden."""
    line, trip, board, alight, ready, stayed = leg
    last = int(day.line_at[line + 1] - day.line_at[line]) - 1
    return line, trip, last - alight, last - board, ready, stayed


def ride_of(leg: RawLeg, day: Day, stays: bool, back: bool = False) -> RideRef:
    """Read one leg of a search; ``back``: of a backward one, its places flipped."""
    line, trip, board, alight, _, _ = leg
    first = int(day.line_at[line])
    trips = int(day.trip_at[line + 1] - day.trip_at[line])
    if back:
        last = int(day.line_at[line + 1]) - first - 1
        at = int(day.time_at[line]) + trip
        departure = -int(day.arrivals[at + (last - board) * trips])
        arrival = -int(day.departures[at + (last - alight) * trips])
        stops = (
            int(day.stop[first + last - board]),
            int(day.stop[first + last - alight]),
        )
    else:
        at = int(day.time_at[line]) + trip
        departure = int(day.departures[at + board * trips])
        arrival = int(day.arrivals[at + alight * trips])
        stops = int(day.stop[first + board]), int(day.stop[first + alight])
    return RideRef(
        row=int(day.trip_row[int(day.trip_at[line]) + trip]),
        service_day=int(day.line_day[line]),
        board=board,
        alight=alight,
        board_stop=stops[0],
        alight_stop=stops[1],
        departure=departure + day.base,
        arrival=arrival + day.base,
        stays_seated=stays,
        offset=int(day.line_start[line]),
    )
