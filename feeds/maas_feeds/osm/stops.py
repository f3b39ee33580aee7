"""Tie stops to the streets: cut the nearest stretch at the foot point, and link."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from maas.columns import F32, I64, U8, Bool
from maas.streets.graph import EdgeKind

from .cutting import cut_at_feet
from .draft import Draft
from .nearest import nearest_stretch

LINK_METRES: Final = 250.0
"""A stop further than this from every street is outside the street network."""

CONNECTED_NODES: Final = 20
"""A part of the network with fewer nodes than this is a scrap, second choice."""

LINKABLE: Final = (
    EdgeKind.STREET,
    EdgeKind.SIDEWALK,
    EdgeKind.FOOTWAY,
    EdgeKind.CROSSING,
    EdgeKind.PLAZA,
    EdgeKind.CORRIDOR,
)


def link_to_streets(draft: Draft, nodes: I64, level: F32) -> Bool:
    """Link nodes to the street network; say which were in reach of it."""
    found = nearest_stretch(
        draft,
        draft.node_lat[nodes],
        draft.node_lon[nodes],
        LINK_METRES,
        link_rank(draft),
        level,
    )
    reached = found.stretch >= 0
    feet = cut_at_feet(draft, found)
    tail, head = nodes[reached], feet[reached]
    draft.add_straight(tail, head, kind=EdgeKind.LINK)
    return reached


def link_rank(draft: Draft) -> U8:
    """1 where a link is best tied, 2 second choice, 0 never; one per stretch.

    A public way that is well connected is best.
    """
    walkable = np.isin(draft["kind"], LINKABLE)
    best = in_large_part(draft)[draft["tail"]] & (draft["private"] == 0)
    return np.where(walkable, np.where(best, 1, 2), 0).astype(np.uint8)


def in_large_part(draft: Draft) -> Bool:
    """Nodes from which many others can be reached."""
    count = len(draft.node_lat)
    if not count:
        return np.zeros(0, dtype=bool)
    ends = (draft["tail"], draft["head"])
    graph = coo_array((np.ones(len(draft)), ends), (count, count))
    _, part = connected_components(graph, directed=False)
    large: Bool = (np.bincount(part) >= CONNECTED_NODES)[part]
    return large
