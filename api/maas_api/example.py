"""A question that a city surely answers: a ride of its own timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from maas.journeys.request import At

if TYPE_CHECKING:
    from maas.city import City

_MORNING = 8 * 3600
_RUSH_SECONDS = 3600
_RIDE_SECONDS = 2400
"""An example that people can picture: a ride of at most forty minutes."""


@dataclass(frozen=True, slots=True)
class Example:
    """Two places on the way of one vehicle, and a time before it leaves."""

    origin: At
    destination: At
    time: datetime
    """Local, without offset."""


def find_example(city: City, today: date) -> Example | None:
    """Find a ride near the middle of town, on a weekday morning where there is one.

    None where nothing ever runs.
    """
    table = city.timetable
    day = _service_day(city, today)
    if day is None:
        return None
    runs = table.service_runs[:, day.toordinal() - table.service_first_day]
    rows = np.flatnonzero(runs[table.row_service] != 0)
    pattern = np.searchsorted(table.row_at, rows, side="right") - 1
    leaves = table.departures[table.time_at[pattern] + rows - table.row_at[pattern]]
    rush = (leaves >= _MORNING) & (leaves < _MORNING + _RUSH_SECONDS)
    if rush.any():
        rows, pattern, leaves = rows[rush], pattern[rush], leaves[rush]
    lat, lon = city.stops.lat, city.stops.lon
    first = table.position_stop[table.pattern_at[pattern]]
    middle = np.nanmedian(lat), np.nanmedian(lon)
    away = np.abs(lat[first] - middle[0]) + np.abs(lon[first] - middle[1])
    for one in np.lexsort((leaves, np.nan_to_num(away, nan=np.inf)))[:50].tolist():
        ends = _ends(city, int(rows[one]), int(pattern[one]))
        if ends is not None:
            start = min(_MORNING, int(leaves[one])) if rush.any() else int(leaves[one])
            # A service day begins twelve hours before its noon.
            clock = datetime.combine(day, time()) + timedelta(seconds=start)
            return Example(*ends, clock)
    return None


def _service_day(city: City, today: date) -> date | None:
    """The day nearest to today that has service, a weekday where there is one."""
    table = city.timetable
    used = np.unique(table.row_service)
    running = np.flatnonzero(table.service_runs[used].any(axis=0))
    days = [date.fromordinal(table.service_first_day + d) for d in running.tolist()]
    return min(
        days, key=lambda day: (day.weekday() >= 5, abs(day - today), day), default=None
    )


def _ends(city: City, row: int, pattern: int) -> tuple[At, At] | None:
    """Where to board the row's vehicle first, and the furthest stop it soon reaches."""
    table = city.timetable
    start, end = table.pattern_at[pattern : pattern + 2].tolist()
    stops = table.position_stop[start:end]
    lats, lons = city.stops.lat[stops], city.stops.lon[stops]
    count = int(table.row_at[pattern + 1] - table.row_at[pattern])
    at = table.time_at[pattern] + row - table.row_at[pattern]
    times = table.arrivals[at + count * np.arange(end - start)]
    soon = (times - times[0] <= _RIDE_SECONDS) & ~np.isnan(lats + lons)
    soon &= (table.position_flags[start:end] & 2) != 0
    soon[0] = False
    if not soon.any() or not table.position_flags[start] & 1 or np.isnan(lats[0]):
        return None
    far: Any = np.abs(lats - lats[0]) + np.abs(lons - lons[0])
    last = int(np.argmax(np.where(soon, far, -1.0)))
    return _place(lats[0], lons[0]), _place(lats[last], lons[last])


def _place(lat: float, lon: float) -> At:
    return At(round(float(lat), 5), round(float(lon), 5))
