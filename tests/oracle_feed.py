"""A GTFS feed as the oracle reads it: with the csv module, row by row.

Shares no code with the product: written from the GTFS reference and
docs/journey-rules.md alone. Reads well-formed feeds only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import asin, cos, floor, radians, sin, sqrt
from pathlib import Path
from zoneinfo import ZoneInfo

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]  # "stops.txt" -> its rows, in order
Walks = Mapping[tuple[str, str], int]  # (from node, to node) -> seconds

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


@dataclass(frozen=True)
class Stop:
    """A row of stops.txt; `kind` is its location_type, 0 a stop or platform."""

    id: str
    kind: int
    parent: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Call:
    """A trip at a stop, in seconds of the service day."""

    stop: str
    arrival: int
    departure: int
    may_board: bool
    may_alight: bool


@dataclass(frozen=True)
class Trip:
    """A row of trips.txt with its calls, and what its route says of it.

    `runs` holds (start, end, headway) of frequencies.txt, in seconds; where it is not
    empty, the calls give only how long everything takes.
    """

    id: str
    route: str
    agency: str
    mode: int
    service: str
    block: str
    calls: tuple[Call, ...]
    runs: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class TransferRow:
    """A row of transfers.txt; "" where it says nothing."""

    kind: int
    from_stop: str
    to_stop: str
    from_route: str
    to_route: str
    from_trip: str
    to_trip: str
    min_seconds: int


@dataclass(frozen=True)
class Feed:
    """One or more feeds, ids unique among them."""

    stops: Mapping[str, Stop]
    trips: Mapping[str, Trip]
    days: Mapping[str, frozenset[date]]
    transfers: tuple[TransferRow, ...]


def read_folder(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Read every .txt file of a folder as a table of strings."""
    tables = {}
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            tables[path.name] = [
                {name: (cell or "").strip() for name, cell in row.items()}
                for row in csv.DictReader(lines)
            ]
    return tables


def read_feed(tables: Tables, prefix: str = "") -> Feed:
    """Understand a feed's tables; `prefix` goes before every id."""

    def named(row: Row, column: str) -> str:
        return prefix + row[column] if row.get(column) else ""

    stops = {
        named(row, "stop_id"): Stop(
            named(row, "stop_id"),
            int(row.get("location_type") or 0),
            named(row, "parent_station"),
            float(row.get("stop_lat") or 0),
            float(row.get("stop_lon") or 0),
        )
        for row in tables["stops.txt"]
    }
    agencies = [named(row, "agency_id") for row in tables.get("agency.txt", ())]
    routes = {named(row, "route_id"): row for row in tables["routes.txt"]}
    rows_of_trip: dict[str, list[Row]] = {}
    for row in tables["stop_times.txt"]:
        rows_of_trip.setdefault(named(row, "trip_id"), []).append(row)
    runs_of_trip: dict[str, list[tuple[int, int, int]]] = {}
    for row in tables.get("frequencies.txt", ()):
        runs_of_trip.setdefault(named(row, "trip_id"), []).append(
            (
                seconds(row["start_time"]),
                seconds(row["end_time"]),
                int(row["headway_secs"]),
            )
        )
    shapes = {row["shape_id"] for row in tables.get("shapes.txt", ())}
    trips = {}
    for row in tables["trips.txt"]:
        trip, route = named(row, "trip_id"), named(row, "route_id")
        trips[trip] = Trip(
            id=trip,
            route=route,
            agency=named(routes[route], "agency_id") or (agencies or [""])[0],
            mode=int(routes[route]["route_type"]),
            service=named(row, "service_id"),
            block=named(row, "block_id"),
            calls=read_calls(
                rows_of_trip[trip], stops, prefix, row.get("shape_id") in shapes
            ),
            runs=tuple(runs_of_trip.get(trip, ())),
        )
    transfers = tuple(
        TransferRow(
            int(row.get("transfer_type") or 0),
            named(row, "from_stop_id"),
            named(row, "to_stop_id"),
            named(row, "from_route_id"),
            named(row, "to_route_id"),
            named(row, "from_trip_id"),
            named(row, "to_trip_id"),
            int(row.get("min_transfer_time") or 0),
        )
        for row in tables.get("transfers.txt", ())
    )
    days = {prefix + service: when for service, when in service_days(tables).items()}
    return Feed(stops, trips, days, transfers)


def join(feeds: Iterable[Feed]) -> Feed:
    """Put feeds side by side."""
    stops: dict[str, Stop] = {}
    trips: dict[str, Trip] = {}
    days: dict[str, frozenset[date]] = {}
    transfers: list[TransferRow] = []
    for feed in feeds:
        stops |= feed.stops
        trips |= feed.trips
        days |= feed.days
        transfers += feed.transfers
    return Feed(stops, trips, days, tuple(transfers))


