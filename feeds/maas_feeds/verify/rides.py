"""One ride against the raw feed: trip, day, stops, times, boarding, alighting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from .calls import Call
from .feed import RawFeed
from .feeds import Feeds
from .seats import followers


@dataclass(frozen=True, slots=True)
class Expected:
    """What the feed says of one place of a ride, service-day seconds.

    Where two trips ridden without leaving the seat meet, it may be one place.
    """

    trip_id: str
    stop_ids: tuple[str, ...]
    arrival: int
    departure: int
    early: int  # seconds by which it may be earlier than stated here
    late: int
    pickup: bool
    drop_off: bool
    is_first: bool
    is_last: bool


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
    spans = list(_spans(feed, ref.day, trip_id, departures, stop_ids))
    if not spans:
        raise BrokenRule("stops", _why_not(feed, trip_id, stop_ids))
    faults, span = min(
        ((_wrong_times(feed, ref.day, span, places), span) for span in spans),
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
    return Ride(
        feed,
        ref.day,
        board,
        alight,
        feed.instant(ref.day, board.departure),
        feed.instant(ref.day, alight.arrival),
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


def _spans(
    feed: RawFeed,
    day: date,
    trip_id: str,
    departures: Sequence[int],
    stop_ids: Sequence[str],
) -> Iterator[list[Expected]]:
    """Runs of calls, of one trip or of several ridden in one seat, at these stops."""
    own = feed.calls(trip_id)
    for departure in departures:
        calls = _expected(trip_id, own, departure - own[0].departure)
        for i, call in enumerate(calls):
            if call.stop_ids[0] == stop_ids[0]:
                for span in _ride_on(feed, day, calls[i:], len(stop_ids)):
                    if all(
                        stop_id in there.stop_ids
                        for there, stop_id in zip(span, stop_ids, strict=True)
                    ):
                        yield span


def _expected(trip_id: str, calls: Sequence[Call], shift: int) -> list[Expected]:
    last = len(calls) - 1
    return [
        Expected(
            trip_id,
            (call.stop_id,),
            call.arrival + shift,
            call.departure + shift,
            call.early,
            call.late,
            call.pickup,
            call.drop_off,
            i == 0,
            i == last,
        )
        for i, call in enumerate(calls)
    ]


def _ride_on(
    feed: RawFeed, day: date, so_far: list[Expected], length: int
) -> Iterator[list[Expected]]:
    """Cut to a length; where the trip is too short, go on as those that follow it.

    The end of the one and the start of the other may be shown as one place or two.
    """
    if length <= len(so_far):
        yield so_far[:length]
        return
    end = so_far[-1]
    for after in followers(feed, day, end.trip_id):
        start, *rest = _expected(after, feed.calls(after), 0)
        met = replace(
            end,
            stop_ids=(*end.stop_ids, *start.stop_ids),
            departure=start.departure,
            is_last=False,
        )
        if rest and len(so_far) > 1:
            yield from _ride_on(feed, day, [*so_far[:-1], met, *rest], length)
        yield from _ride_on(feed, day, [*so_far, start, *rest], length)


def _why_not(feed: RawFeed, trip_id: str, stop_ids: Sequence[str]) -> str:
    """Why the trip does not call at these stops in this order."""
    own = [call.stop_id for call in feed.calls(trip_id)]
    for stop_id in stop_ids:
        if stop_id not in own:
            return (
                f"{trip_id} does not call at {stop_id}, nor may one stay seated to it"
            )
    return (
        f"{trip_id} does not call at {', '.join(stop_ids[:8])}"
        f"{' …' if len(stop_ids) > 8 else ''} one after the other, in this order"
    )


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
