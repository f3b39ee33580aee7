from typing import TypeAlias, final

import numpy as np
import numpy.typing as npt

_I32: TypeAlias = npt.NDArray[np.int32]

@final
class StreetSearch:
    """Searches over one set of edge costs. One thread at a time.

    Parameters
    ----------
    edge_at, edge_to
        Shapes (nodes + 1,) and (edges,): the edges that leave node x are
        ``edge_at[x]:edge_at[x + 1]``.
    edge_seconds
        Shape (edges,): time to pass, ``UNREACHED`` where barred.
    vertex_of
        Shape (nodes,): number of the node in the overlay, -1 where it has none.
    """

    n_nodes: int
    n_edges: int

    def __init__(
        self, edge_at: _I32, edge_to: _I32, edge_seconds: _I32, vertex_of: _I32
    ) -> None: ...
    def tree(self, sources: _I32, start: _I32, horizon: int, target: int = -1) -> None:
        """Shortest ways from several sources, each from its own start (seconds).

        Nodes later than ``horizon`` are left out; the search ends at ``target``.
        """
    def distances(self) -> _I32:
        """Seconds to every node in the last search, ``UNREACHED`` where none."""
    def at(self, node: int) -> int:
        """Seconds to one node in the last search, ``UNREACHED`` where none."""
    def path(self, node: int, edge_from: _I32) -> list[int]:
        """Edges from a source to a node, after ``tree``; empty where unreached."""
    def overlay(self, vertex_node: _I32, horizon: int) -> tuple[_I32, _I32, _I32]:
        """Build the overlay: offsets (vertices + 1,), heads and seconds.

        The shortest way between any two vertices no further apart than ``horizon`` is
        as long in the overlay as on the streets.
        """
