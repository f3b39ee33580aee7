"""A town's rides for the person's oracle: events, and what is known of step-free access.

Read once for each town; the events themselves are those of ``oracle_graph``.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import networkx as nx

from .oracle_feed import Feed, read_feed
from .oracle_graph import Event, Ride, add_ride, add_staying_seated, rides
from .person_towns import Town

UNKNOWN = 0  # of stops and trips, in GTFS


@lru_cache(maxsize=4)
def timetable(town: Town) -> tuple[Feed, list[Ride]]:
    """Return a town's feed and all its rides."""
    feed = read_feed(town.tables)
    return feed, rides(feed, town.timezone)


@lru_cache(maxsize=8)
def expanded(town: Town, days: frozenset[date]) -> nx.MultiDiGraph[Event]:
    """Return the events of some days, joined by riding and staying seated."""
    feed, every = timetable(town)
    running = [ride for ride in every if ride.day in days]
    graph: nx.MultiDiGraph[Event] = nx.MultiDiGraph()
    for number, ride in enumerate(running):
        add_ride(graph, number, ride)
    add_staying_seated(graph, feed, running)
    return graph


@lru_cache(maxsize=8)
def step_free(town: Town, test: str) -> dict[str, int]:
    """Return what is known of all stops ("stop"), or of all trips ("trip")."""
    if test == "trip":
        return {
            row["trip_id"]: int(row.get("wheelchair_accessible") or UNKNOWN)
            for row in town.tables["trips.txt"]
        }
    rows = {row["stop_id"]: row for row in town.tables["stops.txt"]}
    own = {
        stop: int(row.get("wheelchair_boarding") or UNKNOWN)
        for stop, row in rows.items()
    }
    return {
        stop: own[stop] or own.get(row.get("parent_station", ""), UNKNOWN)
        for stop, row in rows.items()
    }
