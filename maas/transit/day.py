"""The trips of the days that matter to one question, laid out for the search.

A *line* is a pattern on one service day. Times are seconds after a base: the second 0
(noon minus twelve hours) of the base day. A backward day is the same day read from its
end: times negated, positions reversed, boarding and alighting swapped; the search finds
the latest departure in it as it finds the earliest arrival in a forward one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from maas_ext._day import lay_out

from ..columns import I32, I64, U8, Bool
from ..csr import group_by, offsets, owners
from ..units import DAY_SECONDS, UNREACHED
from .timetable import Timetable

BOARD, ALIGHT = 1, 2


@dataclass(frozen=True, eq=False)
class Allowed:
    """What may be ridden, and where one may board and alight; 0 bars."""

    rows: U8  # (rows,) of the timetable
    stops: U8  # (stops,)

    @cached_property
    def key(self) -> bytes:
        """Tells equal ones apart from others."""
        return np.packbits(self.rows).tobytes() + np.packbits(self.stops).tobytes()


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """Lines and their trips; see ``x_at`` in ``Timetable``."""

    base: int  # epoch seconds of time 0
    line_pattern: I32
    line_day: I32  # ordinal of the service day
    line_start: I64  # epoch second of the service day's second 0
    line_at: I32  # positions
    stop: I32
    flags: U8
    board_port: I32
    alight_port: I32
    trip_at: I32
    time_at: I64
    trip_row: I32  # row of the timetable
    trip_line: I32
    arrivals: I32
    departures: I32
    serving_at: I32  # by port: lines that can be boarded there, in order
    serving_line: I32
    serving_position: I32
    follow_at: I32  # by trip: trips that the vehicle goes on as
    follow_trip: I32
    near_lines: int  # lines from here on run only at far_from and later
    far_from: int


def day_start(ordinal: int, zone: ZoneInfo) -> int:
    """Return the epoch second of a service day's second 0: its noon minus 12 h."""
    noon = datetime.combine(date.fromordinal(ordinal), time(12), zone)
    return int(noon.timestamp()) - 12 * 3600


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """One service day: what runs, and of that, what may matter here."""

    ordinal: int
    offset: int
    running: U8  # (rows,)
    near: U8
    far: U8


