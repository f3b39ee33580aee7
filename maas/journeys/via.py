"""Journeys past vias: the search, windows of it, and where on foot vias are visited.

A window is asked for by single questions, each exact: who leaves at t arrives best at
some times; who arrives then leaves best at some later time; nothing else of the window
leaves before the first of these, so that the next question is for a second after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from maas_ext._visits import Visits

from ..city import City
from ..errors import PlaceError, RequestError
from ..transit.day import Day
from ..transit.visits import (
    Limits,
    Seeds,
    Via,
    Visiting,
    Walker,
    build_visiting,
    walks_past,
)
from ..units import UNREACHED
from .ends import End
from .journey import Journey, Visit, backward_journey, forward_journey
from .request import Request

MOST_VIAS = 5
MOST_STAY_SECONDS = 24 * 3600
STOP, STATION = 0, 1  # location_type

KernelAt = Callable[[bool, int, int], tuple[Visits, Day]]
"""(backward, epoch, seconds of travel) to the kernel of these, and its day."""


@dataclass(frozen=True, slots=True, eq=False)
class Vias:
    """The question of one request: where one comes from, what lies on the way."""

    request: Request
    vias: tuple[Via, ...]
    origin: End
    destination: End
    walker: Walker
    boarding_seconds: int = 0  # to be there before the first departure

    @property
    def stays(self) -> int:
        """Seconds spent at all vias."""
        return sum(via.stay_seconds for via in self.vias)

    def visiting(self, backward: bool) -> Visiting:
        """Return the question as the kernel reads it."""
        ends = _seeds(self.origin), _seeds(self.destination)
        limits = _limits(self.request, backward)
        vias = self.vias
        if backward:
            ends, vias = ends[::-1], vias[::-1]
        built = build_visiting(self.walker, vias, *ends, limits, backward)
        if not self.boarding_seconds:
            return built
        side = "egress" if backward else "access"
        walks = getattr(built, side)
        early = np.where(walks != UNREACHED, walks + self.boarding_seconds, walks)
        return replace(built, **{side: early.astype(np.int32)})


def find_vias(city: City, request: Request) -> tuple[Via, ...]:
    """Return the stops of every via: itself, or the platforms of a station."""
    if len(request.via) > MOST_VIAS:
        raise RequestError(
            f"{len(request.via)} vias are too many; give {MOST_VIAS} at most"
        )
    found = []
    for via in request.via:
        if not 0 <= via.stay_seconds <= MOST_STAY_SECONDS:
            raise RequestError(
                f"a stay of {via.stay_seconds} s at {via.stop.stop_id} makes no sense; "
                f"give 0 to {MOST_STAY_SECONDS}"
            )
        stop = city.get_stop(via.stop.feed_id, via.stop.stop_id)
        kinds = city.stops.location_type
        if int(kinds[stop]) not in (STOP, STATION):
            raise PlaceError(
                f"the via {via.stop.stop_id} is neither a stop nor a station; give the "
                "stop or station that it belongs to"
            )
        parts = [
            one
            for one in city.members(stop)
            if int(kinds[one]) == STOP
            and (one == stop or int(city.stops.parent[one]) == stop)
        ]
        found.append(Via(np.array(parts, dtype=np.int32), via.stay_seconds))
    return tuple(found)


def search_past(
    asked: Vias, epoch: int, kernel_at: KernelAt
) -> tuple[int, list[Journey]]:
    """Return the walk all the way, stays included, and the journeys of a request.

    ``epoch`` is the departure, for arrive-by the arrival.
    """
    request = asked.request
    window, travel = request.window_seconds, request.max_travel_seconds
    ahead = asked.visiting(request.arrive_by)
    direct = ahead.direct_seconds
    if direct != UNREACHED:
        direct = direct + asked.stays if direct + asked.stays <= travel else UNREACHED
    most = min(direct, travel + 1)  # journeys take less than this
    search = _Search(asked, ahead, epoch, most + (window or 0), kernel_at)
    if window is None:
        found = search.leave(search.start, most)
    else:
        found = list(_in_window(search, window, most))
    return direct, found


class _Search:
    """Single questions of one request, both ways: in its own direction, and back.

    Clocks run in the direction of the request: for arrive-by they run backwards.
    """

    def __init__(
        self, asked: Vias, ahead: Visiting, epoch: int, travel: int, kernel_at: KernelAt
    ) -> None:
        self._asked = asked
        self._ahead = ahead
        self._backward = ahead.backward
        self._sign = -1 if ahead.backward else 1
        self.start = self._sign * epoch
        self._travel = travel
        self._kernel_at = kernel_at
        self._back: Visiting | None = None

    def leave(self, clock: int, most: int) -> list[Journey]:
        """Return the best (end, boardings) of who starts at a clock, faster than most."""
        kernel = self._kernel_at(self._backward, self._sign * self.start, self._travel)
        return self._ask(self._ahead, *kernel, self._sign * clock, most)

    def end_at(self, clock: int, most: int) -> list[Journey]:
        """Return the best (start, boardings) of who ends at a clock."""
        if self._back is None:
            self._back = self._asked.visiting(not self._backward)
        last = self._sign * (self.start + self._travel)
        kernel = self._kernel_at(not self._backward, last, self._travel)
        return self._ask(self._back, *kernel, self._sign * clock, most)

    def span(self, journey: Journey) -> tuple[int, int]:
        """Return the clocks of a journey's start and end."""
        if self._backward:
            return -journey.arrival, -journey.departure
        return journey.departure, journey.arrival

    def _ask(
        self, visiting: Visiting, kernel: Visits, day: Day, epoch: int, most: int
    ) -> list[Journey]:
        seconds = epoch - day.base
        found = kernel.depart(
            visiting,
            -seconds if visiting.backward else seconds,
            most,
            self._asked.request.max_boardings,
        )
        return [self._journey(one, day, visiting.backward) for one in found]

    def _journey(self, found: tuple[Any, ...], day: Day, backward: bool) -> Journey:
        *raw, stages = found
        tell = backward_journey if backward else forward_journey
        journey = tell(tuple(raw), day)
        if backward:
            n = len(self._asked.vias)
            stages = [(n - alight, n - board) for board, alight in stages[::-1]]
        return replace(journey, visits=tuple(_visits(self._asked, journey, stages)))


