"""Staying seated: which trips a vehicle goes on as (docs/journey-rules.md)."""

from __future__ import annotations

from datetime import date

from .feed import RawFeed


def followers(feed: RawFeed, day: date, trip_id: str) -> list[str]:
    """Trips that the vehicle of a trip may go on as on a service day."""
    calls = feed.calls(trip_id)
    if not calls or trip_id in feed.frequencies:
        return []
    found = [
        after
        for (before, after), kind in feed.in_seat.items()
        if kind == 4 and before == trip_id and _could_follow(feed, day, trip_id, after)
    ]
    block_id = feed.trips[trip_id].block_id
    return [*found, *(_next_in_block(feed, day, trip_id, block_id) if block_id else [])]


def _could_follow(feed: RawFeed, day: date, trip_id: str, after: str) -> bool:
    """It runs that day and departs no earlier than the trip ends."""
    trip, calls = feed.trips.get(after), feed.calls(after)
    return (
        trip is not None
        and bool(calls)
        and after not in feed.frequencies
        and feed.runs(trip.service_id, day)
        and calls[0].departure >= feed.calls(trip_id)[-1].arrival
    )


def _next_in_block(feed: RawFeed, day: date, trip_id: str, block_id: str) -> list[str]:
    """The next running trip of the block, if it can be stayed on; several on a tie."""
    departure = feed.calls(trip_id)[0].departure
    later = [
        (feed.calls(other)[0].departure, other)
        for other in feed.blocks[block_id]
        if other != trip_id
        and other not in feed.frequencies
        and feed.runs(feed.trips[other].service_id, day)
        and feed.calls(other)
        and feed.calls(other)[0].departure >= departure
    ]
    first = min(later, default=(0, ""))[0]
    end = feed.calls(trip_id)[-1].stop_id
    return [
        other
        for at, other in later
        if at == first
        and _could_follow(feed, day, trip_id, other)
        and feed.same_station(end, feed.calls(other)[0].stop_id)
        and feed.in_seat.get((trip_id, other)) != 5
    ]
