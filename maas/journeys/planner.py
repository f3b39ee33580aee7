"""The planner: from a question to the whole Pareto set of journeys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ..city import City
from ..errors import PlaceError, RequestError
from ..people.profile import Person, Policy
from ..streets.closures import Closures, no_closures
from ..streets.snap import Snapper
from ..units import UNREACHED
from .assemble import Assembler
from .careful import Case
from .checks import check
from .closing import Closing, Weeks
from .detail import Detailer
from .ends import End, Ends, nowhere
from .itinerary import Answer, Itinerary
from .personal import (
    Part,
    Personal,
    instants,
    measure_of,
    policy_of,
    told_together,
    travellers_of,
    walks_by_seconds,
    with_status,
    worth_telling,
)
from .question import Closed, Graph
from .request import PLAIN_CRITERIA, Criterion, Place, Request
from .riding import Found, Reach, Riding, slowed
from .traveller import Traveller, Travellers

PREPARE_AFTER = 2
"""Questions of one person, perhaps with limits of their own, that are answered on the
streets as they are; who asks more often gets what makes walks quick to find."""


class Planner:
    """Answers questions about one city. Safe to use from several threads."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.zone = ZoneInfo(city.timezone)
        self.closures: Closures = no_closures()
        """What is out of service; replaced whole, by whoever hears of it."""
        self._riding = Riding(city, self.zone)
        self._travellers = Travellers(city)
        self._personal = Personal(city, self._riding)
        self._weeks = Weeks(city.streets, self.zone)
        self.prepare_after = PREPARE_AFTER

    # ---------------------------------------------------------------- questions

    def plan(self, request: Request) -> Answer:
        """Return every Pareto-optimal journey with its legs, names and local times.

        Raises ``PlaceError`` for a place that is not in the city, ``RequestError`` for
        limits that make no sense.
        """
        if request.person is not None:
            return self._plan_for_person(request)
        found = self.search(request)
        traveller = self._traveller(request)
        answer = self._assembler().answer(request, found, traveller.walking)
        return replace(
            answer, remark=self._remark(found.departure, bool(found.journeys))
        )

    def detail(self, itinerary: Itinerary, request: Request | None = None) -> Itinerary:
        """Return the itinerary with walking steps, distances and lines on the map.

        With the ``request`` that it answers, walks are those of its walking speed, and
        a station that was asked for is left from and come to at any of its parts.
        """
        traveller = self._teller(itinerary, request)
        detailer = self._riding.scratch().get(
            ("detailer", traveller), lambda: Detailer(self.city, traveller)
        )
        return detailer.detail(
            itinerary,
            request.origin if request else None,
            request.destination if request else None,
        )

    def search(self, request: Request) -> Found:
        """Return the journeys as indices and seconds: what is found, not yet told.

        For a walker without limits; see ``search_networks`` for a person.
        """
        check(request)
        ends = self._ends(self._traveller(request))
        return self.search_between(
            request, ends.origin(request.origin), ends.destination(request.destination)
        )

    def search_between(self, request: Request, origin: End, destination: End) -> Found:
        """As ``search``, between ends that are known already."""
        return self._riding.between(
            request, self._traveller(request), origin, destination
        )

    def search_networks(self, request: Request) -> tuple[Part, ...]:
        """Return what a person finds in the certain network, then in the possible one.

        Which of them are asked is the policy's to say (``docs/person-rules.md``). A
        place that no street of a network reaches has no journeys there.
        """
        check(request)
        return tuple(
            self.search_network(traveller, request)
            for traveller in travellers_of(self._travellers, request)
        )

    def search_network(
        self,
        traveller: Traveller,
        request: Request,
        ends: tuple[End, End] | None = None,
    ) -> Part:
        """Return what a person finds in one network, perhaps between known ends."""
        epoch = self._riding.epoch(request.time)
        ends = ends or self._places(traveller, request)
        by_seconds = walks_by_seconds(traveller)
        often = request.via or next(traveller.uses) >= self.prepare_after
        if by_seconds and often and not traveller.is_prepared:
            traveller.prepare()
        if by_seconds and traveller.is_prepared and request.criteria == PLAIN_CRITERIA:
            # All ways open: what is found is right if none is closed meanwhile.
            found = self._riding.between(request, traveller, *ends)
            first, last = self._riding.touched(request, traveller, found)
            if not self._closing(self.closures).matters(traveller.usable, first, last):
                return Part(traveller, *ends, epoch, found, ())
        if request.via:
            raise RequestError(
                "vias cannot be combined with effort, with limits on distances without "
                "a rest or in all, or with ways that are closed just then: leave the "
                "vias out, or ask in parts"
            )
        return self.search_carefully(traveller, request, self.closures, ends)

    def search_carefully(
        self,
        traveller: Traveller,
        request: Request,
        closures: Closures,
        ends: tuple[End, End] | None = None,
    ) -> Part:
        """As ``search_network``, on every edge, with other closures perhaps."""
        epoch = self._riding.epoch(request.time)
        ends = ends or self._places(traveller, request)
        closing = self._closing(closures)
        first, last = instants(request, epoch)
        closes = closing.matters(traveller.usable, first, last)

        def closed_at(graph: Graph, backward: bool, base: int) -> Closed:
            if not closes:
                return Closed.never(graph)
            return closing.closed(graph, backward, base, first, last)

        case = Case(request, traveller, *ends, guided=walks_by_seconds(traveller))
        journeys = self._personal.search(case, closed_at)
        return Part(traveller, *ends, epoch, None, journeys)

    def _closing(self, closures: Closures) -> Closing:
        return Closing(self._weeks, closures)

    def traveller_of(self, person: Person, policy: Policy, certain: bool) -> Traveller:
        """Return a person in the certain or in the possible network."""
        return self._travellers.of(person, policy, certain)

    @property
    def plain_snapper(self) -> Snapper:
        """Ties places to streets for somebody without limits."""
        return self._traveller(None).snapper

    def local(self, time: datetime) -> datetime:
        """Return a time as the city's clocks show it; one without offset is that."""
        return time.astimezone(self.zone) if time.tzinfo else time

    def runs_on(self, day: date) -> bool:
        """Does any trip run on a service day?"""
        return bool(self._riding.runs_on(day))

    def stops_in_range(self, request: Request) -> bool:
        """Can somebody without limits walk to a stop, and from a stop to the end?"""
        traveller = self._traveller(None)
        finder = self._ends(traveller)
        ends = finder.origin(request.origin), finder.destination(request.destination)
        walks = finder.walks(*ends)
        stops = slice(self.city.timetable.stop_count)
        return bool(
            (walks.access[stops] != UNREACHED).any()
            and (walks.egress[stops] != UNREACHED).any()
        )

    def reach(
        self,
        origin: Place,
        time: datetime,
        *,
        max_seconds: int = 2 * 3600,
        max_boardings: int = 8,
        nodes: bool = False,
        walk_metres_per_second: float | None = None,
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
        check(request)
        end = self._ends(self._traveller(request)).origin(origin)
        return self.reach_from(request, end, nodes)

    def reach_from(self, request: Request, end: End, nodes: bool = False) -> Reach:
        """As ``reach``, from an end that is known already."""
        return self._riding.reach(request, self._traveller(request), end, nodes)

    # ------------------------------------------------------------------- persons

    def _plan_for_person(self, request: Request) -> Answer:
        parts = self.search_networks(request)
        measure = measure_of(request)
        found: list[Itinerary] = []
        for part in parts:
            told = self._tell(request, part)
            walks = [told.direct, *told.more_direct] if told.direct else []
            found = told_together(found, [*walks, *told.itineraries], measure)
        if Criterion.EFFORT in request.criteria:
            found = worth_telling(found, measure)
        walks = sorted(
            (one for one in found if not one.boardings), key=lambda one: one.arrival
        )
        rides = sorted(
            (one for one in found if one.boardings),
            key=lambda one: (one.arrival, one.boardings, -one.departure.timestamp()),
        )
        return replace(
            told,
            direct=walks[0] if walks else None,
            itineraries=tuple(rides),
            more_direct=tuple(walks[1:]),
            remark=self._remark(parts[0].departure, bool(rides)),
        )

    def _tell(self, request: Request, part: Part) -> Answer:
        """Tell what was found in one network."""
        assembler = self._assembler()
        traveller = part.traveller
        if part.quick is not None:
            asked = slowed(request, traveller)
            answer = assembler.answer(asked, part.quick, traveller.walking)
        else:
            answer = assembler.personal_answer(
                request, part.origin, part.destination, part.careful
            )
        return replace(
            answer,
            direct=answer.direct and with_status(answer.direct, traveller),
            more_direct=_all_with_status(answer.more_direct, traveller),
            itineraries=_all_with_status(answer.itineraries, traveller),
        )

    def _teller(self, itinerary: Itinerary, request: Request | None) -> Traveller:
        """Return the traveller whose streets an itinerary goes along."""
        if request is None or request.person is None:
            return self._traveller(request)
        return self._travellers.of(
            request.person, policy_of(request), itinerary.status == "certain"
        )

    def _places(self, traveller: Traveller, request: Request) -> tuple[End, End]:
        """Return both ends; nowhere, where they are off this traveller's streets only."""
        finder = self._ends(traveller)
        try:
            return (
                finder.origin(request.origin),
                finder.destination(request.destination),
            )
        except PlaceError:
            self._refuse_nowhere(request)
            return nowhere(), nowhere()

    def _refuse_nowhere(self, request: Request) -> None:
        """Raise ``PlaceError`` for a place that is nowhere, not for this person alone."""
        ends = self._ends(self._traveller(None))
        ends.origin(request.origin)
        ends.destination(request.destination)

    # --------------------------------------------------------------------- parts

    def _traveller(self, request: Request | None) -> Traveller:
        speed = request.walk_metres_per_second if request else None
        return self._travellers.plain(speed)

    def _ends(self, traveller: Traveller) -> Ends:
        return self._riding.ends(traveller)

    def _assembler(self) -> Assembler:
        return self._riding.scratch().get(
            "assembler", lambda: Assembler(self.city, self.zone)
        )

    def _remark(self, epoch: int, found: bool) -> str:
        """Say so where the timetable does not cover the day that was asked for."""
        if found:
            return ""
        first, last = self.city.timetable.covered_days()
        day = datetime.fromtimestamp(epoch, self.zone).date()
        if first <= day <= last:
            return ""
        return f"The timetable covers {first} to {last}, not {day}."


def _all_with_status(
    itineraries: Sequence[Itinerary], traveller: Traveller
) -> tuple[Itinerary, ...]:
    return tuple(with_status(one, traveller) for one in itineraries)
