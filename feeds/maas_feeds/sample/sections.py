"""An edge cut into sections: bridges, underpasses, steps where it is too steep, slopes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .chance import Chance, pick
from .network import Edge
from .osm_xml import Sheet, Tags
from .plane import cut_at, length_of
from .strokes import along
from .tags import steps_tags
from .terrain import F64, Terrain

Profile = tuple[F64, F64]
"""Metres along an edge and the height there."""

BRIDGE_METRES = 11.0  # from the middle of a bridge to its end
UNDERPASS_METRES = 30.0
FOOTBRIDGE_METRES, FLIGHT_METRES = 13.0, 14.0
FOOTBRIDGE_STEPS = 34
STEEP = 0.10  # lanes steeper than this become steps
TREAD_METRES = 0.16  # height of a step
TAGGED_SLOPE = 0.025
"""Slopes from here on carry an incline tag in some cases."""


@dataclass(frozen=True, slots=True)
class Section:
    """From and to in metres along the edge, and tags on top of (or instead of) its own."""

    start: float
    end: float
    tags: Tags
    alone: bool = False  # tags are all there is


def profiles(edges: list[Edge], terrain: Terrain) -> list[Profile]:
    """Heights every 12 m or so along each edge, all asked for at once."""
    metres = [
        np.linspace(0.0, e.metres, max(2, round(e.metres / 12.0)) + 1) for e in edges
    ]
    points = np.array(
        [
            along(edge, edge.a, m)[0]
            for edge, stops in zip(edges, metres, strict=True)
            for m in stops.tolist()
        ]
    )
    heights = terrain.heights(points[:, 0], points[:, 1])
    ends = np.cumsum([len(stops) for stops in metres])
    return list(zip(metres, np.split(heights, ends[:-1]), strict=True))


def sections(edge: Edge, profile: Profile, chance: Chance) -> list[Section]:
    """Parts of an edge that differ from the rest, in order, without overlap."""
    whole = edge.metres
    at = min(max(edge.over_at, 4.0), whole - 4.0)
    if edge.over == "bridge":
        reach = min(BRIDGE_METRES, at - 2.0, whole - at - 2.0)
        return [Section(at - reach, at + reach, {"bridge": "yes", "layer": "1"})]
    if edge.over == "structure" and edge.kind == "road":
        reach = min(UNDERPASS_METRES, at - 2.0, whole - at - 2.0)
        below = {"tunnel": "yes", "layer": "-1", "lit": "yes", "sidewalk": "both"}
        return [Section(at - reach, at + reach, below)]
    if edge.over == "structure":
        return _footbridge(edge, at, chance)
    if edge.over == "level_crossing" or whole < 15.0:
        return []
    return _slopes(edge, profile, chance)


def _footbridge(edge: Edge, at: float, chance: Chance) -> list[Section]:
    """Up, over and down again."""
    half = min(FOOTBRIDGE_METRES, at - 4.0, edge.metres - at - 4.0)
    low = max(at - half - FLIGHT_METRES, 1.5)
    high = min(at + half + FLIGHT_METRES, edge.metres - 1.5)
    over = {"highway": "footway", "bridge": "yes", "layer": "1", "level": "1"}
    up, down = (
        steps_tags(chance.of("flight", edge.a, side), FOOTBRIDGE_STEPS, side == 0)
        for side in (0, 1)
    )
    return [
        Section(low, at - half, up | {"layer": "1"}, alone=True),
        Section(at - half, at + half, over, alone=True),
        Section(at + half, high, down | {"layer": "1"}, alone=True),
    ]


def _slopes(edge: Edge, profile: Profile, chance: Chance) -> list[Section]:
    """Steps where a lane is too steep for wheels, incline tags where it is steep."""
    metres, heights = profile
    whole = float(metres[-1])
    slopes = np.diff(heights) / np.diff(metres)
    stream = chance.of("slope", edge.a, edge.b)
    steep = np.flatnonzero(np.abs(slopes) > STEEP)
    if edge.kind in ("lane", "path") and len(steep) and stream.random() < 0.8:
        first, last = int(steep[0]), int(steep[-1]) + 1
        climb = float(heights[last] - heights[first])
        count = max(3, round(abs(climb) / TREAD_METRES))
        tags = steps_tags(stream, count, climb > 0)
        return [Section(float(metres[first]), float(metres[last]), tags, alone=True)]
    mean = float(heights[-1] - heights[0]) / whole
    if abs(mean) < TAGGED_SLOPE or stream.random() < 0.4:
        return []
    side = "up" if mean > 0 else "down"
    value = pick(stream, [(f"{round(mean * 100)}%", 60.0), (side, 40.0)])
    return [Section(0.0, whole, {"incline": value})]


def draw_edge(
    sheet: Sheet,
    edge: Edge,
    ends: tuple[int, int],
    marks: list[tuple[float, int]],
    tags: Tags,
    parts: list[Section],
) -> list[int]:
    """Draw an edge as one way for each section and for what lies between.

    ``marks`` are nodes to put in, by metres from a. Returns the nodes at which the edge was
    cut, without its ends.
    """
    whole = length_of(edge.points)
    stops = list(marks)
    rest = list(edge.points)
    walked = 0.0
    for a, b in pairwise(rest[:-1]):
        walked += length_of([a, b])
        if all(abs(walked - m) > 1.0 for m, _ in marks):
            stops.append((walked, sheet.node(b)))
    cuts = []
    for metres in sorted({m for s in parts for m in (s.start, s.end)}):
        if 0.5 < metres < whole - 0.5:
            node = sheet.node(cut_at(rest, metres)[0][-1])
            stops.append((metres, node))
            cuts.append((metres, node))
    stops.sort()
    chain = [(0.0, ends[0]), *stops, (whole, ends[1])]
    borders = [0.0, *(m for m, _ in cuts), whole]
    for low, high in pairwise(borders):
        middle = (low + high) / 2
        own = next((s for s in parts if s.start <= middle <= s.end), None)
        drawn = tags if own is None else own.tags if own.alone else tags | own.tags
        nodes = [n for m, n in chain if low - 1e-6 <= m <= high + 1e-6]
        if len(nodes) > 1:
            sheet.way(nodes, drawn)
    return [node for _, node in cuts]
