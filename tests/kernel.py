"""A city in memory, with walks given outright: the planner without streets.

The walking graph of a test replaces that of the city: nodes are stops and any further
names, edges take the seconds they are given. So the planner, the oracle and a timetable
in a text mean the same walks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from maas.city import City
from maas.csr import group_by
from maas.journeys.ends import End
from maas.journeys.planner import Planner
from maas.journeys.request import Request, StopRef
from maas.journeys.riding import Found
from maas.streets.graph import EdgeKind, Streets
from maas.streets.walking import build_walking
from maas.transit.build import build_timetable
from maas.units import UNREACHED
from maas_feeds.gtfs import read_feed
from maas_feeds.join import join_tables
from maas_feeds.osm import build_streets, no_pathways, no_stops

FEED = "f"
Walks = Mapping[tuple[str, str], int]
Place = str | Mapping[str, int]


def city_of(
    folder: Path, walks: Walks, timezone: str = "UTC", nodes: Iterable[str] = ()
) -> City:
    """Return the city of a GTFS folder, with these walks and no others.

    ``nodes`` names places that perhaps no walk leads to.
    """
    feed, _ = read_feed(folder, FEED)
    stop_ids = list(feed.stops.stop_id)
    named = {*nodes, *(name for pair in walks for name in pair)}
    names = stop_ids + sorted(named - set(stop_ids))
    streets = streets_of(names, len(stop_ids), walks)
    return City(
        name="a test",
        timezone=timezone,
        languages=("en",),
        bounds=(-90.0, -180.0, 90.0, 180.0),
        timetable=build_timetable([feed]),
        streets=streets,
        walking=build_walking(streets),
        sources={},
        manifest={"nodes": names},
        **join_tables([feed]),
    )


def streets_of(names: list[str], n_stops: int, walks: Walks) -> Streets:
    """Return a street graph of edges that take given seconds."""
    blank, _ = build_streets([], [], no_stops(), no_pathways())
    index = {name: node for node, name in enumerate(names)}
    tail = np.array([index[a] for a, _ in walks], dtype=np.int32)
    head = np.array([index[b] for _, b in walks], dtype=np.int32)
    edge_at, order = group_by(tail, len(names))
    n = len(walks)
    columns: dict[str, Any] = {}
    for name in Streets.__dataclass_fields__:
        column = getattr(blank, name)
        if isinstance(column, np.ndarray) and not name.startswith(("node", "shape_")):
            columns[name] = np.zeros(n, dtype=column.dtype)
    columns |= {
        "node_lat": np.zeros(len(names)),
        "node_lon": np.zeros(len(names)),
        "node_level": np.full(len(names), np.nan, dtype=np.float32),
        "node_elevation": np.full(len(names), np.nan, dtype=np.float32),
        "node_elevation_source": np.zeros(len(names), dtype=np.uint8),
        "node_osm": np.zeros(len(names), dtype=np.int64),
        "node_rest": np.zeros(len(names), dtype=np.uint8),
        "stop_node": np.arange(n_stops, dtype=np.int32),
        "edge_at": edge_at,
        "edge_from": tail[order],
        "edge_to": head[order],
        "edge_twin": np.full(n, -1, dtype=np.int32),
        "kind": np.full(n, EdgeKind.WALKWAY, dtype=np.uint8),
        "metres": np.zeros(n, dtype=np.float32),
        "seconds": np.array(list(walks.values()), dtype=np.float32)[order],
        "name": np.full(n, -1, dtype=np.int32),
        "hours": np.full(n, -1, dtype=np.int32),
        "hours_at": np.zeros(1, dtype=np.int32),
        "hours_from": np.zeros(0, dtype=np.int32),
        "hours_to": np.zeros(0, dtype=np.int32),
        "pathway": np.full(n, -1, dtype=np.int32),
        "shape": np.zeros(n, dtype=np.int32),
        "shape_forward": np.ones(n, dtype=np.uint8),
        "shape_at": np.array([0, 2], dtype=np.int32),
        "shape_lat": np.zeros(2),
        "shape_lon": np.zeros(2),
    }
    return replace(blank, **columns)


def found_between(
    planner: Planner, origin: Place, destination: Place, request: Request
) -> Found:
    """Search between stops, stations, or nodes with the seconds to them."""
    return planner.search_between(
        request,
        end_of(planner, origin, leaving=True),
        end_of(planner, destination, leaving=False),
    )


def end_of(planner: Planner, place: Place, leaving: bool = True) -> End:
    """Return the end of a journey: a stop, a station, or nodes and seconds."""
    if isinstance(place, str):
        ends = planner._ends(planner._traveller(request_at(0)))
        one = StopRef(FEED, place)
        return ends.origin(one) if leaving else ends.destination(one)
    names = planner.city.manifest["nodes"]
    nodes = np.array([names.index(node) for node in place], dtype=np.int32)
    return End(nodes, np.array(list(place.values()), dtype=np.int32))


def request_at(epoch: int, **fields: Any) -> Request:
    """Return a request whose places are given apart."""
    nowhere = StopRef(FEED, "")
    when = datetime.fromtimestamp(epoch, UTC)
    return Request(nowhere, nowhere, when, **fields)


def journeys(
    folder: Path,
    walks: Walks,
    access: Mapping[str, int],
    egress: Mapping[str, int],
    depart: int,
    window: int | None = None,
    arrive_by: bool = False,
    day: str = "2026-01-01",
    **limits: Any,
) -> list[tuple[int, int, int, str]]:
    """Return (departure, arrival, boardings, text) of what is found.

    Times are seconds of the day, in UTC. ``text`` reads
    ``"A 08:00 -R1-> B 08:10"``; the direct walk is left out.
    """
    planner = Planner(city_of(folder, walks, nodes=(*access, *egress)))
    base = int(datetime.fromisoformat(f"{day}T00:00+00:00").timestamp())
    request = request_at(
        base + depart, window_seconds=window, arrive_by=arrive_by, **limits
    )
    found = found_between(planner, access, egress, request)
    city = planner.city
    stop_ids = list(city.stops.stop_id)
    shown = []
    for journey in found.journeys:
        rides = []
        for ride in journey.rides:
            trip = int(city.timetable.row_trip[ride.row])
            route = city.routes.short_name[int(city.trips.route[trip])]
            a, b = stop_ids[ride.board_stop], stop_ids[ride.alight_stop]
            times = _clock(ride.departure - base), _clock(ride.arrival - base)
            rides.append(f"{a} {times[0]} -{route}-> {b} {times[1]}")
        shown.append(
            (
                journey.departure - base,
                journey.arrival - base,
                journey.boardings,
                ", ".join(rides),
            )
        )
    return shown


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, odd = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{odd:02}" if odd else "")


__all__ = ["FEED", "UNREACHED", "city_of", "found_between", "journeys", "request_at"]