class DayBuilder:
    """Builds days of one timetable; holds what all days share."""

    def __init__(self, timetable: Timetable, zone: ZoneInfo) -> None:
        self.timetable = timetable
        self.zone = zone
        t = timetable
        rows = np.diff(t.row_at)
        pattern = np.repeat(np.arange(t.pattern_count), rows)
        column = np.arange(t.row_count) - t.row_at[:-1][pattern]
        length = np.diff(t.pattern_at)
        first = t.time_at[:-1][pattern] + column
        last = first + (length[pattern] - 1) * rows[pattern]
        self.row_pattern = pattern.astype(np.int32)
        self.first_departure = t.departures[first]
        self.last_departure = t.departures[last]
        self.last_arrival = t.arrivals[last]
        self.first_stop = t.position_stop[t.pattern_at[:-1]][pattern]
        self.last_stop = t.position_stop[t.pattern_at[1:] - 1][pattern]
        longest = int(self.last_arrival.max(initial=0))
        self.days_before = 1 + longest // DAY_SECONDS

    def running(self, ordinal: int) -> U8:
        """Return (rows,): 1 where the row runs on that service day."""
        t = self.timetable
        day = ordinal - t.service_first_day
        if not 0 <= day < t.service_runs.shape[1]:
            return np.zeros(t.row_count, dtype=np.uint8)
        return np.ascontiguousarray(t.service_runs[:, day])[t.row_service]

    def forward(
        self, ordinal: int, days_after: int, allowed: Allowed | None = None
    ) -> Day:
        """Lay out what can be boarded from the base day's second 0 on.

        ``days_after`` days after the base day are included; ``allowed`` None bars
        nothing.
        """
        return self._build(
            ordinal,
            range(ordinal - self.days_before, ordinal + days_after + 1),
            lambda offset, day: self.last_departure + offset >= 0,
            lambda day: day > ordinal,
            allowed,
        )

    def alone(self, ordinal: int) -> Day:
        """Lay out the trips of one service day and nothing else."""
        return self._build(
            ordinal,
            range(ordinal, ordinal + 1),
            lambda offset, day: np.ones(self.timetable.row_count, dtype=bool),
            lambda day: False,
            None,
        )

    def backward(
        self, ordinal: int, days_before: int, allowed: Allowed | None = None
    ) -> Day:
        """Lay out what can be alighted from on the base day and before, reversed."""
        first = ordinal - days_before - self.days_before
        forward = self._build(
            ordinal,
            range(first, ordinal + 2),
            lambda offset, day: np.ones(self.timetable.row_count, dtype=bool),
            lambda day: day < ordinal,
            allowed,
            lambda offset: self.last_arrival + offset < 0,
        )
        return _reverse(forward)

    def _build(
        self,
        ordinal: int,
        days: range,
        matters: Callable[[int, int], np.ndarray],
        is_far: Callable[[int], bool],
        allowed: Allowed | None,
        far_rows: Callable[[int], np.ndarray] | None = None,
    ) -> Day:
        base = day_start(ordinal, self.zone)
        layers = []
        for day in days:
            running = self.running(day)
            if not running.any():
                continue
            offset = day_start(day, self.zone) - base
            use = running * matters(offset, day).astype(np.uint8)
            if allowed is not None:
                use = use * allowed.rows
            far = np.full(len(use), is_far(day), dtype=np.uint8)
            if far_rows is not None:
                far = far * far_rows(offset).astype(np.uint8)
            layers.append(_Layer(day, offset, running, use * (1 - far), use * far))
        runs = np.array(
            [layer.near for layer in layers] + [layer.far for layer in layers],
            dtype=np.uint8,
        ).reshape(2 * len(layers), self.timetable.row_count)
        offsets_twice = np.array([layer.offset for layer in layers] * 2, dtype=np.int32)
        return self._lay_out(base, layers, runs, offsets_twice, allowed)

    def _lay_out(
        self,
        base: int,
        layers: list[_Layer],
        runs: U8,
        offset: I32,
        allowed: Allowed | None,
    ) -> Day:
        t = self.timetable
        pattern, layer, trip_at, time_at, row, arrivals, departures = lay_out(
            t.pattern_at, t.row_at, t.time_at, t.arrivals, t.departures, runs, offset
        )
        length = np.diff(t.pattern_at)[pattern]
        line_at = np.zeros(len(pattern) + 1, dtype=np.int32)
        np.cumsum(length, out=line_at[1:])
        positions = _ranges(t.pattern_at[:-1][pattern], length)
        flags = t.position_flags[positions]
        if allowed is not None:
            flags = flags * allowed.stops[t.position_stop[positions]]
        board_port = t.position_board_port[positions]
        trip_line = owners(trip_at)
        near = int(np.searchsorted(layer, len(layers)))
        far_from = UNREACHED
        if near < len(pattern):
            first = time_at[near:-1]
            far_from = int(departures[first].min())
        ordinals = np.array([one.ordinal for one in layers] * 2, dtype=np.int32)
        serving = _serving(line_at, flags, board_port, len(t.port_stop))
        return Day(
            base,
            pattern,
            ordinals[layer],
            base + offset[layer].astype(np.int64),
            line_at,
            t.position_stop[positions],
            flags,
            board_port,
            t.position_alight_port[positions],
            trip_at,
            time_at,
            row,
            trip_line,
            arrivals,
            departures,
            *serving,
            *self._followers(layers, row, layer[trip_line]),
            near,
            far_from,
        )

    def _followers(
        self, layers: list[_Layer], row: I32, trip_layer: I32
    ) -> tuple[I32, I32]:
        """Return, by trip of the day, the trips that its vehicle goes on as."""
        t = self.timetable
        pairs_from, pairs_to = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
        if (t.row_block >= 0).any() or len(t.link_from):
            for number, layer in enumerate(layers):
                before, after = self._stay_pairs(layer.running)
                place = np.full(t.row_count, -1, dtype=np.int32)
                here = trip_layer % len(layers) == number
                place[row[here]] = np.flatnonzero(here)
                known = (place[before] >= 0) & (place[after] >= 0)
                pairs_from.append(place[before[known]])
                pairs_to.append(place[after[known]])
        tail = np.concatenate(pairs_from)
        at, order = group_by(tail, len(row))
        return at, np.concatenate(pairs_to)[order].astype(np.int32)

    def _stay_pairs(self, running: U8) -> tuple[I32, I32]:
        """Rows of one service day after which the vehicle goes on as another row."""
        t = self.timetable
        rows = np.flatnonzero((running != 0) & (t.row_block >= 0))
        order = np.lexsort(
            (t.row_trip[rows], self.first_departure[rows], t.row_block[rows])
        )
        rows = rows[order]
        before, after = rows[:-1], rows[1:]
        place = t.stop_place
        start, end = self.first_stop[after], self.last_stop[before]
        joined = (
            (t.row_block[before] == t.row_block[after])
            & (self.first_departure[after] >= self.last_arrival[before])
            & ((start == end) | _same_station(place, start, end))
        )
        pairs = list(zip(before[joined].tolist(), after[joined].tolist(), strict=True))
        for a, b in zip(t.link_from.tolist(), t.link_to.tolist(), strict=True):
            in_time = self.first_departure[b] >= self.last_arrival[a]
            if running[a] and running[b] and in_time:
                pairs.append((a, b))
        parted = set(zip(t.unlink_from.tolist(), t.unlink_to.tolist(), strict=True))
        unique = sorted(set(pairs) - parted)
        return (
            np.array([a for a, _ in unique], dtype=np.int32),
            np.array([b for _, b in unique], dtype=np.int32),
        )


