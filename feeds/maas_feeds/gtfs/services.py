"""calendar.txt and calendar_dates.txt, resolved into the days each service runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from maas.columns import I32, I64, U8, Strings
from maas.transit.tables import Services

from . import limits
from .fields import (
    choices,
    dates,
)
from .notices import Faults
from .rows import left_out, with_required, with_unique_key
from .table import Table

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_EARLIEST = date(limits.FIRST_YEAR, 1, 1).toordinal()
_LATEST = date(limits.LAST_YEAR, 12, 31).toordinal()


def read_services(calendar: Table, calendar_dates: Table, faults: Faults) -> Services:
    """The days of every service named in either file.

    A service runs on the weekdays and in the range of its calendar row, with the days
    of calendar_dates.txt added (1) or removed (2).
    """
    calendar = with_required(calendar, ["service_id"], faults)
    calendar = with_unique_key(calendar, ["service_id"], faults)
    start = _ordinals(dates(calendar, "start_date", faults))
    end = _ordinals(dates(calendar, "end_date", faults))
    for field in ("start_date", "end_date"):
        left_out(
            calendar,
            calendar.column(field).blank(),
            "missing_required_field",
            lambda row: "is blank: the row names no day",
            faults,
            field,
        )
    given = (start > 0) & (end > 0)
    left_out(
        calendar,
        given & (end < start),
        "start_and_end_range_out_of_order",
        lambda row: "ends before it starts: the row names no day",
        faults,
        "end_date",
    )
    given &= end >= start
    week = np.column_stack(
        [choices(calendar, day, (0, 1), faults, default=0) for day in WEEKDAYS]
    ).reshape(-1, 7)

    calendar_dates = with_required(calendar_dates, ["service_id", "date"], faults)
    calendar_dates = with_unique_key(calendar_dates, ["service_id", "date"], faults)
    on = _ordinals(dates(calendar_dates, "date", faults))
    exception = choices(calendar_dates, "exception_type", (1, 2), faults, default=0)
    usable = (on > 0) & (exception > 0)
    left_out(
        calendar_dates,
        (exception == 0) & calendar_dates.column("exception_type").blank(),
        "missing_required_field",
        lambda row: "is blank: the row is left out",
        faults,
        "exception_type",
    )

    ids = list(
        dict.fromkeys(calendar.texts("service_id") + calendar_dates.texts("service_id"))
    )
    row_of = {name: row for row, name in enumerate(ids)}
    excepted = np.array(
        [row_of[name] for name in calendar_dates.texts("service_id")], dtype=np.int32
    )
    first, n_days = _window(
        np.concatenate([start[given], end[given], on[usable]]), len(ids), faults
    )
    runs = np.zeros((len(ids), n_days), dtype=np.uint8)
    _run_weekly(runs, first, start, end, week, given)
    inside = usable & (on >= first) & (on < first + n_days)
    for kind, value in ((1, 1), (2, 0)):
        chosen = inside & (exception == kind)
        runs[excepted[chosen], on[chosen] - first] = value
    return Services(Strings.of(ids), date.fromordinal(first), runs)


def _ordinals(days: Sequence[date | None]) -> I64:
    return np.array([day.toordinal() if day else 0 for day in days], dtype=np.int64)


def _run_weekly(
    runs: U8, first: int, start: I64, end: I64, week: I32, given: np.ndarray
) -> None:
    """Mark the weekly pattern of each calendar row; row r is service r."""
    n_days = runs.shape[1]
    weekday = (np.arange(n_days) + date.fromordinal(first).weekday()) % 7
    for row in np.flatnonzero(given):
        low = max(int(start[row]) - first, 0)
        high = min(int(end[row]) - first + 1, n_days)
        if low < high:
            runs[row, low:high] = week[row, weekday[low:high]]


def _window(named: I64, n_services: int, faults: Faults) -> tuple[int, int]:
    """First day and number of days that the calendar covers, bounded sensibly.

    Days before 1970 or after 2100 are cut off; and where services times days are still
    too many, days far from the middle of those that the feed names.
    """
    if not len(named):
        return date(2000, 1, 1).toordinal(), 0
    low, high = int(named.min()), int(named.max())
    first, last = max(low, _EARLIEST), min(high, _LATEST)
    most = max(limits.MAX_CALENDAR_CELLS // max(n_services, 1), 366)
    if last - first + 1 > most:
        middle = int(np.median(np.clip(named, first, last)))
        first = min(max(first, middle - most // 2), last - most + 1)
        last = first + most - 1
    if last < first:
        first, last = _EARLIEST, _EARLIEST - 1
    if (first, last) != (low, high):
        shown = [str(date.fromordinal(first)), str(date.fromordinal(max(last, 1)))]
        faults.add(
            "calendar_range_bounded",
            "calendar.txt",
            f"the days named run from {date.fromordinal(low)} to"
            f" {date.fromordinal(high)}: those from {' to '.join(shown)} are read",
            repaired=True,
        )
    return first, last - first + 1
