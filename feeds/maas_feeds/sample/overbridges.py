"""Ways above the street: pedestrian bridges with steps and lifts, and a station deck."""

from __future__ import annotations

import math

from .chance import Chance, pick
from .ground import Plaza
from .network import Edge, Network
from .osm_xml import Sheet, Tags
from .plane import Point
from .sidewalks import Sidewalks
from .tags import LIFT_HOURS, steps_tags

BRIDGES = 8
APART_METRES = 800.0  # between two pedestrian bridges
STEPS = 33
ABOVE: Tags = {"highway": "footway", "bridge": "yes", "layer": "1", "level": "1"}


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def _beyond(a: Point, b: Point, metres: float) -> Point:
    """So far behind b, coming from a."""
    size = math.dist(a, b) or 1.0
    return b[0] + (b[0] - a[0]) / size * metres, b[1] + (b[1] - a[1]) / size * metres


def draw_lift(
    sheet: Sheet, low: int, high: int, at: Point, tags: Tags | None = None
) -> None:
    """A lift between a node at street level and one at level 1."""
    lift = sheet.node(
        at, {"highway": "elevator", "level": "0;1", "wheelchair": "yes"} | (tags or {})
    )
    sheet.way([low, lift], {"highway": "footway", "level": "0"})
    sheet.way([lift, high], ABOVE)


def draw_overbridges(
    sheet: Sheet, network: Network, walks: Sidewalks, edges: list[int], chance: Chance
) -> None:
    """Bridges from sidewalk to sidewalk over busy roads, half of them with lifts."""
    order = sorted(edges, key=lambda i: (-network.edges[i].weight, i))
    taken: list[Point] = []
    for i in order:
        left, right = walks.lines[i, "left"], walks.lines[i, "right"]
        # The inner node of each line: the middle of the stretch.
        a, b = left[len(left) // 2], right[len(right) // 2]
        pa, pb = sheet.point(a), sheet.point(b)
        middle = _between(pa, pb, 0.5)
        if any(math.dist(middle, t) < APART_METRES for t in taken):
            continue
        taken.append(middle)
        top_a = sheet.node(_beyond(pb, pa, 6.0), {"level": "1"})
        top_b = sheet.node(_beyond(pa, pb, 6.0), {"level": "1"})
        stream = chance.of("overbridge", i)
        sheet.way([a, top_a], steps_tags(stream, STEPS, True) | {"layer": "1"})
        sheet.way([top_a, top_b], ABOVE | {"name": "見本歩道橋"})
        sheet.way([b, top_b], steps_tags(stream, STEPS, True) | {"layer": "1"})
        if len(taken) % 2:
            for low, high, point in ((a, top_a, pa), (b, top_b, pb)):
                x, y = _between(point, sheet.point(high), 0.5)
                doors = {"door:width": "0.9", "opening_hours": pick(stream, LIFT_HOURS)}
                draw_lift(sheet, low, high, (x + 3.0, y + 3.0), doors)
        if len(taken) == BRIDGES:
            return


def draw_footbridge_lifts(
    sheet: Sheet, edge: Edge, cuts: list[int], chance: Chance
) -> None:
    """Lifts beside the flights of a bridge over the rails, on some of them."""
    stream = chance.of("rail lift", edge.a, edge.b)
    if len(cuts) != 4 or stream.random() < 0.4:
        return
    state = pick(stream, [("yes", 60.0), ("", 40.0)])
    for low, high in ((cuts[0], cuts[1]), (cuts[3], cuts[2])):
        x, y = _between(sheet.point(low), sheet.point(high), 0.5)
        hours = pick(stream, LIFT_HOURS)
        tags = {"wheelchair": state, "opening_hours": hours}
        draw_lift(sheet, low, high, (x + 3.5, y), tags)


def draw_deck(sheet: Sheet, outline: list[int], plaza: Plaza, chance: Chance) -> None:
    """A deck above the square: an area at level 1, with steps, escalator and lift."""
    x, y = plaza.ring.centroid.x, plaza.ring.centroid.y
    corners = [(x - 14, y - 8), (x + 14, y - 8), (x + 14, y + 8), (x - 14, y + 8)]
    deck = [sheet.node(p, {"level": "1"}) for p in corners]
    sheet.way(
        [*deck, deck[0]],
        ABOVE
        | {
            "highway": "pedestrian",
            "area": "yes",
            "name": "三鷹駅南口デッキ（見本）",
            "name:en": "Mitaka Sta. South Deck (sample)",
            "surface": "paving_stones",
        },
    )
    near = [
        min(outline, key=lambda n: math.dist(sheet.point(n), sheet.point(d)))
        for d in deck
    ]
    stream = chance.of("deck")
    sheet.way([near[0], deck[0]], steps_tags(stream, 36, True) | {"layer": "1"})
    sheet.way([near[1], deck[1]], steps_tags(stream, 36, True) | {"layer": "1"})
    escalator = {"highway": "steps", "conveying": "forward", "incline": "up"}
    sheet.way([near[2], deck[2]], escalator | {"layer": "1"})
    point = _between(sheet.point(near[3]), sheet.point(deck[3]), 0.4)
    draw_lift(sheet, near[3], deck[3], point, {"tactile_paving": "yes"})
