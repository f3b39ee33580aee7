"""Cut stretches at points on them, so that these become nodes."""

from __future__ import annotations

from typing import Final

import numpy as np

from maas.columns import F64, I64, Bool
from maas.geo import ground_metres

from .draft import Draft
from .nearest import Nearest

SAME_SPOT_METRES: Final = 0.5
"""Foot points this near to each other, or to the end of a stretch, are one node."""


def cut_at_feet(draft: Draft, found: Nearest) -> I64:
    """The node at each foot point, -1 where there is none.

    Stretches are cut where the foot is not at one of their ends; several feet on one
    stretch are dealt with together.
    """
    feet = np.full(len(found.stretch), -1, dtype=np.int64)
    rows = np.flatnonzero(found.stretch >= 0)
    if not len(rows):
        return feet
    point, along = found.point[rows], found.along[rows]
    lat = _between(draft.shape_lat[point], draft.shape_lat[point + 1], along)
    lon = _between(draft.shape_lon[point], draft.shape_lon[point + 1], along)
    order = np.lexsort((along, point))
    whole = np.ones(len(draft), dtype=bool)
    cuts: list[tuple[int, list[_Cut]]] = []
    for i in order.tolist():
        stretch = int(found.stretch[rows[i]])
        cut = _Cut(int(point[i]), float(lat[i]), float(lon[i]), int(rows[i]))
        if cuts and cuts[-1][0] == stretch:
            cuts[-1][1].append(cut)
        else:
            cuts.append((stretch, [cut]))
    pieces = _Pieces()
    for stretch, on_it in cuts:
        if _cut_stretch(draft, stretch, on_it, feet, pieces):
            whole[stretch] = False
    pieces.put(draft, whole)
    return feet


class _Cut:
    """A foot point on a stretch, after shape point ``point``."""

    __slots__ = ("lat", "lon", "point", "row")

    def __init__(self, point: int, lat: float, lon: float, row: int) -> None:
        self.point, self.lat, self.lon, self.row = point, lat, lon, row


class _Pieces:
    """Pieces of cut stretches, and the nodes between them, until all are known."""

    def __init__(self) -> None:
        self.source: list[int] = []
        self.tail: list[int] = []
        self.head: list[int] = []
        self.metres: list[float] = []
        self.lines: list[tuple[list[float], list[float]]] = []
        self.node_lat: list[float] = []
        self.node_lon: list[float] = []
        self.node_level: list[float] = []

    def put(self, draft: Draft, whole: Bool) -> None:
        if not self.source:
            return
        draft.add_nodes(
            np.array(self.node_lat),
            np.array(self.node_lon),
            np.array(self.node_level, dtype=np.float32),
        )
        source = np.array(self.source, dtype=np.int64)
        cut = {name: column[source] for name, column in draft.stretches.items()}
        cut["tail"], cut["head"] = np.array(self.tail), np.array(self.head)
        cut["metres"] = np.array(self.metres)
        # The steps of a stretch are not shared out, but only stairs have them, and
        # nothing is linked to stairs.
        at = np.zeros(len(source) + 1, dtype=np.int64)
        np.cumsum([len(lat) for lat, _ in self.lines], out=at[1:])
        lat = np.concatenate([np.array(lat) for lat, _ in self.lines])
        lon = np.concatenate([np.array(lon) for _, lon in self.lines])
        draft.append(cut, at, lat, lon)
        draft.keep(np.concatenate([whole, np.ones(len(source), dtype=bool)]))


def _cut_stretch(
    draft: Draft, stretch: int, cuts: list[_Cut], feet: I64, pieces: _Pieces
) -> bool:
    """Cut one stretch at its feet, in order; False where all feet are at its ends."""
    first, last = int(draft.shape_at[stretch]), int(draft.shape_at[stretch + 1]) - 1
    lats = draft.shape_lat[first : last + 1]
    lons = draft.shape_lon[first : last + 1]
    lengths = ground_metres(lats[:-1], lons[:-1], lats[1:], lons[1:])
    reached = np.concatenate([[0.0], np.cumsum(lengths)])
    total = float(reached[-1])
    # A line may be tagged longer than it is drawn; pieces share what it is said to be.
    scale = float(draft["metres"][stretch]) / total if total else 1.0
    tail, head = int(draft["tail"][stretch]), int(draft["head"][stretch])
    node, before = tail, 0.0
    line: tuple[list[float], list[float]] = ([float(lats[0])], [float(lons[0])])
    point, made = 0, False
    for cut in cuts:
        k = cut.point - first
        step = ground_metres(
            lats[k : k + 1], lons[k : k + 1], np.array([cut.lat]), np.array([cut.lon])
        )
        at = float(reached[k] + step[0])
        if total - at <= SAME_SPOT_METRES:
            feet[cut.row] = head if total - at <= at else tail
            continue
        if at - before <= SAME_SPOT_METRES:
            feet[cut.row] = node
            continue
        line[0].extend(lats[point + 1 : k + 1].tolist())
        line[1].extend(lons[point + 1 : k + 1].tolist())
        line[0].append(cut.lat)
        line[1].append(cut.lon)
        new = len(draft.node_lat) + len(pieces.node_lat)
        _add_piece(pieces, stretch, node, new, (at - before) * scale, line)
        pieces.node_lat.append(cut.lat)
        pieces.node_lon.append(cut.lon)
        pieces.node_level.append(float(draft["level"][stretch]))
        feet[cut.row] = node = new
        before, point, made = at, k, True
        line = ([cut.lat], [cut.lon])
    if made:
        line[0].extend(lats[point + 1 :].tolist())
        line[1].extend(lons[point + 1 :].tolist())
        _add_piece(pieces, stretch, node, head, (total - before) * scale, line)
    return made


def _add_piece(
    pieces: _Pieces,
    source: int,
    tail: int,
    head: int,
    metres: float,
    line: tuple[list[float], list[float]],
) -> None:
    pieces.source.append(source)
    pieces.tail.append(tail)
    pieces.head.append(head)
    pieces.metres.append(metres)
    pieces.lines.append(line)


def _between(a: F64, b: F64, along: F64) -> F64:
    value: F64 = a + along * (b - a)
    return value
