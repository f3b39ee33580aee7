"""Turn a finished draft into ``Streets``: directed edges, sorted by where they start."""

from __future__ import annotations

import numpy as np

from maas.columns import F32, I32, I64, U8, Bool
from maas.streets.graph import Streets

from .draft import Column, Draft, gather, pack_names

_TYPES = {
    "kind": np.uint8,
    "metres": np.float32,
    "seconds": np.float32,
    "steps": np.int16,
    "ramp": np.int8,
    "ramp_stroller": np.int8,
    "handrail": np.int8,
    "kerb_cm": np.float32,
    "width_cm": np.float32,
    "cross_slope_percent": np.float32,
    "surface": np.uint8,
    "smoothness": np.uint8,
    "crossing": np.uint8,
    "crossing_metres": np.float32,
    "crossing_island": np.int8,
    "signal_button": np.int8,
    "signal_sound": np.int8,
    "signal_vibration": np.int8,
    "barrier": np.uint8,
    "tactile_paving": np.int8,
    "wheelchair": np.int8,
    "lit": np.int8,
    "covered": np.int8,
    "indoor": np.int8,
    "private": np.int8,
    "level": np.float32,
    "osm_way": np.int64,
    "slope_source": np.uint8,
    "pathway": np.int32,
    "source": np.uint8,
    "dated": np.int32,
}


def drop_lonely_nodes(draft: Draft, stop_node: I64) -> I64:
    """Leave out nodes that nothing touches, stops excepted; return the stops' rows."""
    used = np.zeros(len(draft.node_lat), dtype=bool)
    used[draft["tail"]] = used[draft["head"]] = True
    used[stop_node[stop_node >= 0]] = True
    new_row = np.cumsum(used) - 1
    for name in ("node_lat", "node_lon", "node_level", "node_osm", "node_rest"):
        setattr(draft, name, getattr(draft, name)[used])
    for end in ("tail", "head"):
        draft.stretches[end] = new_row[draft[end]]
    return np.where(stop_node >= 0, new_row[stop_node], -1)


def directed(
    draft: Draft, stop_node: I64, elevation: F32, elevation_source: U8
) -> Streets:
    """Make each stretch one edge for every direction it may be walked in."""
    forward, backward = (
        np.flatnonzero(draft["forward"]),
        np.flatnonzero(draft["backward"]),
    )
    stretch = np.concatenate([forward, backward])
    ahead = np.concatenate([np.ones(len(forward), "?"), np.zeros(len(backward), "?")])
    tail = np.where(ahead, draft["tail"][stretch], draft["head"][stretch])
    head = np.where(ahead, draft["head"][stretch], draft["tail"][stretch])
    # Of a node's edges the order is settled, so that a build repeats itself exactly.
    order = np.lexsort((~ahead, stretch, head, tail))
    stretch, ahead, tail, head = (x[order] for x in (stretch, ahead, tail, head))
    edge_at = np.zeros(len(draft.node_lat) + 1, dtype=np.int32)
    np.cumsum(np.bincount(tail, minlength=len(draft.node_lat)), out=edge_at[1:])
    names, name = pack_names(draft)
    columns: dict[str, Column] = {
        column: draft[column][stretch].astype(kind) for column, kind in _TYPES.items()
    }
    slope = draft["slope_percent"][stretch]
    slope = np.where(ahead, slope, -slope).astype(np.float32)
    climb = elevation[head] - elevation[tail]
    rises = draft["rises"][stretch]
    hours, weeks = _weeks_in_use(draft, stretch)
    lines, shape, shape_at = _lines_in_use(draft, stretch)
    return Streets(
        node_lat=draft.node_lat,
        node_lon=draft.node_lon,
        node_level=draft.node_level.astype(np.float32),
        node_elevation=elevation,
        node_elevation_source=elevation_source,
        node_osm=draft.node_osm,
        stop_node=stop_node.astype(np.int32),
        edge_at=edge_at,
        edge_from=tail.astype(np.int32),
        edge_to=head.astype(np.int32),
        edge_twin=_twins(stretch, ahead, len(draft)),
        node_rest=draft.node_rest,
        rest=(draft.node_rest[head] != 0).astype(np.int8),
        climb_metres=climb,
        slope_percent=slope,
        rises=np.where(ahead | (rises == 0), rises, 3 - rises).astype(np.int8),
        **_slopes(draft, stretch, ahead),
        hours=hours,
        **weeks,
        name=name[stretch],
        names=names,
        shape=shape,
        shape_forward=ahead.astype(np.uint8),
        shape_at=shape_at,
        shape_lat=draft.shape_lat[lines],
        shape_lon=draft.shape_lon[lines],
        **columns,
    )


def _slopes(draft: Draft, stretch: I64, ahead: Bool) -> dict[str, Column]:
    """Slopes in the direction of each edge: what is up one way is down the other."""
    mean, up, down = (
        draft[name][stretch] for name in ("mean_slope", "steepest_up", "steepest_down")
    )
    return {
        "mean_slope": np.where(ahead, mean, -mean).astype(np.float32),
        "steepest_up": np.where(ahead, up, down).astype(np.float32),
        "steepest_down": np.where(ahead, down, up).astype(np.float32),
    }


def _weeks_in_use(draft: Draft, stretch: I64) -> tuple[I32, dict[str, Column]]:
    """The row of each edge's opening hours, and the hours of the rows in use."""
    hours = draft["hours"][stretch]
    used = np.unique(hours[hours >= 0])
    weeks = [draft.weeks[row] for row in used.tolist()]
    at = np.zeros(len(weeks) + 1, dtype=np.int32)
    np.cumsum([len(week) for week in weeks], out=at[1:])
    spans = np.array([span for week in weeks for span in week], dtype=np.int32)
    spans = spans.reshape(-1, 2)
    rows = np.where(hours >= 0, np.searchsorted(used, hours), hours)
    return rows.astype(np.int32), {
        "hours_at": at,
        "hours_from": np.ascontiguousarray(spans[:, 0]),
        "hours_to": np.ascontiguousarray(spans[:, 1]),
    }


def _twins(stretch: I64, ahead: Column, count: int) -> I32:
    """The edge of the same stretch the other way, -1 for none."""
    edge_of = np.full((2, count), -1, dtype=np.int32)
    edge_of[ahead.astype(int), stretch] = np.arange(len(stretch))
    twin: I32 = edge_of[1 - ahead.astype(int), stretch]
    return twin


def _lines_in_use(draft: Draft, stretch: I64) -> tuple[I64, I32, I32]:
    """Shape points of stretches that are edges, each edge's shape, and the offsets."""
    used = np.unique(stretch)
    points, at = gather(draft.shape_at, used)
    shape = np.searchsorted(used, stretch).astype(np.int32)
    return points, shape, at.astype(np.int32)
