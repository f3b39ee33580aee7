"""Changes of vehicles that may be missed: slack, chance, and what comes then.

The model and where its numbers are from: ``docs/transfers.md``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..city import City
from ..columns import F64
from ..streets.graph import Crossing
from ..transit.footpaths import TIMED
from .choosing import earliest, later_by, seconds_between
from .itinerary import Itinerary, Leg, Ride, Walk
from .lateness import Lateness, lateness_of
from .planner import Planner
from .request import Place, Request, StopRef
from .visited import Pause, pauses

PACE_SPREAD: Final = 0.31 / 1.32
"""Standard deviation of walking speed over its mean.

A. W. Andrews et al., *Update on distance and velocity requirements for community
ambulation*, J. Geriatric Physical Therapy 33 (2010): 1.32 m/s, standard deviation 0.31,
of 139 people on crosswalks.
"""

CYCLE_SECONDS: Final = 120
GREEN_SECONDS: Final = 40
"""Of signals whose program is not known: an assumption, see ``docs/transfers.md``."""

_LATEST: Final = 1800

_FARTHEST: Final = 6.0
"""Standard deviations of the logarithm beyond which nobody is: 1e-9."""


@dataclass(frozen=True, slots=True)
class TransferRisk:
    """One change of vehicles of an itinerary."""

    leg: int
    """Index of the ride that may be missed."""
    slack_seconds: int
    """To spare where all goes as planned; negative only where the vehicle waits."""
    missed_chance: float
    """0 to 1, given that all changes before were made."""
    next_connection: Itinerary | None
    """How to go on from the stop where it was missed, None where there is no way."""
    guaranteed: bool = False
    """The vehicle waits (transfers.txt, type 1): 0 by that rule, not by the model."""


def risks(
    planner: Planner,
    itinerary: Itinerary,
    request: Request,
    destination: Place | None = None,
) -> tuple[TransferRisk, ...]:
    """Return the risk of every change of vehicles, in order of the journey.

    ``request`` is what the itinerary answers: it says for whom. The next connection
    leads to ``destination``, the request's own where that is None. Staying seated is no
    change, and the first boarding none either.
    """
    legs = itinerary.legs
    if any(isinstance(leg, Walk) and not leg.path for leg in _between_rides(legs)):
        legs = planner.detail(itinerary, request).legs
    onward = replace(request, destination=destination or request.destination)
    paused = pauses(planner.city, legs, request)
    before: Ride | None = None
    walks: list[Walk] = []
    found: list[TransferRisk] = []
    for number, leg in enumerate(legs):
        if isinstance(leg, Walk):
            walks.append(leg)
            continue
        if before is not None and not leg.stays_seated:
            change = number, before, walks, leg
            found.append(_risk(planner, onward, change, paused[number]))
        before, walks = leg, []
    return tuple(found)


def missed_chance(
    late: Lateness,
    spare_seconds: int,
    walk_seconds: int,
    signals: int = 0,
    next_late: Lateness | None = None,
) -> float:
    """Return the chance that lateness, walk and red lights take more than there is.

    ``spare_seconds`` is from the planned arrival to when one has to be there; of it
    ``walk_seconds`` go on the walk at the pace told, past so many ``signals``. The next
    vehicle leaves as late as ``next_late`` says; None: on time.
    """
    needed = _walk_chances(walk_seconds)
    for _ in range(signals):
        needed = np.convolve(needed, _red_chances())
    given = np.ones(1) if next_late is None else _late_chances(next_late)
    # Chances of every difference of the two, from the least: all is given.
    balance = np.convolve(needed, given[::-1])
    left = spare_seconds + len(given) - 1 - np.arange(len(balance), dtype=np.float64)
    return min(1.0, float(balance @ late.chance_beyond(left)))


# ---------------------------------------------------------------------- one change


def _risk(
    planner: Planner,
    request: Request,
    change: tuple[int, Ride, Sequence[Walk], Ride],
    pause: Pause,
) -> TransferRisk:
    number, before, walks, ride = change
    person = request.person
    standing = sum(_standing(walk) for walk in walks)
    moving = sum(walk.seconds for walk in walks) - standing
    spare = seconds_between(before.arrival, ride.departure)
    spare -= standing + pause.stay_seconds
    spare -= person.speeds.boarding_seconds if person else 0
    slack = spare - moving
    if _waits(planner.city, before, ride):
        return TransferRisk(number, slack, 0.0, None, guaranteed=True)
    lights = sum(_signals(planner.city, walk) for walk in walks)
    return TransferRisk(
        number,
        slack,
        missed_chance(
            lateness_of(before.mode),
            spare,
            moving,
            lights,
            None if _starts(planner.city, ride) else lateness_of(ride.mode),
        ),
        _next(planner, request, ride, pause),
    )


def _next(
    planner: Planner, request: Request, missed: Ride, pause: Pause
) -> Itinerary | None:
    """Ask from where the ride was missed, a second after it left."""
    here = missed.calls[0].point
    assert here.feed_id is not None and here.stop_id is not None
    asked = replace(
        request,
        origin=StopRef(here.feed_id, here.stop_id),
        time=later_by(missed.departure, 1),
        arrive_by=False,
        window_seconds=None,
        via=pause.ahead,
    )
    return earliest(planner.plan(asked))


def _between_rides(legs: Sequence[Leg]) -> Sequence[Leg]:
    rides = [i for i, leg in enumerate(legs) if isinstance(leg, Ride)]
    return legs[rides[0] : rides[-1]] if rides else ()


# -------------------------------------------------------------- how long things take


def _late_chances(late: Lateness) -> F64:
    """Return the chance of every whole second of lateness, from 0 on.

    Rounded down, and half an hour stands for all that is more: nobody counts on that.
    """
    beyond = late.chance_beyond(np.arange(1, _LATEST + 1, dtype=np.float64))
    return -np.diff(beyond, prepend=1.0, append=0.0)


def _walk_chances(seconds: int) -> F64:
    """Return the chance of every whole second that a walk takes, from 0 on.

    Lognormal, its median the time told: as many are slower as are quicker.
    """
    if seconds <= 0:
        return np.ones(1)
    spread = math.sqrt(math.log1p(PACE_SPREAD**2))
    longest = math.ceil(seconds * math.exp(_FARTHEST * spread))
    ends = np.log((np.arange(longest) + 0.5) / seconds) / (spread * math.sqrt(2))
    up_to = np.array([0.5 * (1.0 + math.erf(x)) for x in ends.tolist()] + [1.0])
    return np.diff(up_to, prepend=0.0)


def _red_chances() -> F64:
    """Return the chance of every whole second that one waits at a signal, from 0 on.

    One comes at any second of the cycle alike: 0 in the green, else the rest of the
    red. Its mean is (cycle - green)² / (2 cycle), the Highway Capacity Manual's delay of
    pedestrians, and half a second more for whole seconds.
    """
    red = CYCLE_SECONDS - GREEN_SECONDS
    waits = np.full(red + 1, 1.0 / CYCLE_SECONDS)
    waits[0] = GREEN_SECONDS / CYCLE_SECONDS
    return waits


def _standing(walk: Walk) -> int:
    """Return the seconds of a walk that one does not walk: rests and closed ways."""
    return sum(piece.wait_seconds + piece.rest_seconds for piece in walk.path)


def _signals(city: City, walk: Walk) -> int:
    """Return how many signals a walk passes, as far as its pieces are known."""
    crossing = city.streets.crossing
    passed = [
        piece.edge >= 0 and crossing[piece.edge] == Crossing.SIGNALS
        for piece in walk.path
    ]
    # Pieces that follow one another are one crossing, cut in two by a node.
    return sum(
        here and not before
        for here, before in zip(passed, [False, *passed], strict=False)
    )


# ------------------------------------------------------------------ the timetable


def _waits(city: City, before: Ride, after: Ride) -> bool:
    """Does a rule say that the vehicle waits for who comes from the one before?"""
    table = city.timetable
    alighted = _place(city, before, len(before.calls) - 1)[1]
    boarded = _place(city, after, 0)[1]
    named = table.rule_alight == table.position_alight_port[alighted]
    named &= table.rule_board == table.position_board_port[boarded]
    return bool((table.rule_kind[named] == TIMED).any())


def _starts(city: City, ride: Ride) -> bool:
    """Is the ride boarded where its trip begins?"""
    first, boarded = _place(city, ride, 0)
    return first == boarded


def _place(city: City, ride: Ride, call: int) -> tuple[int, int]:
    """Return the timetable's position of the trip's first call, and of one of a ride."""
    table, facts = city.timetable, city.call_facts
    trip = city.find_trip(ride.feed_id, ride.trip_id)
    assert trip is not None, f"{ride.trip_id!r} is a trip of this city"
    row = int(np.flatnonzero(table.row_trip == trip)[0])
    pattern = int(np.searchsorted(table.row_at, row, side="right")) - 1
    first, end = (int(at) for at in table.pattern_at[pattern : pattern + 2])
    start = int(facts.at[facts.trip_facts[trip]])
    sequence = facts.sequence[start : start + end - first]
    position = int(np.flatnonzero(sequence == ride.calls[call].sequence)[0])
    return first, first + position
