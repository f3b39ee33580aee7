"""Timetables and towns in words, for cases worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .oracle import Oracle
from .oracle_feed import Row

Times = set[tuple[str, int]]
TOKYO = "Asia/Tokyo"
BERLIN = "Europe/Berlin"


def tables(
    trips: Mapping[str, str],
    /,
    stations: Mapping[str, str] | None = None,
    **more: Sequence[Row],
) -> dict[str, Sequence[Row]]:
    """Make a feed of trips written as "A 8:00 B 8:10".

    A trip is called "ROUTE NUMBER"; all run on Monday 6 April 2026. A call's time may be
    "8:10/8:15", its arrival and departure, and end with "-" (nobody boards) or "!"
    (nobody alights). `stations` gives the stations of stops; `more` adds tables, or cells to
    the rows of trips.
    """
    parents = dict(stations or {})
    stop_times: list[dict[str, str]] = []
    for trip, text in trips.items():
        words = text.split()
        for i, (stop, time) in enumerate(zip(words[::2], words[1::2], strict=True)):
            parents.setdefault(stop, "")
            arrival, _, departure = time.strip("-!").partition("/")
            stop_times.append(
                {
                    "trip_id": trip,
                    "stop_id": stop,
                    "stop_sequence": str(i),
                    "arrival_time": f"{arrival}:00" if arrival != "blank" else "",
                    "departure_time": f"{departure}:00" if departure else "",
                    "pickup_type": "1" if "-" in time else "",
                    "drop_off_type": "1" if "!" in time else "",
                }
            )
    extra = {row["trip_id"]: row for row in more.pop("trips", ())}
    found: dict[str, Sequence[Row]] = {
        "agency.txt": [{"agency_id": "town"}],
        "stops.txt": [
            {"stop_id": s, "location_type": "1"}
            for s in sorted(set(parents.values()) - {""})
        ]
        + [{"stop_id": s, "parent_station": p} for s, p in parents.items()],
        "routes.txt": [
            {"route_id": r, "route_type": "3"}
            for r in sorted({trip.split()[0] for trip in trips})
        ],
        "trips.txt": [
            {"trip_id": t, "route_id": t.split()[0], "service_id": "monday"}
            | dict(extra.get(t, {}))
            for t in trips
        ],
        "stop_times.txt": stop_times,
        "calendar_dates.txt": [on("monday", "20260406")],
    }
    return found | {f"{name}.txt": rows for name, rows in more.items()}


def on(service: str, day: str) -> Row:
    return {"service_id": service, "date": day, "exception_type": "1"}


def transfer(kind: int, **cells: str) -> Row:
    return {"transfer_type": str(kind)} | cells


def instant(time: str, day: str = "2026-04-06", timezone: str = TOKYO) -> int:
    local = datetime.fromisoformat(f"{day} {time}").replace(tzinfo=ZoneInfo(timezone))
    return int(local.timestamp())


def clock(when: int, timezone: str = TOKYO) -> str:
    local = datetime.fromtimestamp(when, ZoneInfo(timezone))
    return local.strftime("%H:%M" if local.second == 0 else "%H:%M:%S")


class Town:
    """An oracle that speaks in times of the day."""

    def __init__(
        self,
        feed: Mapping[str, Sequence[Row]],
        walks: Mapping[tuple[str, str], int] | None = None,
        timezone: str = TOKYO,
    ) -> None:
        self.oracle = Oracle.of_tables(feed, walks or {}, timezone)
        self.timezone = timezone

    def depart(self, a: Any, b: Any, at: str, **limits: Any) -> Times:
        found = self.oracle.depart(a, b, self.when(at), **limits)
        return {(clock(arrival, self.timezone), k) for arrival, k in found}

    def arrive(self, a: Any, b: Any, at: str, **limits: Any) -> Times:
        found = self.oracle.arrive(a, b, self.when(at), **limits)
        return {(clock(departure, self.timezone), k) for departure, k in found}

    def range(
        self, a: Any, b: Any, at: str, minutes: int, **limits: Any
    ) -> set[tuple[str, str, int]]:
        found = self.oracle.range(a, b, self.when(at), minutes * 60, **limits)
        return {
            (clock(d, self.timezone), clock(c, self.timezone), k) for d, c, k in found
        }

    def when(self, at: str) -> int:
        day, _, time = at.rpartition(" ")
        return instant(time, day or "2026-04-06", self.timezone)
