"""How far along its trip each call is: by the feed's word, the shape, or in a line."""

from __future__ import annotations

import numpy as np

from maas.columns import F64, I32, I64, Bool
from maas.transit.tables import Stops

from .shapes import ReadShapes, ground_metres, project


def shape_metres(
    trip_at: I64, stop: I32, given: F64, shape: I32, shapes: ReadShapes, stops: Stops
) -> F64:
    """Metres along its trip's shape of every call; NaN for trips without a shape.

    Parameters
    ----------
    trip_at
        Trip t makes calls ``trip_at[t]:trip_at[t + 1]``.
    stop, given
        Each call's stop and its shape_dist_traveled (NaN where not given).
    shape
        Each trip's shape, -1 for none.

    Notes
    -----
    shape_dist_traveled is used where both files give it, so that its unit does not
    matter; else the stops are projected, once per sequence of stops and shape.
    """
    metres = np.full(len(stop), np.nan)
    rising = _rising(trip_at, given)
    points = shapes.shapes.point_at
    measured = np.zeros(len(points) - 1, dtype=np.bool_)
    if len(measured):
        measured = ~np.isnan(shapes.given[points[:-1]])
    shape_of_call = np.repeat(shape, np.diff(trip_at))
    by_word = (shape >= 0) & rising
    by_word[by_word] = measured[shape[by_word]]
    calls_by_word = np.repeat(by_word, np.diff(trip_at))
    if by_word.any():
        _interpolate(metres, np.flatnonzero(calls_by_word), shape_of_call, given,
                     shapes)  # fmt: skip
    known: dict[tuple[int, bytes], F64] = {}
    for trip in np.flatnonzero((shape >= 0) & ~by_word).tolist():
        calls = slice(int(trip_at[trip]), int(trip_at[trip + 1]))
        key = (int(shape[trip]), stop[calls].tobytes())
        if key not in known:
            part = slice(int(points[key[0]]), int(points[key[0] + 1]))
            known[key] = project(
                shapes.shapes.lat[part],
                shapes.shapes.lon[part],
                shapes.metres[part],
                stops.lat[stop[calls]],
                stops.lon[stop[calls]],
            )
        metres[calls] = known[key]
    return metres


def travelled(
    trip_at: I64, stop: I32, given: F64, along_shape: F64, stops: Stops
) -> F64:
    """Distance from the trip's start of every call, to share out times by.

    In the unit of shape_dist_traveled where a whole trip has it, else in metres along
    the shape, else in metres straight from stop to stop. NaN where a trip calls at a
    stop that has no place.
    """
    straight = np.zeros(len(stop))
    if len(stop) > 1:
        straight[1:] = ground_metres(stops.lat[stop], stops.lon[stop])
    starts = trip_at[:-1][np.diff(trip_at) > 0]
    straight[starts] = 0.0
    unknown = np.isnan(straight)
    total = np.cumsum(np.where(unknown, 0.0, straight))
    n_calls = np.diff(trip_at)
    first = np.minimum(trip_at[:-1], max(len(stop) - 1, 0))
    run: F64 = total - np.repeat(total[first], n_calls) if len(stop) else total
    placeless = _any(trip_at, np.isnan(stops.lat[stop]) | unknown)
    run[np.repeat(placeless, n_calls)] = np.nan
    shaped = np.repeat(~_any(trip_at, np.isnan(along_shape)), n_calls)
    run[shaped] = along_shape[shaped]
    worded = np.repeat(_rising(trip_at, given), n_calls)
    run[worded] = given[worded]
    return run


def _rising(trip_at: I64, values: F64) -> Bool:
    """Which trips have a value at every call, never falling and not all the same."""
    falls = np.zeros(len(values), dtype=np.bool_)
    falls[1:] = np.diff(values) < 0
    first = trip_at[:-1][np.diff(trip_at) > 0]
    falls[first] = False
    ok = ~_any(trip_at, np.isnan(values) | falls) & (np.diff(trip_at) > 0)
    rows = np.flatnonzero(ok)
    ok[rows] = values[trip_at[rows + 1] - 1] > values[trip_at[rows]]
    return ok


def _any(trip_at: I64, flags: Bool) -> Bool:
    """Which trips have a flag set at any call."""
    count = np.concatenate(([0], np.cumsum(flags)))
    found: Bool = count[trip_at[1:]] > count[trip_at[:-1]]
    return found


def _interpolate(
    metres: F64, calls: I64, shape_of_call: I32, given: F64, shapes: ReadShapes
) -> None:
    """Metres of calls from their shape_dist_traveled, shape by shape."""
    order = calls[np.argsort(shape_of_call[calls], kind="stable")]
    of = shape_of_call[order]
    bounds = np.flatnonzero(np.diff(of)) + 1
    points = shapes.shapes.point_at
    for group in np.split(order, bounds):
        shape = int(shape_of_call[group[0]])
        part = slice(int(points[shape]), int(points[shape + 1]))
        metres[group] = np.interp(given[group], shapes.given[part], shapes.metres[part])
