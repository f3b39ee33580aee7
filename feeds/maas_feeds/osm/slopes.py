"""How steep each stretch is: the tag's slope, else from heights along the line.

Heights are averaged over an area of at least 30 m across, and at least three pixels as
in B. K. P. Horn, "Hill shading and the reflectance map" (Proceedings of the IEEE 69(1),
1981), before slopes are taken of them: a single wrong pixel makes no steep slope. They
are sampled every 10 m at most along the line; the steepest piece counts. What is short
and steep (a ramp of a few metres) is in no such raster: only a tag can tell it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from maas.columns import F32, F64, I64
from maas.geo import ground_metres
from maas.streets.graph import EdgeKind, SlopeSource

from ..terrain import sample
from .draft import Draft

SMOOTH_METRES: Final = 30.0
"""Heights are averaged over an area of this width."""

PIECE_METRES: Final = 10.0
"""Slopes are taken of pieces no longer than this."""

LEAST_METRES: Final = 30.0
"""Single heights (``ele`` tags) tell no slope of anything shorter."""

ON_GROUND: Final = (
    EdgeKind.STREET,
    EdgeKind.SIDEWALK,
    EdgeKind.FOOTWAY,
    EdgeKind.CROSSING,
    EdgeKind.PLAZA,
    EdgeKind.CORRIDOR,
    EdgeKind.WALKWAY,
)
"""Kinds that follow the ground; how steep stairs are, no raster tells."""


def find_slopes(
    draft: Draft, paths: Sequence[Path], elevation: F32, smooth: F32
) -> None:
    """Fill ``mean_slope``, ``steepest_up`` and ``steepest_down`` where no source has.

    ``elevation`` and ``smooth`` are the nodes' heights, single ones and averaged; bridges
    and tunnels are straight between the averaged heights of their ends.
    """
    _take_slopes_given(draft)
    level = draft["level"]
    wanted = (draft["slope_source"] == SlopeSource.NONE) & np.isin(
        draft["kind"], ON_GROUND
    )
    ground = (draft["raised"] == 0) & (np.isnan(level) | (level == 0))
    if paths:
        _sample_along(draft, np.flatnonzero(wanted & ground), paths)
    metres, tail, head = draft["metres"], draft["tail"], draft["head"]
    for heights, least in ((smooth, 1.0), (elevation, LEAST_METRES)):
        climb = (heights[head] - heights[tail]).astype(np.float64)
        between = wanted & (draft["slope_source"] == SlopeSource.NONE)
        between &= ~np.isnan(climb) & (metres >= least)
        rows = np.flatnonzero(between)
        slope = 100.0 * climb[rows] / metres[rows]
        _put(draft, rows, slope, np.maximum(slope, 0), np.maximum(-slope, 0))


def _take_slopes_given(draft: Draft) -> None:
    """A slope that a source gave as one number holds for the whole stretch."""
    slope = draft["slope_percent"]
    rows = np.flatnonzero(
        (draft["slope_source"] == SlopeSource.NONE) & ~np.isnan(slope)
    )
    up, down = np.maximum(slope[rows], 0), np.maximum(-slope[rows], 0)
    _put(draft, rows, slope[rows], up, down, SlopeSource.TAG)


def _put(
    draft: Draft,
    rows: I64,
    mean: F64,
    up: F64,
    down: F64,
    source: SlopeSource = SlopeSource.ELEVATION,
) -> None:
    draft["mean_slope"][rows] = mean
    draft["steepest_up"][rows], draft["steepest_down"][rows] = up, down
    draft["slope_source"][rows] = source


def _sample_along(draft: Draft, rows: I64, paths: Sequence[Path]) -> None:
    """Slopes from averaged heights at even distances along the lines of stretches."""
    if not len(rows):
        return
    lat, lon, pieces, metres = _points_along(draft, rows)
    height = sample(paths, lat, lon, smooth_metres=SMOOTH_METRES).astype(np.float64)
    first = np.zeros(len(rows), dtype=np.int64)
    np.cumsum(pieces[:-1] + 1, out=first[1:])
    last = first + pieces
    # The step from one line's end to the next line's start is no piece.
    piece = np.ones(len(height) - 1, dtype=bool)
    piece[last[:-1]] = False
    slope = 100.0 * np.diff(height)[piece] / np.repeat(metres / pieces, pieces)
    at = np.cumsum(pieces) - pieces
    up, down = np.maximum.reduceat(slope, at), np.maximum.reduceat(-slope, at)
    mean = 100.0 * (height[last] - height[first]) / metres
    known = ~np.isnan(up)
    _put(
        draft,
        rows[known],
        mean[known],
        np.maximum(up, 0)[known],
        np.maximum(down, 0)[known],
    )


def _points_along(draft: Draft, rows: I64) -> tuple[F64, F64, I64, F64]:
    """Latitudes and longitudes at even distances, the number of pieces and the length
    of each line."""
    lat, lon, at = draft.shape_lat, draft.shape_lon, draft.shape_at
    step = np.zeros(len(lat))
    step[1:] = ground_metres(lat[:-1], lon[:-1], lat[1:], lon[1:])
    # A metre between the lines keeps their distances apart.
    step[at[1:-1]] = 1.0
    reached = np.cumsum(step)
    start, end = reached[at[rows]], reached[at[rows + 1] - 1]
    metres = np.maximum(end - start, 0.1)
    pieces = np.maximum(np.ceil(metres / PIECE_METRES - 1e-6), 1).astype(np.int64)
    offset = np.cumsum(pieces + 1) - (pieces + 1)
    number = np.arange((pieces + 1).sum()) - np.repeat(offset, pieces + 1)
    share = number / np.repeat(pieces, pieces + 1)
    along = np.repeat(start, pieces + 1) + share * np.repeat(end - start, pieces + 1)
    return (
        np.interp(along, reached, lat),
        np.interp(along, reached, lon),
        pieces,
        metres,
    )