def _same_station(place: I32, a: I32, b: I32) -> Bool:
    """Are both children of one station? (A stop without a station is its own place.)"""
    same: Bool = (place[a] == place[b]) & (place[a] != a) & (place[b] != b)
    return same


def _ranges(first: I32, length: I32) -> I64:
    """Return ``first[i] … first[i] + length[i] - 1`` for all i in one array."""
    at = np.zeros(len(length) + 1, dtype=np.int64)
    np.cumsum(length, out=at[1:])
    return np.arange(at[-1]) + np.repeat(first - at[:-1], length)


def _serving(line_at: I32, flags: U8, port: I32, n_ports: int) -> tuple[I32, I32, I32]:
    """Return the lines that can be boarded at each port, and the positions."""
    where = np.flatnonzero(flags & BOARD)
    line = owners(line_at)
    order = where[np.argsort(port[where], kind="stable")]
    position = order - line_at[:-1][line[order]]
    return offsets(port[where], n_ports), line[order], position.astype(np.int32)


def _reverse(day: Day) -> Day:
    """Read a day from its end."""
    line = owners(day.line_at)
    j = np.arange(len(line))
    flip = day.line_at[:-1][line] + day.line_at[1:][line] - 1 - j
    trip = np.arange(len(day.trip_line))
    flip_trip = (
        day.trip_at[:-1][day.trip_line] + day.trip_at[1:][day.trip_line] - 1 - trip
    )
    event_line = np.repeat(
        np.arange(len(day.line_pattern)), np.diff(day.time_at).astype(np.int64)
    )
    e = np.arange(len(day.arrivals))
    # Both orders of an event block reverse when the whole block does.
    flip_event = day.time_at[:-1][event_line] + day.time_at[1:][event_line] - 1 - e
    flags = day.flags[flip]
    swapped = (
        ((flags & BOARD) != 0) * ALIGHT | ((flags & ALIGHT) != 0) * BOARD
    ).astype(np.uint8)
    departures = -day.arrivals[flip_event]
    board_port = day.alight_port[flip]
    back_from = owners(day.follow_at)
    at, order = group_by(flip_trip[day.follow_trip].astype(np.int32), len(trip))
    far_from = UNREACHED
    if day.near_lines < len(day.line_pattern):
        far_from = int(departures[day.time_at[day.near_lines : -1]].min())
    serving = _serving(day.line_at, swapped, board_port, len(day.serving_at) - 1)
    return Day(
        day.base,
        day.line_pattern,
        day.line_day,
        day.line_start,
        day.line_at,
        day.stop[flip],
        swapped,
        board_port,
        day.board_port[flip],
        day.trip_at,
        day.time_at,
        day.trip_row[flip_trip],
        day.trip_line,
        -day.departures[flip_event],
        departures,
        *serving,
        at,
        flip_trip[back_from[order]].astype(np.int32),
        day.near_lines,
        far_from,
    )


def today(epoch: int, zone: ZoneInfo) -> int:
    """Return the ordinal of the service day whose second 0 is last before `epoch`."""
    ordinal = datetime.fromtimestamp(epoch, zone).date().toordinal()
    while day_start(ordinal + 1, zone) <= epoch:
        ordinal += 1
    while day_start(ordinal, zone) > epoch:
        ordinal -= 1
    return ordinal
