"""The planner: from a question to the whole Pareto set of journeys."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from maas_ext._visits import Visits

from ..city import City
from ..columns import I32, U8
from ..errors import RequestError
from ..streets.snap import Snapper
from ..streets.walking import HORIZON, Walking, build_walking
from ..transit.day import Day, day_start, today
from ..transit.footpaths import Footpaths, build_footpaths
from ..transit.search import DayKey, Kept, Searches
from ..transit.visits import Walker
from ..units import UNREACHED, WALK_METRES_PER_SECOND
from .assemble import Assembler
from .detail import Detailer
from .ends import End, Ends, Walks
from .itinerary import Answer, Itinerary
from .journey import Journey, Visit, backward_journey, forward_journey
from .modes import mode_of
from .request import Place, Request
from .via import Vias, direct_visits, find_vias, search_past

MOST_BOARDINGS = 32
FIRST_YEAR, LAST_YEAR = 1970, 2200
SLOWEST, FASTEST = 0.1, 3.0  # walking, metres per second


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search found: journeys by arrival, and the walk all the way."""

    origin: End
    destination: End
    departure: int  # epoch seconds asked for (arrive-by: the arrival)
    direct_seconds: int | None
    journeys: tuple[Journey, ...]
    direct_visits: tuple[Visit, ...] = ()  # the vias of the walk all the way


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """How soon one is where. ``UNREACHED`` where one is not, within the limits."""

    departure: int
    stop_seconds: I32  # by stop, from the departure
    node_seconds: I32 | None  # by street node, where asked for


@dataclass(frozen=True, slots=True, eq=False)
class _Traveller:
    """What searches of one walking speed share."""

    walking: Walking
    forward: Footpaths
    backward: Footpaths


