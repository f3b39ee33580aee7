"""Timetables in a text, as the search reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maas.transit.build import build_timetable
from maas.transit.tables import Feed
from maas.transit.timetable import Timetable
from maas_feeds.gtfs import read_feed
from tests.text import feed


def read(folder: Path, timetable: str, **said: Any) -> Feed:
    """Return the tables of a timetable in the language of tests/text.py."""
    return read_feed(feed(folder, timetable, **said).folder, "f")[0]


def built(folder: Path, timetable: str, **said: Any) -> tuple[Timetable, list[str]]:
    """Return the timetable of a city, and the trip_id of every row."""
    tables = read(folder, timetable, **said)
    found = build_timetable([tables])
    return found, [tables.trips.trip_id[trip] for trip in found.row_trip]


def patterns(found: Timetable, trip_ids: list[str]) -> list[list[str]]:
    """The trips of every pattern, as they run."""
    return [
        trip_ids[found.row_at[p] : found.row_at[p + 1]]
        for p in range(found.pattern_count)
    ]


def times(found: Timetable, pattern: int) -> list[list[tuple[int, int]]]:
    """Arrival and departure, a list per row of a pattern."""
    first, last = found.row_at[pattern], found.row_at[pattern + 1]
    events = slice(int(found.time_at[pattern]), int(found.time_at[pattern + 1]))
    shape = -1, int(last - first)
    arrivals = found.arrivals[events].reshape(shape).T.tolist()
    departures = found.departures[events].reshape(shape).T.tolist()
    return [
        list(zip(a, d, strict=True)) for a, d in zip(arrivals, departures, strict=True)
    ]
