"""Which vias are behind one at every boarding of an itinerary, and which are ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..city import City
from .itinerary import Leg, Ride, Walk
from .request import Request, Via


@dataclass(frozen=True, slots=True)
class Pause:
    """What a via makes of the time before a boarding."""

    stay_seconds: int
    """Spent at vias between the ride before and this boarding."""
    ahead: tuple[Via, ...]
    """Not yet visited at this boarding."""


def pauses(city: City, legs: Sequence[Leg], request: Request) -> list[Pause]:
    """Return the pause before every leg.

    A via counts as visited as soon as one is there with the time to stay
    (``docs/journey-rules.md``, Via stops).
    """
    ahead = [
        (via, set(city.members(city.get_stop(via.stop.feed_id, via.stop.stop_id))))
        for via in request.via
    ]
    stayed = 0
    found: list[Pause] = []

    def visit(stop: int | None, spare: int) -> None:
        """Be at a stop with so many seconds to spare."""
        nonlocal stayed
        while ahead and stop in ahead[0][1] and ahead[0][0].stay_seconds <= spare:
            stay = ahead.pop(0)[0].stay_seconds
            stayed, spare = stayed + stay, spare - stay

    for number, leg in enumerate(legs):
        if number == 0:
            start = leg.calls[0].point if isinstance(leg, Ride) else leg.origin
            visit(start.stop, _spare(legs, 0))
        found.append(Pause(stayed, tuple(via for via, _ in ahead)))
        if isinstance(leg, Walk):
            visit(leg.destination.stop, _spare(legs, number + 1))
            continue
        stayed = 0
        for call in leg.calls[1:-1]:
            if call.drop_off != 1:
                visit(call.point.stop, 0)
        rides_on = number + 1 < len(legs) and _stays_seated(legs[number + 1])
        spare = 0 if rides_on else _spare(legs, number + 1)
        visit(leg.calls[-1].point.stop, spare)
    return found


def _spare(legs: Sequence[Leg], first: int) -> int:
    """Return the seconds one stands from the leg before ``first`` to the next ride.

    At the end of the journey one may stay for as long as one likes.
    """
    end = first
    while end < len(legs) and isinstance(legs[end], Walk):
        end += 1
    if end == len(legs):
        return 1 << 30
    # Also at the start, where a stay may come before the first walk.
    since = legs[first - 1].arrival if first else legs[0].departure
    walked = sum(leg.seconds for leg in legs[first:end] if isinstance(leg, Walk))
    return int(legs[end].departure.timestamp() - since.timestamp()) - walked


def _stays_seated(leg: Leg) -> bool:
    return isinstance(leg, Ride) and leg.stays_seated
