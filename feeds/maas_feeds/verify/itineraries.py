"""One itinerary: every leg, what holds it together, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answer import BrokenRule, Json, instant, number, part, parts
from .asked import Asked
from .changes import check_change, find_rule
from .feed import Rule
from .feeds import Feeds
from .rides import Ride, check_now, check_ride
from .seats import followers
from .verdict import Fault
from .walks import check_walk

STREET_MODES = frozenset(
    {
        "BIKE",
        "CAR",
        "CAR_DROPOFF",
        "CAR_PARKING",
        "DEBUG_BUS_ROUTE",
        "DEBUG_FERRY_ROUTE",
        "DEBUG_RAILWAY_ROUTE",
        "FLEX",
        "HGV",
        "ODM",
        "RENTAL",
        "RIDE_SHARING",
    }
)
"""Modes of MOTIS that no GTFS timetable certifies."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What itineraries are compared by; times are Unix seconds."""

    departure: int
    arrival: int
    boardings: int
    uncertain: bool
    """Not known to be passable for the person asked for."""
    effort: float
    """Told of its walks: with as many boardings, less of it is less in all."""


class ItineraryCheck:
    """Collects the faults of one itinerary."""

    def __init__(self, feeds: Feeds, asked: Asked, number: int | None) -> None:
        self.feeds = feeds
        self.asked = asked
        self.number = number
        self.faults: list[Fault] = []
        self.legs = 0

    def broken(self, leg: int | None, rule: BrokenRule) -> None:
        """Write a fault down."""
        self.faults.append(Fault(self.number, leg, rule.rule, rule.message))

    def run(self, answer: Json, itinerary: Json) -> Summary | None:
        """Check everything; None where it is too broken to be compared."""
        try:
            legs = parts(itinerary, "legs")
        except BrokenRule as rule:
            self.broken(None, rule)
            return None
        self.legs = len(legs)
        if not legs:
            self.broken(None, BrokenRule("form", "it has no legs"))
            return None
        rides = [self._ride(legs, i) for i in range(len(legs))]
        rules = self._changes(legs, rides)
        for i, leg in enumerate(legs):
            self._leg(i, leg, timed_by_rule=rules.get(i) is not None)
        self._chain(legs)
        try:
            summary = _summary(itinerary, legs)
            self._as_a_whole(answer, itinerary, legs, summary)
        except BrokenRule as rule:
            self.broken(None, rule)
            return None
        return summary

    def _ride(self, legs: Sequence[Json], i: int) -> Ride | None:
        """Certify a ride against its feed; None for a walk or what cannot be found."""
        if not _is_ride(legs[i]):
            return None
        broken: list[BrokenRule] = []
        ride = None
        try:
            ride = check_ride(
                self.feeds,
                legs[i],
                boards=not legs[i].get("interlineWithPreviousLeg"),
                alights=i + 1 == len(legs)
                or not legs[i + 1].get("interlineWithPreviousLeg"),
                broken=broken,
            )
        except BrokenRule as rule:
            broken.append(rule)
        for fault in broken:
            self.broken(i, fault)
        return ride

    def _leg(self, i: int, leg: Json, *, timed_by_rule: bool) -> None:
        """What holds for a leg by itself, whatever its mode."""
        try:
            start, end = instant(leg, "startTime"), instant(leg, "endTime")
            if leg.get("mode") == "WALK":
                check_walk(
                    leg, self.asked.walk_metres_per_second, timed_by_rule=timed_by_rule
                )
            elif not _is_ride(leg):
                raise BrokenRule("mode", f"{leg.get('mode')} is in no timetable")
            if start > end:
                raise BrokenRule("fields", "it ends before it starts")
            if leg.get("duration") != end - start:
                raise BrokenRule(
                    "fields",
                    f"duration is {leg.get('duration')}, not {end - start} s",
                )
            check_now(leg)
            for place in (part(leg, "from"), part(leg, "to")):
                self.feeds.certify_stop(place)
            for place in _stops_between(leg):
                self.feeds.certify_stop(place)
        except BrokenRule as rule:
            self.broken(i, rule)

    def _changes(
        self, legs: Sequence[Json], rides: Sequence[Ride | None]
    ) -> dict[int, Rule]:
        """Check the way from each ride to the next; rules by the walks they time."""
        rules: dict[int, Rule] = {}
        before: int | None = None
        for i, leg in enumerate(legs):
            if not _is_ride(leg):
                continue
            ride, last = rides[i], None if before is None else rides[before]
            try:
                if leg.get("interlineWithPreviousLeg"):
                    if before is None or before != i - 1:
                        raise BrokenRule("seat", "there is no ride before to stay on")
                    if ride and last:
                        _check_seat(last, ride)
                elif ride and last and before is not None:
                    rule = find_rule(last, ride)
                    if rule is not None:
                        rules.update(dict.fromkeys(range(before + 1, i), rule))
                    check_change(last, ride, rule, self.asked)
            except BrokenRule as broken:
                self.broken(i, broken)
            before = i
        return rules

    def _chain(self, legs: Sequence[Json]) -> None:
        for i in range(1, len(legs)):
            before, leg = legs[i - 1], legs[i]
            try:
                here, there = part(before, "to"), part(leg, "from")
                seated = leg.get("interlineWithPreviousLeg")
                if not seated and not self._meet(here, there):
                    raise BrokenRule(
                        "chain",
                        f"it begins at {_name(there)}, the leg before ends"
                        f" at {_name(here)}",
                    )
                early = instant(before, "endTime") - instant(leg, "startTime")
                if early > 0:
                    raise BrokenRule(
                        "chain", f"it begins {early} s before the leg before has ended"
                    )
            except BrokenRule as rule:
                self.broken(i, rule)

    def _meet(self, here: Json, there: Json) -> bool:
        if here.get("stopId") is not None and there.get("stopId") is not None:
            return bool(here["stopId"] == there["stopId"])
        return self.feeds.is_at(here, there)

    def _as_a_whole(
        self, answer: Json, itinerary: Json, legs: Sequence[Json], summary: Summary
    ) -> None:
        for field, stated, true in (
            ("startTime", instant(itinerary, "startTime"), summary.departure),
            ("endTime", instant(itinerary, "endTime"), summary.arrival),
        ):
            if stated != true:
                self.broken(
                    None,
                    BrokenRule(
                        "fields",
                        f"{field} is {stated - true:+d} s off that of its legs",
                    ),
                )
        for field, true in (
            ("duration", summary.arrival - summary.departure),
            ("transfers", max(summary.boardings - 1, 0)),
        ):
            if itinerary.get(field) != true:
                message = f"{field} is {itinerary.get(field)}, not {true}"
                self.broken(None, BrokenRule("fields", message))
        self._check_ends(answer, legs)
        self._check_asked(summary)

    def _check_ends(self, answer: Json, legs: Sequence[Json]) -> None:
        for i, end, verb in ((0, "from", "begins"), (-1, "to", "ends")):
            place, wanted = part(legs[i], end), part(answer, end)
            if not self.feeds.is_at(place, wanted):
                message = f"it {verb} at {_name(place)}, not at {_name(wanted)}"
                self.broken(None, BrokenRule("ends", message))

    def _check_asked(self, summary: Summary) -> None:
        asked = self.asked
        if asked.time is None:
            return
        if asked.arrive_by and summary.arrival > asked.time:
            late = summary.arrival - asked.time
            self.broken(None, BrokenRule("asked", f"it arrives {late} s too late"))
        if not asked.arrive_by and summary.departure < asked.time:
            early = asked.time - summary.departure
            self.broken(None, BrokenRule("asked", f"it departs {early} s too early"))


