"""Where and when the benchmarks ask: random places, the busiest day and hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from maas.columns import F64, I32, I64
from maas.streets.graph import EdgeKind, Streets
from maas.transit.timetable import Timetable
from maas.units import DAY_SECONDS

HOUR = 3600
SNAPPED = (EdgeKind.STREET, EdgeKind.SIDEWALK, EdgeKind.FOOTWAY)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Origins and destinations: nodes of the streets, shape (pairs,)."""

    origin: I64
    destination: I64

    def __len__(self) -> int:
        return len(self.origin)


def busiest_time(timetable: Timetable) -> datetime:
    """The hour with most departures on the day with most trips; the earliest of equals.

    Local time of the service day.
    """
    day = date.fromordinal(timetable.service_first_day + _busiest_day(timetable))
    started = np.bincount(_departures(timetable, day) // HOUR)
    hour = int(started.argmax()) if len(started) else 8
    return datetime.combine(day, time()) + timedelta(hours=hour)


def _busiest_day(timetable: Timetable) -> int:
    if not timetable.service_runs.size:
        return 0
    rows = np.bincount(timetable.row_service, minlength=timetable.service_runs.shape[0])
    return int((rows @ timetable.service_runs.astype(np.int64)).argmax())


def running_rows(timetable: Timetable, day: date) -> I64:
    """Rows of the timetable whose service runs on a day."""
    column = day.toordinal() - timetable.service_first_day
    if not 0 <= column < timetable.service_runs.shape[1]:
        return np.zeros(0, dtype=np.int64)
    runs = timetable.service_runs[:, column] == 1
    return np.flatnonzero(runs[timetable.row_service])


def _departures(timetable: Timetable, day: date) -> I64:
    """Departure times of every call but the last, within the day itself."""
    runs = np.zeros(timetable.row_count, dtype=bool)
    runs[running_rows(timetable, day)] = True
    found = [np.zeros(0, dtype=np.int32)]
    for p in range(timetable.pattern_count):
        rows = runs[timetable.row_at[p] : timetable.row_at[p + 1]]
        times = timetable.departures[timetable.time_at[p] : timetable.time_at[p + 1]]
        if rows.any():
            found.append(times.reshape(-1, len(rows))[:-1, rows].ravel())
    departures = np.concatenate(found).astype(np.int64)
    return departures[(departures >= 0) & (departures < DAY_SECONDS)]


def doors(streets: Streets) -> I64:
    """Nodes where somebody may live: junctions of the largest part of the OSM streets.

    The largest part in which everybody can walk to everybody, so that both ends of
    every pair snap to streets. Only nodes at ground level that no other shares its
    place with, on ways that places snap to: so every planner starts where it is told.
    Without OSM, the stops.
    """
    if not streets.node_osm.any():
        return np.unique(streets.stop_node[streets.stop_node >= 0]).astype(np.int64)
    part = _parts(streets)
    ground = np.isin(streets.kind, SNAPPED) & ~(np.nan_to_num(streets.level) != 0)
    _, place, shared = np.unique(
        np.column_stack([streets.node_lat, streets.node_lon]),
        axis=0,
        return_inverse=True,
        return_counts=True,
    )
    door = (streets.node_osm != 0) & (shared[place.ravel()] == 1)
    door &= np.isin(np.arange(streets.node_count), streets.edge_from[ground])
    largest = np.bincount(part[door]).argmax() if door.any() else -1
    return np.flatnonzero(door & (part == largest))


def _parts(streets: Streets) -> I32:
    """Number of the part of the street network that each node belongs to."""
    walked = (streets.kind != EdgeKind.STRAIGHT) & (streets.kind != EdgeKind.LINK)
    edges = coo_array(
        (
            np.ones(int(walked.sum()), dtype=np.int8),
            (streets.edge_from[walked], streets.edge_to[walked]),
        ),
        shape=(streets.node_count, streets.node_count),
    )
    _, part = connected_components(edges, connection="strong")
    return np.asarray(part, dtype=np.int32)


def random_pairs(streets: Streets, count: int, seed: int) -> Pairs:
    """Draw pairs of different doors, each door as likely as the next."""
    return draw(doors(streets), count, seed)


def draw(places: I64, count: int, seed: int) -> Pairs:
    """Draw pairs of different places."""
    if len(places) < 2:
        raise ValueError("a journey needs two places: this city has fewer")
    chance = np.random.default_rng(seed)
    first = chance.integers(len(places), size=count)
    second = (first + chance.integers(1, len(places), size=count)) % len(places)
    return Pairs(places[first], places[second])


def served_stops(timetable: Timetable, day: date) -> I64:
    """Stops at which a trip calls on a day."""
    rows = np.zeros(timetable.row_count, dtype=np.int64)
    rows[running_rows(timetable, day)] = 1
    before = np.concatenate([[0], np.cumsum(rows)])
    served = before[timetable.row_at[1:]] > before[timetable.row_at[:-1]]
    lengths = np.diff(timetable.pattern_at)
    return np.unique(timetable.position_stop[np.repeat(served, lengths)]).astype(
        np.int64
    )


def position(streets: Streets, node: int) -> tuple[float, float]:
    """Latitude and longitude of a node."""
    return float(streets.node_lat[node]), float(streets.node_lon[node])


def positions(streets: Streets, nodes: I64) -> F64:
    """Latitudes and longitudes, shape (nodes, 2)."""
    return np.column_stack([streets.node_lat[nodes], streets.node_lon[nodes]])