class Planner:
    """Answers questions about one city. Safe to use from several threads."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.zone = ZoneInfo(city.timezone)
        self._searches = Searches(city.timetable, self.zone)
        self._travellers = Kept(8)
        self._snapper = Snapper(city.streets)
        self._threads = threading.local()
        self._route_modes = [mode_of(int(t)) for t in city.routes.route_type]

    # ---------------------------------------------------------------- questions

    def plan(self, request: Request) -> Answer:
        """Return every Pareto-optimal journey with its legs, names and local times.

        Raises ``PlaceError`` for a place that is not in the city, ``RequestError`` for
        limits that make no sense.
        """
        found = self.search(request)
        assembler = self._scratch().get(
            "assembler", lambda: Assembler(self.city, self.zone)
        )
        answer = assembler.answer(request, found, self._traveller(request).walking)
        return replace(answer, remark=self._remark(found))

    def _remark(self, found: Found) -> str:
        """Say so where the timetable does not cover the day that was asked for."""
        if found.journeys:
            return ""
        first, last = self.city.timetable.covered_days()
        day = datetime.fromtimestamp(found.departure, self.zone).date()
        if first <= day <= last:
            return ""
        return f"The timetable covers {first} to {last}, not {day}."

    def detail(self, itinerary: Itinerary, request: Request | None = None) -> Itinerary:
        """Return the itinerary with walking steps, distances and lines on the map.

        With the ``request`` that it answers, walks are those of its walking speed, and
        a station that was asked for is left from and come to at any of its parts.
        """
        speed = request.walk_metres_per_second if request else None
        traveller = self._traveller_at(speed or WALK_METRES_PER_SECOND)
        detailer = self._scratch().get(
            ("detailer", traveller),
            lambda: Detailer(self.city, self._snapper, traveller.walking),
        )
        return detailer.detail(
            itinerary,
            request.origin if request else None,
            request.destination if request else None,
        )

    def search(self, request: Request) -> Found:
        """Return the journeys as indices and seconds: what is found, not yet told."""
        self._check(request)
        ends = self._ends(self._traveller(request))
        return self.search_between(
            request, ends.origin(request.origin), ends.destination(request.destination)
        )

    def search_between(self, request: Request, origin: End, destination: End) -> Found:
        """As ``search``, between ends that are known already."""
        epoch = self._epoch(request.time)
        traveller = self._traveller(request)
        if request.via:
            return self._search_past(request, epoch, traveller, origin, destination)
        walks = _within(request, self._ends(traveller).walks(origin, destination))
        journeys = self._journeys(request, epoch, traveller, walks)
        journeys.sort(key=lambda one: (one.arrival, one.boardings, -one.departure))
        return Found(
            origin,
            destination,
            epoch,
            None if walks.direct == UNREACHED else walks.direct,
            tuple(journeys),
        )

    def reach(
        self,
        origin: Place,
        time: datetime,
        *,
        max_seconds: int = 2 * 3600,
        max_boardings: int = 8,
        nodes: bool = False,
        walk_metres_per_second: float = WALK_METRES_PER_SECOND,
    ) -> Reach:
        """Return how soon one is at every stop and, where asked, every street node."""
        request = Request(
            origin,
            origin,
            time,
            max_boardings=max_boardings,
            max_travel_seconds=max_seconds,
            walk_metres_per_second=walk_metres_per_second,
        )
        self._check(request)
        end = self._ends(self._traveller(request)).origin(origin)
        return self.reach_from(request, end, nodes)

    def reach_from(self, request: Request, end: End, nodes: bool = False) -> Reach:
        """As ``reach``, from an end that is known already."""
        epoch = self._epoch(request.time)
        traveller = self._traveller(request)
        ends = self._ends(traveller)
        travel = request.max_travel_seconds
        nobody = End(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
        walks = ends.walks(end, nobody)
        day, seconds = self._day(False, epoch, travel, self._allowed(request))
        kernel = self._searches.kernel(day, traveller.forward, traveller.backward)
        kernel.depart(
            walks.access,
            walks.egress,
            True,
            UNREACHED,
            seconds,
            travel,
            request.max_boardings,
            _limits(request),
            labels=True,
        )
        arrivals = kernel.arrivals_by_vertex()
        np.subtract(arrivals, seconds, out=arrivals, where=arrivals != UNREACHED)
        by_node = None
        if nodes:
            vertex_node = traveller.walking.vertex_node
            near = np.flatnonzero((arrivals != UNREACHED) & (vertex_node >= 0))
            by_node = ends.hierarchy.everywhere(
                np.concatenate([vertex_node[near], end.nodes]),
                np.concatenate([arrivals[near], end.seconds]),
                travel,
            )
        return Reach(epoch, arrivals[: self.city.timetable.stop_count], by_node)

    def _journeys(
        self, request: Request, epoch: int, traveller: _Traveller, walks: Walks
    ) -> list[Journey]:
        """Run the kernel; an arrive-by question runs from its end, backwards."""
        back, window = request.arrive_by, request.window_seconds
        travel = request.max_travel_seconds
        horizon = min(travel, walks.direct) + (window or 0)
        day, seconds = self._day(back, epoch, horizon, self._allowed(request))
        there, home = traveller.forward, traveller.backward
        first, last, limit = walks.access, walks.egress, request.max_access_seconds
        if back:
            there, home, seconds = home, there, -seconds
            first, last, limit = last, first, request.max_egress_seconds
        kernel = self._searches.kernel(day, there, home)
        ends = first, last, limit is None, walks.direct
        rest = travel, request.max_boardings, _limits(request)
        if window is None:
            found = kernel.depart(*ends, seconds, *rest)
        else:
            found = kernel.depart_within(*ends, seconds, window, *rest)
        read = backward_journey if back else forward_journey
        return [read(one, day) for one in found]

    def _search_past(
        self,
        request: Request,
        epoch: int,
        traveller: _Traveller,
        origin: End,
        destination: End,
    ) -> Found:
        ends, allowed = self._ends(traveller), self._allowed(request)
        walker = Walker(
            ends.hierarchy,
            traveller.walking.vertex_node,
            self.city.timetable.stop_count,
            len(traveller.forward.table_board) > 0,
            HORIZON,
        )

        def kernel_at(backward: bool, at: int, travel: int) -> tuple[Visits, Day]:
            day, _ = self._day(backward, at, travel, allowed)
            paths = traveller.backward if backward else traveller.forward
            name = "visits", day, paths
            return self._scratch().get(name, lambda: Visits(day, paths)), day

        asked = Vias(
            request, find_vias(self.city, request), origin, destination, walker
        )
        direct, journeys = search_past(asked, epoch, kernel_at)
        journeys.sort(key=lambda one: (one.arrival, one.boardings, -one.departure))
        if direct == UNREACHED:
            return Found(origin, destination, epoch, None, tuple(journeys))
        visits = direct_visits(asked)
        return Found(origin, destination, epoch, direct, tuple(journeys), visits)

    # ------------------------------------------------------------------- parts

    def _epoch(self, time: datetime) -> int:
        aware = time if time.tzinfo else time.replace(tzinfo=self.zone)
        return int(aware.timestamp())

    def _day(
        self, backward: bool, epoch: int, travel: int, allowed: U8 | None
    ) -> tuple[Day, int]:
        ordinal = today(epoch, self.zone)
        seconds = epoch - day_start(ordinal, self.zone)
        key = DayKey.of(backward, ordinal, seconds, travel, allowed)
        return self._searches.day(key, allowed), seconds

    def _traveller(self, request: Request) -> _Traveller:
        return self._traveller_at(
            request.walk_metres_per_second or WALK_METRES_PER_SECOND
        )

    def _traveller_at(self, speed: float) -> _Traveller:
        return self._travellers.get(speed, lambda: self._new_traveller(speed))

    def _new_traveller(self, speed: float) -> _Traveller:
        walking = self.city.walking
        if speed != walking.metres_per_second:
            walking = build_walking(self.city.streets, speed)
        forward, backward = build_footpaths(
            self.city.timetable,
            walking.overlay_at,
            walking.overlay_to,
            walking.overlay_seconds,
            HORIZON,
        )
        return _Traveller(walking, forward, backward)

    def _scratch(self) -> Kept:
        kept: Kept | None = getattr(self._threads, "kept", None)
        if kept is None:
            kept = self._threads.kept = Kept(16)
        return kept

    def _ends(self, traveller: _Traveller) -> Ends:
        return self._scratch().get(
            traveller, lambda: Ends(self.city, traveller.walking, self._snapper)
        )

    def _allowed(self, request: Request) -> U8 | None:
        """Return (patterns,): 0 where the request bars the route; None bars none."""
        city = self.city
        if not (
            request.excluded_routes
            or request.excluded_agencies
            or request.modes is not None
        ):
            return None
        feed_ids = list(city.feeds.feed_id)
        routes = np.ones(len(city.routes.route_id), dtype=np.uint8)
        for route, route_id in enumerate(city.routes.route_id):
            feed = feed_ids[int(city.feeds.route_feed[route])]
            agency = int(city.routes.agency[route])
            agency_id = city.agencies.agency_id[agency] if agency >= 0 else ""
            if (
                (feed, route_id) in request.excluded_routes
                or (feed, agency_id) in request.excluded_agencies
                or (
                    request.modes is not None
                    and self._route_modes[route] not in request.modes
                )
            ):
                routes[route] = 0
        return routes[city.timetable.pattern_route]

    def _check(self, request: Request) -> None:
        if not FIRST_YEAR <= request.time.year <= LAST_YEAR:
            raise RequestError(
                f"the year {request.time.year} is not one that maas plans in; give "
                f"{FIRST_YEAR} to {LAST_YEAR}"
            )
        speed = request.walk_metres_per_second
        if speed is not None and not SLOWEST <= speed <= FASTEST:
            raise RequestError(
                f"a walking speed of {speed} m/s makes no sense; give {SLOWEST} to "
                f"{FASTEST}"
            )
        if not 0 <= request.max_boardings <= MOST_BOARDINGS:
            raise RequestError(
                f"max_boardings is {request.max_boardings}; give 0 to {MOST_BOARDINGS}"
            )
        if not 1.0 <= request.transfer_factor <= 10.0:
            raise RequestError(
                f"transfer_factor is {request.transfer_factor}; give 1 to 10"
            )
        for name, value, most in (
            ("window_seconds", request.window_seconds, 7 * 24 * 3600),
            ("max_travel_seconds", request.max_travel_seconds, 7 * 24 * 3600),
            ("min_transfer_seconds", request.min_transfer_seconds, 24 * 3600),
            (
                "additional_transfer_seconds",
                request.additional_transfer_seconds,
                24 * 3600,
            ),
            ("max_access_seconds", request.max_access_seconds, UNREACHED),
            ("max_egress_seconds", request.max_egress_seconds, UNREACHED),
            ("max_transfer_seconds", request.max_transfer_seconds, UNREACHED),
            ("max_direct_seconds", request.max_direct_seconds, UNREACHED),
        ):
            if value is not None and not 0 <= value <= most:
                raise RequestError(f"{name} is {value}; give 0 to {most} seconds")


def _within(request: Request, walks: Walks) -> Walks:
    """Leave out the walks that the traveller's limits do not allow."""
    access, egress, direct = walks.access, walks.egress, walks.direct
    if (most := request.max_access_seconds) is not None:
        access = np.where(access <= most, access, UNREACHED).astype(np.int32)
    if (most := request.max_egress_seconds) is not None:
        egress = np.where(egress <= most, egress, UNREACHED).astype(np.int32)
    longest = request.max_travel_seconds
    if request.max_direct_seconds is not None:
        longest = min(longest, request.max_direct_seconds)
    return Walks(access, egress, direct if direct <= longest else UNREACHED)


def _limits(request: Request) -> tuple[int, int, int, float]:
    longest = request.max_transfer_seconds
    return (
        request.min_transfer_seconds,
        request.additional_transfer_seconds,
        UNREACHED if longest is None else longest,
        request.transfer_factor,
    )
