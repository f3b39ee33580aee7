"""Journeys of one person: the certain network, the possible one, and both told together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..city import City
from ..people.profile import Policy
from ..transit.day import Day
from ..units import UNREACHED
from .careful import Careful, Case, ClosedAt
from .ends import End
from .guide import Guide
from .itinerary import Itinerary
from .met import Status
from .personal_journey import PersonalJourney
from .request import PLAIN_CRITERIA, Request
from .riding import Found, Riding
from .traveller import Traveller, Travellers


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What was found in one network: by the quick search, or by the careful one."""

    traveller: Traveller
    origin: End
    destination: End
    departure: int  # epoch seconds asked for
    quick: Found | None
    careful: tuple[PersonalJourney, ...]  # the walks all the way among them


def policy_of(request: Request) -> Policy:
    """Return what is done where nobody knows."""
    assert request.person is not None
    return request.unknown or request.person.unknown


def travellers_of(travellers: Travellers, request: Request) -> tuple[Traveller, ...]:
    """Return the person in every network that the answer is from, the surest first."""
    assert request.person is not None
    policy = policy_of(request)
    if travellers.one_network(request.person, policy):
        return (travellers.of(request.person, policy, True),)
    networks = {
        Policy.FORBID: (True,),
        Policy.ALLOW: (False,),
        Policy.AVOID: (True, False),
    }
    return tuple(
        travellers.of(request.person, policy, certain) for certain in networks[policy]
    )


def walks_by_seconds(traveller: Traveller) -> bool:
    """Are walks told by their seconds alone, as long as nothing is closed?"""
    assert traveller.person is not None
    limits = traveller.person.limits
    return limits.max_stretch_metres is None and limits.max_walk_metres is None


def instants(request: Request, epoch: int) -> tuple[int, int]:
    """Return the first and the last epoch second that an answer may touch."""
    travel = request.max_travel_seconds + (request.window_seconds or 0)
    if request.arrive_by:
        return epoch - travel, epoch + request.max_travel_seconds
    return epoch, epoch + travel + request.max_travel_seconds


class Personal:
    """Asks the careful search, for instants and for windows."""

    def __init__(self, city: City, riding: Riding) -> None:
        self._riding = riding
        self._careful = Careful(city)
        self._guide = Guide(riding)

    def search(self, case: Case, closed_at: ClosedAt) -> tuple[PersonalJourney, ...]:
        """Return all that is best, by arrival."""
        epoch = self._riding.epoch(case.request.time)
        if case.request.window_seconds is None:
            found = self.at(case, epoch, case.request.arrive_by, closed_at)
        else:
            found = self._within(case, epoch, closed_at)
        return tuple(
            sorted(found, key=lambda one: (one.arrival, one.boardings, one.effort))
        )

    def at(
        self, case: Case, epoch: int, backward: bool, closed_at: ClosedAt
    ) -> list[PersonalJourney]:
        """Return what is best for one instant of leaving, or of being there."""
        guided = case.guided and case.traveller.is_prepared
        return self._careful.search(
            case,
            epoch,
            backward,
            self._day_at,
            closed_at,
            self._guide if guided else None,
        )

    def _day_at(self, case: Case, epoch: int, backward: bool) -> tuple[Day, int]:
        request = case.request
        allowed = self._riding.allowed(request, case.traveller)
        return self._riding.day(backward, epoch, request.max_travel_seconds, allowed)

    def _within(
        self, case: Case, epoch: int, closed_at: ClosedAt
    ) -> list[PersonalJourney]:
        """Return the answers for every instant of a window, each as late as may be.

        Clocks run in the direction of the request: for arrive-by they run backwards.
        """
        back = case.request.arrive_by
        sign = -1 if back else 1
        window = case.request.window_seconds or 0
        clock, last = sign * epoch, sign * epoch + window
        # Turning back, all counts that starts no sooner than what was found.
        wide = replace(
            case,
            request=replace(
                case.request, slack_seconds=case.request.max_travel_seconds
            ),
        )
        found: dict[tuple[int, ...], PersonalJourney] = {}
        directs: dict[int, PersonalJourney] = {}
        turned: dict[int, list[PersonalJourney]] = {}
        while clock <= last:
            here = self.at(case, sign * clock, back, closed_at)
            starts = []
            for one in here:
                if not one.boardings:
                    directs.setdefault(one.effort, one)
                    continue
                end = _span(one, back)[1]
                if end not in turned:
                    turned[end] = self.at(wide, sign * end, not back, closed_at)
                late = _latest(one, turned[end], case.with_effort, back)
                start = _span(late, back)[0]
                starts.append(start)
                if start <= last:
                    name = end, one.boardings, one.effort if case.with_effort else 0
                    found[name] = late
            if not starts:
                break
            clock = min(starts) + 1
        return [*found.values(), *directs.values()]


