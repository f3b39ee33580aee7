"""The planner: from a question to the whole Pareto set of journeys."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from maas_ext._walk import StreetSearch

from ..city import City
from ..columns import I32, U8
from ..errors import RequestError
from ..streets.snap import Snapper
from ..streets.walking import HORIZON, Walking, build_walking
from ..transit.day import Day, day_start, today
from ..transit.footpaths import Footpaths, build_footpaths
from ..transit.search import DayKey, Kept, Searches
from ..units import UNREACHED, WALK_METRES_PER_SECOND
from .assemble import Assembler
from .detail import Detailer
from .ends import End, Ends
from .itinerary import Answer, Itinerary
from .journey import Journey, backward_journey, forward_journey
from .modes import mode_of
from .request import Place, Request

MOST_BOARDINGS = 32
SLOWEST, FASTEST = 0.1, 3.0  # walking, metres per second


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search found: journeys by arrival, and the walk all the way."""

    origin: End
    destination: End
    departure: int  # epoch seconds asked for (arrive-by: the arrival)
    direct_seconds: int | None
    journeys: tuple[Journey, ...]


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
        return assembler.answer(request, found, self._traveller(request).walking)

    def detail(
        self, itinerary: Itinerary, request: Request | None = None
    ) -> Itinerary:
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
        origin = ends.origin(request.origin)
        destination = ends.destination(request.destination)
        direct = ends.direct(origin, destination)
        return self.search_between(request, origin, destination, direct)

    def search_between(
        self, request: Request, origin: End, destination: End, direct: int
    ) -> Found:
        """As ``search``, between ends that are known already.

        ``direct`` is the walk between them that meets no vertex (``Ends.direct``).
        """
        epoch = self._epoch(request.time)
        traveller = self._traveller(request)
        allowed = self._allowed(request)
        run = self._backward if request.arrive_by else self._forward
        seconds, journeys = run(
            request, epoch, traveller, origin, destination, direct, allowed
        )
        journeys.sort(key=lambda one: (one.arrival, one.boardings, -one.departure))
        return Found(
            origin,
            destination,
            epoch,
            None if seconds == UNREACHED else seconds,
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
        epoch = self._epoch(time)
        traveller = self._traveller(request)
        ends = self._ends(traveller)
        end = ends.origin(origin)
        day, seconds = self._day(False, epoch, max_seconds, None)
        kernel = self._searches.kernel(day, traveller.forward)
        none = np.zeros(0, dtype=np.int32)
        kernel.depart(
            end.seeds,
            (none, none),
            UNREACHED,
            seconds,
            max_seconds,
            max_boardings,
            UNREACHED,
            UNREACHED,
            (0, 0, UNREACHED, UNREACHED, 1.0),
        )
        arrivals = kernel.arrivals_by_vertex()
        arrivals[arrivals != UNREACHED] -= seconds
        n_stops = self.city.timetable.stop_count
        by_node = None
        if nodes:
            by_node = self._all_nodes(traveller.walking, ends, end, arrivals, max_seconds)
        return Reach(epoch, arrivals[:n_stops].copy(), by_node)

    # -------------------------------------------------------------- both ways

    def _forward(
        self,
        request: Request,
        epoch: int,
        traveller: _Traveller,
        origin: End,
        destination: End,
        direct: int,
        allowed: U8 | None,
    ) -> tuple[int, list[Journey]]:
        travel = request.max_travel_seconds
        window = request.window_seconds
        day, seconds = self._day(False, epoch, travel + (window or 0), allowed)
        kernel = self._searches.kernel(day, traveller.forward)
        ends = origin.seeds, destination.seeds, direct
        limits = _limits(request, request.max_egress_seconds)
        common = (
            travel,
            request.max_boardings,
            _none_as_unreached(request.max_access_seconds),
            _none_as_unreached(request.max_direct_seconds),
            limits,
        )
        if window is None:
            seconds_direct, found = kernel.depart(*ends, seconds, *common)
        else:
            seconds_direct, found = kernel.depart_within(
                *ends, seconds, window, *common
            )
        return seconds_direct, [forward_journey(one, day) for one in found]

    def _backward(
        self,
        request: Request,
        epoch: int,
        traveller: _Traveller,
        origin: End,
        destination: End,
        direct: int,
        allowed: U8 | None,
    ) -> tuple[int, list[Journey]]:
        travel = request.max_travel_seconds
        window = request.window_seconds
        day, seconds = self._day(True, epoch, travel + (window or 0), allowed)
        kernel = self._searches.kernel(day, traveller.backward)
        ends = destination.seeds, origin.seeds, direct
        limits = _limits(request, request.max_access_seconds)
        common = (
            travel,
            request.max_boardings,
            _none_as_unreached(request.max_egress_seconds),
            _none_as_unreached(request.max_direct_seconds),
            limits,
        )
        if window is None:
            seconds_direct, found = kernel.depart(*ends, -seconds, *common)
        else:
            seconds_direct, found = kernel.depart_within(
                *ends, -seconds, window, *common
            )
        return seconds_direct, [backward_journey(one, day) for one in found]

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
        walking = build_walking(self.city.streets, speed)
        overlay = walking.overlay
        forward, backward = build_footpaths(
            self.city.timetable, overlay.at, overlay.to, overlay.seconds, HORIZON
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

    def _all_nodes(
        self, walking: Walking, ends: Ends, end: End, arrivals: I32, horizon: int
    ) -> I32:
        search: StreetSearch = self._scratch().get(
            ("all", walking),
            lambda: StreetSearch(
                walking.streets.at,
                walking.streets.to,
                walking.streets.seconds,
                walking.vertex_of,
            ),
        )
        near = np.flatnonzero((arrivals <= horizon) & (walking.vertex_node >= 0))
        nodes, seconds = walking.vertex_node[near], arrivals[near]
        if end.snap is not None:
            own, walks = ends.entries(end.snap.leave)
            nodes, seconds = np.concatenate([nodes, own]), np.concatenate(
                [seconds, walks]
            )
        search.tree(nodes, seconds, horizon)
        return search.distances()

    def _check(self, request: Request) -> None:
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
            ("window_seconds", request.window_seconds, 24 * 3600),
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


def _none_as_unreached(seconds: int | None) -> int:
    return UNREACHED if seconds is None else seconds


def _limits(
    request: Request, last_walk_seconds: int | None
) -> tuple[int, int, int, int, float]:
    return (
        request.min_transfer_seconds,
        request.additional_transfer_seconds,
        _none_as_unreached(request.max_transfer_seconds),
        _none_as_unreached(last_walk_seconds),
        request.transfer_factor,
    )


