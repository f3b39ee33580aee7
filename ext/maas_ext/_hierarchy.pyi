from typing import TypeAlias, final

import numpy as np
import numpy.typing as npt

_I32: TypeAlias = npt.NDArray[np.int32]

def contract(
    edge_at: _I32, edge_to: _I32, edge_seconds: _I32
) -> tuple[_I32, _I32, _I32, _I32, _I32, _I32, _I32]:
    """Build the contraction hierarchy of a graph (see ``StreetSearch`` for its form).

    Returns
    -------
    rank
        Shape (nodes,): 0 for the most important node.
    out_at, out_to, out_seconds
        By rank: links that leave the node for more important ones, by rank.
    in_at, in_to, in_seconds
        By rank: links that come to the node from more important ones.
    """

@final
class HierarchySearch:
    """Searches in a hierarchy, to and from the vertices of an overlay.

    One thread at a time. ``vertex_node``, shape (vertices,), names the node of each
    vertex, -1 where it is nowhere.
    """

    n_nodes: int
    n_vertices: int

    def __init__(
        self,
        rank: _I32,
        out_at: _I32,
        out_to: _I32,
        out_seconds: _I32,
        in_at: _I32,
        in_to: _I32,
        in_seconds: _I32,
        vertex_node: _I32,
    ) -> None: ...
    def ends(
        self, sources: _I32, start: _I32, targets: _I32, rest: _I32, horizon: int
    ) -> tuple[_I32, _I32, int]:
        """Walks from an origin to all vertices, from these to a destination, and all
        the way.

        ``sources`` and ``start``: nodes and seconds from the origin to them; ``targets``
        and ``rest``: nodes and seconds from them to the destination. Longer walks than
        ``horizon`` seconds are ``UNREACHED``.
        """
    def everywhere(self, sources: _I32, start: _I32, horizon: int) -> _I32:
        """Seconds to every node from the nearest source, each with its own start."""
