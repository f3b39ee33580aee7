"""From indices to itineraries: names, calls and local times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from maas_ext._walk import StreetSearch

from ..city import City
from ..streets.graph import EdgeKind
from ..streets.walking import HORIZON, Walking
from ..units import UNREACHED
from .ends import End, place_point
from .itinerary import Answer, Itinerary, Leg, Point, Walk, WalkKind
from .journey import Journey, RideRef, Visit
from .personal_journey import PersonalJourney, Stroll
from .request import Request
from .rides import Rides

if TYPE_CHECKING:
    from .riding import Found


class Assembler:
    """Tells journeys of one city. Keeps what it has looked up; one thread at a time."""

    def __init__(self, city: City, zone: ZoneInfo) -> None:
        self._city = city
        self._rides = Rides(city, zone)
        self._straight = _stops_off_the_streets(city)
        self._overlay: tuple[Walking, StreetSearch] | None = None

    def answer(self, request: Request, found: Found, walking: Walking) -> Answer:
        """Tell all that was found."""
        origin = place_point(self._city, request.origin)
        destination = place_point(self._city, request.destination)
        return Answer(
            origin,
            destination,
            self._direct(request, found, origin, destination),
            tuple(
                self._itinerary(journey, found, origin, destination, walking)
                for journey in found.journeys
            ),
        )

    def personal_answer(
        self,
        request: Request,
        origin: End,
        destination: End,
        journeys: Sequence[PersonalJourney],
    ) -> Answer:
        """Tell what the careful search found: all its walks are known."""
        ends = (
            (place_point(self._city, request.origin), origin),
            (place_point(self._city, request.destination), destination),
        )
        told = [self._personal(journey, *ends) for journey in journeys]
        walks = [one for one in told if not one.boardings]
        return Answer(
            ends[0][0],
            ends[1][0],
            walks[0] if walks else None,
            tuple(one for one in told if one.boardings),
            tuple(walks[1:]),
        )

    def _personal(
        self,
        journey: PersonalJourney,
        origin: tuple[Point, End],
        destination: tuple[Point, End],
    ) -> Itinerary:
        effort = round(journey.effort / 10)
        if not journey.rides:
            walk = self._stroll(
                WalkKind.DIRECT, origin[0], destination[0], journey.strolls[0]
            )
            return Itinerary((walk,), effort=effort)
        legs: list[Leg] = []
        strolls = iter(journey.strolls)
        before: RideRef | None = None
        for ride in journey.rides:
            if not ride.stays_seated:
                stroll = next(strolls)
                there = self._rides.point(ride.board_stop)
                if before is None:
                    at_stop = ride.board_stop in origin[1].stops
                    kind, here = WalkKind.ACCESS, origin[0]
                else:
                    at_stop = before.alight_stop == ride.board_stop
                    kind, here = (
                        WalkKind.TRANSFER,
                        self._rides.point(before.alight_stop),
                    )
                if stroll.seconds or not at_stop:
                    legs.append(self._stroll(kind, here, there, stroll))
            legs.append(self._rides.ride(ride))
            before = ride
        assert before is not None
        stroll = next(strolls)
        if stroll.seconds or before.alight_stop not in destination[1].stops:
            here = self._rides.point(before.alight_stop)
            legs.append(self._stroll(WalkKind.EGRESS, here, destination[0], stroll))
        return Itinerary(tuple(legs), effort=effort)

    def _stroll(
        self, kind: WalkKind, here: Point, there: Point, stroll: Stroll
    ) -> Walk:
        pieces = stroll.pieces or ()
        edges = [piece.edge for piece in pieces if piece.edge >= 0]
        guessed = self._city.streets.kind[edges] == EdgeKind.STRAIGHT
        unknown = stroll.pieces is None or (bool(pieces) and not edges)
        return Walk(
            kind,
            here,
            there,
            self._rides.time(stroll.start),
            self._rides.time(stroll.start + stroll.seconds),
            None if stroll.pieces is None else sum(piece.metres for piece in pieces),
            unknown or bool(guessed.any()),
            path=pieces,
        )

    def _direct(
        self, request: Request, found: Found, origin: Point, destination: Point
    ) -> Itinerary | None:
        if found.direct_seconds is None:
            return None
        leave = found.departure
        if request.arrive_by:
            leave -= found.direct_seconds
        if found.direct_visits:
            return Itinerary(
                tuple(
                    self._walks(
                        WalkKind.DIRECT,
                        (origin, self._off_street(found.origin)),
                        (destination, self._off_street(found.destination)),
                        (leave, leave + found.direct_seconds),
                        found.direct_visits,
                    )
                )
            )
        walk = self._walk(
            WalkKind.DIRECT,
            origin,
            destination,
            leave,
            found.direct_seconds,
            self._off_street(found.origin) or self._off_street(found.destination),
        )
        return Itinerary((walk,))

    def _itinerary(
        self,
        journey: Journey,
        found: Found,
        origin: Point,
        destination: Point,
        walking: Walking,
    ) -> Itinerary:
        legs: list[Leg] = []
        first, last = journey.rides[0], journey.rides[-1]
        past = [
            tuple(visit for visit in journey.visits if visit.before == number)
            for number in range(len(journey.rides) + 1)
        ]
        if past[0]:
            legs += self._walks(
                WalkKind.ACCESS,
                (origin, self._off_street(found.origin)),
                self._stop(first.board_stop),
                (journey.departure, journey.departure + journey.access_seconds),
                past[0],
            )
        elif journey.access_seconds or first.board_stop not in found.origin.stops:
            legs.append(
                self._walk(
                    WalkKind.ACCESS,
                    origin,
                    self._rides.point(first.board_stop),
                    journey.departure,
                    journey.access_seconds,
                    self._off_street(found.origin)
                    or bool(self._straight[first.board_stop]),
                )
            )
        for number, ride in enumerate(journey.rides):
            if number and not ride.stays_seated:
                before = journey.rides[number - 1]
                if past[number]:
                    legs += self._walks(
                        WalkKind.TRANSFER,
                        self._stop(before.alight_stop),
                        self._stop(ride.board_stop),
                        (before.arrival, ride.departure),
                        past[number],
                        self._walk_seconds(
                            past[number][-1].stop, ride.board_stop, walking
                        ),
                    )
                elif before.alight_stop != ride.board_stop:
                    change = journey.change_seconds[number]
                    legs.append(self._transfer(before, ride, change, walking))
            legs.append(self._rides.ride(ride))
        if past[-1]:
            legs += self._walks(
                WalkKind.EGRESS,
                self._stop(last.alight_stop),
                (destination, self._off_street(found.destination)),
                (last.arrival, last.arrival + journey.egress_seconds),
                past[-1],
            )
        elif journey.egress_seconds or last.alight_stop not in found.destination.stops:
            legs.append(
                self._walk(
                    WalkKind.EGRESS,
                    self._rides.point(last.alight_stop),
                    destination,
                    last.arrival,
                    journey.egress_seconds,
                    self._off_street(found.destination)
                    or bool(self._straight[last.alight_stop]),
                )
            )
        return Itinerary(tuple(legs))

    def _transfer(
        self, before: RideRef, ride: RideRef, change: int, walking: Walking
    ) -> Walk:
        """The walk of a change; what a rule demands beyond it is waiting."""
        seconds = self._walk_seconds(before.alight_stop, ride.board_stop, walking)
        return self._walk(
            WalkKind.TRANSFER,
            self._rides.point(before.alight_stop),
            self._rides.point(ride.board_stop),
            before.arrival,
            change if seconds == UNREACHED else min(seconds, change),
            bool(self._straight[[before.alight_stop, ride.board_stop]].any()),
        )

    def _walks(
        self,
        kind: WalkKind,
        start: tuple[Point, bool],
        end: tuple[Point, bool],
        between: tuple[int, int],
        visits: Sequence[Visit],
        rest: int = UNREACHED,
    ) -> list[Walk]:
        """The walks past vias; ends say whether a straight line leads from there.

        ``rest`` is the walk from the last via where it may be less than all the time
        that is left ``between`` the two instants.
        """
        time, latest = between
        told: list[Walk] = []
        for visit in visits:
            there = self._stop(visit.stop)
            # A stay before the first walk begins the journey: a walk of no time tells.
            begins = not told and kind in (WalkKind.ACCESS, WalkKind.DIRECT)
            if (
                visit.walk_seconds
                or not _one_place(start[0], there[0])
                or (begins and visit.stay_seconds)
            ):
                told.append(
                    self._walk(
                        kind,
                        start[0],
                        there[0],
                        time,
                        visit.walk_seconds,
                        start[1] or there[1],
                    )
                )
            time += visit.walk_seconds + visit.stay_seconds
            start = there
        # A change may take less than walking and staying one after the other.
        left = max(latest - time, 0)
        rest = left if rest == UNREACHED else min(rest, latest - between[0])
        time = min(time, latest - rest)
        # So does a stay that ends it.
        stayed = visits[-1].stay_seconds > 0
        if (
            rest
            or not _one_place(start[0], end[0])
            or (stayed and kind in (WalkKind.EGRESS, WalkKind.DIRECT))
            or (kind is WalkKind.DIRECT and not told)
        ):
            told.append(
                self._walk(kind, start[0], end[0], time, rest, start[1] or end[1])
            )
        return told

    def _stop(self, stop: int) -> tuple[Point, bool]:
        return self._rides.point(stop), bool(self._straight[stop])

    def _walk_seconds(self, a: int, b: int, walking: Walking) -> int:
        if self._overlay is None or self._overlay[0] is not walking:
            none = np.full(len(walking.vertex_node), -1, dtype=np.int32)
            search = StreetSearch(
                walking.overlay_at, walking.overlay_to, walking.overlay_seconds, none
            )
            self._overlay = walking, search
        search = self._overlay[1]
        start = np.zeros(1, dtype=np.int32)
        search.tree(np.array([a], dtype=np.int32), start, HORIZON, b)
        return search.at(b)

    def _walk(
        self,
        kind: WalkKind,
        origin: Point,
        destination: Point,
        leave: int,
        seconds: int,
        straight: bool,
    ) -> Walk:
        return Walk(
            kind,
            origin,
            destination,
            self._rides.time(leave),
            self._rides.time(leave + seconds),
            None,
            straight,
        )

    def _off_street(self, end: End) -> bool:
        if end.snap is not None:
            return end.snap.straight
        return bool(self._straight[list(end.stops)].any())


def _one_place(a: Point, b: Point) -> bool:
    """Are both the same stop, or one of them the station of the other?"""
    if a.stop is None or b.stop is None or a.feed_id != b.feed_id:
        return False
    return a.stop == b.stop or a.stop_id == b.parent_id or a.parent_id == b.stop_id


def _stops_off_the_streets(city: City) -> np.ndarray:
    """Return (stops,): is the stop tied to others by straight lines?"""
    streets = city.streets
    node = np.zeros(streets.node_count + 1, dtype=bool)
    node[streets.edge_from[streets.kind == EdgeKind.STRAIGHT]] = True
    node[-1] = False  # stop_node -1: nowhere
    return node[streets.stop_node]
