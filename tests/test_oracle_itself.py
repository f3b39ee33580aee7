"""The oracle on cases worked out by hand: times, trips and what is asked for."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from .oracle_text import BERLIN, Town, clock, instant, on, tables


def test_takes_the_first_trip_that_has_not_left() -> None:
    town = Town(tables({"red 1": "A 08:00 B 08:10", "red 2": "A 08:15 B 08:25"}))
    assert town.depart("A", "B", "08:00") == {("08:10", 1)}
    assert town.depart("A", "B", "08:01") == {("08:25", 1)}
    assert town.depart("A", "B", "08:16") == set()
    assert town.depart("B", "A", "08:00") == set()


def test_offers_fewer_boardings_later_or_more_boardings_sooner() -> None:
    town = Town(
        tables(
            {
                "slow 1": "A 08:00 B 08:10 C 09:00",
                "fast 1": "B 08:10 C 08:20",
                "fast 2": "B 08:30 C 08:40",
            }
        )
    )
    assert town.depart("A", "C", "07:00") == {("09:00", 1), ("08:20", 2)}
    assert town.depart("A", "C", "07:00", max_boardings=1) == {("09:00", 1)}
    assert town.arrive("A", "C", "10:00") == {("08:00", 1)}


def test_arrives_by_leaving_as_late_as_possible() -> None:
    town = Town(
        tables({"red 1": "A 08:00 B 08:10", "red 2": "A 08:15 B 08:25"}),
        {("x", "A"): 120, ("B", "y"): 60},
    )
    # 8:25 + 1 min walk = 8:26; 8:15 - 2 min walk = 8:13.
    assert town.arrive("x", "y", "08:26") == {("08:13", 1)}
    assert town.arrive("x", "y", "08:25") == {("07:58", 1)}


def test_range_gives_every_departure_worth_its_while() -> None:
    town = Town(
        tables(
            {
                "red 1": "A 08:00 B 08:10",
                "red 2": "A 08:05 B 08:30",  # overtaken by the third
                "red 3": "A 08:10 B 08:20",
                "red 4": "A 08:20 B 08:30",
            }
        )
    )
    assert town.range("A", "B", "08:00", 10) == {
        ("08:00", "08:10", 1),
        ("08:10", "08:20", 1),
    }
    assert town.range("A", "B", "08:30", 10, arrive_by=True) == {
        ("08:10", "08:20", 1),
        ("08:20", "08:30", 1),
    }


def test_walks_all_the_way_where_that_is_no_slower() -> None:
    trips = {"red 1": "A 08:00 B 08:10"}
    walk = {("A", "B"): 600}
    # A ride of 10 min against a walk of 10 min: the walk has fewer boardings.
    assert Town(tables(trips), walk).depart("A", "B", "08:00") == {("08:10", 0)}
    assert Town(tables(trips), walk).range("A", "B", "07:00", 120) == set()
    # Leaving at 7:55 one walks there by 8:05, sooner than the bus.
    walk = {("A", "B"): 601}
    assert Town(tables(trips), walk).depart("A", "B", "08:00") == {
        ("08:10", 1),
        ("08:10:01", 0),
    }
    assert Town(tables(trips), walk).depart("A", "B", "07:55") == {("08:05:01", 0)}
    assert Town(tables(trips), walk).depart(
        "A", "B", "07:55", max_direct_seconds=600
    ) == {("08:10", 1)}


def test_a_trip_past_midnight_meets_one_of_the_next_day() -> None:
    feed = tables(
        {"red 1": "A 24:50 B 25:00", "blue 1": "B 01:00 C 01:10"},
        trips=[{"trip_id": "blue 1", "service_id": "tuesday"}],
        calendar_dates=[on("monday", "20260406"), on("tuesday", "20260407")],
    )
    town = Town(feed)
    assert town.depart("A", "C", "2026-04-07 00:45") == {("01:10", 2)}
    assert town.depart("A", "C", "12:00", max_travel_seconds=3600) == set()
    # From 12:00 to 1:10 on the next day: 13 h 10 min = 47400 s.
    assert town.depart("A", "C", "12:00", max_travel_seconds=47399) == set()
    assert town.depart("A", "C", "12:00", max_travel_seconds=47400) == {("01:10", 2)}


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        # Clocks go from 2:00 to 3:00: noon minus 12 h is 23:00 of the day before.
        ("20260329", "03:00"),
        # Clocks go from 3:00 back to 2:00: noon minus 12 h is 1:00.
        ("20261025", "03:00"),
        ("20260406", "03:00"),
    ],
)
def test_times_count_from_noon_minus_12_hours(day: str, shown: str) -> None:
    feed = tables({"red 1": "A 00:30 B 03:00"}, calendar_dates=[on("monday", day)])
    when = datetime.strptime(day, "%Y%m%d").strftime("%Y-%m-%d")
    earlier = datetime.strptime(day, "%Y%m%d").replace(tzinfo=ZoneInfo(BERLIN))
    town = Town(feed, timezone=BERLIN)
    found = town.oracle.depart("A", "B", int(earlier.timestamp()) - 7200)
    assert {clock(t, BERLIN) for t, _ in found} == {shown}, when


def test_second_0_of_a_day_when_clocks_change() -> None:
    feed = tables(
        {"red 1": "A 00:30 B 01:00"}, calendar_dates=[on("monday", "20260329")]
    )
    town = Town(feed, timezone=BERLIN)
    # Second 0 is 23:00 on the 28th, so 0:30 is at 23:30 and 1:00 at midnight.
    assert town.arrive("A", "B", "2026-03-29 00:00") == {("23:30", 1)}
    feed = tables(
        {"red 1": "A 00:30 B 01:00"}, calendar_dates=[on("monday", "20261025")]
    )
    # Second 0 is 1:00 summer time; 1 hour later is 2:00, still summer time.
    assert Town(feed, timezone=BERLIN).depart("A", "B", "2026-10-25 00:00") == {
        ("02:00", 1)
    }


def test_calendar_and_its_exceptions() -> None:
    week = dict.fromkeys(
        ("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), "0"
    )
    feed = tables(
        {"red 1": "A 08:00 B 08:10", "blue 1": "A 08:00 B 08:05"},
        trips=[{"trip_id": "blue 1", "service_id": "never"}],
        calendar=[
            week
            | {
                "service_id": "monday",
                "monday": "1",
                "start_date": "20260401",
                "end_date": "20260430",
            }
        ],
        calendar_dates=[
            on("monday", "20260407"),
            {"service_id": "monday", "date": "20260413", "exception_type": "2"},
        ],
    )
    days = {ride.day.isoformat() for ride in Town(feed).oracle.rides}
    # Mondays 6, 13, 20 and 27 April; Tuesday 7 added, the 13th taken away.
    assert days == {"2026-04-06", "2026-04-07", "2026-04-20", "2026-04-27"}
    assert Town(feed).depart("A", "B", "2026-04-06 07:00") == {("08:10", 1)}


def test_frequencies_replace_the_times_of_the_trip() -> None:
    feed = tables(
        {"red 1": "A 00:00 B 00:10"},
        frequencies=[
            {
                "trip_id": "red 1",
                "start_time": "08:00:00",
                "end_time": "08:40:00",
                "headway_secs": "1200",
            }
        ],
    )
    # At 8:00 and 8:20; 8:40 is the end itself, when none starts.
    assert Town(feed).range("A", "B", "00:00", 24 * 60) == {
        ("08:00", "08:10", 1),
        ("08:20", "08:30", 1),
    }


def test_blank_times_are_interpolated_by_distance_and_rounded_down() -> None:
    feed = tables(
        {"red 1": "A 08:00 B blank C 08:10"},
    )
    latitudes = {"A": "0", "B": "0.1", "C": "0.3"}
    located = [
        dict(row) | {"stop_lat": latitudes[row["stop_id"]], "stop_lon": "0"}
        for row in feed["stops.txt"]
    ]
    # A third of the way of 10 min, 200 s; a hair less or more by rounding.
    town = Town(feed | {"stops.txt": located})
    [(arrival, _)] = town.oracle.depart("A", "B", instant("07:00"))
    assert arrival - instant("08:00") in (199, 200)


def test_one_boards_and_alights_only_where_that_is_allowed() -> None:
    town = Town(tables({"red 1": "A 08:00 B 08:10- C 08:20! D 08:30"}))
    assert town.depart("A", "B", "07:00") == {("08:10", 1)}
    assert town.depart("B", "D", "07:00") == set()
    assert town.depart("A", "C", "07:00") == set()
    assert town.depart("C", "D", "07:00") == {("08:30", 1)}


def test_a_stop_called_at_twice() -> None:
    town = Town(tables({"loop 1": "A 08:00 B 08:10 A 08:20 C 08:30"}))
    assert town.depart("B", "A", "07:00") == {("08:20", 1)}
    # From A one may board at either call; the later departure is better.
    assert town.arrive("A", "C", "09:00") == {("08:20", 1)}