def seconds(text: str) -> int:
    """Return the seconds of "25:10:00", 90600."""
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def read_calls(
    rows: Sequence[Row], stops: Mapping[str, Stop], prefix: str, has_shape: bool
) -> tuple[Call, ...]:
    """Put a trip's rows of stop_times.txt in order and fill in blank times."""
    rows = sorted(rows, key=lambda row: int(row["stop_sequence"]))
    places = [stops[prefix + row["stop_id"]] for row in rows]
    times: list[tuple[int, int] | None] = []
    for row in rows:
        arrival, departure = row.get("arrival_time"), row.get("departure_time")
        one, other = arrival or departure, departure or arrival
        times.append((seconds(one), seconds(other)) if one and other else None)
    if has_shape and None in times:
        along = [float(row["shape_dist_traveled"]) for row in rows]
    else:
        along = [0.0]
        for a, b in pairwise(places):
            along.append(along[-1] + straight_line(a, b))
    calls = []
    for i, row in enumerate(rows):
        arrival_s, departure_s = times[i] or 2 * (interpolated(i, times, along),)
        calls.append(
            Call(
                places[i].id,
                arrival_s,
                departure_s,
                may_board=row.get("pickup_type") != "1" and i < len(rows) - 1,
                may_alight=row.get("drop_off_type") != "1" and i > 0,
            )
        )
    return tuple(calls)


def interpolated(
    i: int, times: Sequence[tuple[int, int] | None], along: Sequence[float]
) -> int:
    """Return the time at call i from the given times around it, by distance."""
    before = max(j for j in range(i) if times[j])
    after = min(j for j in range(i, len(times)) if times[j])
    left, arrives = times[before], times[after]
    assert left and arrives
    length = along[after] - along[before]
    share = (along[i] - along[before]) / length if length else 0
    return floor(left[1] + share * (arrives[0] - left[1]))


def straight_line(a: Stop, b: Stop) -> float:
    """Metres between two stops on a sphere (haversine)."""
    up, across = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    h = sin(up) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(across) ** 2
    return 2 * 6_371_000 * asin(sqrt(h))


def service_days(tables: Tables) -> dict[str, frozenset[date]]:
    """Return the days on which each service runs."""
    days: dict[str, set[date]] = {}
    for row in tables.get("calendar.txt", ()):
        day, last = calendar_day(row["start_date"]), calendar_day(row["end_date"])
        runs = days.setdefault(row["service_id"], set())
        while day <= last:
            if row[WEEKDAYS[day.weekday()]] == "1":
                runs.add(day)
            day += timedelta(days=1)
    for row in tables.get("calendar_dates.txt", ()):
        runs = days.setdefault(row["service_id"], set())
        if row["exception_type"] == "1":
            runs.add(calendar_day(row["date"]))
        else:
            runs.discard(calendar_day(row["date"]))
    return {service: frozenset(runs) for service, runs in days.items()}


def calendar_day(text: str) -> date:
    """Return the day of "20260329"."""
    return datetime.strptime(text, "%Y%m%d").date()


def second_0(day: date, timezone: str) -> int:
    """Return the instant of a service day's second 0: its noon minus 12 hours."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(timezone))
    return int(noon.timestamp()) - 12 * 3600


def walks_with_pathways(tables: Tables, walks: Walks) -> dict[tuple[str, str], int]:
    """Add the pathways to the streets' walks.

    The platforms and nodes inside a station that has pathways are reached by pathways
    only: walks to or from them are left out, those at its entrances stay. Every
    pathway must give its traversal_time.
    """
    rows = tables.get("pathways.txt", ())
    stops = {row["stop_id"]: row for row in tables["stops.txt"]}
    with_pathways = {
        stops[row[end]].get("parent_station", "")
        for row in rows
        for end in ("from_stop_id", "to_stop_id")
    }
    inside = {
        stop
        for stop, row in stops.items()
        if row.get("parent_station")
        and row["parent_station"] in with_pathways
        and row.get("location_type") != "2"
    }
    found = {
        (a, b): time
        for (a, b), time in walks.items()
        if a not in inside and b not in inside
    }
    for row in rows:
        a, b = row["from_stop_id"], row["to_stop_id"]
        time = int(row["traversal_time"])
        found[a, b] = min(time, found.get((a, b), time))
        if row["is_bidirectional"] == "1":
            found[b, a] = min(time, found.get((b, a), time))
    return found
