"""What walking costs one traveller: seconds per edge, and what makes searches fast.

The *overlay* holds the exact walking times between all stops on a graph of a few
thousand vertices: every stop, and every point where a stop is tied to the streets. The
*hierarchy* gives the walks from a place to all vertices and from all vertices to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maas_ext._hierarchy import HierarchySearch, contract
from maas_ext._walk import StreetSearch

from ..columns import I32
from ..units import UNREACHED, WALK_METRES_PER_SECOND
from .graph import EdgeKind, Streets

HORIZON = 24 * 3600
"""Longest walk that is ever looked for, seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Walking:
    """Costs of one traveller on the streets of one city. Immutable, shared.

    Vertices of the overlay: stop s is vertex s, further vertices follow. ``x_at`` holds
    offsets. The hierarchy's arrays are those of ``maas_ext._hierarchy.contract``.
    """

    metres_per_second: float
    edge_seconds: I32  # by street edge
    vertex_of: I32  # by node, -1
    vertex_node: I32  # by vertex, -1 for a stop without a position
    overlay_at: I32
    overlay_to: I32
    overlay_seconds: I32
    rank: I32
    out_at: I32
    out_to: I32
    out_seconds: I32
    in_at: I32
    in_to: I32
    in_seconds: I32

    def hierarchy(self, backward: bool = False) -> HierarchySearch:
        """Return a search in the hierarchy, for one thread; ``backward`` against it."""
        out = self.out_at, self.out_to, self.out_seconds
        into = self.in_at, self.in_to, self.in_seconds
        if backward:
            out, into = into, out
        return HierarchySearch(self.rank, *out, *into, self.vertex_node)


def edge_seconds(streets: Streets, metres_per_second: float) -> I32:
    """Return the whole seconds that each edge takes.

    The edge's own time where it has one, else metres / speed, rounded to nearest,
    halves to even. Nobody takes an edge of more than a day: it is ``UNREACHED``.
    """
    by_length = np.rint(streets.metres / np.float64(metres_per_second))
    fixed = np.rint(streets.seconds)
    chosen = np.where(np.isnan(fixed), by_length, fixed)
    return np.where(chosen <= HORIZON, chosen, UNREACHED).astype(np.int32)


def build_walking(
    streets: Streets, metres_per_second: float = WALK_METRES_PER_SECOND
) -> Walking:
    """Work out the costs, the overlay and the hierarchy of a walking speed."""
    return build_walking_at(
        streets, metres_per_second, edge_seconds(streets, metres_per_second)
    )


def build_walking_at(
    streets: Streets, metres_per_second: float, seconds: I32
) -> Walking:
    """As ``build_walking``, of given seconds by edge, ``UNREACHED`` where barred.

    ``metres_per_second`` holds off the streets.
    """
    vertex_node, vertex_of = _vertices(streets)
    search = StreetSearch(streets.edge_at, streets.edge_to, seconds, vertex_of)
    return Walking(
        metres_per_second,
        seconds,
        vertex_of,
        vertex_node,
        *search.overlay(vertex_node, HORIZON),
        *contract(streets.edge_at, streets.edge_to, seconds),
    )


def _vertices(streets: Streets) -> tuple[I32, I32]:
    """Choose the overlay's vertices: stops, then where links meet the streets."""
    stop_node = streets.stop_node
    vertex_of = np.full(streets.node_count, -1, dtype=np.int32)
    placed = np.flatnonzero(stop_node >= 0)
    vertex_of[stop_node[placed]] = placed
    links = streets.kind == EdgeKind.LINK
    ends = np.unique(np.concatenate([streets.edge_from[links], streets.edge_to[links]]))
    more = ends[vertex_of[ends] < 0]
    vertex_of[more] = np.arange(len(stop_node), len(stop_node) + len(more))
    return np.concatenate([stop_node, more]).astype(np.int32), vertex_of
