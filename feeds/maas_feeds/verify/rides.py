"""One ride against the raw feed: trip, day, stops, times, boarding, alighting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .answer import (
    BrokenRule,
    Json,
    TripRef,
    clock,
    find_instant,
    part,
    parts,
    read_trip_ref,
    scheduled,
)
from .feed import RawFeed
from .feeds import Feeds
from .spans import Expected, spans, why_not


@dataclass(frozen=True, slots=True)
class Ride:
    """A leg that was found in the feed; times are Unix seconds."""

    feed: RawFeed
    day: date
    board: Expected
    alight: Expected
    departure: int
    arrival: int

    @property
    def board_stop(self) -> str:
        """Where it was boarded."""
        return self.board.stop_ids[0]

    @property
    def alight_stop(self) -> str:
        """Where it is left."""
        return self.alight.stop_ids[0]


def check_ride(
    feeds: Feeds, leg: Json, *, boards: bool, alights: bool, broken: list[BrokenRule]
) -> Ride | None:
    """Find the leg in its feed; what is wrong with it is added to ``broken``.

    ``boards`` and ``alights`` are False where one stays seated from the leg before or
    into the leg after. Raises BrokenRule where the ride cannot be found at all.
    """
    ref = read_trip_ref(leg.get("tripId"))
    found = feeds.find_trip(ref.tagged_id)
    if found is None:
        raise BrokenRule("trip", f"no feed of the city has a trip {ref.tagged_id!r}")
    feed, trip_id = found
    _check_trip(feed, trip_id, ref.day, leg)

    places = [part(leg, "from"), *parts(leg, "intermediateStops"), part(leg, "to")]
    stop_ids = [_own_stop_id(feed, place) for place in places]
    departures = _departures(feed, trip_id, ref)
    found_spans = list(spans(feed, ref.day, trip_id, departures, stop_ids))
    if not found_spans:
        raise BrokenRule("stops", why_not(feed, trip_id, stop_ids))
    faults, span = min(
        ((_wrong_times(feed, ref.day, span, places), span) for span in found_spans),
        key=lambda pair: len(pair[0]),
    )
    broken += [BrokenRule("times", fault) for fault in faults[:1]]
    board, alight = span[0], span[-1]
    if boards and (board.is_last or not board.pickup):
        broken.append(
            BrokenRule("boarding", f"nobody may board {trip_id} at {board.stop_ids[0]}")
        )
    if alights and (alight.is_first or not alight.drop_off):
        broken.append(
            BrokenRule(
                "alighting",
                f"nobody may alight from {alight.trip_id} at {alight.stop_ids[0]}",
            )
        )
    # Times as stated, for interpolated ones may differ from those expected here.
    departure, arrival = (
        scheduled(places[0], "departure"),
        scheduled(places[-1], "arrival"),
    )
    return Ride(
        feed,
        ref.day,
        board,
        alight,
        feed.instant(ref.day, board.departure) if departure is None else departure,
        feed.instant(ref.day, alight.arrival) if arrival is None else arrival,
    )


def _check_trip(feed: RawFeed, trip_id: str, day: date, leg: Json) -> None:
    trip = feed.trips[trip_id]
    stated = leg.get("routeId")
    if stated is not None and stated != f"{feed.feed_id}_{trip.route_id}":
        raise BrokenRule("trip", f"{trip_id} is of route {trip.route_id}, not {stated}")
    if not feed.runs(trip.service_id, day):
        raise BrokenRule(
            "service",
            f"{trip_id} does not run on {day}: its service is {trip.service_id!r}",
        )
    if not feed.calls(trip_id):
        raise BrokenRule("trip", f"{trip_id} has fewer than two calls with times")


def _own_stop_id(feed: RawFeed, place: Json) -> str:
    text = str(place.get("stopId"))
    prefix = f"{feed.feed_id}_"
    if not text.startswith(prefix):
        raise BrokenRule(
            "stops", f"stopId {text!r} is not of the trip's feed {feed.feed_id!r}"
        )
    return text[len(prefix) :]


def _departures(feed: RawFeed, trip_id: str, ref: TripRef) -> list[int]:
    """First departures of the trip in the stated minute, service-day seconds."""
    own = feed.calls(trip_id)[0].departure
    every = [
        at
        for frequency in feed.frequencies.get(trip_id, ())
        for at in range(frequency.start, frequency.end, frequency.headway)
    ] or [own]
    found = [at for at in every if at // 60 == ref.first_departure]
    if not found:
        minute = clock(ref.first_departure * 60)[:-3]
        also = "" if len(every) > 1 else f"; it does at {clock(own)}"
        raise BrokenRule(
            "trip", f"{trip_id} does not leave its first stop at {minute}{also}"
        )
    return found


def _wrong_times(
    feed: RawFeed, day: date, span: Sequence[Expected], places: Sequence[Json]
) -> list[str]:
    """What is wrong with the times of the calls; those that must be there first."""
    zero, wrong, last = feed.instant(day, 0), [], len(span) - 1
    before: int | None = None
    for i, (there, place) in enumerate(zip(span, places, strict=True)):
        for what, true in (("arrival", there.arrival), ("departure", there.departure)):
            stated = scheduled(place, what)
            if stated is None:
                if (what == "arrival" and i > 0) or (what == "departure" and i < last):
                    wrong.append(f"{what} at {there.stop_ids[0]} is missing")
                continue
            if not -there.early <= stated - zero - true <= there.late:
                wrong.append(
                    f"{what} of {there.trip_id} at {there.stop_ids[0]} is"
                    f" {clock(true)} of {day} in the feed,"
                    f" {stated - zero - true:+d} s in the answer"
                )
            elif before is not None and stated < before and there.late:
                wrong.append(f"{what} at {there.stop_ids[0]} is before the call before")
            if (what == "arrival" and i > 0) or (what == "departure" and i < last):
                before = stated
    return wrong


def check_now(leg: Json) -> None:
    """The leg's own times: those of its ends, and the timetable's if not realtime."""
    start, end = part(leg, "from"), part(leg, "to")
    for field, place, what in (
        ("startTime", start, "departure"),
        ("endTime", end, "arrival"),
        ("scheduledStartTime", start, "scheduledDeparture"),
        ("scheduledEndTime", end, "scheduledArrival"),
    ):
        stated, there = find_instant(leg, field), find_instant(place, what)
        if stated is not None and there is not None and stated != there:
            raise BrokenRule(
                "fields", f"{field} {leg[field]} is not the {what} {place[what]}"
            )
    if not leg.get("realTime"):
        for field, planned in (
            ("startTime", "scheduledStartTime"),
            ("endTime", "scheduledEndTime"),
        ):
            stated, there = find_instant(leg, field), find_instant(leg, planned)
            if there is not None and stated != there:
                raise BrokenRule(
                    "fields", f"{field} differs from {planned} without realtime"
                )
