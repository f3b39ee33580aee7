"""Runs of calls, of one trip or of several ridden in one seat, as legs show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from .calls import Call
from .feed import RawFeed
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


def spans(
    feed: RawFeed,
    day: date,
    trip_id: str,
    departures: Sequence[int],
    stop_ids: Sequence[str],
) -> Iterator[list[Expected]]:
    """Runs of calls at exactly these stops.

    Calls at which nobody may board or alight are all shown, or are all left out.
    """
    own = feed.calls(trip_id)
    for departure, shown in product(departures, (_expected, _expected_stopping)):
        calls = shown(trip_id, own, departure - own[0].departure)
        for i, call in enumerate(calls):
            if call.stop_ids[0] == stop_ids[0]:
                for span in _ride_on(feed, day, calls[i:], len(stop_ids), shown):
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


def _expected_stopping(
    trip_id: str, calls: Sequence[Call], shift: int
) -> list[Expected]:
    return [
        call
        for call in _expected(trip_id, calls, shift)
        if call.pickup or call.drop_off or call.is_first or call.is_last
    ]


def _ride_on(
    feed: RawFeed,
    day: date,
    so_far: list[Expected],
    length: int,
    shown: Callable[[str, Sequence[Call], int], list[Expected]],
) -> Iterator[list[Expected]]:
    """Cut to a length; where the trip is too short, go on as those that follow it.

    The end of the one and the start of the other may be shown as one place or two.
    """
    if length <= len(so_far):
        yield so_far[:length]
        return
    end = so_far[-1]
    for after in followers(feed, day, end.trip_id):
        start, *rest = shown(after, feed.calls(after), 0)
        met = replace(
            end,
            stop_ids=(*end.stop_ids, *start.stop_ids),
            departure=start.departure,
            is_last=False,
        )
        if rest and len(so_far) > 1:
            yield from _ride_on(feed, day, [*so_far[:-1], met, *rest], length, shown)
        yield from _ride_on(feed, day, [*so_far, start, *rest], length, shown)


def why_not(feed: RawFeed, trip_id: str, stop_ids: Sequence[str]) -> str:
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
