"""Why not: what stands in a person's way, where, and what would open it.

Asked are the same searches as for a journey, each with one thing changed: no limits at
all, all barriers passable but counted, one limit lifted, closed lifts back in service,
vehicles that anybody can board. What is then possible, or quicker, tells what the thing
costs this person. Barriers are counted as effort is, so that the journey with the fewest
of them is found exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np

from ..errors import PlaceError
from ..people.profile import Efforts, Limits, Person, Policy
from ..streets.closures import no_closures
from ..streets.verdict import Verdict, test_names
from .barriers import Barrier, Fixer, barriers_on, needed, rides_with_steps
from .itinerary import Piece
from .personal import Part, policy_of
from .personal_journey import PersonalJourney
from .planner import Planner
from .request import PLAIN_CRITERIA, Criterion, Request
from .traveller import Traveller

BARRIER = 100  # effort of an edge that bars
MOST_BARRIERS = 8
WORTH_SECONDS = 60
"""A gain of less than a minute is none."""
LOOK_SECONDS = 3600
"""How much later than anybody's journey one that passes fewer barriers may be."""

LIMITS_OF: Final[dict[str, tuple[str, ...]]] = {
    "steps": ("max_steps",),
    "handrail": ("needs_handrail",),
    "lift": ("lifts",),
    "escalator": ("escalators",),
    "slope_up": ("max_slope_up",),
    "slope_down": ("max_slope_down",),
    "cross_slope": ("max_cross_slope",),
    "kerb": ("max_kerb_cm",),
    "width": ("min_width_cm",),
    "surface": ("barred_surfaces", "worst_smoothness"),
    "crossing": ("max_crossing_metres", "least_crossing"),
    "sound": ("needs_sound",),
    "wheelchair": ("wheels",),
    "tactile": ("needs_tactile",),
    "lit": ("needs_light",),
}
"""The limits that each test asks for."""


class Why(StrEnum):
    """What is in the way: the vocabulary of reasons."""

    BARRIER = "barrier"
    LIFT_OUT = "lift_out"
    NO_STEP_FREE_RIDE = "no_step_free_ride"
    TOO_FAR = "too_far"  # without a rest, or in all
    UNKNOWN_DATA = "unknown_data"
    NO_STOP_IN_RANGE = "no_stop_in_range"
    NO_SERVICE = "no_service"  # on that day
    OUTSIDE = "outside"  # of the area that the city's streets and stops cover
    NOBODY = "nobody"  # not even without any limit


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing changed, and what that would give."""

    why: Why
    limit: str | None  # the limit that is lifted, None where barriers go
    needed: float | str | None  # the least that the limit would have to be
    barriers: tuple[Barrier, ...]
    arrival: int  # epoch seconds
    gain_seconds: int | None  # None: there is no journey without it


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why this person goes as they do, or does not."""

    status: str  # "certain", "possible" or "none"
    arrival: int | None  # of the earliest journey there is, epoch seconds
    reasons: tuple[Why, ...]
    relaxations: tuple[Relaxation, ...]  # the most useful first


@dataclass(frozen=True, slots=True)
class _Asked:
    planner: Planner
    request: Request  # criteria plain, no window
    person: Person
    forbid: bool  # what is unknown is no way
    now: int | None  # the earliest arrival as things are

    def gain(self, arrival: int) -> int | None:
        return None if self.now is None else self.now - arrival

    def is_worth(self, arrival: int) -> bool:
        return self.now is None or self.now - arrival >= WORTH_SECONDS


def explain(planner: Planner, request: Request) -> Explanation:
    """Explain the journey of a person, or why there is none.

    Asked for the earliest arrival of who leaves at the request's time; a question by
    arrival is explained as one for who leaves that much before. Raises ``PlaceError``
    only where the question cannot be read.
    """
    assert request.person is not None
    forbid = policy_of(request) is Policy.FORBID
    plain = replace(
        request,
        criteria=PLAIN_CRITERIA,
        window_seconds=None,
        via=(),
        max_boardings=min(request.max_boardings, 8),
        unknown=Policy.FORBID if forbid else Policy.AVOID,
    )
    try:
        parts = planner.search_networks(plain)
    except PlaceError:
        return Explanation("none", None, (Why.OUTSIDE,), ())
    arrivals = [_earliest(part) for part in parts]
    certain = [a for a, p in zip(arrivals, parts, strict=True) if p.traveller.certain]
    known = [a for a in arrivals if a is not None]
    now = min(known, default=None)
    sure = certain and certain[0] is not None and certain[0] == now
    status = "none" if now is None else "certain" if sure else "possible"
    asked = _Asked(planner, plain, request.person, forbid, now)
    found = [
        *_without_barriers(asked),
        *_without_distance(asked),
        *_with_lifts(asked),
        *_with_any_vehicle(asked),
    ]
    found.sort(key=lambda one: (one.arrival, len(one.barriers)))
    reasons = list(dict.fromkeys(one.why for one in found))
    if status == "possible":
        reasons.append(Why.UNKNOWN_DATA)
    if status == "none" and not found:
        reasons += _nothing(asked)
    return Explanation(status, now, tuple(reasons), tuple(_once(found)))


