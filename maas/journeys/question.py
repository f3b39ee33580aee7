"""A question as the search for one person reads it: numbers and arrays, no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..columns import I32, U8
from ..csr import reverse
from ..streets.graph import Streets
from ..streets.verdict import Verdict
from ..units import UNREACHED


class Door(NamedTuple):
    """One way between a place and a node of the streets."""

    node: int
    seconds: int
    effort: int
    decimetres: int
    edge: int  # walked in part, -1 none
    first: float  # shares of the edge that are walked, in its direction
    last: float
    metres: float  # straight, off the street


class Along(NamedTuple):
    """A walk all the way that passes no node: along one edge, or straight across."""

    seconds: int
    effort: int
    decimetres: int
    edge: int  # -1 straight across
    first: float
    last: float
    off: tuple[float, float]  # straight metres before and after


@dataclass(frozen=True, eq=False)
class Doors:
    """Doors as columns, shape (doors,) each."""

    node: I32
    seconds: I32
    effort: I32
    decimetres: I32
    edge: I32  # which edge one has to enter at this node, -1 none

    @classmethod
    def of(cls, doors: Sequence[Door], graph: Graph, *, entered: bool) -> Doors:
        """``entered``: these doors' edges are entered at their nodes, not left there."""
        rows = np.array([door[:5] for door in doors], dtype=np.int32).reshape(-1, 5)
        edge = np.full(len(doors), -1, dtype=np.int32)
        if entered:
            on = rows[:, 4] >= 0
            edge[on] = graph.place[rows[on, 4]]
        node, seconds, effort, decimetres, _ = map(np.ascontiguousarray, rows.T)
        return cls(node, seconds, effort, decimetres, edge)


@dataclass(frozen=True, eq=False)
class Alongs:
    """Walks that pass no node, as columns."""

    seconds: I32
    effort: I32
    decimetres: I32

    @classmethod
    def of(cls, walks: Sequence[Along]) -> Alongs:
        """Return the columns."""
        rows = np.array([walk[:3] for walk in walks], dtype=np.int32).reshape(-1, 3)
        return cls(*(np.ascontiguousarray(column) for column in rows.T))


@dataclass(frozen=True, eq=False)
class Graph:
    """The streets in the direction of a search."""

    edge_at: I32
    edge_to: I32
    edge: I32  # by edge here, the edge of the streets
    place: I32  # by edge of the streets, the edge here
    stop_node: I32
    node_stop: I32
    node_rest: U8

    @classmethod
    def of(cls, streets: Streets) -> tuple[Graph, Graph]:
        """Return the graph forwards and backwards."""
        node_stop = np.full(streets.node_count, -1, dtype=np.int32)
        placed = np.flatnonzero(streets.stop_node >= 0)
        node_stop[streets.stop_node[placed]] = placed
        own = np.arange(streets.edge_count, dtype=np.int32)
        shared = streets.stop_node, node_stop, streets.node_rest
        back_at, back_to, back_edge = reverse(streets.edge_at, streets.edge_to)
        place = np.empty_like(back_edge)
        place[back_edge] = own
        return (
            cls(streets.edge_at, streets.edge_to, own, own, *shared),
            cls(back_at, back_to, back_edge, place, *shared),
        )


@dataclass(frozen=True, eq=False)
class Ground:
    """What one traveller can do on the edges of a ``Graph``."""

    usable: U8
    seconds: I32
    effort: I32
    decimetres: I32

    @classmethod
    def of(cls, graph: Graph, usable: U8, verdict: Verdict) -> Ground:
        """Return it in the order of the graph's edges."""
        return cls(
            usable[graph.edge],
            verdict.seconds[graph.edge],
            verdict.effort[graph.edge],
            verdict.decimetres[graph.edge],
        )


@dataclass(frozen=True, eq=False)
class Closed:
    """When edges of a ``Graph`` may not be entered, in the search's own seconds.

    Edge e is closed in [closed_from[i], closed_to[i]) for i in
    ``closed_at[r]:closed_at[r + 1]``, r = closed_row[e], -1 never.
    """

    closed_row: I32
    closed_at: I32
    closed_from: I32
    closed_to: I32

    @classmethod
    def never(cls, graph: Graph) -> Closed:
        """Nothing is closed."""
        none = np.zeros(0, dtype=np.int32)
        return cls(
            np.full(len(graph.edge), -1, dtype=np.int32),
            np.zeros(1, dtype=np.int32),
            none,
            none,
        )


@dataclass(frozen=True, eq=False)
class Question:
    """What the kernel reads, by the names of its fields.

    Times are the search's own seconds; ``bound`` has the latest arrival for every number
    of boardings; ``latest``, (1 or more, nodes), the latest time at every node, by
    boardings made, from which one still arrives; its last row is for all that are more.
    """

    time: int
    max_boardings: int
    bound: I32
    latest: I32
    starts: Doors
    ends: Doors
    along: Alongs
    ground: Ground
    closed: Closed
    least_effort: I32  # by node: what is ahead at the least
    effort_bound: I32  # by boardings made so far: more in all is not worth its while
    with_effort: bool
    backward: bool = False
    spare_seconds: int = 0  # how far to look beyond the best arrival, for ``earliest``
    max_stretch: int = UNREACHED
    max_walk: int = UNREACHED
    rest_seconds: int = 0
    board_slack: int = 0
    alight_slack: int = 0
    min_transfer: int = 0
    additional: int = 0
    board_effort: int = 0
    limit_access: int = UNREACHED
    limit_transfer: int = UNREACHED
    limit_egress: int = UNREACHED
    limit_direct: int = UNREACHED
    most_effort: int = UNREACHED - 1
