"""GTFS pathways as stretches between stops.

Source: GTFS Schedule reference, pathways.txt. What a pathway does not say is taken as
the constants below say.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from maas.columns import I64
from maas.geo import ground_metres
from maas.streets.graph import EdgeKind, EdgeSource, SlopeSource

from .draft import Draft
from .lifts import LIFT_SECONDS
from .places import StreetPathways

TREAD_METRES: Final = 0.3
"""Depth of a step: stairs without a length are as long as their treads together."""

KINDS: Final = np.array(
    [
        EdgeKind.WALKWAY,  # 0 is no pathway_mode: walked
        EdgeKind.WALKWAY,
        EdgeKind.STEPS,
        EdgeKind.MOVING_WALKWAY,
        EdgeKind.ESCALATOR,
        EdgeKind.LIFT,
        EdgeKind.GATE,
        EdgeKind.GATE,
    ],
    dtype=np.int32,
)
"""Kind of edge for each pathway_mode."""


def add_pathways(draft: Draft, pathways: StreetPathways, stop_node: I64) -> list[str]:
    """Join stops by their pathways; the length as given, else straight."""
    tail, head = stop_node[pathways.from_stop], stop_node[pathways.to_stop]
    rows = np.flatnonzero((tail >= 0) & (head >= 0))
    warnings = []
    if lost := len(tail) - len(rows):
        warnings.append(
            f"{lost} pathways are left out: a stop of theirs has no position."
        )
    if not len(rows):
        return warnings
    tail, head = tail[rows], head[rows]
    mode = np.clip(pathways.mode[rows].astype(np.int64), 0, 7)
    kind = KINDS[np.where(pathways.mode[rows] > 7, 0, mode)]
    stairs = pathways.stairs[rows].astype(np.int64)
    straight = ground_metres(
        draft.node_lat[tail],
        draft.node_lon[tail],
        draft.node_lat[head],
        draft.node_lon[head],
    )
    drawn = np.maximum(straight, np.abs(stairs) * TREAD_METRES)
    given = pathways.metres[rows].astype(np.float64)
    seconds = np.where(pathways.seconds[rows] >= 0, pathways.seconds[rows], np.nan)
    seconds[(kind == EdgeKind.LIFT) & np.isnan(seconds)] = LIFT_SECONDS
    climbed = np.isin(kind, (EdgeKind.STEPS, EdgeKind.ESCALATOR))
    steps = np.where(
        stairs != 0, np.minimum(np.abs(stairs), 32_767), -climbed.astype(int)
    )
    # max_slope is the steepest place; nothing is said of how steep it is on average.
    slope = 100.0 * pathways.max_slope[rows]
    draft.add_straight(
        tail,
        head,
        backward=pathways.bidirectional[rows] == 1,
        kind=kind,
        metres=np.where(given >= 0, given, np.where(kind == EdgeKind.LIFT, 0, drawn)),
        seconds=seconds,
        steps=steps,
        slope_percent=slope,
        width_cm=100.0 * pathways.min_width_metres[rows],
        pathway=rows,
        rises=np.where(stairs > 0, 1, np.where(stairs < 0, 2, 0)),
        slope_source=np.where(np.isnan(slope), SlopeSource.NONE, SlopeSource.PATHWAY),
        mean_slope=slope,
        steepest_up=np.maximum(slope, 0.0),
        steepest_down=np.maximum(-slope, 0.0),
        source=EdgeSource.GTFS,
        raised=1,
    )
    return warnings