# -------------------------------------------------------------- one thing changed


def _without_barriers(asked: _Asked) -> Iterator[Relaxation]:
    """Yield journeys past barriers, fewest first, and single limits that forbid them."""
    traveller = _open(asked)
    anybody = _search(asked, traveller, asked.request)
    if not anybody:
        return
    first = min(one.arrival for one in anybody)
    if not asked.is_worth(first):
        return
    limits: dict[str, None] = {}
    for journey in _past_barriers(asked, traveller, first):
        edges = list(_barred(asked, traveller, journey))
        barriers = barriers_on(asked.planner.city, _verdict(asked), edges)
        if not barriers or not asked.is_worth(journey.arrival):
            continue
        unknown = all(not int(traveller_bars(traveller)[e]) for e in edges)
        yield Relaxation(
            Why.UNKNOWN_DATA if unknown else Why.BARRIER,
            None,
            None,
            barriers,
            journey.arrival,
            asked.gain(journey.arrival),
        )
        for edge in edges:
            for name in test_names(int(traveller_bars(traveller)[edge])):
                limits.update(dict.fromkeys(LIMITS_OF.get(name, ())))
    for limit in limits:
        yield from _without_limit(asked, limit)


def _without_limit(asked: _Asked, limit: str) -> Iterator[Relaxation]:
    """Yield what lifting one limit of the person gives."""
    person = _freed(asked.person, limit)
    traveller = _traveller(asked, person)
    found = _search(asked, traveller, replace(asked.request, person=person))
    if not found:
        return
    best = min(found, key=lambda one: one.arrival)
    if asked.is_worth(best.arrival):
        own = _traveller(asked, asked.person)
        edges = list(_barred(asked, own, best))
        yield Relaxation(
            Why.BARRIER,
            limit,
            needed(asked.planner.city, _verdict(asked), _tests_of(limit), edges),
            barriers_on(asked.planner.city, _verdict(asked), edges),
            best.arrival,
            asked.gain(best.arrival),
        )


def _without_distance(asked: _Asked) -> Iterator[Relaxation]:
    """Yield what more rests, or longer walks, would give."""
    for limit in ("max_stretch_metres", "max_walk_metres"):
        if getattr(asked.person.limits, limit) is None:
            continue
        person = _freed(asked.person, limit)
        found = _search(
            asked, _traveller(asked, person), replace(asked.request, person=person)
        )
        if not found:
            continue
        best = min(found, key=lambda one: one.arrival)
        if asked.is_worth(best.arrival):
            yield Relaxation(
                Why.TOO_FAR,
                limit,
                round(_longest(best, limit == "max_stretch_metres")),
                (),
                best.arrival,
                asked.gain(best.arrival),
            )


def _with_lifts(asked: _Asked) -> Iterator[Relaxation]:
    """Yield what lifts that are out of service would give."""
    if not len(asked.planner.closures):
        return
    traveller = _traveller(asked, asked.person)
    found = _search(asked, traveller, asked.request, in_service=True)
    if not found:
        return
    best = min(found, key=lambda one: one.arrival)
    if not asked.is_worth(best.arrival):
        return
    closed = set(asked.planner.closures.edges().tolist())
    edges = [p.edge for p in _pieces(best) if p.edge in closed]
    barriers = tuple(
        replace(one, tests=("hours",), fixer=Fixer.STATION)
        for one in barriers_on(asked.planner.city, _verdict(asked), edges)
    )
    yield Relaxation(
        Why.LIFT_OUT, None, None, barriers, best.arrival, asked.gain(best.arrival)
    )


def _with_any_vehicle(asked: _Asked) -> Iterator[Relaxation]:
    """Yield what stops and vehicles that can be boarded would give."""
    if not asked.person.limits.step_free_boarding:
        return
    person = _freed(asked.person, "step_free_boarding")
    found = _search(
        asked, _traveller(asked, person), replace(asked.request, person=person)
    )
    if not found:
        return
    best = min(found, key=lambda one: one.arrival)
    if asked.is_worth(best.arrival):
        yield Relaxation(
            Why.NO_STEP_FREE_RIDE,
            "step_free_boarding",
            None,
            tuple(rides_with_steps(asked.planner.city, best, asked.forbid)),
            best.arrival,
            asked.gain(best.arrival),
        )


