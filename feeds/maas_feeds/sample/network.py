"""The street network while it is made: nodes, and edges from junction to junction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import shapely
from shapely import LineString

from .plane import Point, length_of

NEAR_METRES = 14.0
"""Junctions nearer than this to each other are made one."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A stretch of street from node a to node b."""

    a: int
    b: int
    points: tuple[Point, ...]
    kind: str  # "road", "lane", "path", "greenway", "plaza"
    weight: int = 0  # bus route directions that use it
    over: str = ""  # "bridge", "level_crossing", "structure": how it crosses
    over_at: float = 0.0  # metres from a to the middle of the crossing
    over_name: str = ""

    @property
    def metres(self) -> float:
        """Length in metres."""
        return length_of(self.points)


@dataclass(slots=True)
class Network:
    """Nodes and edges; a node is the index of its point."""

    points: list[Point]
    edges: list[Edge] = field(default_factory=list)

    def edges_at(self) -> dict[int, list[int]]:
        """Edges at each node, in order."""
        at: dict[int, list[int]] = defaultdict(list)
        for i, edge in enumerate(self.edges):
            at[edge.a].append(i)
            at[edge.b].append(i)
        return at


class Union:
    """Union-find: which nodes hang together."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, i: int) -> int:
        """The representative of i."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, a: int, b: int) -> bool:
        """Join b's set to a's; False if they were one already."""
        a, b = self.root(a), self.root(b)
        self.parent[b] = a
        return a != b


def node_lines(sources: list[tuple[LineString, str, int]]) -> Network:
    """Cut lines wherever they meet; each piece keeps the kind of what it came from.

    ``sources`` are (line, kind, weight); where lines lie upon each other the earlier
    one counts.
    """
    lines = [line for line, _, _ in sources]
    parts = shapely.get_parts(shapely.union_all(lines))
    pieces = sorted(parts, key=lambda p: (p.coords[0], p.coords[-1], p.length))
    tree = shapely.STRtree(lines)
    middles = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    which, source = tree.query(middles, predicate="dwithin", distance=0.05)
    first: dict[int, int] = {}
    for piece, origin in zip(which.tolist(), source.tolist(), strict=True):
        first[piece] = min(first.get(piece, origin), origin)
    number: dict[Point, int] = {}
    network = Network([])
    for i, piece in enumerate(pieces):
        points = [(round(x, 2), round(y, 2)) for x, y in piece.simplify(1.0).coords]
        for end in (points[0], points[-1]):
            if end not in number:
                number[end] = len(network.points)
                network.points.append(end)
        _, kind, weight = sources[first[i]]
        network.edges.append(
            Edge(number[points[0]], number[points[-1]], tuple(points), kind, weight)
        )
    return network


RANK = {"road": 0, "plaza": 1, "lane": 2, "greenway": 3, "path": 4}


def merge_near(network: Network, fixed: set[int]) -> dict[int, int]:
    """Make junctions that nearly touch one, fixed ones staying where they are.

    Returns the node that each node became. Edges that vanish are dropped; two edges
    between the same nodes become one.
    """
    rank = [9] * len(network.points)
    for edge in network.edges:
        for end in (edge.a, edge.b):
            rank[end] = min(rank[end], RANK[edge.kind])
    for node in fixed:
        rank[node] = -1
    union = Union(len(network.points))
    for edge in sorted(network.edges, key=lambda e: (e.metres, e.a, e.b)):
        if edge.metres >= NEAR_METRES:
            break
        a, b = union.root(edge.a), union.root(edge.b)
        if a == b or (a in fixed and b in fixed):
            continue
        keep, drop = (a, b) if (rank[a], a) <= (rank[b], b) else (b, a)
        union.join(keep, drop)
    became = {i: union.root(i) for i in range(len(network.points))}
    edges: dict[tuple[int, int], Edge] = {}
    for edge in sorted(network.edges, key=lambda e: (RANK[e.kind], e.metres)):
        a, b = became[edge.a], became[edge.b]
        key = min(a, b), max(a, b)
        if a == b:
            continue
        if key in edges:
            weight = edges[key].weight + edge.weight
            edges[key] = replace(edges[key], weight=weight)
            continue
        points = (network.points[a], *edge.points[1:-1], network.points[b])
        edges[key] = replace(edge, a=a, b=b, points=points)
    network.edges = sorted(edges.values(), key=lambda e: (e.a, e.b))
    return became


def largest_component(network: Network) -> list[Edge]:
    """The edges of the largest part that hangs together."""
    union = Union(len(network.points))
    for edge in network.edges:
        union.join(edge.a, edge.b)
    sizes: dict[int, int] = defaultdict(int)
    for edge in network.edges:
        sizes[union.root(edge.a)] += 1
    largest = max(sizes, key=lambda root: (sizes[root], -root))
    return [e for e in network.edges if union.root(e.a) == largest]


def spanning_edges(network: Network, order: Iterable[int]) -> set[int]:
    """A set of edges, earliest in the order, that holds the network together."""
    union = Union(len(network.points))
    return {i for i in order if union.join(network.edges[i].a, network.edges[i].b)}
