"""Timetables as text, and answers as text.

A timetable is written as a clerk would write it: blocks of lines parted by blank
lines, the first line of a block a route and its stops, each further line a trip::

    red    A     B          C
     1     8:00  8:10/8:12  8:20
     2     8:30  -          8:50

Stops and stop times:

* ``8:10`` arrival and departure, ``8:10/8:12`` both, ``8:10:30`` with seconds;
* ``-`` the trip does not call there, ``?`` it does, at a time left blank;
* ``u8:10`` one may only board (picks up), ``s8:10`` only alight (sets down), ``x8:10``
  neither.

After the times of a trip may come ``service=NAME``, ``block=NAME`` and
``every=10m until=9:00`` (frequencies.txt; ``exact=1`` for exact_times); after the
stops of a route ``type=1`` (route_type) and ``agency=NAME``.

Trip 1 of route red has the trip_id ``red 1``; stops are called by their ids. Unless
told otherwise, every trip runs on each day from 2026-03-09, a Monday, to 2026-03-15.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

from maas.journeys.itinerary import Answer, Itinerary, Ride

MONDAY = date(2026, 3, 9)
SUNDAY = date(2026, 3, 15)

Row = dict[str, Any]
Walks = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class TextFeed:
    """A GTFS folder made from text, and the walks between its stops in seconds."""

    folder: Path
    walks: Walks


def feed(
    folder: Path,
    timetable: str,
    *,
    walks: str = "",
    transfers: str = "",
    stations: str = "",
    services: Mapping[str, str] | None = None,
    timezone: str = "Asia/Tokyo",
) -> TextFeed:
    """Write a timetable into a folder as GTFS.

    * ``walks``: ``"B C 5m, C > D 90s"``; ``>`` for one way only.
    * ``transfers``: a rule a line, ``FROM TO TYPE [TIME] [from=…] [to=…]``, where
      from and to name a route, ``red``, or a trip, ``red/2``; ``*`` for no stop.
    * ``stations``: ``"S: S1 S2, T: T1"``.
    * ``services``: days by service, ``{"feast": "2026-03-10 2026-03-12"}``.

    Stops lie about 20 km apart, so that nobody walks but where ``walks`` says.
    """
    routes = [_read_route(block) for block in _blocks(timetable)]
    found_walks = read_walks(walks)
    parents = {
        platform: station
        for station, platforms in _read_stations(stations)
        for platform in platforms
    }
    names = {stop for route in routes for stop in route.stops}
    names |= {stop for pair in found_walks for stop in pair}
    names |= parents.keys() | set(parents.values())
    tables: dict[str, list[Row]] = {
        "agency": [
            {
                "agency_id": name,
                "agency_name": name,
                "agency_url": "https://example.org",
                "agency_timezone": timezone,
            }
            for name in sorted({route.agency for route in routes})
        ],
        "stops": [
            {
                "stop_id": stop,
                "stop_name": stop,
                "stop_lat": f"{35 + 0.2 * (i % 5):.1f}",
                "stop_lon": f"{139 + 0.25 * (i // 5):.2f}",
                "location_type": int(stop in parents.values()),
                "parent_station": parents.get(stop, ""),
            }
            for i, stop in enumerate(sorted(names))
        ],
        "routes": [
            {
                "route_id": route.name,
                "agency_id": route.agency,
                "route_short_name": route.name,
                "route_type": route.route_type,
            }
            for route in routes
        ],
        **_calendar(routes, services or {}),
        "trips": [row for route in routes for row in route.trip_rows()],
        "stop_times": [row for route in routes for row in route.stop_time_rows()],
        "frequencies": [row for route in routes for row in route.frequency_rows()],
        "transfers": [_transfer(line) for line in _lines(transfers)],
    }
    for name, rows in tables.items():
        if rows:
            write_table(folder / f"{name}.txt", rows)
    return TextFeed(folder, found_walks)


def write_table(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as CSV; the columns are those of any row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def seconds(clock: str) -> int:
    """Seconds of the service day.

    >>> seconds("8:05"), seconds("25:00:30")
    (29100, 90030)
    """
    hours, minutes, rest = map(int, (clock + ":0").split(":")[:3])
    return hours * 3600 + minutes * 60 + rest


def duration(text: str) -> int:
    """Seconds of a duration.

    >>> duration("5m"), duration("1m59s"), duration("90")
    (300, 119, 90)
    """
    match = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", text)
    if not text or match is None:
        raise ValueError(f"{text!r} is not a duration like 1h5m30s")
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest


def read_walks(text: str) -> Walks:
    """Seconds between stops.

    >>> read_walks("B C 5m, C > D 90s")
    {('B', 'C'): 300, ('C', 'B'): 300, ('C', 'D'): 90}
    """
    walks: Walks = {}
    for walk in filter(str.strip, text.split(",")):
        start, *way, end, long = walk.split()
        walks[start, end] = duration(long)
        if way != [">"]:
            walks[end, start] = duration(long)
    return walks


@dataclass(frozen=True, slots=True)
class _Trip:
    trip_id: str
    cells: tuple[str, ...]  # one per stop of the route
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Route:
    name: str
    stops: tuple[str, ...]
    trips: tuple[_Trip, ...]
    words: Mapping[str, str]

    @property
    def agency(self) -> str:
        return self.words.get("agency", "town")

    @property
    def route_type(self) -> str:
        return self.words.get("type", "3")

    def trip_rows(self) -> Iterable[Row]:
        for trip in self.trips:
            yield {
                "route_id": self.name,
                "service_id": trip.words.get("service", "daily"),
                "trip_id": trip.trip_id,
                "block_id": trip.words.get("block", ""),
            }

    def stop_time_rows(self) -> Iterable[Row]:
        for trip in self.trips:
            for i, (stop, cell) in enumerate(zip(self.stops, trip.cells, strict=True)):
                if cell != "-":
                    yield {
                        "trip_id": trip.trip_id,
                        "stop_id": stop,
                        "stop_sequence": i + 1,
                        **_read_cell(cell),
                    }

    def frequency_rows(self) -> Iterable[Row]:
        for trip in self.trips:
            if "every" in trip.words:
                start = next(c for c in trip.cells if c != "-").lstrip("usx")
                yield {
                    "trip_id": trip.trip_id,
                    "start_time": _clock(start.split("/")[-1]),
                    "end_time": _clock(trip.words["until"]),
                    "headway_secs": duration(trip.words["every"]),
                    "exact_times": trip.words.get("exact", "0"),
                }


def _read_route(block: Sequence[str]) -> _Route:
    (name, *stops), words = _words(block[0])
    trips = []
    for line in block[1:]:
        (number, *cells), trip_words = _words(line)
        if len(cells) != len(stops):
            raise ValueError(
                f"{name} {number} has {len(cells)} times for {len(stops)} stops"
            )
        trips.append(_Trip(f"{name} {number}", tuple(cells), trip_words))
    return _Route(name, tuple(stops), tuple(trips), words)


def _words(line: str) -> tuple[list[str], dict[str, str]]:
    """The words of a line, and those of the form key=value."""
    words = line.split()
    return (
        [word for word in words if "=" not in word],
        dict(word.split("=", 1) for word in words if "=" in word),
    )


def _read_cell(cell: str) -> Row:
    match = re.fullmatch(r"([usx]?)(\?|[\d:]+)(?:/([\d:]+))?", cell)
    if match is None:
        raise ValueError(f"{cell!r} is not a time like 8:10, 8:10/8:12, u8:10, ? or -")
    flag, arrival, departure = match.groups()
    blank = arrival == "?"
    return {
        "arrival_time": "" if blank else _clock(arrival),
        "departure_time": "" if blank else _clock(departure or arrival),
        "pickup_type": int(flag in ("s", "x")),
        "drop_off_type": int(flag in ("u", "x")),
    }


def _clock(text: str) -> str:
    at = seconds(text)
    return f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}"


def _blocks(text: str) -> list[list[str]]:
    return [
        [line for line in block.splitlines() if line.strip()]
        for block in re.split(r"\n\s*\n", dedent(text).strip())
        if block.strip()
    ]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _read_stations(text: str) -> Iterable[tuple[str, list[str]]]:
    for part in filter(str.strip, text.split(",")):
        station, platforms = part.split(":")
        yield station.strip(), platforms.split()


def _calendar(
    routes: Sequence[_Route], services: Mapping[str, str]
) -> dict[str, list[Row]]:
    used = {row["service_id"] for route in routes for row in route.trip_rows()}
    span = {"start_date": f"{MONDAY:%Y%m%d}", "end_date": f"{SUNDAY:%Y%m%d}"}
    week = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
    return {
        "calendar": [
            {"service_id": service, **dict.fromkeys(week, 1), **span}
            for service in sorted(used - services.keys())
        ],
        "calendar_dates": [
            {
                "service_id": service,
                "date": day.replace("-", ""),
                "exception_type": 1,
            }
            for service, days in services.items()
            for day in days.split()
        ],
    }


def _transfer(line: str) -> Row:
    (start, end, kind, *least), words = _words(line)
    row: Row = {
        "from_stop_id": "" if start == "*" else start,
        "to_stop_id": "" if end == "*" else end,
        "transfer_type": kind,
        "min_transfer_time": duration(least[0]) if least else "",
    }
    for side in ("from", "to"):
        route, slash, number = words.get(side, "").partition("/")
        row[f"{side}_route_id"] = "" if slash else route
        row[f"{side}_trip_id"] = f"{route} {number}" if slash else ""
    return row


def show(answer: Answer) -> str:
    """An answer, an itinerary a line, the walk all the way first.

    ``A 08:00 -red 1-> B 08:10 ~walk 5m~ C 08:15 -blue 2-> D 08:20``. Where one waits,
    a stop shows two times, ``B 08:10 08:12``; staying seated is ``=blue 2=>``; a time
    of a later day than the first has the days in front, ``+1 00:10``.
    """
    direct = [_show_direct(answer.direct)] if answer.direct else []
    return "\n".join([*direct, *map(show_itinerary, answer.itineraries)])


def show_itinerary(itinerary: Itinerary) -> str:
    """One itinerary as in `show`."""
    day = itinerary.departure.date()
    legs = itinerary.legs
    text = f"{_point(legs[0])} {_time(itinerary.departure, day)}"
    now = itinerary.departure
    for leg in legs:
        if leg.departure != now:
            text += f" {_time(leg.departure, day)}"
        if isinstance(leg, Ride):
            left, right = ("=", "=>") if leg.stays_seated else ("-", "->")
            text += f" {left}{leg.trip_id}{right} {leg.calls[-1].point.name}"
        else:
            text += f" ~walk {_long(leg.seconds)}~ {leg.destination.name}"
        text += f" {_time(leg.arrival, day)}"
        now = leg.arrival
    return text


def _show_direct(itinerary: Itinerary) -> str:
    """Without times: one may walk at any."""
    long = int((itinerary.arrival - itinerary.departure).total_seconds())
    end = itinerary.legs[-1]
    assert not isinstance(end, Ride)
    return f"{_point(itinerary.legs[0])} ~walk {_long(long)}~ {end.destination.name}"


def _point(leg: Any) -> str:
    return str(leg.calls[0].point.name if isinstance(leg, Ride) else leg.origin.name)


def _time(at: datetime, day: date) -> str:
    later = (at.date() - day).days
    return (f"+{later} " if later else "") + at.strftime(
        "%H:%M:%S" if at.second else "%H:%M"
    )


def _long(long: int) -> str:
    minutes, rest = divmod(long, 60)
    return (f"{minutes}m" if minutes else "") + (
        f"{rest}s" if rest or not minutes else ""
    )
