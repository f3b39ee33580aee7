"""Where along its way a vehicle calls: needed for calls whose times are blank.

The rule is that of docs/journey-rules.md: between given times by distance, along the
shape where there is one, else along straight lines. Where a stop lies on a shape is a
matter of judgement (a shape may pass it twice), so here the stops are matched all at
once: the order of calls is kept and the sum of squared distances to the shape is least.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

EARTH_METRES = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""

PIECE_METRES = 25.0
"""Longest segment of a shape that stops are matched to."""

AMBIGUOUS_METRES = 50.0
"""A stop may lie at every place of a shape that is so little farther than the nearest:
on either way of a street, or on either passing of a loop."""

Position = tuple[float, float]
"""Latitude and longitude, degrees."""

Floats: TypeAlias = npt.NDArray[np.float64]


class Along(NamedTuple):
    """How far along its way a stop lies, in metres or the feed's own unit."""

    earliest: float
    likely: float
    latest: float


def straight_metres(a: Position, b: Position) -> float:
    """Great-circle distance.

    >>> round(straight_metres((35.0, 139.0), (36.0, 139.0)))
    111195
    """
    (lat1, lon1), (lat2, lon2) = a, b
    f, g = radians(lat1), radians(lat2)
    h = sin((g - f) / 2) ** 2 + cos(f) * cos(g) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(h)))


def along_straight_lines(stops: Sequence[Position]) -> list[Along]:
    """Metres from the first stop, from stop to stop."""
    metres = [0.0]
    for a, b in pairwise(stops):
        metres.append(metres[-1] + straight_metres(a, b))
    return [Along(at, at, at) for at in metres]


def along_shape(
    stops: Sequence[Position], shape: Sequence[Position]
) -> list[Along] | None:
    """Metres along the shape of each stop, never decreasing; None without a length."""
    origin = stops[0]
    points = _in_short_pieces(_plane(shape, origin))
    start, step = points[:-1], np.diff(points, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    if len(length) == 0 or not length.sum():
        return None
    from_start = np.concatenate([[0.0], np.cumsum(length)[:-1]])
    squared_length = np.maximum(length**2, 1e-12)

    best = np.zeros(len(length))
    came_from: list[npt.NDArray[np.intp]] = []
    position: list[Floats] = []
    apart: list[Floats] = []
    for stop in _plane(stops, origin):
        share = ((stop - start) * step).sum(axis=1) / squared_length
        share = np.clip(share, 0.0, 1.0)
        away = start + step * share[:, None] - stop
        apart.append(np.hypot(away[:, 0], away[:, 1]))
        before = _where_least_so_far(best)
        best = best[before] + apart[-1] ** 2
        came_from.append(before)
        position.append(from_start + share * length)

    segment = int(np.argmin(best))
    chosen: list[int] = []
    for before in reversed(came_from):
        chosen.append(segment)
        segment = int(before[segment])
    chosen.reverse()
    return _with_bounds(chosen, position, apart)


def _with_bounds(
    chosen: Sequence[int], position: Sequence[Floats], apart: Sequence[Floats]
) -> list[Along]:
    """How early and late along the way each stop may lie, their order kept."""
    here = [places[segment] for places, segment in zip(position, chosen, strict=True)]
    likely: list[float] = np.maximum.accumulate(here).tolist()
    places = []
    for segment, all_places, metres in zip(chosen, position, apart, strict=True):
        as_near = metres <= metres.min() + AMBIGUOUS_METRES
        # Where the order pushes a stop away from where it is nearest, the feed is at
        # odds with itself, and it may be anywhere between the stops around it.
        places.append(all_places[as_near] if as_near[segment] else all_places)
    first: list[float] = []
    for at, mine in zip(likely, places, strict=True):
        ahead = mine[mine >= (first[-1] if first else 0.0)]
        first.append(min(at, float(ahead.min()) if len(ahead) else at))
    last: list[float] = []
    for at, mine in zip(reversed(likely), reversed(places), strict=True):
        behind = mine[mine <= (last[-1] if last else np.inf)]
        last.append(max(at, float(behind.max()) if len(behind) else at))
    return [Along(*three) for three in zip(first, likely, reversed(last), strict=True)]


def _in_short_pieces(points: Floats) -> Floats:
    """Cut long segments up: within a segment, order along the way is not looked at."""
    length = np.hypot(*np.diff(points, axis=0).T)
    count = np.maximum(np.ceil(length / PIECE_METRES), 1).astype(np.intp)
    pieces = [
        np.linspace(a, b, n, endpoint=False)
        for a, b, n in zip(points, points[1:], count, strict=False)
    ]
    short: Floats = np.concatenate([*pieces, points[-1:]])
    return short


def _where_least_so_far(cost: Floats) -> npt.NDArray[np.intp]:
    """For each index the first index up to it where the cost is least."""
    least = np.minimum.accumulate(cost)
    is_new = np.concatenate([[True], cost[1:] < least[:-1]])
    return np.maximum.accumulate(np.where(is_new, np.arange(len(cost)), 0))


def _plane(points: Sequence[Position], origin: Position) -> Floats:
    """Metres east and north of an origin; good to 0.1 % over a town."""
    degrees = np.asarray(points, dtype=np.float64)
    metres: Floats
    metres = np.radians(degrees[:, ::-1] - np.asarray(origin)[::-1]) * EARTH_METRES
    metres[:, 0] *= cos(radians(origin[0]))
    return metres
