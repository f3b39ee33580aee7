"""The bus feed: main routes of Mitaka in GTFS-JP form, times invented.

Form: Standard Bus Information Format (GTFS-JP), edition 3, MLIT.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .bus_publisher import publisher_rows
from .calendar import (
    DAY_TYPES,
    FIRST_DAY,
    calendar_rows,
    clock,
    departures,
    seconds_of,
)
from .chance import Chance, pick
from .gtfs_zip import Rows
from .plane import length_of, to_degrees
from .poles import BERTHS, Courses, Poles, Run, lay_run

SERVICES = {"weekday": "平日", "saturday": "土曜", "holiday": "日祝"}
DWELL_SECONDS = 14
LATE = 23 * 3600
TURN_SECONDS = 120
"""Between the end of a loop and the start of the next trip of the same bus."""


@dataclass(slots=True)
class BusTables:
    """Rows of the files that grow with every trip."""

    routes: Rows = field(default_factory=list)
    trips: Rows = field(default_factory=list)
    stop_times: Rows = field(default_factory=list)
    shapes: Rows = field(default_factory=list)
    frequencies: Rows = field(default_factory=list)
    patterns: Rows = field(default_factory=list)
    fare_rules: Rows = field(default_factory=list)
    ends: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=dict)


def bus_feed(
    table: dict[str, Any], poles: Poles, courses: Courses, chance: Chance
) -> dict[str, Rows]:
    """Rows of all files of the bus feed."""
    tables = BusTables()
    for route in table["route"]:
        _route(route, table, poles, courses, chance, tables)
    calendar, dates = calendar_rows(SERVICES)
    return {
        "stops.txt": _stops(poles, chance),
        "routes.txt": tables.routes,
        "pattern_jp.txt": tables.patterns,
        "trips.txt": tables.trips,
        "stop_times.txt": tables.stop_times,
        "calendar.txt": calendar,
        "calendar_dates.txt": dates,
        "frequencies.txt": tables.frequencies,
        "shapes.txt": tables.shapes,
        "fare_rules.txt": tables.fare_rules,
        **publisher_rows(table["agencies"], poles, chance.seed),
    }


def _route(
    route: dict[str, Any],
    table: dict[str, Any],
    poles: Poles,
    courses: Courses,
    chance: Chance,
    tables: BusTables,
) -> None:
    """One route: its row, and both its directions with their trips."""
    route_id, agency = route["id"], table["agencies"][route["agency"]]
    sides = [route["out"].split()]
    if not route.get("loop"):
        sides.append(route.get("back", "").split() or sides[0][::-1])
    ends = [poles.places[sides[0][i]].name.ja for i in (0, -1)]
    via = f"（{route['via']}経由）" if "via" in route else ""
    long_name = "～".join(ends) + via + ("（循環）" if route.get("loop") else "")
    tables.routes.append(
        [
            route_id,
            route["agency"],
            route["name"],
            long_name,
            3,
            agency["color"],
            "FFFFFF",
            route["name"],
        ]
    )
    if "fare_yen" in agency:
        tables.fare_rules.append([f"{route['agency']}_flat", route_id])
    for direction, stops in enumerate(sides):
        run = lay_run(stops, route_id, poles, courses)
        shape = f"{route_id}_{direction}"
        _shape(shape, run, tables)
        names = [poles.places[s].name.ja for s in stops]
        tables.patterns.append(
            [shape, f"{FIRST_DAY:%Y%m%d}", names[0], names[len(names) // 2], names[-1]]
        )
        for day in DAY_TYPES:
            for start, block in _starts(route, day, direction, table, chance, tables):
                _trip(route, day, direction, start, block, run, chance, tables)


def _shape(shape: str, run: Run, tables: BusTables) -> None:
    metres = 0.0
    for i, point in enumerate(run.line):
        if i:
            metres += length_of([run.line[i - 1], point])
        lat, lon = to_degrees(point)
        tables.shapes.append([shape, f"{lat:.6f}", f"{lon:.6f}", i, f"{metres:.1f}"])


def _starts(
    route: dict[str, Any],
    day: str,
    direction: int,
    table: dict[str, Any],
    chance: Chance,
    tables: BusTables,
) -> list[tuple[int, str]]:
    """Departures of a day and the block of each ("" where it has none)."""
    if "frequency" in route:
        return [(seconds_of(route["frequency"]["start"]), "")]
    if "follows" in route:
        before = tables.ends.get((route["follows"], day), [])
        return [(end + TURN_SECONDS, block) for end, block in before]
    bands = table["headways"][route["headway"]].get(day, "")
    phase = chance.of("phase", route["id"], direction).random()
    blocks = any(r.get("follows") == route["id"] for r in table["route"])
    return [
        (start, f"{route['id']}_{day}_{k}" if blocks else "")
        for k, start in enumerate(departures(bands, phase))
    ]


def running_seconds(metres: tuple[float, ...], start: int) -> list[int]:
    """Departure from each stop after the first departure, in whole minutes.

    14 km/h at peak hours, 17 km/h else, and a dwell at each stop.
    """
    hour = start // 3600
    speed = 3.9 if hour in (7, 8, 17, 18) else 4.7
    times = [0]
    for i, at in enumerate(metres[1:], 1):
        seconds = at / speed + DWELL_SECONDS * (i - 1)
        times.append(max(times[-1] + 60, round(seconds / 60) * 60))
    return times


def _trip(
    route: dict[str, Any],
    day: str,
    direction: int,
    start: int,
    block: str,
    run: Run,
    chance: Chance,
    tables: BusTables,
) -> None:
    route_id, office = route["id"], f"{route['agency']}_1"
    trip_id = f"{route_id}_{SERVICES[day]}_{direction}_{clock(start)[:5]}"
    times = running_seconds(run.metres, start)
    accessible = pick(chance.of("bus", trip_id), [("1", 62.0), ("2", 5.0), ("", 33.0)])
    headsign = run.poles[-1].place.name.ja
    if route.get("loop"):
        headsign = f"{run.poles[len(run.poles) // 2].place.name.ja}循環"
    tables.trips.append(
        [
            route_id,
            SERVICES[day],
            trip_id,
            headsign,
            direction,
            block,
            f"{route_id}_{direction}",
            accessible,
            "",
            office,
            f"{route_id}_{direction}",
        ]
    )
    late = start >= LATE and direction == 0
    last_boarding = route.get("late_alight_only_after", "") if late else ""
    asked = route.get("on_request", "").split()
    closed = False
    for i, (pole, seconds) in enumerate(zip(run.poles, times, strict=True)):
        pickup = 1 if i == len(times) - 1 or closed else 0
        drop_off = 1 if i == 0 else 3 if pole.place.id in asked else 0
        if pole.place.id in asked and not pickup:
            pickup = 3
        at = clock(start + seconds)
        tables.stop_times.append(
            [
                trip_id,
                at,
                at,
                pole.id,
                i + 1,
                pickup,
                drop_off,
                f"{run.metres[i]:.1f}",
                1 if i in (0, len(times) - 1) else 0,
            ]
        )
        closed = closed or pole.place.id == last_boarding
    tables.ends.setdefault((route_id, day), []).append((start + times[-1], block))
    if "frequency" in route:
        every = route["frequency"]
        tables.frequencies.append(
            [
                trip_id,
                clock(seconds_of(every["start"])),
                clock(seconds_of(every["end"])),
                every["minutes"] * 60,
                int(every["exact"]),
            ]
        )


def _stops(poles: Poles, chance: Chance) -> Rows:
    """Each stop as a station (停留所) and its poles (標柱)."""
    rows: Rows = []
    for place_id, made in poles.made.items():
        place = poles.places[place_id]
        lat, lon = to_degrees(
            (
                sum(p.point[0] for p in made) / len(made),
                sum(p.point[1] for p in made) / len(made),
            )
        )
        rows.append(
            [place_id, "", place.name.ja, f"{lat:.6f}", f"{lon:.6f}", "", 1, "", "", ""]
        )
        for pole in sorted(made, key=lambda p: p.number):
            lat, lon = to_degrees(pole.point)
            stream = chance.of("pole", pole.id)
            state = pick(stream, [("1", 30.0), ("2", 6.0), ("", 64.0)])
            label = str(pole.number) if place_id in BERTHS and pole.number else ""
            rows.append(
                [
                    pole.id,
                    str(pole.number),
                    place.name.ja,
                    f"{lat:.6f}",
                    f"{lon:.6f}",
                    pole.id,
                    0,
                    place_id,
                    label,
                    state,
                ]
            )
    return rows
