"""One raw GTFS feed as the checker reads it, each file when it is first needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .blanks import Along, Position, along_shape, along_straight_lines
from .calls import Call, Row, find_seconds, read_calls
from .files import Files, Grouped

_WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


class Stop(NamedTuple):
    """A row of stops.txt."""

    position: Position | None
    parent: str  # stop_id of the station, ""
    wheelchair: str  # wheelchair_boarding as written


class Trip(NamedTuple):
    """A row of trips.txt."""

    route_id: str
    service_id: str
    block_id: str
    shape_id: str
    wheelchair: str  # wheelchair_accessible as written


class Rule(NamedTuple):
    """A row of transfers.txt."""

    from_stop: str
    to_stop: str
    from_route: str
    to_route: str
    from_trip: str
    to_trip: str
    kind: int  # transfer_type
    min_seconds: int  # min_transfer_time, 0 where blank
    line: int  # of the file


class Frequency(NamedTuple):
    """A row of frequencies.txt, service-day seconds."""

    start: int
    end: int
    headway: int


class RawFeed:
    """The parts of a feed that certify a ride."""

    def __init__(self, feed_id: str, path: Path, timezone: str) -> None:
        self.feed_id = feed_id
        self._files = Files(path)
        self._city_timezone = timezone
        self._calls: dict[str, tuple[Call, ...]] = {}
        self._along: dict[tuple[str, ...], list[Along] | None] = {}
        self._day_zero: dict[date, int] = {}

    @cached_property
    def timezone(self) -> ZoneInfo:
        """The agency's: all times of a feed are in it (GTFS, agency_timezone)."""
        for row in self._files.rows("agency.txt"):
            try:
                return ZoneInfo(row.get("agency_timezone", ""))
            except (ValueError, OSError):
                break
        return ZoneInfo(self._city_timezone)

    @cached_property
    def stops(self) -> Mapping[str, Stop]:
        """Every stop by stop_id."""
        stops: dict[str, Stop] = {}
        for row in self._files.rows("stops.txt"):
            stops.setdefault(
                row.get("stop_id", ""),
                Stop(
                    _position(row),
                    row.get("parent_station", ""),
                    row.get("wheelchair_boarding", ""),
                ),
            )
        return stops

    @cached_property
    def trips(self) -> Mapping[str, Trip]:
        """Every trip by trip_id."""
        trips: dict[str, Trip] = {}
        for row in self._files.rows("trips.txt"):
            get = row.get
            trips.setdefault(
                get("trip_id", ""),
                Trip(
                    get("route_id", ""),
                    get("service_id", ""),
                    get("block_id", ""),
                    get("shape_id", ""),
                    get("wheelchair_accessible", ""),
                ),
            )
        return trips

    @cached_property
    def pathways(self) -> Mapping[str, Row]:
        """Rows of pathways.txt by pathway_id."""
        return {
            row.get("pathway_id", ""): row for row in self._files.rows("pathways.txt")
        }

    @cached_property
    def blocks(self) -> Mapping[str, Sequence[str]]:
        """The trip_ids of each block_id."""
        blocks: dict[str, list[str]] = defaultdict(list)
        for trip_id, trip in self.trips.items():
            if trip.block_id:
                blocks[trip.block_id].append(trip_id)
        return blocks

    @cached_property
    def frequencies(self) -> Mapping[str, Sequence[Frequency]]:
        """Rows of frequencies.txt by trip_id."""
        found: dict[str, list[Frequency]] = defaultdict(list)
        for row in self._files.rows("frequencies.txt"):
            start = find_seconds(row.get("start_time", ""))
            end = find_seconds(row.get("end_time", ""))
            headway = _number(row.get("headway_secs", ""))
            if start is not None and end is not None and headway > 0:
                found[row.get("trip_id", "")].append(Frequency(start, end, headway))
        return found

    @cached_property
    def rules(self) -> Mapping[tuple[str, str], Sequence[Rule]]:
        """Rows of transfers.txt about changing, by their two stops."""
        found: dict[tuple[str, str], list[Rule]] = defaultdict(list)
        for rule in self._transfers:
            if rule.kind in (0, 1, 2, 3):
                found[rule.from_stop, rule.to_stop].append(rule)
        return found

    @cached_property
    def in_seat(self) -> Mapping[tuple[str, str], int]:
        """The transfer_type of pairs of trips that have 4 or 5; 5 where both."""
        found: dict[tuple[str, str], int] = {}
        for rule in self._transfers:
            if rule.kind in (4, 5):
                trips = rule.from_trip, rule.to_trip
                found[trips] = max(rule.kind, found.get(trips, 0))
        return found

    @cached_property
    def _transfers(self) -> Sequence[Rule]:
        return [
            Rule(
                row.get("from_stop_id", ""),
                row.get("to_stop_id", ""),
                row.get("from_route_id", ""),
                row.get("to_route_id", ""),
                row.get("from_trip_id", ""),
                row.get("to_trip_id", ""),
                _number(row.get("transfer_type", "")),
                _number(row.get("min_transfer_time", "")),
                line,
            )
            for line, row in enumerate(self._files.rows("transfers.txt"), start=2)
        ]

    @cached_property
    def _calendar(self) -> Mapping[str, tuple[str, str, tuple[bool, ...]]]:
        return {
            row.get("service_id", ""): (
                row.get("start_date", ""),
                row.get("end_date", ""),
                tuple(row.get(day, "") == "1" for day in _WEEKDAYS),
            )
            for row in self._files.rows("calendar.txt")
        }

    @cached_property
    def _exceptions(self) -> Mapping[tuple[str, str], str]:
        return {
            (row.get("service_id", ""), row.get("date", "")): row.get(
                "exception_type", ""
            )
            for row in self._files.rows("calendar_dates.txt")
        }

    @cached_property
    def _stop_times(self) -> Grouped:
        return Grouped(self._files, "stop_times.txt", "trip_id")

    @cached_property
    def _shapes(self) -> Grouped:
        return Grouped(self._files, "shapes.txt", "shape_id")

    def runs(self, service_id: str, day: date) -> bool:
        """calendar_dates.txt before calendar.txt."""
        text = day.strftime("%Y%m%d")
        exception = self._exceptions.get((service_id, text), "")
        if exception in ("1", "2"):
            return exception == "1"
        first, last, weekdays = self._calendar.get(service_id, ("", "", ()))
        return bool(weekdays) and first <= text <= last and weekdays[day.weekday()]

    def instant(self, day: date, seconds: int) -> int:
        """Unix seconds of a service-day time: noon minus twelve hours is its zero."""
        zero = self._day_zero.get(day)
        if zero is None:
            noon = datetime.combine(day, time(12), self.timezone)
            zero = self._day_zero[day] = int(noon.timestamp()) - 12 * 3600
        return zero + seconds

    def place(self, stop_id: str) -> Position | None:
        """Where a stop is; one without coordinates is where its station is."""
        stop = self.stops.get(stop_id)
        if stop is not None and stop.position is None and stop.parent != stop_id:
            stop = self.stops.get(stop.parent)
        return stop.position if stop else None

    def same_station(self, stop_id: str, other_id: str) -> bool:
        """The same stop, or two with the same parent_station."""
        if stop_id == other_id:
            return True
        stop, other = self.stops.get(stop_id), self.stops.get(other_id)
        return bool(stop and other and stop.parent and stop.parent == other.parent)

    def calls(self, trip_id: str) -> tuple[Call, ...]:
        """The calls of a trip in order; none where the trip cannot be run."""
        calls = self._calls.get(trip_id)
        if calls is None:
            calls = self._calls[trip_id] = self._read_calls(trip_id)
        return calls

    def _read_calls(self, trip_id: str) -> tuple[Call, ...]:
        trip = self.trips.get(trip_id)
        shape_id = trip.shape_id if trip else ""
        return read_calls(
            self._stop_times.rows(trip_id),
            self.stops.__contains__,
            lambda rows: self._way(shape_id, rows),
        )

    def _way(self, shape_id: str, rows: Sequence[Row]) -> list[Along] | None:
        stated = [row.get("shape_dist_traveled", "") for row in rows]
        if all(stated):
            way = [Along(*[float(text)] * 3) for text in stated]
            if way == sorted(way):
                return way
        key = (shape_id, *(row["stop_id"] for row in rows))
        if key not in self._along:
            self._along[key] = self._measure(*key)
        return self._along[key]

    def _measure(self, shape_id: str, *stop_ids: str) -> list[Along] | None:
        places = [place for stop_id in stop_ids if (place := self.place(stop_id))]
        if len(places) < len(stop_ids):
            return None
        shape = self._shape(shape_id) if shape_id else []
        along = along_shape(places, shape) if len(shape) > 1 else None
        return along or along_straight_lines(places)

    def _shape(self, shape_id: str) -> list[Position]:
        points = []
        for row in self._shapes.rows(shape_id):
            sequence = row.get("shape_pt_sequence", "")
            place = _position(row, "shape_pt_lat", "shape_pt_lon")
            if sequence.isdigit() and place is not None:
                points.append((int(sequence), place))
        points.sort(key=lambda point: point[0])
        return [place for _, place in points]


def _position(
    row: Row, lat: str = "stop_lat", lon: str = "stop_lon"
) -> Position | None:
    try:
        return float(row.get(lat, "")), float(row.get(lon, ""))
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
