"""calendar.txt, calendar_dates.txt, and trips that never run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from maas.transit.tables import Feed
from maas_feeds.gtfs import find_feed

from .feed_text import look_at, said, timetable, with_files, write_folder

WEEK = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday"
HEADER = f"{WEEK},start_date,end_date"
DATES = "service_id,date,exception_type"


def days(feed: Feed, service: int = 0) -> list[str]:
    """The days of a service."""
    return [
        str(feed.services.first_day + timedelta(days=int(d)))
        for d in np.flatnonzero(feed.services.runs[service])
    ]


def test_a_calendar_of_dates_only(tmp_path: Path) -> None:
    files = with_files(
        calendar=None, calendar_dates=f"{DATES}\nWD,20260301,1\nWD,20260309,1\n"
    )
    feed, report = look_at(tmp_path, files)
    assert days(feed) == ["2026-03-01", "2026-03-09"]
    assert report.outcome == "loaded"


def test_a_day_taken_out_that_is_not_in_changes_nothing(tmp_path: Path) -> None:
    files = with_files(
        calendar=f"{HEADER}\nWD,0,0,0,0,0,1,1,20260301,20260308\n",
        calendar_dates=f"{DATES}\nWD,20260302,2\nWD,20260307,2\n",
    )
    feed, _ = look_at(tmp_path, files)
    assert days(feed) == ["2026-03-01", "2026-03-08"]


def test_a_calendar_of_one_day(tmp_path: Path) -> None:
    files = with_files(calendar=f"{HEADER}\nWD,1,1,1,1,1,1,1,20260301,20260301\n")
    assert days(look_at(tmp_path, files)[0]) == ["2026-03-01"]


@pytest.mark.parametrize(
    ("row", "notice"),
    [
        ("WD,1,1,1,1,1,1,1,20260401,20260301", "start_and_end_range_out_of_order"),
        ("WD,1,1,1,1,1,1,1,,20260301", "missing_required_field"),
        ("WD,1,1,1,1,1,1,1,20260230,20260301", "invalid_date"),
        ("WD,1,1,1,1,1,1,1,yesterday,20260301", "invalid_date"),
    ],
)
def test_a_row_that_names_no_day_makes_no_service(
    row: str, notice: str, tmp_path: Path
) -> None:
    path = write_folder(tmp_path / "f", with_files(calendar=f"{HEADER}\n{row}\n"))
    feed, report = find_feed(path, "test")
    assert feed is None
    assert report.refused is not None
    assert "runs on no day" in report.refused
    assert said(report)[0].startswith(f"{notice} calendar.txt:2")


def test_other_ways_to_write_a_day_are_read_and_said(tmp_path: Path) -> None:
    files = with_files(calendar=f"{HEADER}\nWD,1,1,1,1,1,1,1,2026-03-01,2026/03/02\n")
    feed, report = look_at(tmp_path, files)
    assert days(feed) == ["2026-03-01", "2026-03-02"]
    assert said(report) == [
        "invalid_date calendar.txt:2 start_date",
        "invalid_date calendar.txt:2 end_date",
    ]


def test_a_calendar_for_ever_is_bounded(tmp_path: Path) -> None:
    files = with_files(calendar=f"{HEADER}\nWD,1,0,0,0,0,0,0,00010101,99991231\n")
    feed, report = look_at(tmp_path, files)
    assert str(feed.services.first_day) == "1970-01-01"
    assert feed.services.runs.shape == (1, 47_847)  # 131 years, 32 of them leap
    assert said(report) == ["calendar_range_bounded calendar.txt"]


def test_many_services_over_many_years_keep_the_days_most_of_them_name(
    tmp_path: Path,
) -> None:
    rows = "".join(f"S{i},1,1,1,1,1,1,1,20260101,20261231\n" for i in range(20_000))
    rows += "WD,1,1,1,1,1,1,1,19700101,20991231\n"
    feed, report = look_at(tmp_path, with_files(calendar=f"{HEADER}\n{rows}"))
    assert feed.services.runs.size <= 64_000_000
    # 1 January 2026 is inside; the whole year of every ordinary service is.
    first = (feed.services.first_day - timedelta(days=0)).isoformat()
    assert first <= "2026-01-01"
    assert feed.services.runs[0].sum() == 365
    assert said(report) == ["calendar_range_bounded calendar.txt"]


def test_trips_of_unknown_and_idle_services_are_left_out(tmp_path: Path) -> None:
    files = with_files(
        calendar=f"{HEADER}\nWD,1,1,1,1,1,0,0,20260302,20260329\n"
        "NO,0,0,0,0,0,0,0,20260302,20260329\n",
        trips="trip_id,route_id,service_id\nT1,R1,WD\nT2,R1,NO\nT3,R1,GONE\n",
    )
    feed, report = look_at(tmp_path, files)
    assert timetable(feed).startswith("T1:")
    assert list(feed.trips.trip_id) == ["T1"]
    assert said(report) == [
        "foreign_key_violation trips.txt:4 service_id",
        "service_without_days trips.txt:3 service_id",
    ]
