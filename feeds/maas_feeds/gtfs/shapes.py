"""shapes.txt, and how far along its shape a trip's calls are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maas.columns import F64, I32, I64, Strings
from maas.transit.tables import Shapes

from .fields import decimals, whole_numbers
from .notices import Faults
from .rows import left_out, with_required
from .table import Column, Table

EARTH_METRES = 6_371_008.8
_MOST_CELLS = 20_000_000
"""Stops times segments of one projection; a finer shape is thinned for it."""
_PIECE_METRES = 25.0


@dataclass(frozen=True, slots=True)
class ReadShapes:
    """Shapes, and their points' shape_dist_traveled in the feed's own unit."""

    shapes: Shapes
    given: F64  # NaN where not given
    metres: F64  # as Shapes.metres, in double precision


def ground_metres(lat: F64, lon: F64) -> F64:
    """Metres between each point and the next on the sphere; shape (n - 1,)."""
    phi, theta = np.radians(lat), np.radians(lon)
    chord = (
        np.sin(np.diff(phi) / 2) ** 2
        + np.cos(phi[:-1]) * np.cos(phi[1:]) * np.sin(np.diff(theta) / 2) ** 2
    )
    metres: F64 = 2 * EARTH_METRES * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return metres


def read_shapes(table: Table, faults: Faults) -> ReadShapes:
    """shapes.txt: points sorted, shapes of fewer than two points left out."""
    table = with_required(table, ["shape_id"], faults)
    lat = decimals(table, "shape_pt_lat", faults, low=-90, high=90)
    lon = decimals(table, "shape_pt_lon", faults, low=-180, high=180)
    sequence = whole_numbers(table, "shape_pt_sequence", faults, default=-(2**31))
    given = decimals(table, "shape_dist_traveled", faults, low=0)
    nowhere = np.isnan(lat) | np.isnan(lon)
    left_out(
        table,
        nowhere,
        "missing_required_field",
        lambda row: "the point has no coordinates: left out",
        faults,
        "shape_pt_lat",
    )
    unplaced = ~nowhere & (sequence == -(2**31))
    left_out(
        table,
        unplaced,
        "missing_required_field",
        lambda row: "the point has no place in its shape: left out",
        faults,
        "shape_pt_sequence",
    )
    codes = table.column("shape_id").codes
    order = np.lexsort((sequence, codes))
    order = order[~(nowhere | unplaced)[order]]
    again = np.zeros(len(order), dtype=np.bool_)
    again[1:] = (codes[order[1:]] == codes[order[:-1]]) & (
        sequence[order[1:]] == sequence[order[:-1]]
    )
    repeated = np.zeros(len(table), dtype=np.bool_)
    repeated[order[again]] = True
    left_out(
        table,
        repeated,
        "duplicate_key",
        lambda row: "has the place of an earlier point of its shape: the first is kept",
        faults,
        "shape_pt_sequence",
    )
    order = order[~again]
    used, of_point, points = np.unique(
        codes[order], return_inverse=True, return_counts=True
    )
    names = table.column("shape_id").values
    for i in np.flatnonzero(points < 2):
        faults.add(
            "missing_required_field",
            table.file,
            f"the shape {names[used[i]]!r} has one point only: left out",
            repaired=True,
        )
    order = order[points[of_point] >= 2]
    used, points = used[points >= 2], points[points >= 2]
    at = np.concatenate(([0], np.cumsum(points))).astype(np.int32)
    lat, lon, given = lat[order], lon[order], given[order]
    metres = _running_metres(lat, lon, at)
    ids = Column(used.astype(np.int32), names).strings()
    shapes = Shapes(ids, at, lat, lon, metres.astype(np.float32))
    return ReadShapes(shapes, _rising(given, at, table.file, ids, faults), metres)


def _running_metres(lat: F64, lon: F64, at: I32) -> F64:
    if not len(lat):
        return np.zeros(0)
    steps = np.concatenate(([0.0], ground_metres(lat, lon)))
    steps[at[:-1]] = 0.0
    total = np.cumsum(steps)
    running: F64 = total - np.repeat(total[at[:-1]], np.diff(at))
    return running


def _rising(given: F64, at: I32, file: str, ids: Strings, faults: Faults) -> F64:
    """shape_dist_traveled where a whole shape has it and it never falls; else NaN."""
    given = given.copy()
    for shape in range(len(at) - 1):
        part = given[at[shape] : at[shape + 1]]
        falls = bool((np.diff(part) < 0).any())
        if falls:
            faults.add(
                "decreasing_shape_distance",
                file,
                f"falls along the shape {ids[shape]!r}: measured on the ground instead",
                field="shape_dist_traveled",
                repaired=True,
            )
        if falls or np.isnan(part).any() or part[-1] <= part[0]:
            part[:] = np.nan
    return given


def project(shape_lat: F64, shape_lon: F64, metres: F64, lat: F64, lon: F64) -> F64:
    """Metres along a shape of the stops of a trip, in order, never going back.

    Of all ways to give each stop a place on the shape without going back, the one with
    the least sum of squared distances (dynamic programming over the shape's segments),
    so that loops and out-and-back lines come out right. NaN for stops without a place.
    """
    known = np.flatnonzero(~np.isnan(lat))
    found = np.full(len(lat), np.nan)
    if not len(known):
        return found
    most = max(_MOST_CELLS // len(known), 2)
    if len(metres) > most:
        step = -(-len(metres) // most)
        chosen = np.unique(np.append(np.arange(0, len(metres), step), len(metres) - 1))
        shape_lat, shape_lon, metres = (
            shape_lat[chosen],
            shape_lon[chosen],
            metres[chosen],
        )
    scale = np.cos(np.radians(shape_lat.mean()))
    unit = np.radians(1) * EARTH_METRES
    x, y = shape_lon * scale * unit, shape_lat * unit
    stop_x, stop_y = lon[known] * scale * unit, lat[known] * unit
    places = _least_squares(x, y, metres, stop_x, stop_y, hold=False)
    if (np.diff(places) < 0).any():
        # What leaves out a condition and meets it is the best; this one did not meet it.
        piece = max(_PIECE_METRES, 2 * metres[-1] / most)
        x, y, metres = _cut(x, y, metres, piece)
        places = _least_squares(x, y, metres, stop_x, stop_y, hold=True)
    found[known] = places
    return found


def _least_squares(
    x: F64, y: F64, metres: F64, stop_x: F64, stop_y: F64, hold: bool
) -> F64:
    """Metres along a shape of stops, on segments that never fall.

    Within a segment places may fall, unless `hold` puts each stop at the place of the
    one before at least: exact to the length of a segment.
    """
    dx, dy = np.diff(x), np.diff(y)
    length2 = np.where(dx * dx + dy * dy > 0, dx * dx + dy * dy, 1.0)
    number = np.arange(len(dx))
    best, part = np.zeros(len(dx)), np.zeros(len(dx))
    came: list[I64] = []
    parts: list[F64] = []
    for px, py in zip(stop_x.tolist(), stop_y.tolist(), strict=True):
        least = np.minimum.accumulate(best)
        before = np.maximum.accumulate(np.where(best == least, number, 0))
        held = part
        part = np.clip(((px - x[:-1]) * dx + (py - y[:-1]) * dy) / length2, 0, 1)
        off = (x[:-1] + part * dx - px) ** 2 + (y[:-1] + part * dy - py) ** 2
        total = off + least
        if hold:
            total[1:] = off[1:] + least[:-1]
            total[0] = np.inf
            part_here = np.maximum(part, held)
            here = (
                best
                + (x[:-1] + part_here * dx - px) ** 2
                + (y[:-1] + part_here * dy - py) ** 2
            )
            stays = here <= total
            total = np.where(stays, here, total)
            part = np.where(stays, part_here, part)
            before = np.where(stays, number, np.concatenate(([0], before[:-1])))
        came.append(before)
        parts.append(part)
        best = total
    places = np.empty(len(stop_x))
    segment = int(np.argmin(best))
    for i in range(len(stop_x) - 1, -1, -1):
        share = parts[i][segment]
        places[i] = metres[segment] + share * (metres[segment + 1] - metres[segment])
        segment = int(came[i][segment])
    return places


def _cut(x: F64, y: F64, metres: F64, longest: float) -> tuple[F64, F64, F64]:
    """Cut a shape's segments into equal pieces no longer than `longest` metres."""
    pieces = np.maximum(np.ceil(np.diff(metres) / longest), 1).astype(np.int64)
    at = np.concatenate(([0], np.cumsum(pieces)))
    cuts = np.interp(np.arange(at[-1] + 1), at, np.arange(len(metres)))
    point = np.arange(len(metres))
    return (
        np.interp(cuts, point, x),
        np.interp(cuts, point, y),
        np.interp(cuts, point, metres),
    )
