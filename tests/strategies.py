"""Small feeds made to break planners, with walks and queries to go with them.

Times lie on a coarse grid, so that coincidences are frequent: rides that leave in the
very second in which others arrive, several at once, hops that take no time. A `Profile`
says which difficulties may occur; `PLAIN` has none, `HARD` all that the rules settle, and
`replace(PLAIN, blocks=True)` just one. Everything shrinks towards the plain case: one
trip of two calls and no rules.

    @given(st.data())
    def test(data):
        case = data.draw(cases(HARD))
        oracle = Oracle(case.write(folder), case.walks, case.timezone)
        query = data.draw(queries(case))
        assert query.ask(oracle) == ...
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from .oracle_feed import WEEKDAYS, walks_with_pathways
from .strategies_profile import HARD, PLAIN, Profile, some_of, up_to
from .strategies_rules import pathways, transfers
from .strategies_trips import (
    LATITUDE,
    Row,
    TripDraft,
    call_rows,
    drawn_trips,
    frequency_rows,
    trip_row,
)

__all__ = ["HARD", "PLAIN", "Case", "Profile", "cases"]

Walks = dict[tuple[str, str], int]


@dataclass(frozen=True, repr=False)
class Case:
    """A feed, the walks around it and the days on which its trips run.

    `walks` holds the streets and the pathways, `nodes` all that streets may lead to,
    `trips` what the tables say of trips.
    """

    tables: Mapping[str, Sequence[Row]]
    walks: Walks
    timezone: str
    days: tuple[date, ...]
    nodes: tuple[str, ...]
    trips: tuple[TripDraft, ...]
    profile: Profile

    def __repr__(self) -> str:
        """Show the files as they would be written, without what is the same in all."""
        lines = [f"Case in {self.timezone}, walks = {self.walks}"]
        for name, rows in self.tables.items():
            if name not in ("agency.txt", "routes.txt"):
                lines += ["", name, ",".join(rows[0])]
                lines += [",".join(row.values()) for row in rows]
        return "\n".join(lines)

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(repr(self))

    def write(self, folder: Path) -> Path:
        """Write the feed's tables into a folder and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.tables.items():
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
        return folder


@st.composite
def cases(draw: st.DrawFn, profile: Profile = HARD) -> Case:
    """A small town: stops, routes, trips, calendars, rules and walks.

    It has some of the profile's difficulties; which, its own profile says.
    """
    profile = draw(some_of(profile))
    timezone, first_day = draw(st.sampled_from(profile.clocks()))
    days = tuple(first_day + timedelta(days=n) for n in range(3))
    parents = draw(platforms(profile))
    routes = [f"r{n}" for n in range(draw(st.integers(1, 3)))]
    calendar, dates = draw(calendars(profile, days))
    services = ["s0", "s1", "s0", "s2", "s0", "s1", "s2", "ghost"]
    services = services if profile.calendars else services[:1]
    trips = draw(drawn_trips(profile, tuple(parents), routes, services))
    inner, ways = draw(pathways(parents)) if profile.pathways else ([], [])
    tables = {
        "agency.txt": agency_rows(timezone),
        "stops.txt": stop_rows(parents, inner),
        "routes.txt": [route_row(n, route) for n, route in enumerate(routes)],
        "trips.txt": [trip_row(trip) for trip in trips],
        "stop_times.txt": [row for trip in trips for row in call_rows(trip)],
        "frequencies.txt": [row for trip in trips for row in frequency_rows(trip)],
        "calendar.txt": calendar,
        "calendar_dates.txt": dates,
        "transfers.txt": draw(transfers(parents, trips)) if profile.transfers else [],
        "pathways.txt": ways,
    }
    tables = {name: rows for name, rows in tables.items() if rows}
    nodes = (*on_streets(tables), "x", "y")
    walks = walks_with_pathways(tables, draw(streets(profile, nodes)))
    return Case(tables, walks, timezone, days, nodes, tuple(trips), profile)


