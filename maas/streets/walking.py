"""What walking costs one traveller: seconds per edge, and the overlay between stops.

The overlay holds the exact walking times between all stops on a graph of a few
thousand vertices: every stop, and every point where a stop is tied to the streets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maas_ext._walk import StreetSearch

from ..columns import I32
from ..csr import reverse
from ..units import UNREACHED, WALK_METRES_PER_SECOND
from .graph import EdgeKind, Streets

HORIZON = 24 * 3600
"""Longest walk that is ever looked for, seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Edges with costs: those that leave x are ``at[x]:at[x + 1]``."""

    at: I32
    to: I32
    seconds: I32


@dataclass(frozen=True, slots=True, eq=False)
class Walking:
    """Costs of one traveller on the streets of one city. Immutable, shared.

    Vertices of the overlay: stop s is vertex s, further vertices follow.
    """

    metres_per_second: float
    streets: Graph
    streets_back: Graph
    vertex_of: I32  # by node, -1
    vertex_node: I32  # by vertex, -1 for a stop without a position
    overlay: Graph
    overlay_back: Graph


def edge_seconds(streets: Streets, metres_per_second: float) -> I32:
    """Return the whole seconds that each edge takes.

    The edge's own time where it has one, else metres / speed, rounded to nearest,
    halves to even.
    """
    by_length = np.rint(streets.metres / np.float64(metres_per_second))
    fixed = np.rint(streets.seconds)
    chosen = np.where(np.isnan(fixed), by_length, fixed)
    return np.clip(chosen, 0, UNREACHED - 1).astype(np.int32)


def build_walking(
    streets: Streets, metres_per_second: float = WALK_METRES_PER_SECOND
) -> Walking:
    """Work out the costs and the overlay of a walking speed."""
    seconds = edge_seconds(streets, metres_per_second)
    graph = Graph(streets.edge_at, streets.edge_to, seconds)
    back = _reversed(graph)
    vertex_node, vertex_of = _vertices(streets)
    search = StreetSearch(graph.at, graph.to, graph.seconds, vertex_of)
    overlay = Graph(*search.overlay(vertex_node, HORIZON))
    return Walking(
        metres_per_second,
        graph,
        back,
        vertex_of,
        vertex_node,
        overlay,
        _reversed(overlay),
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


def _reversed(graph: Graph) -> Graph:
    at, to, order = reverse(graph.at, graph.to)
    return Graph(at, to, graph.seconds[order])