def _nothing(asked: _Asked) -> list[Why]:
    """Say why there is nothing even when one thing at a time is changed."""
    anybody = _search(asked, _open(asked), asked.request)
    if anybody:
        return [Why.BARRIER]
    city = asked.planner.city
    first, last = city.timetable.covered_days()
    day = asked.planner.local(asked.request.time).date()
    if not first <= day <= last or not asked.planner.runs_on(day):
        return [Why.NO_SERVICE]
    reach = asked.planner.stops_in_range(asked.request)
    return [Why.NOBODY] if reach else [Why.NO_STOP_IN_RANGE]


# ------------------------------------------------------------------------ searches


def _freed(person: Person, limit: str) -> Person:
    """Return the person without one limit."""
    free: Any = {limit: Limits.__dataclass_fields__[limit].default}
    return replace(person, limits=replace(person.limits, **free))


def _traveller(asked: _Asked, person: Person) -> Traveller:
    policy = Policy.FORBID if asked.forbid else Policy.ALLOW
    return asked.planner.traveller_of(person, policy, certain=asked.forbid)


def _open(asked: _Asked) -> Traveller:
    """Return the person where every barrier can be passed, but counts."""
    own = _traveller(asked, asked.person)
    verdict = own.verdict
    assert verdict is not None
    barred = (verdict.certain if asked.forbid else verdict.possible) == 0
    everything = np.ones_like(verdict.possible)
    counted = replace(
        verdict,
        certain=everything,
        possible=everything,
        effort=np.where(barred, BARRIER, 0).astype(np.int32),
    )
    person = replace(
        asked.person,
        efforts=Efforts(),
        limits=replace(
            asked.person.limits,
            max_stretch_metres=None,
            max_walk_metres=None,
            step_free_boarding=False,
        ),
    )
    return replace(
        own,
        person=person,
        verdict=counted,
        allowed=None,
        snapper=asked.planner.plain_snapper,
    )


def _past_barriers(
    asked: _Asked, traveller: Traveller, first: int
) -> list[PersonalJourney]:
    """Return journeys by arrival and by number of barred edges."""
    spare = LOOK_SECONDS if asked.now is None else min(LOOK_SECONDS, asked.now - first)
    request = replace(
        asked.request,
        person=traveller.person,
        criteria=frozenset(Criterion),
        slack_seconds=max(spare // 2, 1),
    )
    found = _search(asked, traveller, request)
    few = [one for one in found if one.effort <= MOST_BARRIERS * BARRIER]
    return sorted(few, key=lambda one: (one.effort, one.arrival))


def _search(
    asked: _Asked,
    traveller: Traveller,
    request: Request,
    in_service: bool = False,
) -> Sequence[PersonalJourney]:
    """Ask the careful search; a place that is nowhere for this person has none."""
    closures = no_closures() if in_service else asked.planner.closures
    part = asked.planner.search_carefully(traveller, request, closures)
    return part.careful


def _earliest(part: Part) -> int | None:
    if part.quick is None:
        return min((one.arrival for one in part.careful), default=None)
    found = [one.arrival for one in part.quick.journeys]
    if part.quick.direct_seconds is not None:
        found.append(part.quick.departure + part.quick.direct_seconds)
    return min(found, default=None)


# ------------------------------------------------------------------------- telling


def _verdict(asked: _Asked) -> Verdict:
    verdict = _traveller(asked, asked.person).verdict
    assert verdict is not None
    return verdict


def _tests_of(limit: str) -> tuple[str, ...]:
    return tuple(test for test, limits in LIMITS_OF.items() if limit in limits)


def traveller_bars(traveller: Traveller) -> np.ndarray:
    """Return the bits of the tests that bars, shape (edges,)."""
    assert traveller.verdict is not None
    return traveller.verdict.bars


def _pieces(journey: PersonalJourney) -> Iterator[Piece]:
    for stroll in journey.strolls:
        yield from stroll.pieces or ()


def _barred(
    asked: _Asked, traveller: Traveller, journey: PersonalJourney
) -> Iterator[int]:
    """Yield the edges of a journey that this person cannot pass, in order."""
    verdict = _traveller(asked, asked.person).verdict
    assert verdict is not None
    usable = verdict.certain if asked.forbid else verdict.possible
    for piece in _pieces(journey):
        if piece.edge >= 0 and not usable[piece.edge]:
            yield piece.edge


def _longest(journey: PersonalJourney, stretch: bool) -> float:
    """Return the longest walk, in all or between two rests, metres."""
    longest = 0.0
    for stroll in journey.strolls:
        walked = 0.0
        for piece in stroll.pieces or ():
            walked += piece.metres
            longest = max(longest, walked)
            if piece.rest_seconds and stretch:
                walked = 0.0
    return longest


def _once(found: Sequence[Relaxation]) -> Iterator[Relaxation]:
    """Yield relaxations; the same barriers for no more gain are told once."""
    seen: set[tuple[object, ...]] = set()
    for one in found:
        what = (one.limit, tuple((b.osm, b.lat, b.lon, b.tests) for b in one.barriers))
        if what not in seen:
            seen.add(what)
            yield one
