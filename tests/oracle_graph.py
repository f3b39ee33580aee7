"""The time-expanded graph: every event of every ride, and what may follow it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import networkx as nx

from .oracle_feed import Feed, Trip, second_0
from .oracle_rules import change_seconds, followers, rule


@dataclass(frozen=True)
class Ride:
    """A trip on one service day, or one of its departures if made of frequencies.

    `shift` is what to add to the times of its calls to get instants.
    """

    trip: Trip
    day: date
    shift: int

    @property
    def first(self) -> int:
        """Instant of the first departure."""
        return self.trip.calls[0].departure + self.shift

    @property
    def last(self) -> int:
        """Instant of the last arrival."""
        return self.trip.calls[-1].arrival + self.shift


class Event(NamedTuple):
    """A ride arrives at, or departs from, one of its calls."""

    ride: int
    call: int
    kind: Literal["arrive", "depart"]


def rides(feed: Feed, timezone: str) -> list[Ride]:
    """Return every ride of the feed, on all its days."""
    found = []
    for trip in feed.trips.values():
        for day in sorted(feed.days.get(trip.service, ())):
            start = second_0(day, timezone)
            if not trip.runs:
                found.append(Ride(trip, day, start))
            for first, end, headway in trip.runs:
                for departure in range(first, end, headway):
                    shift = departure - trip.calls[0].departure
                    found.append(Ride(trip, day, start + shift))
    return found


def expand(
    feed: Feed, rides: Collection[Ride], walk: Mapping[str, Mapping[str, int]]
) -> nx.MultiDiGraph[Event]:
    """Return the graph of events.

    A node has `time` (instant), `stop`, `trip` and `may` (board there, or alight).
    An edge has `kind`: "ride", "stay" (aboard) or "change"; a change has `gap`, the
    seconds that there are, `needs`, transfer(p, q), and `walk`, walk(p, q) or None.
    From an arrival to the departure of the same call both lead: to stay, and to change.
    """
    graph: nx.MultiDiGraph[Event] = nx.MultiDiGraph()
    for r, ride in enumerate(rides):
        add_ride(graph, r, ride)
    add_staying_seated(graph, feed, rides)
    add_changes(graph, feed, walk)
    return graph


def add_ride(graph: nx.MultiDiGraph[Event], r: int, ride: Ride) -> None:
    """Add a ride's departures and arrivals, and the edges that it runs along."""
    calls, last = ride.trip.calls, len(ride.trip.calls) - 1
    for i, call in enumerate(calls):
        at: dict[str, object] = {"stop": call.stop, "trip": ride.trip}
        if i > 0:
            arrive = Event(r, i, "arrive")
            time = call.arrival + ride.shift
            graph.add_node(arrive, time=time, may=call.may_alight, **at)
            graph.add_edge(Event(r, i - 1, "depart"), arrive, kind="ride")
        if i < last:
            depart = Event(r, i, "depart")
            time = call.departure + ride.shift
            graph.add_node(depart, time=time, may=call.may_board, **at)
        if 0 < i < last:
            graph.add_edge(arrive, depart, kind="stay")


def add_staying_seated(
    graph: nx.MultiDiGraph[Event], feed: Feed, rides: Collection[Ride]
) -> None:
    """Join the last arrival of a ride to the first departure of one that follows it."""
    number = {(ride.trip.id, ride.day): r for r, ride in enumerate(rides)}
    for day in {ride.day for ride in rides}:
        for a, b in followers(feed, day):
            end = Event(number[a, day], len(feed.trips[a].calls) - 1, "arrive")
            graph.add_edge(end, Event(number[b, day], 0, "depart"), kind="stay")


def add_changes(
    graph: nx.MultiDiGraph[Event], feed: Feed, walk: Mapping[str, Mapping[str, int]]
) -> None:
    """Join every alighting to every later boarding that the rules don't forbid."""
    needs: dict[tuple[str, str, str, str], int | None] = {}
    boardings = list(events(graph, "depart"))
    for alight in events(graph, "arrive"):
        a = graph.nodes[alight]
        for board in boardings:
            b = graph.nodes[board]
            gap = b["time"] - a["time"]
            if gap < 0:
                continue
            on_foot = walk[a["stop"]].get(b["stop"])
            change = a["trip"].id, a["stop"], b["trip"].id, b["stop"]
            if change not in needs:
                row = rule(feed, a["trip"], a["stop"], b["trip"], b["stop"])
                needs[change] = change_seconds(row, on_foot)
            time = needs[change]
            if time is not None:
                graph.add_edge(
                    alight, board, kind="change", gap=gap, needs=time, walk=on_foot
                )


def events(
    graph: nx.MultiDiGraph[Event], kind: Literal["arrive", "depart"]
) -> Iterable[Event]:
    """Return the events at which one may alight (arrive) or board (depart)."""
    return [
        event for event, at in graph.nodes.items() if event.kind == kind and at["may"]
    ]