def _check_seat(ride: Ride, after: Ride) -> None:
    """The vehicle of the ride goes on as the one after, that day."""
    fits = (
        ride.feed is after.feed
        and ride.day == after.day
        and ride.alight.is_last
        and after.board.is_first
        and after.board.trip_id in followers(ride.feed, ride.day, ride.alight.trip_id)
    )
    if not fits:
        raise BrokenRule(
            "seat",
            f"{ride.alight.trip_id} does not go on as {after.board.trip_id}"
            f" on {ride.day}",
        )


def _summary(itinerary: Json, legs: Sequence[Json]) -> Summary:
    return Summary(
        instant(legs[0], "startTime"),
        instant(legs[-1], "endTime"),
        sum(_is_ride(leg) and not leg.get("interlineWithPreviousLeg") for leg in legs),
        _is_uncertain(itinerary, legs),
        sum(number(_accessibility(leg), "effort") or 0.0 for leg in legs),
    )


def _is_uncertain(itinerary: Json, legs: Sequence[Json]) -> bool:
    """As it is told; that this fits its legs is checked for itself."""
    told = [itinerary.get("x-status")]
    if told == [None]:
        told = [_accessibility(leg).get("status") for leg in legs]
    return "possible" in told


def _accessibility(leg: Json) -> Json:
    told = leg.get("x-accessibility")
    return told if isinstance(told, Mapping) else {}


def _stops_between(leg: Json) -> Sequence[Json]:
    return parts(leg, "intermediateStops") if leg.get("intermediateStops") else ()


def _is_ride(leg: Json) -> bool:
    mode = str(leg.get("mode"))
    return mode != "WALK" and mode not in STREET_MODES


def _name(place: Json) -> str:
    return str(place.get("stopId") or place.get("name"))
