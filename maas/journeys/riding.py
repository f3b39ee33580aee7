"""The quick search: one label per place, walks by hierarchy and overlay.

For everybody whose walks are told by their seconds alone; see ``careful`` for others.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from maas_ext._visits import Visits

from ..city import City
from ..columns import I32, U8
from ..streets.walking import HORIZON
from ..transit.day import Allowed, Day, day_start, today
from ..transit.search import DayKey, Kept, Searches
from ..transit.visits import Walker
from ..units import UNREACHED
from .ends import End, Ends, Walks, nowhere
from .journey import Journey, Visit, backward_journey, forward_journey
from .modes import mode_of
from .request import Request
from .traveller import Traveller
from .via import Vias, direct_visits, find_vias, search_past


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


class Riding:
    """Searches of one city. Safe in threads: each has its own scratch."""

    def __init__(self, city: City, zone: ZoneInfo) -> None:
        self._city = city
        self._zone = zone
        self._searches = Searches(city.timetable, zone)
        self._threads = threading.local()
        self._route_modes = [mode_of(int(t)) for t in city.routes.route_type]
        self._permitted = Kept(32)

    def between(
        self, request: Request, traveller: Traveller, origin: End, destination: End
    ) -> Found:
        """Return what is best between two ends."""
        epoch = self.epoch(request.time)
        if request.via:
            return self._past(request, epoch, traveller, origin, destination)
        walks = _within(request, self.ends(traveller).walks(origin, destination))
        journeys = self._journeys(request, epoch, traveller, walks)
        journeys.sort(key=lambda one: (one.arrival, one.boardings, -one.departure))
        return Found(
            origin,
            destination,
            epoch,
            None if walks.direct == UNREACHED else walks.direct,
            tuple(journeys),
        )

    def touched(
        self, request: Request, traveller: Traveller, found: Found
    ) -> tuple[int, int]:
        """Return the epoch seconds between which lies all that an answer depends on.

        A journey that is left out is dominated by one that is there by then, or, where
        it may leave after the window, by one of the first who do.
        """
        epoch, window = found.departure, request.window_seconds or 0
        times = [epoch]
        for one in found.journeys:
            times += (one.departure, one.arrival)
        sign = -1 if request.arrive_by else 1
        edge = epoch + sign * window
        if found.direct_seconds is not None:
            times.append(edge + sign * found.direct_seconds)
        if request.window_seconds is not None and not request.via:
            beyond = replace(
                request,
                time=datetime.fromtimestamp(edge + sign, UTC),
                window_seconds=None,
            )
            more = self.between(beyond, traveller, found.origin, found.destination)
            for one in more.journeys:
                times += (one.departure, one.arrival)
        return min(times), max(times)

    def reach(
        self, request: Request, traveller: Traveller, end: End, nodes: bool
    ) -> Reach:
        """Return how soon one is everywhere from an end."""
        epoch = self.epoch(request.time)
        by_vertex = self._spread(request, traveller, end, epoch, backward=False)
        by_node = self._nodes(request, traveller, end, by_vertex, False)
        stops = by_vertex[: self._city.timetable.stop_count]
        return Reach(epoch, stops, by_node if nodes else None)

    def nodes_in_reach(
        self,
        request: Request,
        traveller: Traveller,
        end: End,
        epoch: int,
        backward: bool,
    ) -> I32:
        """Return (nodes,): seconds from an instant to being there, at the least.

        Backwards: seconds before it at which one has to be there, at the least.
        Whoever boards has at least so long.
        """
        by_vertex = self._spread(request, traveller, end, epoch, backward)
        return self._nodes(request, traveller, end, by_vertex, backward)

    def _spread(
        self,
        request: Request,
        traveller: Traveller,
        end: End,
        epoch: int,
        backward: bool,
    ) -> I32:
        """Return (vertices,): seconds from an instant, in the direction asked for."""
        ends, travel = self.ends(traveller), request.max_travel_seconds
        walks = ends.walks(*((nowhere(), end) if backward else (end, nowhere())))
        first, nothing = walks.access, walks.egress
        if backward:
            first, nothing = nothing, first
        allowed = self.allowed(request, traveller)
        day, seconds = self.day(backward, epoch, travel, allowed)
        paths = traveller.footpaths
        kernel = self._searches.kernel(day, paths[backward], paths[not backward])
        seconds = -seconds if backward else seconds
        kernel.depart(
            first,
            nothing,
            True,
            UNREACHED,
            seconds,
            travel,
            request.max_boardings,
            _limits(request, traveller),
            labels=True,
        )
        found = kernel.arrivals_by_vertex()
        np.subtract(found, seconds, out=found, where=found != UNREACHED)
        return found

    def _nodes(
        self,
        request: Request,
        traveller: Traveller,
        end: End,
        by_vertex: I32,
        backward: bool,
    ) -> I32:
        ends, vertex_node = self.ends(traveller), traveller.walking.vertex_node
        near = np.flatnonzero((by_vertex != UNREACHED) & (vertex_node >= 0))
        hierarchy = ends.turned if backward else ends.hierarchy
        return hierarchy.everywhere(
            np.concatenate([vertex_node[near], end.nodes]),
            np.concatenate([by_vertex[near], end.seconds]),
            request.max_travel_seconds,
        )

    def _journeys(
        self, request: Request, epoch: int, traveller: Traveller, walks: Walks
    ) -> list[Journey]:
        """Run the kernel; an arrive-by question runs from its end, backwards."""
        back, window = request.arrive_by, request.window_seconds
        travel = request.max_travel_seconds
        horizon = min(travel, walks.direct) + (window or 0)
        day, seconds = self.day(back, epoch, horizon, self.allowed(request, traveller))
        there, home = traveller.footpaths
        ready = _there_early(walks.access, traveller.boarding_seconds)
        first, last, limit = ready, walks.egress, request.max_access_seconds
        if back:
            there, home, seconds = home, there, -seconds
            first, last, limit = last, first, request.max_egress_seconds
        kernel = self._searches.kernel(day, there, home)
        ends = first, last, limit is None, walks.direct
        rest = travel, request.max_boardings, _limits(request, traveller)
        if window is None:
            found = kernel.depart(*ends, seconds, *rest)
        else:
            found = kernel.depart_within(*ends, seconds, window, *rest)
        read = backward_journey if back else forward_journey
        return [_without_slack(read(one, day), traveller) for one in found]

    def _past(
        self,
        request: Request,
        epoch: int,
        traveller: Traveller,
        origin: End,
        destination: End,
    ) -> Found:
        ends, allowed = self.ends(traveller), self.allowed(request, traveller)
        walker = Walker(
            ends.hierarchy,
            traveller.walking.vertex_node,
            self._city.timetable.stop_count,
            len(traveller.footpaths[0].table_board) > 0,
            HORIZON,
        )

        def kernel_at(backward: bool, at: int, travel: int) -> tuple[Visits, Day]:
            day, _ = self.day(backward, at, travel, allowed)
            paths = traveller.footpaths[backward]
            name = "visits", day, paths
            return self.scratch().get(name, lambda: Visits(day, paths)), day

        asked = Vias(
            slowed(request, traveller),
            find_vias(self._city, request),
            origin,
            destination,
            walker,
            traveller.boarding_seconds,
        )
        direct, journeys = search_past(asked, epoch, kernel_at)
        journeys = [_without_slack(one, traveller) for one in journeys]
        journeys.sort(key=lambda one: (one.arrival, one.boardings, -one.departure))
        if direct == UNREACHED:
            return Found(origin, destination, epoch, None, tuple(journeys))
        visits = direct_visits(asked)
        return Found(origin, destination, epoch, direct, tuple(journeys), visits)

    # ------------------------------------------------------------------- parts

    def epoch(self, time: datetime) -> int:
        """Return the epoch second of a time, local to the city where it says nothing."""
        aware = time if time.tzinfo else time.replace(tzinfo=self._zone)
        return int(aware.timestamp())

    def day(
        self, backward: bool, epoch: int, travel: int, allowed: Allowed | None
    ) -> tuple[Day, int]:
        """Return the day that holds a travel, and the second of its start on it."""
        ordinal = today(epoch, self._zone)
        seconds = epoch - day_start(ordinal, self._zone)
        key = DayKey.of(backward, ordinal, seconds, travel, allowed)
        return self._searches.day(key, allowed), seconds

    def runs_on(self, day: date) -> bool:
        """Does any trip run on a service day?"""
        return bool(self._searches.builder.running(day.toordinal()).any())

    def ends(self, traveller: Traveller) -> Ends:
        """Return this thread's finder of ends."""
        return self.scratch().get(traveller, lambda: Ends(self._city, traveller))

    def scratch(self) -> Kept:
        """Return what this thread keeps for itself."""
        kept: Kept | None = getattr(self._threads, "kept", None)
        if kept is None:
            kept = self._threads.kept = Kept(64)
        return kept

    def allowed(self, request: Request, traveller: Traveller) -> Allowed | None:
        """Return what may be ridden; None bars nothing."""
        asked = request.excluded_routes, request.excluded_agencies, request.modes
        if asked == (frozenset(), frozenset(), None):
            return traveller.allowed
        return self._permitted.get(
            (*asked, traveller.allowed), lambda: self._permit(request, traveller)
        )

    def _permit(self, request: Request, traveller: Traveller) -> Allowed:
        city = self._city
        routes = self._routes(request)
        rows = routes[np.repeat(city.timetable.pattern_route, _rows(city))]
        stops = np.ones(city.timetable.stop_count, dtype=np.uint8)
        if (own := traveller.allowed) is not None:
            rows, stops = rows * own.rows, own.stops
        return Allowed(rows, stops)

    def _routes(self, request: Request) -> U8:
        """Return (routes,): 0 where the request bars the route."""
        city = self._city
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
        return routes


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


def _limits(request: Request, traveller: Traveller) -> tuple[int, int, int, float]:
    request = slowed(request, traveller)
    longest = request.max_transfer_seconds
    return (
        request.min_transfer_seconds,
        request.additional_transfer_seconds,
        UNREACHED if longest is None else longest,
        request.transfer_factor,
    )


def slowed(request: Request, traveller: Traveller) -> Request:
    """Return the request with the slack that the traveller needs at every change."""
    slack = traveller.boarding_seconds + traveller.transfer_seconds
    if not slack:
        return request
    more = request.additional_transfer_seconds + slack
    return replace(request, additional_transfer_seconds=more)


def _there_early(access: I32, boarding_seconds: int) -> I32:
    """Return the access with the time to be there before a departure."""
    if not boarding_seconds:
        return access
    reached = access != UNREACHED
    return np.where(reached, access + boarding_seconds, UNREACHED).astype(np.int32)


def _without_slack(journey: Journey, traveller: Traveller) -> Journey:
    """Return the journey with its access on foot alone."""
    walked = journey.access_seconds - traveller.boarding_seconds
    return replace(journey, access_seconds=walked)


def _rows(city: City) -> I32:
    return np.diff(city.timetable.row_at)
