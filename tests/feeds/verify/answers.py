"""Answers written by hand: rides and walks as short text, made into MOTIS's JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
Positions = dict[str, tuple[float, float]]


def write_feed(folder: Path, **files: str) -> Path:
    """Write tables: one per keyword, blanks around cells removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        rows = [",".join(map(str.strip, r.split(","))) for r in text.split("\n")]
        lines = "\n".join(row for row in rows if row)
        (folder / f"{name}.txt").write_text(lines + "\n", encoding="utf-8")
    return folder


class Writer:
    """Writes answers of one feed; times are H:MM[:SS] of the service day."""

    def __init__(
        self, feed_id: str, timezone: str, day: date, positions: Positions
    ) -> None:
        self.feed_id = feed_id
        self.day = day
        self.positions = positions
        noon = datetime.combine(day, time(12), ZoneInfo(timezone))
        self._zero = noon.astimezone(UTC) - timedelta(hours=12)

    def iso(self, clock: str) -> str:
        hours, minutes, seconds = map(int, (clock + ":0").split(":")[:3])
        at = self._zero + timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def place(self, stop: str, arrival: str = "", departure: str = "") -> Json:
        lat, lon = self.positions[stop]
        place: Json = {"name": stop, "lat": lat, "lon": lon}
        if not stop.startswith("@"):
            place["stopId"] = f"{self.feed_id}_{stop}"
        for what, clock in (("arrival", arrival), ("departure", departure)):
            if clock:
                place[what] = self.iso(clock)
                place[f"scheduled{what.capitalize()}"] = self.iso(clock)
        return place

    def _leg(self, mode: str, start: Json, end: Json, **more: Any) -> Json:
        first, last = start["departure"], end["arrival"]
        return {
            "mode": mode,
            "from": start,
            "to": end,
            "startTime": first,
            "endTime": last,
            "scheduledStartTime": first,
            "scheduledEndTime": last,
            "realTime": False,
            "scheduled": True,
            "duration": _seconds(first, last),
            "legGeometry": {"points": "", "precision": 6, "length": 0},
            **more,
        }

    def ride(self, trip: str, first: str, calls: str, **more: Any) -> Json:
        """``ride("t", "8:00", "A 8:00, B 8:10 8:11, C 8:20")``."""
        parts = [call.split() for call in calls.split(",")]
        stops = [
            self.place(
                stop,
                times[0] if i else "",
                times[-1] if i < len(parts) - 1 else "",
            )
            for i, (stop, *times) in enumerate(parts)
        ]
        return self._leg(
            "BUS",
            stops[0],
            stops[-1],
            tripId=f"{self.day:%Y%m%d}_{first:0>5}_{self.feed_id}_{trip}",
            intermediateStops=stops[1:-1],
            **more,
        )

    def walk(self, start: str, end: str, **more: Any) -> Json:
        """``walk("A 8:00", "B 8:05")``."""
        (a, departure), (b, arrival) = start.split(), end.split()
        return self._leg(
            "WALK",
            self.place(a, departure=departure),
            self.place(b, arrival=arrival),
            **more,
        )

    def itinerary(self, *legs: Json) -> Json:
        boardings = sum(
            leg["mode"] != "WALK" and not leg.get("interlineWithPreviousLeg")
            for leg in legs
        )
        start, end = legs[0]["startTime"], legs[-1]["endTime"]
        return {
            "duration": _seconds(start, end),
            "startTime": start,
            "endTime": end,
            "transfers": max(boardings - 1, 0),
            "id": "",
            "legs": list(legs),
        }

    def answer(
        self, *itineraries: Json, direct: list[Json] | None = None, **asked: str
    ) -> Json:
        """The whole response; begins and ends where the first itinerary does."""
        ends = (direct or []) + list(itineraries)
        return {
            "requestParameters": asked,
            "debugOutput": {},
            "from": dict(ends[0]["legs"][0]["from"]),
            "to": dict(ends[0]["legs"][-1]["to"]),
            "direct": direct or [],
            "itineraries": list(itineraries),
            "previousPageCursor": "",
            "nextPageCursor": "",
        }


def _seconds(start: str, end: str) -> int:
    passed = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return int(passed.total_seconds())
