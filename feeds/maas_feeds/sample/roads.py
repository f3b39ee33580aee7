"""Main roads: invented lines from bus stop to bus stop, as the routes run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely
from shapely import LineString
from shapely import Point as ShapelyPoint

from .chance import Chance
from .facts import Place
from .plane import Point, to_plane

THROUGH_METRES = 32.0
"""A road that passes a stop as near as this goes through it."""
BEND_SHARE = 0.035
"""How far a road bends aside, as a share of its length."""


@dataclass(frozen=True, slots=True)
class Roads:
    """Straight links between named points and how many route directions use each."""

    points: dict[str, Point]  # by stop id; corners begin with "@"
    links: dict[tuple[str, str], int]  # ends in order of name


def plan_roads(stops: tuple[Place, ...], table: dict[str, Any]) -> Roads:
    """Link the stops that follow each other on a route, and the extra roads."""
    points = {s.id: to_plane(s.lat, s.lon) for s in stops}
    points |= {f"@{k}": to_plane(*v) for k, v in table["corners"].items()}
    links: Counter[tuple[str, str]] = Counter()
    for route in table["route"]:
        sides = [route["out"].split()]
        if not route.get("loop"):
            sides.append(route.get("back", "").split() or sides[0][::-1])
        for side in sides:
            for a, b in pairwise(side):
                links[min(a, b), max(a, b)] += 1
    for road in table["road"]:
        names = road["along"].split()
        for a, b in pairwise(names):
            links[min(a, b), max(a, b)] += 0
    return Roads(points, _through_stops(points, dict(links)))


def _through_stops(
    points: dict[str, Point], links: dict[tuple[str, str], int]
) -> dict[tuple[str, str], int]:
    """Split links at stops they nearly touch, until none is left."""
    names = sorted(points)
    tree = shapely.STRtree([ShapelyPoint(points[n]) for n in names])
    while True:
        split: Counter[tuple[str, str]] = Counter()
        changed = False
        for (a, b), weight in sorted(links.items()):
            line = LineString([points[a], points[b]])
            near = tree.query(line, predicate="dwithin", distance=THROUGH_METRES)
            on = sorted(
                (line.project(ShapelyPoint(points[names[i]])), names[i])
                for i in near.tolist()
                if names[i] not in (a, b)
            )
            chain = [n for at, n in on if 45.0 < at < line.length - 45.0]
            changed |= bool(chain)
            for p, q in zip([a, *chain], [*chain, b], strict=True):
                split[min(p, q), max(p, q)] += weight
        links = dict(split)
        if not changed:
            return links


def road_lines(roads: Roads, chance: Chance) -> list[tuple[LineString, int]]:
    """The links as lines with a slight bend, and their weights."""
    lines = []
    for (a, b), weight in sorted(roads.links.items()):
        (ax, ay), (bx, by) = roads.points[a], roads.points[b]
        stream = chance.of("bend", a, b)
        bend = (stream.random() * 2 - 1) * BEND_SHARE
        at = 0.35 + 0.3 * stream.random()
        middle = (
            ax + at * (bx - ax) - bend * (by - ay),
            ay + at * (by - ay) + bend * (bx - ax),
        )
        lines.append((LineString([(ax, ay), middle, (bx, by)]), weight))
    return lines
