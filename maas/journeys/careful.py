"""The search on every edge: for effort, for rests, and while ways are closed.

Where one label per place does not do, rides and streets are searched together by
``maas_ext._person``. Here its questions are put together, and its answers read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from maas_ext._person import PersonSearch

from ..city import City
from ..columns import I32, Bool
from ..transit.day import Day
from ..transit.footpaths import TIMED
from ..transit.search import Kept
from ..units import UNREACHED
from .doors import doors, walks_along
from .ends import End
from .personal_journey import PersonalJourney, Reading
from .question import Along, Alongs, Closed, Door, Doors, Graph, Ground, Question
from .request import Criterion, Request
from .traveller import Traveller

RawJourney = tuple[Any, ...]
DayAt = Callable[["Case", int, bool], tuple[Day, int]]
"""(case, epoch second, backward) to the day that holds it, and its second on it."""


class Guide(Protocol):
    """What the quick search knows; see ``maas.journeys.guide``."""

    def quickest(self, case: Case, epoch: int, backward: bool) -> list[tuple[int, int]]:
        """Return the best (clock, boardings)."""
        ...

    def latest(
        self, case: Case, first: int, last: int, backward: bool, max_boardings: int
    ) -> I32:
        """Return (nodes,): how long before a clock one has to be there, at the least."""
        ...

    def on_foot(self, case: Case, seconds: int, backward: bool) -> I32:
        """Return (nodes,): the seconds of the walk from there to the end."""
        ...


ClosedAt = Callable[[Graph, bool, int], Closed]
"""(graph, backward, the day's base) to what is closed, in the search's seconds.
``Closed.never`` closes nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One question of one traveller, with its ends."""

    request: Request
    traveller: Traveller
    origin: End
    destination: End
    guided: bool = False
    """Are walks told by their seconds alone, but for effort? Then the quick search knows
    the quickest journeys, as long as nothing is closed."""

    @property
    def with_effort(self) -> bool:
        """Is effort among the criteria?"""
        return Criterion.EFFORT in self.request.criteria


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A question, who answers it, and what its numbers mean."""

    case: Case
    backward: bool
    day: Day
    kernel: PersonSearch
    question: Question
    starts: list[Door]
    ends: list[Door]
    along: list[Along]


class Careful:
    """Searches of one city. Safe in threads: each has its own scratch."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._graphs = Graph.of(city.streets)
        self._grounds = Kept(64)
        self._threads = threading.local()

    def search(
        self,
        case: Case,
        epoch: int,
        backward: bool,
        day_at: DayAt,
        closed_at: ClosedAt,
        guide: Guide | None = None,
    ) -> list[PersonalJourney]:
        """Return all that is best for who leaves, or backwards is there, at an instant.

        The walks all the way are among the journeys, with 0 boardings. With a ``guide``
        the search for effort begins with what the quick search knows.
        """
        asked = self._asked(case, epoch, backward, day_at, closed_at)
        if not case.with_effort:
            raw = asked.kernel.search(asked.question)
        elif guide is None:
            raw = self._by_effort(asked, day_at, closed_at)
        else:
            raw = self._by_effort_guided(asked, guide, epoch, day_at, closed_at)
        verdict = case.traveller.verdict
        assert verdict is not None
        reading = Reading(
            day=asked.day,
            graph=self._graphs[backward],
            seconds=verdict.seconds,
            metres=self._city.streets.metres,
            metres_per_second=case.traveller.metres_per_second,
            starts=asked.starts,
            ends=asked.ends,
            along=asked.along,
            board_slack=asked.question.board_slack,
            timed=len(asked.question.closed.closed_from) > 0,
            backward=backward,
        )
        return [reading.journey(one, asked.question.time) for one in raw]

    def _by_effort_guided(
        self,
        asked: _Asked,
        guide: Guide,
        epoch: int,
        day_at: DayAt,
        closed_at: ClosedAt,
    ) -> list[RawJourney]:
        """Search with effort among the criteria, knowing the quickest from elsewhere."""
        case, question, backward = asked.case, asked.question, asked.backward
        base = -asked.day.base if backward else asked.day.base
        quickest = [
            (clock - base, boardings)
            for clock, boardings in guide.quickest(case, epoch, backward)
        ]
        if not quickest:
            return []
        bound = restricted(quickest, question.bound, case.request.slack_seconds)
        last, most = int(bound.max()), _most_boardings(bound, question.time)
        before = guide.latest(
            case, question.time + base, last + base, backward, max(most, 1)
        )
        latest = np.where(before != UNREACHED, last - before, -UNREACHED)
        question = replace(
            question,
            bound=bound[: most + 1],
            latest=latest.astype(np.int32).reshape(1, -1),
            max_boardings=most,
        )
        raw = asked.kernel.search(question)
        if {one[:2] for one in raw} != {(k, a) for a, k in quickest if a <= last}:
            # The quick search takes all ways for open: they are not.
            return self._by_effort(asked, day_at, closed_at)
        end = -(last + base) if backward else last + base
        back = self._asked(case, end, not backward, day_at, closed_at)
        worth = worth_while([(one[0], one[2]) for one in raw], most + 1)
        near = _where(before != UNREACHED, case.traveller)
        least = back.kernel.least_efforts(back.question, int(worth.max()), near)
        found = asked.kernel.search(
            replace(question, with_effort=True, least_effort=least, effort_bound=worth)
        )
        late = [
            clock for clock, boardings in quickest if not boardings and clock > last
        ]
        if late:
            found += self._on_foot(asked, guide, late[0])
        return found

    def _on_foot(self, asked: _Asked, guide: Guide, clock: int) -> list[RawJourney]:
        """Return the quickest walk all the way, there at a clock if all ways are open."""
        travel = clock - asked.question.time
        before = guide.on_foot(asked.case, travel, asked.backward)
        latest = np.where(before != UNREACHED, clock - before, -UNREACHED)
        question = replace(asked.question, max_boardings=0)
        return asked.kernel.search(
            replace(
                question,
                bound=np.array([clock], dtype=np.int32),
                latest=latest.astype(np.int32).reshape(1, -1),
            )
        ) or asked.kernel.search(question)

    def _by_effort(
        self, asked: _Asked, day_at: DayAt, closed_at: ClosedAt
    ) -> list[RawJourney]:
        """Search with effort among the criteria, from nothing."""
        slack = asked.case.request.slack_seconds
        raw = asked.kernel.search(replace(asked.question, spare_seconds=2 * slack))
        if not raw:
            return raw
        quickest = [(one[1], one[0]) for one in raw]
        bound = restricted(quickest, asked.question.bound, slack)
        walks = [one for one in raw if not one[0] and one[1] > bound.max()]
        return self._with_effort(asked, raw, bound, day_at, closed_at) + walks

    def _with_effort(
        self,
        asked: _Asked,
        quickest: list[RawJourney],
        bound: I32,
        day_at: DayAt,
        closed_at: ClosedAt,
    ) -> list[RawJourney]:
        """Search with effort among the criteria, no further than what still arrives.

        When one has to be where at the latest, a search from the other end says, which
        itself goes no further than where the first search has been.
        """
        question = asked.question
        last = int(bound.max())
        sign = -1 if asked.backward else 1
        end = asked.day.base + sign * last
        back = self._asked(asked.case, end, not asked.backward, day_at, closed_at)
        shift = sign * (asked.day.base - back.day.base)
        most = _most_boardings(bound, question.time)
        # Who has boarded k vehicles boards no more than the rest.
        turned = _turned(asked.kernel.earliest(most), shift)
        travel = np.full(most + 1, -(question.time + shift), dtype=np.int32)
        back.kernel.search(
            replace(
                back.question,
                latest=turned,
                bound=travel,
                max_boardings=most,
                spare_seconds=UNREACHED // 2,
            )
        )
        worth = worth_while(
            [(one[0], one[2]) for one in quickest if one[1] <= last], most + 1
        )
        near = _where(turned[0] > -UNREACHED, asked.case.traveller)
        return asked.kernel.search(
            replace(
                question,
                with_effort=True,
                bound=bound[: most + 1],
                latest=_turned(back.kernel.earliest(most), shift),
                least_effort=back.kernel.least_efforts(
                    back.question, int(worth.max()), near
                ),
                effort_bound=worth,
                max_boardings=most,
            )
        )

    def _asked(
        self, case: Case, epoch: int, backward: bool, day_at: DayAt, closed_at: ClosedAt
    ) -> _Asked:
        day, seconds = day_at(case, epoch, backward)
        time = -seconds if backward else seconds
        graph = self._graphs[backward]
        kernel = self._kernel(day, case.traveller, graph, backward)
        closed = closed_at(graph, backward, day.base)
        question, doors = self._question(case, graph, time, backward, closed)
        return _Asked(case, backward, day, kernel, question, *doors)

    def _kernel(
        self, day: Day, traveller: Traveller, graph: Graph, backward: bool
    ) -> PersonSearch:
        kept: Kept | None = getattr(self._threads, "kept", None)
        if kept is None:
            kept = self._threads.kept = Kept(16)
        assert traveller.changes is not None
        changes = traveller.changes[backward]
        return kept.get(
            (day, changes, backward), lambda: PersonSearch(day, changes, graph)
        )

    def _question(
        self, case: Case, graph: Graph, time: int, backward: bool, closed: Closed
    ) -> tuple[Question, tuple[list[Door], list[Door], list[Along]]]:
        request, traveller = case.request, case.traveller
        verdict, person = traveller.verdict, traveller.person
        assert verdict is not None and person is not None
        ground = self._grounds.get(
            (traveller, backward), lambda: Ground.of(graph, traveller.usable, verdict)
        )
        leave = doors(case.origin, traveller, leaving=True)
        reach = doors(case.destination, traveller, leaving=False)
        along = walks_along(case.origin.snap, case.destination.snap, traveller)
        first, last = (reach, leave) if backward else (leave, reach)
        access, egress = request.max_access_seconds, request.max_egress_seconds
        if backward:
            access, egress = egress, access
        latest = time + request.max_travel_seconds
        question = Question(
            time=time,
            max_boardings=request.max_boardings,
            bound=np.full(request.max_boardings + 1, latest, dtype=np.int32),
            latest=np.full((1, len(graph.node_stop)), UNREACHED, dtype=np.int32),
            starts=Doors.of(first, graph, entered=backward),
            ends=Doors.of(last, graph, entered=not backward),
            along=Alongs.of(along),
            ground=ground,
            closed=closed,
            least_effort=np.zeros(len(graph.node_stop), dtype=np.int32),
            effort_bound=np.full(
                request.max_boardings + 1, UNREACHED - 1, dtype=np.int32
            ),
            with_effort=False,
            backward=backward,
            max_stretch=_decimetres(person.limits.max_stretch_metres),
            max_walk=_decimetres(person.limits.max_walk_metres),
            rest_seconds=person.speeds.rest_seconds,
            board_slack=0 if backward else traveller.boarding_seconds,
            alight_slack=traveller.boarding_seconds if backward else 0,
            min_transfer=request.min_transfer_seconds,
            additional=request.additional_transfer_seconds + traveller.transfer_seconds,
            board_effort=10 * person.efforts.boarding,
            limit_access=_limit(access),
            limit_transfer=_limit(request.max_transfer_seconds),
            limit_egress=_limit(egress),
            limit_direct=_limit(request.max_direct_seconds),
        )
        return question, (first, last, along)


def restricted(found: Sequence[tuple[int, int]], bound: I32, slack_seconds: int) -> I32:
    """Return the latest arrival for every number of boardings, of who minds effort.

    ``found`` are the (arrival, boardings) that are best in these two. With k boardings one
    may arrive no later than ``slack_seconds`` after one of them with k - 1 or more, and
    nobody later than twice that after the first of them.

    >>> bound = np.full(5, 1000, dtype=np.int32)
    >>> restricted([(100, 2), (115, 0)], bound, 10).tolist()
    [120, 120, 110, 110, -2147483647]
    """
    latest = np.full(len(bound), -UNREACHED, dtype=np.int64)
    for arrival, boardings in found:
        for k in range(min(boardings + 2, len(bound))):
            latest[k] = max(latest[k], arrival + slack_seconds)
    last = min(arrival for arrival, _ in found) + 2 * slack_seconds
    return np.minimum(np.minimum(latest, last), bound).astype(np.int32)


def worth_while(found: Sequence[tuple[int, int]], length: int) -> I32:
    """Return the most effort in all, by boardings so far, that may be worth its while.

    ``found`` are the (boardings, effort) of the quickest journeys. Who has boarded k
    vehicles will have boarded b >= k, and be there no sooner than the quickest with b
    at the most: only less effort than that one's can be better.

    >>> worth_while([(0, 500), (2, 300)], 4).tolist()
    [500, 500, 300, 300]
    """
    effort_of = dict(found)
    most = np.full(length, -UNREACHED, dtype=np.int32)
    known = -UNREACHED
    for boardings in range(length):
        known = effort_of.get(boardings, known)
        most[boardings] = known
    for boardings in range(length - 2, -1, -1):
        most[boardings] = max(most[boardings], most[boardings + 1])
    return most


def _most_boardings(bound: I32, time: int) -> int:
    """Return the most boardings with which one may still arrive."""
    return int(np.flatnonzero(bound >= time).max(initial=0))


def _where(near: Bool, traveller: Traveller) -> Bool:
    """Return where a journey may go: everywhere, where vehicles wait for a walk."""
    assert traveller.changes is not None
    waits = (traveller.changes[0].rule_kind == TIMED).any()
    return np.ones_like(near) if waits else near


def _turned(earliest: I32, shift: int) -> I32:
    """Return the latest times for a search the other way; never where unreached."""
    latest = np.where(earliest != UNREACHED, -(earliest + shift), -UNREACHED)
    return np.ascontiguousarray(latest[::-1], dtype=np.int32)


def _limit(seconds: int | None) -> int:
    return UNREACHED if seconds is None else seconds


def _decimetres(metres: float | None) -> int:
    return UNREACHED if metres is None else int(np.rint(10.0 * metres))
