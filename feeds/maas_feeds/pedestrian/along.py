"""Which stretches of one draft run along a stretch of another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from maas.columns import F64, I64, Bool
from maas.geo import metres_per_degree
from maas.streets.graph import EdgeKind
from maas_feeds.osm.draft import Draft
from maas_feeds.osm.nearest import Nearest, nearest_stretch

MEET_METRES: Final = 3.0
"""Two sources that draw one way draw it no further apart than this."""

PARALLEL_DEGREES: Final = 20.0
SAMPLE_METRES: Final = 2.0
SHARE: Final = 0.8
"""One stretch runs along another where this share of it does, sampled so densely."""

LIKE: Final[dict[EdgeKind, tuple[EdgeKind, ...]]] = {
    EdgeKind.SIDEWALK: (EdgeKind.SIDEWALK, EdgeKind.FOOTWAY),
    EdgeKind.STREET: (EdgeKind.STREET, EdgeKind.SIDEWALK, EdgeKind.FOOTWAY),
    EdgeKind.FOOTWAY: (EdgeKind.FOOTWAY, EdgeKind.SIDEWALK, EdgeKind.CORRIDOR),
    EdgeKind.CROSSING: (EdgeKind.CROSSING,),
    EdgeKind.CORRIDOR: (EdgeKind.CORRIDOR, EdgeKind.FOOTWAY),
    EdgeKind.STEPS: (EdgeKind.STEPS,),
    EdgeKind.ESCALATOR: (EdgeKind.ESCALATOR,),
    EdgeKind.MOVING_WALKWAY: (EdgeKind.MOVING_WALKWAY,),
}
"""Kinds of streets that a network's kind may be the same as. A sidewalk of its own is
not the carriageway beside it; lines across a plaza are drawn here, and a lift is never
told from the one next to it."""


@dataclass(frozen=True, slots=True)
class Along:
    """For each stretch asked for: the one it runs along, -1 for none."""

    stretch: I64
    opposite: Bool  # drawn the other way round


def floor_of(draft: Draft) -> F64:
    """The level of each stretch; the ground where none is given, NaN where unknown.

    Stairs and escalators are half-way between the levels of their ends. Bridges and
    tunnels of unknown level are not on the ground.
    """
    level = draft["level"].astype(np.float64)
    ends = draft.node_level[[draft["tail"], draft["head"]]].astype(np.float64)
    climbs = np.isin(draft["kind"], (EdgeKind.STEPS, EdgeKind.ESCALATOR))
    climbs &= np.isnan(level) & ~np.isnan(ends).any(axis=0)
    level[climbs] = ends[:, climbs].mean(axis=0)
    ground = np.isnan(level) & (draft["raised"] == 0)
    floor: F64 = np.where(ground, 0.0, level)
    return floor


def runs_along(of: Draft, rows: I64, to: Draft, among: Bool, swapped: bool) -> Along:
    """Find for some stretches ``rows`` of ``of`` the stretch of ``to`` each runs along.

    ``among`` are the stretches of ``to`` that may be found. ``swapped`` says that ``of``
    are the streets and ``to`` is the network, else the other way round.
    """
    stretch = np.full(len(rows), -1, dtype=np.int64)
    opposite = np.zeros(len(rows), dtype=bool)
    floor, to_floor = floor_of(of), floor_of(to)
    groups: dict[tuple[int, float], list[int]] = {}
    for at, row in enumerate(rows.tolist()):
        key = (int(of["kind"][row]), float(floor[row]))
        groups.setdefault(key, []).append(at)
    for (kind, level), members in groups.items():
        alike = np.isin(to["kind"], _like(kind, swapped)) & (to_floor == level) & among
        if alike.any():
            places = np.array(members)
            found = _sampled(of, rows[places], to, alike)
            stretch[places], opposite[places] = found
    return Along(stretch, opposite)


def _like(kind: int, swapped: bool) -> list[int]:
    if not swapped:
        return [int(other) for other in LIKE.get(EdgeKind(kind), ())]
    return [int(mine) for mine, others in LIKE.items() if kind in others]


def _sampled(of: Draft, rows: I64, to: Draft, alike: Bool) -> tuple[I64, Bool]:
    owner, lat, lon, heading = _samples(of, rows)
    found = nearest_stretch(to, lat, lon, MEET_METRES, alike.astype(np.uint8))
    turn = np.cos(heading - _headings(to, found))
    beside = (found.stretch >= 0) & (
        np.abs(turn) >= np.cos(np.radians(PARALLEL_DEGREES))
    )
    stretch = np.full(len(rows), -1, dtype=np.int64)
    opposite = np.zeros(len(rows), dtype=bool)
    # Samples of one stretch stand side by side.
    at = np.searchsorted(owner, np.arange(len(rows) + 1))
    for row, (start, end) in enumerate(pairwise(at.tolist())):
        with_it = start + np.flatnonzero(beside[start:end])
        if not len(with_it) or len(with_it) < SHARE * (end - start):
            continue
        others, counts = np.unique(found.stretch[with_it], return_counts=True)
        stretch[row] = others[np.argmax(counts)]
        along = with_it[found.stretch[with_it] == stretch[row]]
        opposite[row] = turn[along].sum() < 0
    return stretch, opposite


def _samples(draft: Draft, rows: I64) -> tuple[I64, F64, F64, F64]:
    """Points inside stretches, at even distances: owner, place and heading."""
    owners, lats, lons, headings = [], [], [], []
    for at, row in enumerate(rows.tolist()):
        first, last = draft.shape_at[row], draft.shape_at[row + 1]
        lat, lon = draft.shape_lat[first:last], draft.shape_lon[first:last]
        north, east = metres_per_degree(float(lat[0]))
        step = np.hypot(np.diff(lat) * north, np.diff(lon) * east)
        reached = np.concatenate([[0.0], np.cumsum(step)])
        if reached[-1] <= 0:
            continue
        count = max(3, int(reached[-1] / SAMPLE_METRES))
        places = (np.arange(count) + 0.5) / count * reached[-1]
        piece = np.clip(np.searchsorted(reached, places) - 1, 0, len(step) - 1)
        way = np.arctan2(np.diff(lat) * north, np.diff(lon) * east)
        owners.append(np.full(count, at, dtype=np.int64))
        lats.append(np.interp(places, reached, lat))
        lons.append(np.interp(places, reached, lon))
        headings.append(way[piece])
    if not owners:
        return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0), np.zeros(0)
    return (
        np.concatenate(owners),
        np.concatenate(lats),
        np.concatenate(lons),
        np.concatenate(headings),
    )


def _headings(draft: Draft, found: Nearest) -> F64:
    """Heading of the piece of line that each foot point lies on, in radians."""
    point = np.where(found.stretch >= 0, found.point, 0)
    after = np.minimum(point + 1, len(draft.shape_lat) - 1)
    north, east = metres_per_degree(draft.shape_lat[point])
    heading: F64 = np.arctan2(
        (draft.shape_lat[after] - draft.shape_lat[point]) * north,
        (draft.shape_lon[after] - draft.shape_lon[point]) * east,
    )
    return heading
