"""Changing vehicles: the row of transfers.txt that counts (docs/journey-rules.md)."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from .answer import BrokenRule
from .asked import Asked
from .feed import RawFeed, Rule
from .rides import Ride


def find_rule(ride: Ride, after: Ride) -> Rule | None:
    """The most specific row for this change; feeds have no rules about each other."""
    feed = ride.feed
    if feed is not after.feed:
        return None
    from_trip, to_trip = ride.alight.trip_id, after.board.trip_id
    from_route = feed.trips[from_trip].route_id
    to_route = feed.trips[to_trip].route_id
    matching = [
        (-max(sides), -min(sides), stations > 0, rule.line, rule)
        for rule, stations in _rows_of_stops(feed, ride.alight_stop, after.board_stop)
        if (first := _specific(rule.from_trip, rule.from_route, from_trip, from_route))
        is not None
        and (second := _specific(rule.to_trip, rule.to_route, to_trip, to_route))
        is not None
        for sides in [(first, second)]
    ]
    return min(matching)[-1] if matching else None


def _rows_of_stops(
    feed: RawFeed, from_stop: str, to_stop: str
) -> Iterator[tuple[Rule, int]]:
    """Rows naming the stops or their stations, and how many stations they name."""
    for here, from_station in _itself_and_station(feed, from_stop):
        for there, to_station in _itself_and_station(feed, to_stop):
            for rule in feed.rules.get((here, there), ()):
                yield rule, from_station + to_station


def _itself_and_station(feed: RawFeed, stop_id: str) -> list[tuple[str, int]]:
    parent = feed.stops[stop_id].parent
    return [(stop_id, 0), (parent, 1)] if parent else [(stop_id, 0)]


def _specific(
    rule_trip: str, rule_route: str, trip_id: str, route_id: str
) -> int | None:
    """How closely one side of a row names the trip: 2 itself, 1 its route, 0 not.

    None where it names another.
    """
    if rule_trip:
        return 2 if rule_trip == trip_id else None
    if rule_route:
        return 1 if rule_route == route_id else None
    return 0


def check_change(ride: Ride, after: Ride, rule: Rule | None, asked: Asked) -> None:
    """The change is allowed, and there is time enough for rule and traveller."""
    least = 0
    if rule is not None:
        if rule.kind == 3:
            raise BrokenRule(
                "transfer",
                f"changing from {ride.alight.trip_id} at {ride.alight_stop} to"
                f" {after.board.trip_id} at {after.board_stop} is forbidden"
                f" (transfers.txt line {rule.line})",
            )
        if rule.kind == 2:
            least = rule.min_seconds
    needed = (
        max(asked.min_transfer_seconds, ceil(least * asked.transfer_factor))
        + asked.additional_transfer_seconds
    )
    given = after.departure - ride.arrival
    if given < needed:
        raise BrokenRule(
            "transfer",
            f"{given} s to change at {ride.alight_stop}, {needed} s are needed",
        )
