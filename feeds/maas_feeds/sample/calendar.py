"""Days and hours: service days, headway bands and times as GTFS writes them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from .facts import read_rows
from .gtfs_zip import Rows

FIRST_DAY, LAST_DAY = date(2026, 4, 1), date(2029, 3, 31)
DAY_TYPES = ("weekday", "saturday", "holiday")


@cache
def clock(seconds: int) -> str:
    """HH:MM:SS, past 24 after midnight."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def seconds_of(hhmm: str) -> int:
    """Seconds of "0530"."""
    return int(hhmm[:2]) * 3600 + int(hhmm[2:]) * 60


def departures(bands: str, phase: float) -> list[int]:
    """Departures of bands like "0530-0700/20 0700-0900/10", in seconds.

    ``phase`` (0 to 1) moves them by that share of the headway, to the minute.
    """
    times: list[int] = []
    for band in bands.split():
        hours, minutes = band.split("/")
        start, end = (seconds_of(t) for t in hours.split("-"))
        headway = int(minutes) * 60
        first = start + int(phase * int(minutes)) * 60
        if times and first - times[-1] < headway // 2:
            first += headway - (first - times[-1])
        times += range(first, end, headway)
    return times


def calendar_rows(names: dict[str, str]) -> tuple[Rows, Rows]:
    """calendar.txt and calendar_dates.txt of weekday, Saturday and holiday services.

    ``names`` are the service ids. National holidays run as Sundays, and so do the days
    around New Year (31 December to 3 January).
    """
    span = [f"{FIRST_DAY:%Y%m%d}", f"{LAST_DAY:%Y%m%d}"]
    weekly: Rows = [
        [names["weekday"], 1, 1, 1, 1, 1, 0, 0, *span],
        [names["saturday"], 0, 0, 0, 0, 0, 1, 0, *span],
        [names["holiday"], 0, 0, 0, 0, 0, 0, 1, *span],
    ]
    special = {date.fromisoformat(r["date"]) for r in read_rows("holidays.csv")}
    day = FIRST_DAY
    while day <= LAST_DAY:
        if (day.month, day.day) in ((12, 31), (1, 2), (1, 3)):
            special.add(day)
        day += timedelta(days=1)
    dates: Rows = []
    for day in sorted(special):
        if day.weekday() == 6:
            continue
        usual = "saturday" if day.weekday() == 5 else "weekday"
        dates.append([names[usual], f"{day:%Y%m%d}", 2])
        dates.append([names["holiday"], f"{day:%Y%m%d}", 1])
    return weekly, dates
