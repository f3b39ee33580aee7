"""Sidewalks drawn on their own beside the largest roads, with crossings and kerbs.

At every junction of such a road each arm gets a left and a right corner, seen outwards.
Neighbouring corners are joined by a piece of sidewalk, and crossings join the two corners
of an arm over the road: corner, kerb, road, kerb, corner.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from .chance import Chance, pick
from .network import Edge, Network
from .osm_xml import Sheet, Tags
from .plane import Point, cut_at, shifted
from .strokes import along, heading
from .tags import crossing_tags, kerb_tags

CORNER_METRES = 9.0  # from the middle of the junction along the arm
ASIDE_METRES = 6.5  # from the middle of the road to the middle of the sidewalk
KERB_METRES = 4.6  # from the middle of the road to the kerb
SHORTEST_METRES = 45.0  # shorter roads have no sidewalk of their own

SIDEWALK: Tags = {"highway": "footway", "footway": "sidewalk"}


@dataclass(slots=True)
class Sidewalks:
    """What was drawn: corners by (edge, node), marks to put on the edges."""

    corners: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    marks: dict[int, list[tuple[float, int]]] = field(default_factory=dict)
    lines: dict[tuple[int, str], list[int]] = field(default_factory=dict)


def draw_sidewalks(
    sheet: Sheet,
    network: Network,
    apart: Callable[[int], bool],
    node_id: Callable[[int], int],
    chance: Chance,
) -> Sidewalks:
    """Draw the sidewalks of the edges that are ``apart``, and all their crossings."""
    made = Sidewalks()
    for node, around in sorted(network.edges_at().items()):
        if any(apart(i) for i in around):
            _junction(sheet, network, node, around, apart, node_id, chance, made)
    for i, edge in enumerate(network.edges):
        if apart(i):
            _beside(sheet, i, edge, chance, made)
    return made


def road_arms(network: Network, around: list[int]) -> int:
    """How many main roads meet."""
    return sum(network.edges[i].kind == "road" for i in around)


def has_signals(network: Network, node: int, around: list[int], chance: Chance) -> bool:
    """Whether a junction has traffic signals."""
    busy = sum(network.edges[i].weight for i in around)
    big = road_arms(network, around) >= 3 and busy >= 6
    return big and chance.of("signals", node).random() < 0.85


def _junction(
    sheet: Sheet,
    network: Network,
    node: int,
    around: list[int],
    apart: Callable[[int], bool],
    node_id: Callable[[int], int],
    chance: Chance,
    made: Sidewalks,
) -> None:
    arms = sorted(around, key=lambda i: heading(network.edges[i], node))
    signals = has_signals(network, node, around, chance)
    stream = chance.of("crossings", node)
    main = road_arms(network, around) >= 3
    one = int(stream.random() * len(arms)) if stream.random() < 0.45 else -1
    for k, i in enumerate(arms):
        edge = network.edges[i]
        if apart(i):
            _corners(sheet, i, edge, node, made)
            if main or k == one:
                _cross(sheet, i, edge, node, signals, chance, made)
        elif edge.kind == "plaza":
            made.corners[i, node] = (node_id(node), node_id(node))
        else:
            metres = min(7.0, edge.metres * 0.4)
            at = sheet.node(along(edge, node, metres)[0])
            _mark(made, i, edge, node, metres, at)
            made.corners[i, node] = (at, at)
            if stream.random() < 0.3:
                tags = {"highway": "crossing", "crossing": "unmarked"}
                sheet.tag(at, tags | {"kerb": pick(stream, [("flush", 4), ("", 6)])})
    for k, i in enumerate(arms):
        j = arms[(k + 1) % len(arms)]
        start, end = made.corners[i, node][0], made.corners[j, node][1]
        if (apart(i) or apart(j)) and start != end:
            sheet.way([start, end], SIDEWALK | _surface(chance, node))


def _surface(chance: Chance, *topic: object) -> Tags:
    stream = chance.of("sidewalk", *topic)
    return {
        "surface": pick(stream, [("asphalt", 38), ("paving_stones", 22), ("", 40)]),
        "width": pick(
            stream, [("1.5", 10), ("2", 20), ("3", 12), ("0.9", 3), ("", 55)]
        ),
        "tactile_paving": pick(stream, [("yes", 22), ("no", 15), ("", 63)]),
        "lit": pick(stream, [("yes", 40), ("", 60)]),
    }


def _corners(sheet: Sheet, i: int, edge: Edge, node: int, made: Sidewalks) -> None:
    (x, y), angle = along(edge, node, CORNER_METRES)
    dx, dy = -math.sin(angle) * ASIDE_METRES, math.cos(angle) * ASIDE_METRES
    left, right = sheet.node((x + dx, y + dy)), sheet.node((x - dx, y - dy))
    made.corners[i, node] = (left, right)


def _cross(
    sheet: Sheet,
    i: int,
    edge: Edge,
    node: int,
    signals: bool,
    chance: Chance,
    made: Sidewalks,
) -> None:
    (x, y), angle = along(edge, node, CORNER_METRES)
    stream = chance.of("crossing", i, node)
    tags = crossing_tags(stream, signals)
    middle = sheet.node((x, y), {"highway": "crossing"} | tags)
    _mark(made, i, edge, node, CORNER_METRES, middle)
    left, right = made.corners[i, node]
    dx, dy = -math.sin(angle) * KERB_METRES, math.cos(angle) * KERB_METRES
    kerbs = [sheet.node((x + s * dx, y + s * dy), kerb_tags(stream)) for s in (1, -1)]
    way = {"highway": "footway", "footway": "crossing", "crossing": tags["crossing"]}
    sheet.way([left, kerbs[0], middle, kerbs[1], right], way)


def _mark(
    made: Sidewalks, i: int, edge: Edge, node: int, metres: float, at: int
) -> None:
    from_a = metres if edge.a == node else edge.metres - metres
    made.marks.setdefault(i, []).append((from_a, at))


def _beside(sheet: Sheet, i: int, edge: Edge, chance: Chance, made: Sidewalks) -> None:
    left_a, right_a = made.corners[i, edge.a]
    left_b, right_b = made.corners[i, edge.b]
    inner: list[Point] = cut_at(list(edge.points), CORNER_METRES)[1]
    inner = cut_at(inner, max(edge.metres - 2 * CORNER_METRES, 1.0))[0]
    for side, metres, start, end in (
        ("left", ASIDE_METRES, left_a, right_b),
        ("right", -ASIDE_METRES, right_a, left_b),
    ):
        middle = [sheet.node(p) for p in shifted(inner, metres)[1:-1]]
        if not middle:
            (ax, ay), (bx, by) = sheet.point(start), sheet.point(end)
            middle = [sheet.node(((ax + bx) / 2, (ay + by) / 2))]
        nodes = [start, *middle, end]
        made.lines[i, side] = nodes
        sheet.way(nodes, SIDEWALK | _surface(chance, i, side))