def _span(one: PersonalJourney, back: bool) -> tuple[int, int]:
    return (-one.arrival, -one.departure) if back else (one.departure, one.arrival)


def _latest(
    one: PersonalJourney,
    others: Sequence[PersonalJourney],
    with_effort: bool,
    back: bool,
) -> PersonalJourney:
    """Return the one that starts last of those that are as good otherwise."""
    as_good = [
        other
        for other in others
        if 0 < other.boardings <= one.boardings
        and (not with_effort or other.effort <= one.effort)
        and _span(other, back)[1] <= _span(one, back)[1]
    ]
    return max([one, *as_good], key=lambda other: _span(other, back)[0])


# ----------------------------------------------------------------------- together


def told_together(
    sure: Sequence[Itinerary],
    unsure: Sequence[Itinerary],
    measure: Callable[[Itinerary], tuple[int, ...]],
) -> list[Itinerary]:
    """Return what is certain, and what is only possible but better in something."""
    known = [measure(one) for one in sure]
    more = []
    for one in unsure:
        mine = measure(one)
        if not any(all(a <= b for a, b in zip(m, mine, strict=True)) for m in known):
            more.append(one)
    return [*sure, *more]


WORTH_EFFORT = 60
"""Felt seconds: who is asked to leave sooner, arrive later or change more often for
less effort than that is told too much."""


def worth_telling(
    found: Sequence[Itinerary], measure: Callable[[Itinerary], tuple[int, ...]]
) -> list[Itinerary]:
    """Return itineraries without those that are hardly easier than a better one.

    The last number of a measure is the effort. Sorted by all the others.
    """
    kept: list[tuple[tuple[int, ...], Itinerary]] = []
    for one in sorted(found, key=measure):
        *mine, effort = measure(one)
        if not any(
            other[-1] <= effort + WORTH_EFFORT
            and all(a <= b for a, b in zip(other, mine, strict=False))
            and told.status == one.status
            for other, told in kept
        ):
            kept.append(((*mine, effort), one))
    return [one for _, one in kept]


def measure_of(request: Request) -> Callable[[Itinerary], tuple[int, ...]]:
    """Return what makes an itinerary better: smaller numbers, all of them."""
    with_effort = request.criteria != PLAIN_CRITERIA

    def measure(one: Itinerary) -> tuple[int, ...]:
        leave, there = int(one.departure.timestamp()), int(one.arrival.timestamp())
        if not one.boardings:  # a walk can be taken at any time
            leave = leave if request.arrive_by else UNREACHED * 4
        found = [one.boardings]
        if request.arrive_by or request.window_seconds is not None:
            found.append(-leave)
        if not request.arrive_by or request.window_seconds is not None:
            found.append(there)
        if with_effort:
            found.append(one.effort or 0)
        return tuple(found)

    return measure


def with_status(itinerary: Itinerary, traveller: Traveller) -> Itinerary:
    """Return the itinerary with what its network says of it."""
    status = Status.CERTAIN if traveller.certain else Status.POSSIBLE
    return replace(itinerary, status=status)
