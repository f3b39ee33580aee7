"""Straight lines between stops where no streets are known.

Neighbours in the Delaunay triangulation are joined: about three lines per stop, and the
shortest way along them is less than twice the straight line, in practice hardly longer
(J. Xia, "The Stretch Factor of the Delaunay Triangulation Is Less than 1.998", 2013).
"""

from __future__ import annotations

import numpy as np
from pyproj import Geod
from scipy.spatial import Delaunay, QhullError

from maas.columns import F64, I64, Bool
from maas.geo import metres_per_degree
from maas.streets.graph import EdgeKind

from .draft import Draft


def join_straight(draft: Draft, nodes: I64, covered: Bool) -> int:
    """Join stops' nodes that no street reaches with each other and their neighbours.

    ``covered`` tells which of ``nodes`` the streets reach; two of those are not joined.
    Returns the number of lines.
    """
    if covered.all():
        return 0
    lat, lon = draft.node_lat[nodes], draft.node_lon[nodes]
    spots, spot_of = np.unique(
        np.stack([lat, lon], axis=1), axis=0, return_inverse=True
    )
    spot_of = spot_of.ravel()
    # Of stops at one spot the first stands for all; prefer one that streets reach.
    first = np.full(len(spots), -1, dtype=np.int64)
    for row in np.lexsort((np.arange(len(nodes)), covered))[::-1].tolist():
        first[spot_of[row]] = row
    on_street = np.zeros(len(spots), dtype=bool)
    np.logical_or.at(on_street, spot_of, covered)
    a, b = neighbours(spots[:, 0], spots[:, 1])
    open_ended = ~(on_street[a] & on_street[b])
    a, b = first[a[open_ended]], first[b[open_ended]]
    twins = np.flatnonzero(first[spot_of] != np.arange(len(nodes)))
    twins = twins[~(covered[twins] & covered[first[spot_of[twins]]])]
    tail = nodes[np.concatenate([a, first[spot_of[twins]]])]
    head = nodes[np.concatenate([b, twins])]
    _, _, metres = Geod(ellps="WGS84").inv(
        draft.node_lon[tail],
        draft.node_lat[tail],
        draft.node_lon[head],
        draft.node_lat[head],
    )
    draft.add_straight(tail, head, kind=EdgeKind.STRAIGHT, metres=metres)
    return len(tail)


def neighbours(lat: F64, lon: F64) -> tuple[I64, I64]:
    """Pairs of distinct places that are joined, each once, the lower row first."""
    count = len(lat)
    if count < 2:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    middle = float(np.median(lat))
    north, east = metres_per_degree(middle)
    spot = np.stack([(lon - np.median(lon)) * east, (lat - middle) * north], axis=1)
    sides = _triangulated(spot)
    alone = np.setdiff1d(np.arange(count), sides)
    if len(alone):
        sides = np.concatenate([sides, _in_a_row(spot)])
    pairs = np.unique(np.sort(sides, axis=1), axis=0).astype(np.int64)
    return pairs[:, 0], pairs[:, 1]


def _triangulated(spot: F64) -> I64:
    """Sides of the triangles, and what rounding kept out of them to its nearest corner.

    Nothing where all places are on one line.
    """
    try:
        found = Delaunay(spot)
    except (QhullError, ValueError):
        return np.zeros((0, 2), dtype=np.int64)
    corners = found.simplices
    sides: I64 = np.concatenate(
        [corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]]
        + [found.coplanar[:, [0, 2]]]
    )
    return sides


def _in_a_row(spot: F64) -> I64:
    """Neighbours along the main direction, for places on one line."""
    centred = spot - spot.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    order = np.argsort(centred @ axes[0], kind="stable")
    return np.stack([order[:-1], order[1:]], axis=1)
