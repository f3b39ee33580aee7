"""Walking times for a peer that knows no streets: plain Dijkstra, scipy's.

Not our own kernels, so that what a peer is given does not hang on them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from maas.columns import F64, I64
from maas.streets.graph import Streets

_CHUNK = 64


def walking_graph(streets: Streets, metres_per_second: float) -> csr_array:
    """Whole seconds from node to node; of parallel edges the quickest.

    Every edge counts, as for the default walker (docs/journey-rules.md, Walking).
    """
    own = streets.metres.astype(np.float64) / metres_per_second
    seconds = np.rint(np.where(np.isnan(streets.seconds), own, streets.seconds))
    tail, head = streets.edge_from.astype(np.int64), streets.edge_to.astype(np.int64)
    order = np.lexsort((seconds, head, tail))
    tail, head, seconds = tail[order], head[order], seconds[order]
    first = np.ones(len(tail), dtype=bool)
    first[1:] = (np.diff(tail) != 0) | (np.diff(head) != 0)
    tail_at = np.searchsorted(tail[first], np.arange(streets.node_count + 1))
    return csr_array(
        (seconds[first], head[first], tail_at),
        shape=(streets.node_count, streets.node_count),
    )


def from_nodes(
    graph: csr_array, nodes: I64, targets: I64, limit_seconds: float = np.inf
) -> Iterator[F64]:
    """For each node, seconds to each target; inf where out of reach."""
    for at in range(0, len(nodes), _CHUNK):
        reached = dijkstra(graph, indices=nodes[at : at + _CHUNK], limit=limit_seconds)
        yield from reached[:, targets]
