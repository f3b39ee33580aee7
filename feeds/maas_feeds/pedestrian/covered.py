"""Leave out the streets of the area that a network covers."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely

from maas.columns import F64, I64, Bool
from maas.geo import metres_per_degree
from maas.streets.graph import EdgeKind
from maas_feeds.osm.draft import Column, Draft

from .along import floor_of

COVER_METRES: Final = 15.0
"""A link covers what lies no further from it: both sidewalks of a road of 30 m leave
none of the carriageway."""

_BETWEEN_FLOORS: Final = (EdgeKind.STEPS, EdgeKind.ESCALATOR, EdgeKind.LIFT)

Plane = tuple[float, float]
"""Metres of one degree north and east, in the middle of the network."""


def leave_covered(draft: Draft, network: Draft) -> tuple[I64, int]:
    """Leave out what ``network`` covers, level by level; streets are cut at the border.

    Returns the nodes at the border, and the number of stretches left out. What leads to
    a level without links stays; bridges and tunnels of unknown level do.
    """
    plane = metres_per_degree(float(np.median(network.shape_lat)))
    network_lines, network_floor = _lines(network, plane), floor_of(network)
    flat = ~np.isin(network["kind"], _BETWEEN_FLOORS) & ~np.isnan(network_floor)
    levels = np.unique(network_floor[flat])
    lines, floor = _lines(draft, plane), floor_of(draft)
    climbing = np.isin(draft["kind"], _BETWEEN_FLOORS)
    away = climbing & _leads_away(draft, levels)
    gone = np.zeros(len(draft), dtype=bool)
    pieces = _Pieces(draft, plane)
    for level in levels.tolist():
        area = shapely.union_all(
            shapely.buffer(network_lines[flat & (network_floor == level)], COVER_METRES)
        )
        shapely.prepare(area)
        there = (floor == level) | (climbing & _touches(draft, level))
        rows = np.flatnonzero(there & ~away & ~gone)
        inside = shapely.covered_by(lines[rows], area)
        gone[rows[inside]] = True
        across = rows[~inside & shapely.intersects(lines[rows], area)]
        for row in across[~climbing[across]].tolist():
            gone[row] = True
            pieces.add(row, shapely.difference(lines[row], area))
    lost = np.unique(np.concatenate([draft["tail"][gone], draft["head"][gone]]))
    left_out = int(gone.sum()) - pieces.cut
    made = pieces.put(~gone)
    ends = np.concatenate([draft["tail"], draft["head"]])
    border = np.concatenate([np.intersect1d(lost, ends), made])
    return _within(draft, border, network_lines, network_floor, plane), left_out


def _within(draft: Draft, nodes: I64, lines: Column, floor: F64, plane: Plane) -> I64:
    """Of some nodes those within reach of a link."""
    if not len(nodes):
        return nodes
    north, east = plane
    points = shapely.points(draft.node_lon[nodes] * east, draft.node_lat[nodes] * north)
    tree = shapely.STRtree(lines[~np.isnan(floor)])
    near, _ = tree.query(points, predicate="dwithin", distance=COVER_METRES + 1.0)
    return np.unique(nodes[near])


def _lines(draft: Draft, plane: Plane) -> Column:
    """The line of each stretch, in metres east and north."""
    north, east = plane
    points = np.stack([draft.shape_lon * east, draft.shape_lat * north], axis=1)
    owner = np.repeat(np.arange(len(draft)), np.diff(draft.shape_at))
    return np.asarray(shapely.linestrings(points, indices=owner))


def _leads_away(draft: Draft, levels: F64) -> Bool:
    """Stretches with an end that is known to be on none of some levels."""
    away = ~np.isnan(draft.node_level) & ~np.isin(draft.node_level, levels)
    leads: Bool = away[draft["tail"]] | away[draft["head"]]
    return leads


def _touches(draft: Draft, level: float) -> Bool:
    """Stretches with an end on a level."""
    there = draft.node_level == level
    touches: Bool = there[draft["tail"]] | there[draft["head"]]
    return touches


def _length(points: F64) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


class _Pieces:
    """The outer pieces of streets that are cut at the border."""

    def __init__(self, draft: Draft, plane: Plane) -> None:
        self.draft, self.plane = draft, plane
        self.source: list[int] = []
        self.ends: list[tuple[int, int]] = []
        self.metres: list[float] = []
        self.lines: list[F64] = []
        self.node_at: list[tuple[float, float]] = []
        self.node_level: list[float] = []
        self.cut = 0

    def add(self, row: int, outside: Any) -> None:
        """Keep the pieces of stretch ``row`` that lie outside."""
        draft = self.draft
        first, last = int(draft.shape_at[row]), int(draft.shape_at[row + 1]) - 1
        north, east = self.plane
        tail = (draft.shape_lon[first] * east, draft.shape_lat[first] * north)
        head = (draft.shape_lon[last] * east, draft.shape_lat[last] * north)
        found: list[tuple[F64, bool, bool]] = []
        for part in shapely.get_parts(outside).tolist():
            points: F64 = shapely.get_coordinates(part)
            at_tail = bool(np.hypot(*(points[0] - tail)) < 1e-6)
            at_head = bool(np.hypot(*(points[-1] - head)) < 1e-6)
            # What only grazes the border is as good as covered.
            if at_tail or at_head or part.length >= 2 * COVER_METRES:
                found.append((points, at_tail, at_head))
        own = np.stack(
            [
                draft.shape_lon[first : last + 1] * east,
                draft.shape_lat[first : last + 1] * north,
            ],
            axis=1,
        )
        whole = _length(own)
        self.cut += bool(found)
        for points, at_tail, at_head in found:
            start = int(draft["tail"][row]) if at_tail else self._node(points[0], row)
            end = int(draft["head"][row]) if at_head else self._node(points[-1], row)
            self.source.append(row)
            self.ends.append((start, end))
            share = _length(points) / whole if whole else 1.0
            self.metres.append(float(draft["metres"][row]) * share)
            self.lines.append(points / (east, north))

    def _node(self, at: F64, row: int) -> int:
        north, east = self.plane
        self.node_at.append((float(at[1]) / north, float(at[0]) / east))
        self.node_level.append(float(self.draft["level"][row]))
        return len(self.draft.node_lat) + len(self.node_at) - 1

    def put(self, whole: Bool) -> I64:
        """Put the pieces in the draft in place of their stretches; return new nodes."""
        draft = self.draft
        if not self.source:
            draft.keep(whole)
            return np.zeros(0, dtype=np.int64)
        at = np.array(self.node_at).reshape(-1, 2)
        nodes = draft.add_nodes(
            at[:, 0], at[:, 1], np.array(self.node_level, dtype=np.float32)
        )
        source = np.array(self.source)
        cut = {name: column[source] for name, column in draft.stretches.items()}
        cut["tail"], cut["head"] = np.array(self.ends, dtype=np.int64).T
        cut["metres"] = np.array(self.metres)
        offsets = np.zeros(len(source) + 1, dtype=np.int64)
        np.cumsum([len(line) for line in self.lines], out=offsets[1:])
        points = np.concatenate(self.lines)
        draft.append(cut, offsets, points[:, 1].copy(), points[:, 0].copy())
        draft.keep(np.concatenate([whole, np.ones(len(source), dtype=bool)]))
        return nodes
