"""The elevation of every node: from rasters and tags, over bridges and through tunnels.

A raster gives the ground. A node from which only bridges and tunnels go on is not on
it: its elevation is interpolated along them between the ends that are on the ground (in
a network of bridges by the weights of their lengths, as heads in a network of pipes;
along a single bridge this is a straight line). Stairs and lifts bind nothing: how high
they climb is what is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import spsolve

from maas.columns import F32, F64, I64, U8, Bool
from maas.streets.graph import EdgeKind, ElevationSource

from ..terrain import sample
from .draft import Draft
from .raw import RawOsm
from .slopes import ON_GROUND, SMOOTH_METRES
from .values import known, metres

_CLIMBING = (EdgeKind.STEPS, EdgeKind.LIFT, EdgeKind.ESCALATOR, EdgeKind.LINK)


def find_elevation(
    draft: Draft, raw: RawOsm | None, paths: Sequence[Path]
) -> tuple[F32, U8, F32]:
    """Elevation and ``ElevationSource`` of each node, and its elevation averaged over
    the ground around it, for slopes; adds to the draft's warnings."""
    lat, lon = draft.node_lat, draft.node_lon
    elevation, smooth = sample(paths, lat, lon), sample(paths, lat, lon, SMOOTH_METRES)
    source = np.where(
        np.isnan(elevation), ElevationSource.NONE, ElevationSource.RASTER
    ).astype(np.uint8)
    off_ground = _off_ground(draft)
    elevation[off_ground] = smooth[off_ground] = np.nan
    source[off_ground] = ElevationSource.NONE
    if paths:
        _tell_of_holes(draft, elevation, off_ground)
    if raw is not None:
        _take_tags(draft, raw, elevation, source)
    source[_interpolate(draft, elevation, off_ground)] = ElevationSource.INTERPOLATED
    _interpolate(draft, smooth, off_ground)
    return elevation, source, smooth


def _tell_of_holes(draft: Draft, elevation: F32, off_ground: Bool) -> None:
    """Say what ground the rasters leave without a height."""
    used = np.zeros(len(elevation), dtype=bool)
    ground = np.isin(draft["kind"], ON_GROUND) & (draft["raised"] == 0)
    for end in ("tail", "head"):
        used[draft[end][ground]] = True
    used &= ~off_ground
    if not used.any():
        used[:] = True  # no streets: then the stops count
    holes = np.flatnonzero(used & np.isnan(elevation))
    if not len(holes):
        return
    if len(holes) == used.sum():
        draft.warnings.append(
            "The elevation rasters cover no part of the city: slopes come from tags "
            "alone; give rasters of this area."
        )
        return
    where = f"{draft.node_lat[holes[0]]:.5f},{draft.node_lon[holes[0]]:.5f}"
    draft.warnings.append(
        f"The elevation rasters leave {len(holes)} of {used.sum()} places on the "
        f"streets without a height (for example {where}): slopes there come from tags "
        "alone; give rasters without holes that cover the whole city."
    )


def _off_ground(draft: Draft) -> Bool:
    """Nodes that nothing ties to the ground."""
    count = len(draft.node_lat)
    grounded, raised = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    up = draft["raised"] == 1
    climbing = np.isin(draft["kind"], _CLIMBING)
    for end in ("tail", "head"):
        grounded[draft[end][~up & ~climbing]] = True
        raised[draft[end][up & (draft["kind"] != EdgeKind.LINK)]] = True
    level = draft.node_level
    on_level = ~np.isnan(level) & (level != 0)
    off_ground: Bool = (raised & ~grounded) | on_level
    return off_ground


def _take_tags(draft: Draft, raw: RawOsm, elevation: F32, source: U8) -> None:
    row_of = {osm: row for row, osm in enumerate(draft.node_osm.tolist()) if osm}
    for osm, tags in raw.points.items():
        value = metres(tags.get("ele"))
        if osm in row_of and known(value) and -500 <= value <= 9000:
            elevation[row_of[osm]] = value
            source[row_of[osm]] = ElevationSource.TAG


def _interpolate(draft: Draft, elevation: F32, off_ground: Bool) -> I64:
    """Solve the elevations of bridges and tunnels whose ends are known.

    Nodes on a level other than the ground's stay unknown: how high a level is, is not
    known. Returns the nodes whose elevation was found.
    """
    level = draft.node_level
    free = off_ground & np.isnan(elevation) & (np.isnan(level) | (level == 0))
    tail, head = draft["tail"], draft["head"]
    along = ~np.isin(draft["kind"], _CLIMBING) & (draft["raised"] == 1)
    along &= (tail != head) & (free[tail] | ~np.isnan(elevation[tail]))
    along &= (free[head] | ~np.isnan(elevation[head])) & (free[tail] | free[head])
    tail, head = tail[along], head[along]
    weight = 1.0 / np.maximum(draft["metres"][along], 0.1)
    free &= _reaches_ground(free, tail, head, len(level))
    rows = np.flatnonzero(free)
    if not len(rows):
        return rows
    row_of = np.full(len(level), -1, dtype=np.int64)
    row_of[rows] = np.arange(len(rows))
    total, known_part = np.zeros(len(rows)), np.zeros(len(rows))
    inner: list[tuple[I64, I64, F64]] = []
    for a, b in ((tail, head), (head, tail)):
        here = free[a]
        np.add.at(total, row_of[a[here]], weight[here])
        tied = here & ~free[b]
        np.add.at(known_part, row_of[a[tied]], weight[tied] * elevation[b[tied]])
        loose = here & free[b]
        inner.append((row_of[a[loose]], row_of[b[loose]], -weight[loose]))
    diagonal = np.arange(len(rows))
    i, j, value = (
        np.concatenate([first, second, third])
        for first, second, third in zip(
            (diagonal, diagonal, total), inner[0], inner[1], strict=True
        )
    )
    matrix = csr_array(coo_array((value, (i, j)), (len(rows), len(rows))))
    elevation[rows] = spsolve(matrix, known_part)
    return rows


def _reaches_ground(free: Bool, tail: I64, head: I64, count: int) -> Bool:
    """Free nodes from which some node of known elevation is reached."""
    graph = coo_array((np.ones(len(tail)), (tail, head)), (count, count))
    _, part = connected_components(graph, directed=False)
    anchored = np.zeros(part.max(initial=0) + 1, dtype=bool)
    ends = np.concatenate([tail, head])
    anchored[part[ends[~free[ends]]]] = True
    reached: Bool = anchored[part]
    return reached
