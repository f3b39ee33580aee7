"""The rail feed: lines around Mitaka, cut at the sample's edge, times invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .bus_publisher import PUBLISHER, PUBLISHER_EN, URL, feed_info
from .calendar import (
    DAY_TYPES,
    calendar_rows,
    clock,
    departures,
    seconds_of,
)
from .chance import Chance, pick
from .facts import Station
from .gtfs_zip import Rows
from .stations import EXIT_NAMES, build_stations

SERVICES = {day: day for day in DAY_TYPES}
DWELL_SECONDS = 30
SOURCES = "Station positions and train patterns: mini-tokyo-3d (MIT), open data of ODPT"
CHANGE_SECONDS = 60
"""Between the two groups of tracks of the Chuo line at one station."""
LONG_CHANGE_SECONDS = 240
"""Between the railways of two companies at one station."""


@dataclass(slots=True)
class RailTables:
    """Rows of the files that grow with every line."""

    routes: Rows = field(default_factory=list)
    trips: Rows = field(default_factory=list)
    stop_times: Rows = field(default_factory=list)
    frequencies: Rows = field(default_factory=list)
    translations: Rows = field(default_factory=list)


def rail_feed(
    table: dict[str, Any], stations: tuple[Station, ...], chance: Chance
) -> dict[str, Rows]:
    """Rows of all files of the rail feed."""
    groups: dict[str, list[str]] = {}
    for line in table["line"]:
        for station in line["stations"].split():
            known = groups.setdefault(station, [])
            if line["platform"] not in known:
                known.append(line["platform"])
    places = build_stations(stations, groups, chance)
    tables = RailTables()
    for line in table["line"]:
        _line(line, chance, tables)
    _say_names(table, stations, tables)
    calendar, dates = calendar_rows(SERVICES)
    return {
        "agency.txt": [
            [key, agency[0], URL, "Asia/Tokyo", "ja"]
            for key, agency in table["agencies"].items()
        ],
        "feed_info.txt": feed_info(chance.seed),
        "attributions.txt": [["facts", SOURCES, 1, 0]],
        "stops.txt": places.stops,
        "levels.txt": places.levels,
        "pathways.txt": places.pathways,
        "routes.txt": tables.routes,
        "trips.txt": tables.trips,
        "stop_times.txt": tables.stop_times,
        "calendar.txt": calendar,
        "calendar_dates.txt": dates,
        "frequencies.txt": tables.frequencies,
        "transfers.txt": _transfers(groups),
        "translations.txt": tables.translations,
    }


def _line(line: dict[str, Any], chance: Chance, tables: RailTables) -> None:
    tables.routes.append(
        [line["id"], line["agency"], "", line["name"], 2, line["color"], "FFFFFF"]
    )
    _say(
        tables, "routes", "route_long_name", line["name"], line["kana"], line["english"]
    )
    for number, service in enumerate(line["service"]):
        for direction, end in enumerate((service["out"], service["back"])):
            _say(tables, "trips", "trip_headsign", end[0], end[2], end[1])
            calls = _calls(line, service, direction)
            for day in DAY_TYPES:
                phase = chance.of("train", line["id"], number, direction).random()
                if "every" in service:
                    starts = [seconds_of(service["every"]["start"])]
                else:
                    starts = departures(service.get(day, ""), phase)
                for start in starts:
                    _trip(
                        line,
                        service,
                        number,
                        day,
                        direction,
                        start,
                        calls,
                        chance,
                        tables,
                    )


def _calls(
    line: dict[str, Any], service: dict[str, Any], direction: int
) -> list[tuple[str, int]]:
    """Platforms called at and seconds from the line's first station to each."""
    names = line["stations"].split()
    minutes = line["minutes"]
    if direction:
        names, minutes = names[::-1], minutes[::-1]
    skips = service.get("skips", "").split()
    seconds, calls = 0, []
    for i, name in enumerate(names):
        if i:
            seconds += minutes[i - 1] * 60
        if name not in skips:
            calls.append((f"{name}_{line['platform']}_{direction}", seconds))
    first = calls[0][1]
    return [(stop, at - first) for stop, at in calls]


def _trip(
    line: dict[str, Any],
    service: dict[str, Any],
    number: int,
    day: str,
    direction: int,
    start: int,
    calls: list[tuple[str, int]],
    chance: Chance,
    tables: RailTables,
) -> None:
    trip_id = f"{line['id']}_{number}_{day}_{direction}_{clock(start)[:5]}"
    accessible = pick(chance.of("car", trip_id), [("1", 70.0), ("2", 6.0), ("", 24.0)])
    headsign = service["back" if direction else "out"][0]
    tables.trips.append(
        [line["id"], day, trip_id, headsign, service["kind"], direction, accessible]
    )
    for i, (stop, at) in enumerate(calls):
        last = i == len(calls) - 1
        arrival = start + at - (DWELL_SECONDS if i else 0)
        departure = arrival if last else start + at
        tables.stop_times.append(
            [
                trip_id,
                clock(arrival),
                clock(departure),
                stop,
                i + 1,
                int(last),
                int(i == 0),
            ]
        )
    if "every" in service:
        every = service["every"]
        tables.frequencies.append(
            [
                trip_id,
                clock(start),
                clock(seconds_of(every["end"])),
                every["minutes"] * 60,
                1,
            ]
        )


def _transfers(groups: dict[str, list[str]]) -> Rows:
    """Least times to change between groups of tracks at one station."""
    rows: Rows = []
    for station, known in groups.items():
        for a in known:
            for b in known:
                if a == b:
                    continue
                near = a.isdigit() and b.isdigit()
                seconds = CHANGE_SECONDS if near else LONG_CHANGE_SECONDS
                rows += [
                    [f"{station}_{a}_{i}", f"{station}_{b}_{j}", 2, seconds]
                    for i in (0, 1)
                    for j in (0, 1)
                ]
    return rows


def _say(
    tables: RailTables, table: str, column: str, ja: str, kana: str, english: str
) -> None:
    for language, text in (("ja-Hrkt", kana), ("en", english)):
        row: list[object] = [table, column, language, text, "", ja]
        if text and row not in tables.translations:
            tables.translations.append(row)


def _say_names(
    table: dict[str, Any], stations: tuple[Station, ...], tables: RailTables
) -> None:
    sides = {
        "N": ("きたぐち", "North Exit"),
        "S": ("みなみぐち", "South Exit"),
        "E": ("ひがしぐち", "East Exit"),
        "W": ("にしぐち", "West Exit"),
    }
    for station in stations:
        name = station.name
        _say(tables, "stops", "stop_name", name.ja, name.kana, name.english)
        for side in station.exits:
            kana, english = sides[side]
            _say(
                tables,
                "stops",
                "stop_name",
                name.ja + EXIT_NAMES[side],
                name.kana + kana,
                f"{name.english} {english}",
            )
    for agency in table["agencies"].values():
        _say(tables, "agency", "agency_name", agency[0], "", agency[1])
    _say(tables, "feed_info", "feed_publisher_name", PUBLISHER, "", PUBLISHER_EN)
