"""Build the timetable of a city from the plain tables of its feeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..columns import I32, U8
from .tables import Feed
from .timetable import Timetable
from .transfers import TransferRules

BOARD, ALIGHT = 1, 2


@dataclass(frozen=True, slots=True)
class Base:
    """First index of a feed's rows in the tables of the city."""

    stop: int
    route: int
    trip: int
    service: int
    block: int


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """One departure of a trip: shift is added to its stop times."""

    trip: int
    shift: int
    headway: int  # 0 where times are promised


def bases(feeds: Sequence[Feed]) -> list[Base]:
    """Return where the rows of each feed begin in the city's tables."""
    found, base = [], Base(0, 0, 0, 0, 0)
    for feed in feeds:
        found.append(base)
        blocks = int(feed.trips.block.max(initial=-1)) + 1
        base = Base(
            base.stop + len(feed.stops.stop_id),
            base.route + len(feed.routes.route_id),
            base.trip + len(feed.trips.trip_id),
            base.service + len(feed.services.service_id),
            base.block + blocks,
        )
    found.append(base)
    return found


def build_timetable(feeds: Sequence[Feed]) -> Timetable:
    """Group trips into patterns that no trip overtakes, and state the rules."""
    base = bases(feeds)
    n_stops = base[-1].stop
    rules = TransferRules(
        n_stops,
        [
            (feed.stops, feed.transfers, at.stop, at.route, at.trip)
            for feed, at in zip(feeds, base, strict=False)
        ],
    )
    draft = _Draft()
    for feed, at in zip(feeds, base, strict=False):
        for key, runs in _similar_trips(feed, at, rules).items():
            draft.add_all(feed, at, key, runs)
    stated = rules.state()
    first_day, service_runs = _services(feeds)
    links = _seat_links(feeds, base, draft)
    return Timetable(
        pattern_at=_offsets([len(key.stops) for key in draft.keys]),
        pattern_route=_i32([key.route for key in draft.keys]),
        row_at=_offsets(draft.rows),
        position_stop=_join([key.stops for key in draft.keys]),
        position_flags=np.concatenate(
            [np.zeros(0, dtype=np.uint8), *[key.flags for key in draft.keys]]
        ),
        position_board_port=_join([key.board for key in draft.keys]),
        position_alight_port=_join([key.alight for key in draft.keys]),
        time_at=np.concatenate(
            [[0], np.cumsum([block.size for block in draft.arrivals])]
        ).astype(np.int64),
        arrivals=_join(draft.arrivals),
        departures=_join(draft.departures),
        row_trip=_i32(draft.trip),
        row_service=_i32(draft.service),
        row_block=_i32(draft.block),
        row_headway=_i32(draft.headway),
        row_shift=_i32(draft.shift),
        service_first_day=first_day,
        service_runs=service_runs,
        link_from=_i32([a for a, _ in links[0]]),
        link_to=_i32([b for _, b in links[0]]),
        unlink_from=_i32([a for a, _ in links[1]]),
        unlink_to=_i32([b for _, b in links[1]]),
        port_stop=stated.port_stop,
        stop_group=stated.stop_group,
        stop_place=_places(feeds, base),
        rule_alight=stated.rule_alight,
        rule_board=stated.rule_board,
        rule_kind=stated.rule_kind,
        rule_seconds=stated.rule_seconds,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """What the trips of one pattern share."""

    route: int
    stops: I32
    flags: U8
    board: I32
    alight: I32


class _Draft:
    """Patterns as they are found."""

    def __init__(self) -> None:
        self.keys: list[_Key] = []
        self.rows: list[int] = []
        self.arrivals: list[I32] = []
        self.departures: list[I32] = []
        self.trip: list[int] = []
        self.service: list[int] = []
        self.block: list[int] = []
        self.headway: list[int] = []
        self.shift: list[int] = []

    def add_all(self, feed: Feed, at: Base, key: _Key, runs: list[_Run]) -> None:
        """Add the runs that share a key, as one pattern or, to be FIFO, several."""
        trips = np.array([run.trip for run in runs])
        shift = np.array([run.shift for run in runs], dtype=np.int32)
        rows = feed.trips.call_at[trips][:, None] + np.arange(len(key.stops))
        arrivals = feed.calls.arrival[rows] + shift[:, None]
        departures = feed.calls.departure[rows] + shift[:, None]
        order = np.lexsort((arrivals[:, -1], departures[:, 0])).astype(np.int32)
        for part in _without_overtaking(arrivals, departures, order):
            self.keys.append(key)
            self.rows.append(len(part))
            self.arrivals.append(np.ascontiguousarray(arrivals[part].T).ravel())
            self.departures.append(np.ascontiguousarray(departures[part].T).ravel())
            for i in part:
                run = runs[i]
                block = int(feed.trips.block[run.trip])
                self.trip.append(run.trip + at.trip)
                self.service.append(int(feed.trips.service[run.trip]) + at.service)
                self.block.append(
                    block + at.block if block >= 0 and run.headway == 0 else -1
                )
                self.headway.append(max(run.headway, 0))
                self.shift.append(run.shift)


def _similar_trips(
    feed: Feed, at: Base, rules: TransferRules
) -> dict[_Key, list[_Run]]:
    """Group the departures of a feed by what a pattern shares."""
    keys: dict[tuple[int, bytes, bytes, bytes, bytes], _Key] = {}
    groups: dict[_Key, list[_Run]] = defaultdict(list)
    stops = feed.calls.stop + np.int32(at.stop)
    flags = (feed.calls.pickup != 1) * np.uint8(BOARD) | (
        feed.calls.drop_off != 1
    ) * np.uint8(ALIGHT)
    flags = flags.astype(np.uint8)
    call_at = feed.trips.call_at
    flags[call_at[:-1]] &= BOARD
    flags[call_at[1:] - 1] &= ALIGHT
    ruled = np.zeros(at.stop + len(feed.stops.stop_id), dtype=bool)
    for s in (*rules.classes.alight, *rules.classes.board):
        if s < len(ruled):
            ruled[s] = True
    for trip, runs in _departures(feed):
        a, b = int(call_at[trip]), int(call_at[trip + 1])
        route = int(feed.trips.route[trip]) + at.route
        board = alight = stops[a:b]
        if ruled[stops[a:b]].any():
            board, alight = (
                np.array(
                    [
                        rules.classes.port(side, int(s), route, trip + at.trip)
                        for s in stops[a:b]
                    ],
                    dtype=np.int32,
                )
                for side in (True, False)
            )
        name = (
            route,
            stops[a:b].tobytes(),
            flags[a:b].tobytes(),
            board.tobytes(),
            alight.tobytes(),
        )
        key = keys.get(name)
        if key is None:
            key = keys[name] = _Key(route, stops[a:b], flags[a:b], board, alight)
        groups[key].extend(runs)
    return groups


def _departures(feed: Feed) -> Iterator[tuple[int, list[_Run]]]:
    """Yield each trip of two calls or more with its departures."""
    shifts: dict[int, list[_Run]] = defaultdict(list)
    table = feed.frequencies
    for i in range(len(table.trip)):
        trip = int(table.trip[i])
        first = int(feed.calls.departure[feed.trips.call_at[trip]])
        # A headway of -1 marks times that are promised, so that blocks skip both.
        headway = -1 if table.exact[i] == 1 else int(table.headway[i])
        shifts[trip] += [
            _Run(trip, start - first, headway)
            for start in range(
                int(table.start[i]), int(table.end[i]), max(int(table.headway[i]), 1)
            )
        ]
    lengths = np.diff(feed.trips.call_at)
    for trip in np.flatnonzero(lengths >= 2).tolist():
        yield trip, shifts[trip] if trip in shifts else [_Run(trip, 0, 0)]


def _without_overtaking(arrivals: I32, departures: I32, order: I32) -> list[list[int]]:
    """Split runs, shape (runs, positions), into lists in which none overtakes."""
    a, d = arrivals[order], departures[order]
    if (np.diff(a, axis=0) >= 0).all() and (np.diff(d, axis=0) >= 0).all():
        return [order.tolist()]
    parts: list[list[int]] = []
    for i in order.tolist():
        for part in parts:
            last = part[-1]
            if (arrivals[i] >= arrivals[last]).all() and (
                departures[i] >= departures[last]
            ).all():
                part.append(i)
                break
        else:
            parts.append([i])
    return parts


def _services(feeds: Sequence[Feed]) -> tuple[int, U8]:
    """Join the calendars of all feeds on one range of days."""
    if not feeds:
        return 1, np.zeros((0, 0), dtype=np.uint8)
    first = min(feed.services.first_day.toordinal() for feed in feeds)
    last = max(
        feed.services.first_day.toordinal() + feed.services.runs.shape[1]
        for feed in feeds
    )
    joined = np.zeros(
        (sum(len(feed.services.service_id) for feed in feeds), last - first),
        dtype=np.uint8,
    )
    row = 0
    for feed in feeds:
        n, days = feed.services.runs.shape
        day = feed.services.first_day.toordinal() - first
        joined[row : row + n, day : day + days] = feed.services.runs
        row += n
    return first, joined


def _seat_links(
    feeds: Sequence[Feed], base: Sequence[Base], draft: _Draft
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Rows that transfers of type 4 join, and rows that those of type 5 part."""
    rows: dict[int, int] = {}
    wanted = {4, 5}
    if not any(np.isin(feed.transfers.kind, list(wanted)).any() for feed in feeds):
        return [], []
    frequent = {
        int(trip) + at.trip
        for feed, at in zip(feeds, base, strict=False)
        for trip in feed.frequencies.trip
    }
    for row, trip in enumerate(draft.trip):
        if trip not in frequent:
            rows[trip] = row
    found: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for feed, at in zip(feeds, base, strict=False):
        table = feed.transfers
        for i in np.flatnonzero((table.kind == 4) | (table.kind == 5)):
            a = rows.get(int(table.from_trip[i]) + at.trip, -1)
            b = rows.get(int(table.to_trip[i]) + at.trip, -1)
            if table.from_trip[i] >= 0 and table.to_trip[i] >= 0 and min(a, b) >= 0:
                found[int(table.kind[i]) - 4].append((a, b))
    return found


def _places(feeds: Sequence[Feed], base: Sequence[Base]) -> I32:
    """Return the parent station of each stop, or the stop itself."""
    places = [
        np.where(
            feed.stops.parent >= 0,
            feed.stops.parent + at.stop,
            np.arange(len(feed.stops.stop_id)) + at.stop,
        )
        for feed, at in zip(feeds, base, strict=False)
    ]
    return _join(places)


def _offsets(sizes: Sequence[int]) -> I32:
    at = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=at[1:])
    return at.astype(np.int32)


def _i32(values: Sequence[int]) -> I32:
    return np.array(values, dtype=np.int32)


def _join(parts: Sequence[I32]) -> I32:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts]).astype(np.int32)
