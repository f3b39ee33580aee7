"""The language of timetables says what it seems to say."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from maas.journeys.itinerary import (
    Answer,
    Call,
    Itinerary,
    Leg,
    Point,
    Ride,
    Walk,
    WalkKind,
)

from .text import feed, seconds, show


def table(folder: Path, name: str, *columns: str) -> list[tuple[str, ...]]:
    with (folder / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        return [tuple(row[c] for c in columns) for row in csv.DictReader(file)]


def test_writes_trips_and_their_times(tmp_path: Path) -> None:
    feed(
        tmp_path,
        """
        red    A     B          C
         1     8:00  8:10/8:12  24:20:30
         2     8:30  -          8:50
        """,
    )
    assert table(tmp_path, "trips", "route_id", "trip_id", "service_id") == [
        ("red", "red 1", "daily"),
        ("red", "red 2", "daily"),
    ]
    times = ("trip_id", "stop_id", "arrival_time", "departure_time")
    assert table(tmp_path, "stop_times", *times) == [
        ("red 1", "A", "08:00:00", "08:00:00"),
        ("red 1", "B", "08:10:00", "08:12:00"),
        ("red 1", "C", "24:20:30", "24:20:30"),
        ("red 2", "A", "08:30:00", "08:30:00"),
        ("red 2", "C", "08:50:00", "08:50:00"),
    ]


def test_writes_restrictions_and_blanks(tmp_path: Path) -> None:
    feed(tmp_path, "red A B C D\n 1 u8:00 ? x8:10 s8:20")
    flags = ("arrival_time", "pickup_type", "drop_off_type")
    assert table(tmp_path, "stop_times", *flags) == [
        ("08:00:00", "0", "1"),
        ("", "0", "0"),
        ("08:10:00", "1", "1"),
        ("08:20:00", "1", "0"),
    ]


def test_writes_services_blocks_and_frequencies(tmp_path: Path) -> None:
    feed(
        tmp_path,
        """
        red   A     B     type=1
         1    8:00  8:10  block=x service=feast
         2    6:00  6:05  every=10m until=7:00 exact=1
        """,
        services={"feast": "2026-03-10 2026-03-12"},
    )
    assert table(tmp_path, "trips", "service_id", "block_id") == [
        ("feast", "x"),
        ("daily", ""),
    ]
    assert table(tmp_path, "routes", "route_type") == [("1",)]
    assert table(tmp_path, "calendar", "service_id") == [("daily",)]
    assert table(tmp_path, "calendar_dates", "service_id", "date") == [
        ("feast", "20260310"),
        ("feast", "20260312"),
    ]
    every = ("trip_id", "start_time", "end_time", "headway_secs", "exact_times")
    assert table(tmp_path, "frequencies", *every) == [
        ("red 2", "06:00:00", "07:00:00", "600", "1")
    ]


def test_writes_rules_of_changing_and_stations(tmp_path: Path) -> None:
    made = feed(
        tmp_path,
        "red A S1\n 1 8:00 8:10\n\nblue S2 B\n 1 8:12 8:20",
        walks="S1 S2 1m, B > A 90",
        transfers="""
            S  S  2 2m
            *  *  4 from=red/1 to=blue/1
            S1 S2 3 from=red
        """,
        stations="S: S1 S2",
    )
    assert made.walks == {("S1", "S2"): 60, ("S2", "S1"): 60, ("B", "A"): 90}
    rules = ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time")
    assert table(tmp_path, "transfers", *rules) == [
        ("S", "S", "2", "120"),
        ("", "", "4", ""),
        ("S1", "S2", "3", ""),
    ]
    sides = ("from_route_id", "from_trip_id", "to_route_id", "to_trip_id")
    assert table(tmp_path, "transfers", *sides) == [
        ("", "", "", ""),
        ("", "red 1", "", "blue 1"),
        ("red", "", "", ""),
    ]
    assert table(tmp_path, "stops", "stop_id", "location_type", "parent_station") == [
        ("A", "0", ""),
        ("B", "0", ""),
        ("S", "1", ""),
        ("S1", "0", "S"),
        ("S2", "0", "S"),
    ]


@pytest.mark.parametrize(
    ("timetable", "said"),
    [
        ("red A B\n 1 8:00", "red 1 has 1 times for 2 stops"),
        ("red A B\n 1 8:00 soon", "'soon' is not a time"),
    ],
)
def test_refuses_what_it_cannot_read(tmp_path: Path, timetable: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        feed(tmp_path, timetable)


TOKYO = ZoneInfo("Asia/Tokyo")


def at(clock: str) -> datetime:
    midnight = datetime(2026, 3, 10, tzinfo=TOKYO)
    return midnight + timedelta(seconds=seconds(clock))


def ride(trip: str, *calls: str, seated: bool = False) -> Ride:
    split = [call.split() for call in calls]
    return Ride(
        feed_id="f",
        trip_id=trip,
        service_day=date(2026, 3, 10),
        route_id="",
        route_short_name="",
        route_long_name="",
        route_type=3,
        mode="BUS",
        route_color="",
        route_text_color="",
        agency_id="",
        agency_name="",
        agency_url="",
        agency_timezone="Asia/Tokyo",
        headsign="",
        direction=-1,
        trip_short_name="",
        calls=tuple(
            Call(Point(stop, 0, 0), at(clock), at(clock), i)
            for i, (stop, clock) in enumerate(split)
        ),
        stays_seated=seated,
    )


def walk(start: str, end: str) -> Walk:
    (a, departure), (b, arrival) = start.split(), end.split()
    return Walk(
        WalkKind.TRANSFER,
        Point(a, 0, 0),
        Point(b, 0, 0),
        at(departure),
        at(arrival),
        None,
        straight=False,
    )


@pytest.mark.parametrize(
    ("legs", "text"),
    [
        (
            [
                ride("red 1", "A 8:00", "X 8:05", "B 8:10"),
                walk("B 8:10", "C 8:15"),
                ride("blue 2", "C 8:15", "D 8:20"),
            ],
            "A 08:00 -red 1-> B 08:10 ~walk 5m~ C 08:15 -blue 2-> D 08:20",
        ),
        (
            [ride("red 1", "A 8:00", "B 8:10"), ride("blue 2", "B 8:12", "D 8:20")],
            "A 08:00 -red 1-> B 08:10 08:12 -blue 2-> D 08:20",
        ),
        (
            [
                ride("red 1", "A 23:50", "B 23:55:30"),
                ride("blue 2", "B 23:55:30", "D 24:05", seated=True),
                walk("D 24:05", "E 24:05:40"),
            ],
            "A 23:50 -red 1-> B 23:55:30 =blue 2=> D +1 00:05 ~walk 40s~ E +1 00:05:40",
        ),
    ],
)
def test_shows_an_itinerary_in_a_line(legs: list[Leg], text: str) -> None:
    place = Point("", 0, 0)
    assert show(Answer(place, place, None, (Itinerary(tuple(legs)),))) == text


def test_shows_the_direct_walk_without_times() -> None:
    place = Point("", 0, 0)
    direct = Itinerary((walk("A 8:00", "B 8:12:05"),))
    assert show(Answer(place, place, direct, ())) == "A ~walk 12m5s~ B"