@st.composite
def platforms(draw: st.DrawFn, profile: Profile) -> dict[str, str]:
    """Stops at which trips call, with their station, "" where there is none."""
    with_stations = profile.stations or profile.pathways
    station = st.sampled_from(["", "S", "", "T"] if with_stations else [""])
    least = draw(up_to(profile.stops, 2))
    found = draw(st.lists(station, min_size=least, max_size=profile.stops))
    return dict(zip("ABCDEFG", found, strict=False))


@st.composite
def calendars(
    draw: st.DrawFn, profile: Profile, days: Sequence[date]
) -> tuple[list[Row], list[Row]]:
    """Rows of calendar.txt and calendar_dates.txt.

    Service s0 runs on all days, by its dates; s1 and s2 on some, by either or both.
    """
    calendar: list[Row] = []
    dates = [exception("s0", day, "1") for day in days]
    for service in ("s1", "s2") if profile.calendars else ():
        if draw(st.booleans()):
            runs = draw(st.tuples(*[st.sampled_from("10") for _ in days]))
            calendar.append(weekly(service, days, runs))
        for day in days:
            if kind := draw(st.sampled_from(["", "1", "2"])):
                dates.append(exception(service, day, kind))
    return calendar, dates


def exception(service: str, day: date, kind: str) -> Row:
    """Return a row of calendar_dates.txt."""
    return {"service_id": service, "date": f"{day:%Y%m%d}", "exception_type": kind}


def weekly(service: str, days: Sequence[date], runs: Sequence[str]) -> Row:
    """Return a row of calendar.txt for fewer than eight days in a row."""
    flags = dict.fromkeys(WEEKDAYS, "1")
    flags |= {WEEKDAYS[d.weekday()]: on for d, on in zip(days, runs, strict=True)}
    bounds = {"start_date": f"{days[0]:%Y%m%d}", "end_date": f"{days[-1]:%Y%m%d}"}
    return {"service_id": service} | flags | bounds


@st.composite
def streets(draw: st.DrawFn, profile: Profile, nodes: Sequence[str]) -> Walks:
    """Directed edges in whole seconds, some one-way or slower on the way back."""
    node = st.sampled_from(nodes)
    there = st.sampled_from([300, 60, 600, 120, 900, 1800, 3600, 47, 0])
    back = st.sampled_from([None, 300, None, 1200, 60, 0])
    edge = st.tuples(node, node, there, back)
    found: Walks = {}
    for a, b, time, return_time in draw(st.lists(edge, max_size=profile.edges)):
        if a != b:
            found.setdefault((a, b), time)
            if return_time is not None:
                found.setdefault((b, a), return_time)
    return found


def on_streets(tables: Mapping[str, Sequence[Row]]) -> list[str]:
    """Return the stops that streets may lead to: none inside with pathways."""
    to_all = {("x", row["stop_id"]): 0 for row in tables["stops.txt"]}
    return [b for a, b in walks_with_pathways(tables, to_all) if a == "x"]


def agency_rows(timezone: str) -> list[Row]:
    """Return agency.txt."""
    return [
        {
            "agency_id": agency,
            "agency_name": agency,
            "agency_url": "https://example.org/",
            "agency_timezone": timezone,
        }
        for agency in ("m0", "m1")
    ]


def route_row(n: int, route: str) -> Row:
    """Return the row of the nth route: trams and buses, the two agencies in turn."""
    return {
        "route_id": route,
        "agency_id": f"m{n % 2}",
        "route_short_name": route,
        "route_type": "3" if n else "0",
    }


def stop_rows(parents: Mapping[str, str], inner: Sequence[Row]) -> list[Row]:
    """Return stops.txt: stations, their platforms and other stops, nodes inside."""
    stations = sorted(set(parents.values()) - {""})
    rows = [
        {"stop_id": station, "location_type": "1", "parent_station": ""}
        for station in stations
    ]
    rows += [
        {"stop_id": stop, "location_type": "0", "parent_station": parent}
        for stop, parent in parents.items()
    ]
    return [
        row
        | {
            "stop_name": row["stop_id"],
            "stop_lat": f"{LATITUDE[row['stop_id']]:.4f}",
            "stop_lon": "13.0000",
        }
        for row in [*rows, *inner]
    ]
