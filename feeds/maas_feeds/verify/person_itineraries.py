"""An itinerary for a person: its walks, its rides, and time to board."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .answer import BrokenRule, Json, instant, parts
from .person import Person
from .person_edges import RawGround
from .person_rides import check_person_ride
from .person_walks import check_person_walk


def check_person_itinerary(
    raw: RawGround, itinerary: Json, person: Person
) -> Iterator[tuple[int | None, BrokenRule]]:
    """Yield every broken rule of one itinerary with its leg, None for all of it."""
    try:
        legs = parts(itinerary, "legs")
    except BrokenRule:
        return  # found already, for whomever the answer is
    for i, leg in enumerate(legs):
        try:
            if leg.get("mode") == "WALK":
                for rule in check_person_walk(raw, leg, person):
                    yield i, rule
            else:
                after = legs[i + 1] if i + 1 < len(legs) else {}
                alights = not after.get("interlineWithPreviousLeg")
                for rule in check_person_ride(raw.feeds, leg, person, alights=alights):
                    yield i, rule
                _check_ready(legs, i, person)
        except BrokenRule as rule:
            yield i, rule
    status, possible = itinerary.get("x-status"), False
    for leg in legs:
        told = leg.get("x-accessibility")
        possible |= isinstance(told, Mapping) and told.get("status") == "possible"
    if status is not None and (status == "possible") != possible:
        yield (
            None,
            BrokenRule("certainty", f"told {status}, which its legs are not"),
        )


def _check_ready(legs: Sequence[Json], i: int, person: Person) -> None:
    """One is at the stop so long before a departure as this person needs."""
    if i == 0 or legs[i].get("interlineWithPreviousLeg"):
        return
    spare = instant(legs[i], "startTime") - instant(legs[i - 1], "endTime")
    if spare < person.boarding_seconds:
        raise BrokenRule(
            "ready",
            f"{spare} s before the departure, {person.boarding_seconds} s are needed",
        )
