"""Strokes: edges that run on into each other, so that a street has one name and surface.

Source: R. C. Thomson, D. E. Richardson, "The 'good continuation' principle of perceptual
organization applied to the generalization of road networks", ICC 1999.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise

from .network import Edge, Network, Union
from .plane import Point

STRAIGHT_DEGREES = 40.0
"""Edges that turn more than this against each other don't run on."""


def heading(edge: Edge, node: int) -> float:
    """Direction in which an edge leaves a node, in radians from east."""
    points = edge.points if edge.a == node else edge.points[::-1]
    return math.atan2(points[1][1] - points[0][1], points[1][0] - points[0][0])


def strokes(network: Network) -> list[int]:
    """The stroke of every edge, numbered from the longest on.

    Main roads (kind "road") and the rest never share a stroke.
    """
    union = Union(len(network.edges))
    for node, around in sorted(network.edges_at().items()):
        pairs = []
        for at, i in enumerate(around):
            for j in around[at + 1 :]:
                a, b = network.edges[i], network.edges[j]
                if a.kind != b.kind:
                    continue
                turn = abs(heading(a, node) - heading(b, node)) % (2 * math.pi)
                bend = abs(math.pi - turn)
                if bend < math.radians(STRAIGHT_DEGREES):
                    pairs.append((bend, i, j))
        taken: set[int] = set()
        for _, i, j in sorted(pairs):
            if i not in taken and j not in taken:
                taken |= {i, j}
                union.join(i, j)
    metres: dict[int, float] = defaultdict(float)
    for i, edge in enumerate(network.edges):
        main = 1e6 if edge.kind == "road" else 0.0
        metres[union.root(i)] += edge.metres + main
    order = sorted(metres, key=lambda root: (-metres[root], root))
    number = {root: k for k, root in enumerate(order)}
    return [number[union.root(i)] for i in range(len(network.edges))]


def along(edge: Edge, node: int, metres: float) -> tuple[Point, float]:
    """The point so far from a node along an edge, and the heading away from the node."""
    points = edge.points if edge.a == node else edge.points[::-1]
    left = metres
    for a, b in pairwise(points):
        step = math.dist(a, b)
        if step >= left:
            f = left / step
            at = (a[0] + f * (b[0] - a[0]), a[1] + f * (b[1] - a[1]))
            return at, math.atan2(b[1] - a[1], b[0] - a[0])
        left -= step
    a, b = points[-2], points[-1]
    return b, math.atan2(b[1] - a[1], b[0] - a[0])
