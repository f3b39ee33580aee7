"""The nearest stretch of a draft to each of many points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maas.columns import F32, F64, I64, U8
from maas.geo import metres_per_degree
from maas_ext._snap import SegmentGrid

from .draft import Draft


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """One row per point asked for; stretch -1 where there is none in reach."""

    stretch: I64
    point: I64  # shape point before the foot point
    along: F64  # from that point to the next, 0 to 1
    metres: F64


def nearest_stretch(
    draft: Draft,
    lat: F64,
    lon: F64,
    max_metres: float,
    rank: U8,
    level: F32 | None = None,
) -> Nearest:
    """Find the foot of each point; ``rank`` and levels as in ``SegmentGrid``.

    A point of unknown level looks on the ground first.
    """
    none = np.full(len(lat), -1, dtype=np.int64)
    if not len(draft) or not len(lat):
        return Nearest(none, none, np.zeros(len(lat)), np.zeros(len(lat)))
    north, east = metres_per_degree(float(np.median(draft.shape_lat)))
    x, y = draft.shape_lon * east, draft.shape_lat * north
    line = np.repeat(np.arange(len(draft), dtype=np.int32), np.diff(draft.shape_at))
    start = np.flatnonzero(line[:-1] == line[1:])
    grid = SegmentGrid(x[start], y[start], x[start + 1], y[start + 1], line[start])
    wanted = np.zeros(len(lat)) if level is None else np.nan_to_num(level)
    segment, along, metres = grid.nearest_of_each(
        lon * east,
        lat * north,
        max_metres,
        rank,
        draft["level"].astype(np.float32),
        wanted.astype(np.float64),
        # Degrees of longitude are shorter or longer there than in the middle.
        metres_per_degree(lat)[1] / east,
    )
    found = segment >= 0
    point = np.where(found, start[segment], -1)
    return Nearest(np.where(found, line[point], -1), point, along, metres)
