"""The whole invented street network, from main roads to park paths."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import shapely
from shapely import LineString

from .blocks import lanes, paths, plaza_lanes, plaza_lines
from .chance import Chance
from .facts import Place, Station
from .ground import Ground, Plaza, plazas
from .network import (
    Edge,
    Network,
    largest_component,
    merge_near,
    node_lines,
    spanning_edges,
)
from .plane import Point
from .roads import plan_roads, road_lines

LANES_MISSING = 0.20
"""Share of the lanes left out, so that blocks differ and some lanes are dead ends."""
PASSAGE_METRES = 260.0
"""Lanes cross water or rails at least this far from the next crossing."""


@dataclass(frozen=True, slots=True)
class StreetPlan:
    """The network, and the node of every bus stop and road corner."""

    network: Network
    stop_node: dict[str, int]
    plazas: tuple[Plaza, ...]


def plan_streets(
    stops: tuple[Place, ...],
    stations: tuple[Station, ...],
    routes: dict[str, Any],
    ground: Ground,
    chance: Chance,
) -> StreetPlan:
    """Draw roads, lanes and paths, cut them where they meet, and thin them out."""
    roads = plan_roads(stops, routes)
    mains = road_lines(roads, chance)
    squares = plazas(stations)
    sources = [(line, "road", weight) for line, weight in mains]
    sources += [(line, "plaza", 0) for line in plaza_lines(squares)]
    sources += [(line, kind, 0) for line, kind in paths(ground)]
    main_lines = [line for line, _ in mains]
    sources += [(line, "lane", 0) for line in plaza_lanes(squares, main_lines)]
    sources += [(line, "lane", 0) for line in lanes(ground, main_lines, chance)]
    network = node_lines(sources)
    network.edges = _without_slivers(network, main_lines, squares)
    at = {point: i for i, point in enumerate(network.points)}
    stop_node = {
        name: at[_rounded(point)]
        for name, point in roads.points.items()
        if _rounded(point) in at
    }
    became = merge_near(network, set(stop_node.values()))
    stop_node = {name: became[node] for name, node in stop_node.items()}
    network.edges = _crossings(network, ground)
    network.edges = largest_component(network)
    network.edges = _thinned(network, chance)
    return StreetPlan(network, stop_node, squares)


def _rounded(point: Point) -> Point:
    return round(point[0], 2), round(point[1], 2)


def _without_slivers(
    network: Network, mains: list[LineString], squares: tuple[Plaza, ...]
) -> list[Edge]:
    """Leave out lanes that run beside a main road, and lanes inside squares."""
    beside = shapely.union_all(mains).buffer(21.0, quad_segs=2)
    inside = shapely.union_all([s.ring.buffer(-0.5) for s in squares])
    shapely.prepare(beside)
    shapely.prepare(inside)
    kept = []
    for edge in network.edges:
        line = LineString(edge.points)
        if edge.kind == "lane" and edge.metres > 20.0:
            parts = [line.interpolate(f, normalized=True) for f in (0.2, 0.5, 0.8)]
            if all(shapely.contains(beside, parts)):
                continue
        middle = line.interpolate(0.5, normalized=True)
        if edge.kind in ("road", "plaza") or not shapely.contains(inside, middle):
            kept.append(edge)
    return kept


def _crossings(network: Network, ground: Ground) -> list[Edge]:
    """Bridge or close what crosses water or rails; main roads always pass."""
    edges: list[Edge | None] = list(network.edges)
    tree = shapely.STRtree([LineString(e.points) for e in network.edges])
    barriers = [(w.line, "bridge", w.name.ja) for w in ground.waters]
    barriers += [(r.ground, r.over, r.name) for r in ground.rails]
    for barrier, over, name in barriers:
        meets = []
        for i in tree.query(barrier, predicate="intersects").tolist():
            edge = edges[i]
            if edge is None or edge.kind == "plaza":
                continue
            line = LineString(edge.points)
            cut = shapely.get_parts(barrier.intersection(line))[0].centroid
            meets.append((edge.kind != "road", barrier.project(cut), i, cut))
        taken: list[float] = []
        for minor, at, i, cut in sorted(meets, key=lambda m: (m[0], m[1], m[2])):
            edge = edges[i]
            assert edge is not None
            if edge.over or (
                minor and any(abs(at - t) < PASSAGE_METRES for t in taken)
            ):
                if minor:
                    edges[i] = None
                continue
            taken.append(at)
            here = float(LineString(edge.points).project(cut))
            edges[i] = replace(edge, over=over, over_at=here, over_name=name)
    return [edge for edge in edges if edge is not None]


def _thinned(network: Network, chance: Chance) -> list[Edge]:
    """Leave out some lanes, but none that holds the network together."""

    def turn(i: int) -> tuple[bool, float]:
        edge = network.edges[i]
        return edge.kind == "lane", chance.of("thin", edge.a, edge.b).random()

    order = sorted(range(len(network.edges)), key=turn)
    needed = spanning_edges(network, order)
    kept = []
    for i, edge in enumerate(network.edges):
        optional = edge.kind == "lane" and not edge.over and i not in needed
        if not optional or turn(i)[1] < 1.0 - LANES_MISSING * 1.6:
            kept.append(edge)
    return kept
