"""The rules about changing and staying seated, for the oracle.

See docs/journey-rules.md, "Staying seated" and "Changing".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from .oracle_feed import Feed, Stop, TransferRow, Trip

POSSIBLE, TIMED, MINIMUM, FORBIDDEN, IN_SEAT, NOT_IN_SEAT = range(6)

# How closely a row names the trips: what it says of one side and of the other.
MOST_SPECIFIC_FIRST = (
    {("trip", "trip")},
    {("trip", "route"), ("route", "trip")},
    {("trip", "any"), ("any", "trip")},
    {("route", "route")},
    {("route", "any"), ("any", "route")},
    {("any", "any")},
)


def rule(feed: Feed, a: Trip, p: str, b: Trip, q: str) -> TransferRow | None:
    """Return the row that counts for an alighting from a at p and boarding b at q."""
    matching = [
        row
        for row in feed.transfers
        if row.kind not in (IN_SEAT, NOT_IN_SEAT)
        and row.from_stop
        and row.to_stop
        and row.from_stop in (p, feed.stops[p].parent)
        and row.to_stop in (q, feed.stops[q].parent)
        and (
            row.from_trip == a.id if row.from_trip else row.from_route in ("", a.route)
        )
        and (row.to_trip == b.id if row.to_trip else row.to_route in ("", b.route))
    ]
    for specific in MOST_SPECIFIC_FIRST:
        at_rank = [row for row in matching if names(row) in specific]
        naming_stops = [
            row for row in at_rank if (row.from_stop, row.to_stop) == (p, q)
        ]
        for row in naming_stops + at_rank:
            return row
    return None


def names(row: TransferRow) -> tuple[str, str]:
    """Say how a row names its two sides: by trip, by route, or any."""
    return (
        "trip" if row.from_trip else "route" if row.from_route else "any",
        "trip" if row.to_trip else "route" if row.to_route else "any",
    )


def change_seconds(row: TransferRow | None, walk: int | None) -> int | None:
    """Return transfer(p, q) from walk(p, q), None where one can't change."""
    if row is None:
        return walk
    if row.kind == POSSIBLE:
        return walk or 0
    if row.kind == TIMED:
        return 0
    if row.kind == MINIMUM:
        return max(row.min_seconds, walk or 0)
    assert row.kind == FORBIDDEN
    return None


def followers(feed: Feed, day: date) -> set[tuple[str, str]]:
    """Return all (A, B) where who is on A when it ends may go on as B, that day."""
    running = {
        trip.id: trip
        for trip in feed.trips.values()
        if day in feed.days.get(trip.service, ()) and not trip.runs
    }
    blocks: dict[str, list[Trip]] = {}
    for trip in running.values():
        if trip.block:
            blocks.setdefault(trip.block, []).append(trip)
    found = set()
    for block in blocks.values():
        block.sort(key=lambda trip: trip.calls[0].departure)
        for a, b in pairwise(block):
            if in_time(a, b) and same_place(feed.stops, a, b):
                found.add((a.id, b.id))
    for row in feed.transfers:
        a_and_b = row.from_trip, row.to_trip
        if (
            row.kind == IN_SEAT
            and all(trip in running for trip in a_and_b)
            and in_time(running[row.from_trip], running[row.to_trip])
        ):
            found.add(a_and_b)
    for row in feed.transfers:
        if row.kind == NOT_IN_SEAT:
            found.discard((row.from_trip, row.to_trip))
    return found


def in_time(a: Trip, b: Trip) -> bool:
    """Tell whether b departs no earlier than a arrives at its last call."""
    return b.calls[0].departure >= a.calls[-1].arrival


def same_place(stops: Mapping[str, Stop], a: Trip, b: Trip) -> bool:
    """Tell whether b starts at the stop, or in the station, where a ends."""
    end, start = stops[a.calls[-1].stop], stops[b.calls[0].stop]
    return end == start or (end.parent != "" and end.parent == start.parent)