def _in_window(search: _Search, window: int, most: int) -> Iterator[Journey]:
    """Yield the Pareto-optimal journeys that start within the window."""
    clock, last = search.start, search.start + window
    known: dict[int, list[Journey]] = {}
    given: set[tuple[int, int, int]] = set()
    while clock <= last and most > 0:
        starts = []
        for quick in search.leave(clock, last - clock + most):
            end = search.span(quick)[1]
            if end not in known:
                known[end] = search.end_at(end, last - search.start + most)
            late = max(
                (one for one in known[end] if one.boardings <= quick.boardings),
                key=lambda one: search.span(one)[0],
            )
            start = search.span(late)[0]
            starts.append(start)
            name = start, end, late.boardings
            if start <= last and end - start < most and name not in given:
                given.add(name)
                yield late
        if not starts:
            return
        clock = min(starts) + 1


def _limits(request: Request, backward: bool) -> Limits:
    first, last = request.max_access_seconds, request.max_egress_seconds
    if backward:
        first, last = last, first
    return Limits(
        request.min_transfer_seconds,
        request.additional_transfer_seconds,
        request.transfer_factor,
        *(
            UNREACHED if most is None else most
            for most in (
                request.max_transfer_seconds,
                first,
                last,
                request.max_direct_seconds,
            )
        ),
    )


# --------------------------------------------------------- where vias are visited


def _visits(
    asked: Vias, journey: Journey, stages: Sequence[tuple[int, int]]
) -> Iterator[Visit]:
    """Yield the visits on foot: those that no ride calls at."""
    here, stop, visited = _seeds(asked.origin), -1, 0
    for number, (ride, (board, alight)) in enumerate(
        zip(journey.rides, stages, strict=True)
    ):
        there = asked.walker.at(ride.board_stop)
        yield from _on_the_way(asked, (visited, board), number, stop, here, there)
        here, stop = asked.walker.at(ride.alight_stop), ride.alight_stop
        visited = alight
    there = _seeds(asked.destination)
    rest = visited, len(asked.vias)
    yield from _on_the_way(asked, rest, len(journey.rides), -1, here, there)


def direct_visits(asked: Vias) -> tuple[Visit, ...]:
    """Return the visits of who walks all the way."""
    ends = _seeds(asked.origin), _seeds(asked.destination)
    return tuple(_on_the_way(asked, (0, len(asked.vias)), 0, -1, *ends))


def _on_the_way(
    asked: Vias,
    numbers: tuple[int, int],
    before: int,
    changed_at: int,
    origin: Seeds,
    destination: Seeds,
) -> Iterator[Visit]:
    """Yield the visits of vias, first to last, on the shortest walk past them.

    Who changes at a stop that is all of them (``changed_at``) stays there.
    """
    vias = asked.vias[slice(*numbers)]
    if not vias:
        return
    if all(changed_at in via.stops for via in vias):
        for via in vias:
            yield Visit(before, changed_at, 0, via.stay_seconds)
        return
    _, rest = walks_past(asked.walker, vias, origin, destination)
    for number, via in enumerate(vias):
        walked, _ = asked.walker.walks(origin, origin)
        total = walked[via.stops].astype(np.int64) + rest[number + 1][via.stops]
        stop = int(via.stops[int(np.argmin(total))])
        yield Visit(before, stop, int(walked[stop]), via.stay_seconds)
        origin = asked.walker.at(stop)


def _seeds(end: End) -> Seeds:
    return end.nodes, end.seconds
