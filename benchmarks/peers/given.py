"""What the peers are given: our timetable as GTFS, walks between stops, the questions.

All planners shall ride the same trips. So the feed is written from the built timetable:
blank times filled in, frequencies as single trips, several feeds as one, ids
``s<stop>``, ``r<row>``. Each pattern is a route of its own, because ferrobus takes all
trips of a route with equally many calls for trips along the same stops.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from maas.columns import F64, I32, I64
from maas.streets.graph import Streets
from maas.transit.timetable import Timetable

from ..pairs import Pairs, position, running_rows, served_stops
from ..report import progress
from .walks import from_nodes, walking_graph

BOARD, ALIGHT = 1, 2


def days_around(day: date) -> list[date]:
    """The service days that a journey of one day may touch."""
    return [day + timedelta(days=offset) for offset in (-1, 0, 1)]


def write_feed(
    folder: Path, timetable: Timetable, lat: F64, lon: F64, timezone: str, day: date
) -> None:
    """Write the trips of a day, the day before and the day after as a GTFS folder."""
    folder.mkdir(parents=True, exist_ok=True)
    days = days_around(day)
    rows = np.unique(np.concatenate([running_rows(timetable, d) for d in days]))
    _write(
        folder / "agency.txt",
        ("agency_id", "agency_name", "agency_url", "agency_timezone"),
        [("a", "a", "https://example.org", timezone)],
    )
    _write(
        folder / "stops.txt",
        ("stop_id", "stop_name", "stop_lat", "stop_lon"),
        (
            # Names differ, so that nobody links stops by name.
            (f"s{stop}", f"s{stop}", repr(float(lat[stop])), repr(float(lon[stop])))
            for stop in np.flatnonzero(~np.isnan(lat))
        ),
    )
    pattern = np.searchsorted(timetable.row_at, rows, side="right") - 1
    _write(
        folder / "routes.txt",
        ("route_id", "agency_id", "route_short_name", "route_type"),
        ((f"p{p}", "a", f"p{p}", 3) for p in np.unique(pattern)),
    )
    _write(
        folder / "trips.txt",
        ("route_id", "service_id", "trip_id"),
        (
            (f"p{p}", f"v{timetable.row_service[row]}", f"r{row}")
            for p, row in zip(pattern, rows, strict=True)
        ),
    )
    _write_calls(folder / "stop_times.txt", timetable, pattern, rows)
    _write_calendar(folder, timetable, rows, days)


def _write_calls(path: Path, timetable: Timetable, pattern: I64, rows: I64) -> None:
    def calls() -> Iterable[Sequence[object]]:
        for p, row in zip(pattern.tolist(), rows.tolist(), strict=True):
            a, b = timetable.pattern_at[p], timetable.pattern_at[p + 1]
            n = int(timetable.row_at[p + 1] - timetable.row_at[p])
            first = int(timetable.time_at[p]) + row - int(timetable.row_at[p])
            events = first + n * np.arange(b - a)
            arrivals = timetable.arrivals[events].tolist()
            departures = timetable.departures[events].tolist()
            for i, stop in enumerate(timetable.position_stop[a:b].tolist()):
                flags = int(timetable.position_flags[a + i])
                yield (
                    f"r{row}",
                    _clock(arrivals[i]),
                    _clock(departures[i]),
                    f"s{stop}",
                    i,
                    0 if flags & BOARD else 1,
                    0 if flags & ALIGHT else 1,
                )

    _write(
        path,
        (
            "trip_id",
            "arrival_time",
            "departure_time",
            "stop_id",
            "stop_sequence",
            "pickup_type",
            "drop_off_type",
        ),
        calls(),
    )


def _write_calendar(
    folder: Path, timetable: Timetable, rows: I64, days: Sequence[date]
) -> None:
    services = np.unique(timetable.row_service[rows])
    week = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
    _write(
        folder / "calendar.txt",
        ("service_id", *week, "sunday", "start_date", "end_date"),
        (
            (f"v{s}", *[0] * 7, f"{days[0]:%Y%m%d}", f"{days[-1]:%Y%m%d}")
            for s in services
        ),
    )
    _write(
        folder / "calendar_dates.txt",
        ("service_id", "date", "exception_type"),
        (
            (f"v{s}", f"{day:%Y%m%d}", 1)
            for day in days
            for s in np.unique(timetable.row_service[running_rows(timetable, day)])
        ),
    )


def write_transfers(
    path: Path, timetable: Timetable, graph: Any, stop_node: I32, day: date, limit: int
) -> int:
    """Write the walks of up to ``limit`` seconds between served stops; their number.

    In whole minutes, rounded up, as nigiri counts.
    """
    stops = served_stops(timetable, day)
    stops = stops[stop_node[stops] >= 0]
    nodes = stop_node[stops].astype(np.int64)
    count = 0

    def walks() -> Iterable[Sequence[object]]:
        nonlocal count
        rows = from_nodes(graph, nodes, nodes, limit)
        both = zip(stops.tolist(), rows, strict=True)
        for stop, seconds in progress(both, "walks between stops"):
            for j in np.flatnonzero(seconds <= limit).tolist():
                if stops[j] != stop:
                    count += 1
                    minutes = int(-(-seconds[j] // 60))
                    yield f"s{stop}", f"s{stops[j]}", 2, minutes * 60

    _write(
        path,
        ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"),
        walks(),
    )
    return count


@dataclass(frozen=True, slots=True)
class Walker:
    """How one walks, in the peers' terms."""

    metres_per_second: float
    limit_seconds: int


def prepare_questions(
    streets: Streets, timetable: Timetable, pairs: Pairs, day: date, walker: Walker
) -> list[Mapping[str, Any]]:
    """Each pair with its places, its walks to and from stops, and the direct walk."""
    graph = walking_graph(streets, walker.metres_per_second)
    stops = served_stops(timetable, day)
    stops = stops[streets.stop_node[stops] >= 0]
    nodes = streets.stop_node[stops].astype(np.int64)
    out = from_nodes(graph, pairs.origin, np.arange(streets.node_count))
    back = from_nodes(graph.T.tocsr(), pairs.destination, nodes, walker.limit_seconds)
    asked: list[Mapping[str, Any]] = []
    both = zip(pairs.origin, pairs.destination, out, back, strict=True)
    for origin, destination, leaving, reaching in progress(both, "walks to stops"):
        asked.append(
            {
                "nodes": [int(origin), int(destination)],
                "from": position(streets, origin),
                "to": position(streets, destination),
                "access": _within(stops, leaving[nodes], walker.limit_seconds),
                "egress": _within(stops, reaching, walker.limit_seconds),
                "walk": int(min(leaving[destination], 10**9)),
            }
        )
    return asked


def _within(stops: I64, seconds: F64, limit: int) -> list[list[int]]:
    near = np.flatnonzero(seconds <= limit)
    return [[int(stops[i]), int(seconds[i])] for i in near]


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(head)
        out.writerows(rows)
