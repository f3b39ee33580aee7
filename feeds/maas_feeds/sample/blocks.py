"""Between the main roads: lanes around blocks, paths in parks and along water."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from .chance import Chance
from .ground import Ground, Plaza
from .plane import EAST, NORTH, SOUTH, WEST, Point, shifted, to_plane

BLOCK_WIDE, BLOCK_DEEP = 128.0, 88.0  # metres between lanes, before irregularities
ROADSIDE_METRES = 210.0
"""Outside the town itself, lanes reach this far from the main roads."""

SQUARE_LANE_METRES = 120.0
"""How far a station square's own lanes reach to both sides."""


def _warp(u: float, v: float) -> Point:
    """Bends the grid of lanes: districts turn by up to some 20 degrees."""
    x = u + 95 * math.sin(v / 620 + 1.0) + 45 * math.sin(u / 900 + v / 380)
    y = v + 105 * math.sin(u / 760 + 0.5) + 35 * math.sin(v / 480 - u / 620)
    return x, y


def lanes(ground: Ground, roads: list[LineString], chance: Chance) -> list[LineString]:
    """A bent, uneven grid of lanes wherever people may live."""
    region = _inhabited(ground, roads)
    x0, y0 = to_plane(SOUTH, WEST)
    x1, y1 = to_plane(NORTH, EAST)
    stream = chance.of("lanes")
    curves = []
    for start, stop, gap, along in (
        (x0 - 200, x1 + 200, BLOCK_WIDE, True),
        (y0 - 200, y1 + 200, BLOCK_DEEP, False),
    ):
        at = start
        while at < stop:
            low, high = (y0, y1) if along else (x0, x1)
            steps = np.arange(low - 200, high + 200, 45.0)
            curve = [_warp(at, s) if along else _warp(s, at) for s in steps.tolist()]
            curves.append(LineString(curve))
            at += gap * (0.75 + 0.5 * stream.random())
    cut = shapely.intersection(curves, region)
    parts = shapely.get_parts(cut)
    return [p for p in parts if p.geom_type == "LineString" and p.length > 30.0]


def _inhabited(ground: Ground, roads: list[LineString]) -> BaseGeometry:
    """Where lanes may lie: the town and the roadsides, without parks and closed land.

    A little of the parks' edge stays, so that lanes cross the path around a park.
    """
    x0, y0 = to_plane(SOUTH, WEST)
    x1, y1 = to_plane(NORTH, EAST)
    extent = Polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    near = shapely.union_all(roads).buffer(ROADSIDE_METRES, quad_segs=4)
    region = shapely.union(ground.outline.buffer(120.0, quad_segs=4), near)
    holes = [p.ring.buffer(-2.0) for p in ground.parks]
    holes += [c.ring for c in ground.closed]
    return region.intersection(extent).difference(shapely.union_all(holes))


def paths(ground: Ground) -> list[tuple[LineString, str]]:
    """Park paths, the greenway and the riversides, with their kind."""
    made: list[tuple[LineString, str]] = []
    for park in ground.parks:
        made.append((LineString(park.ring.exterior.coords), "path"))
        made += [(line, "path") for line in _across(park.ring, park.pond)]
    for water in ground.waters:
        line = [(x, y) for x, y in water.line.segmentize(160.0).coords]
        if water.greenway:
            made.append((LineString(shifted(line, -15.0)), "greenway"))
        elif water.id == "nogawa":
            made += [(LineString(shifted(line, s)), "path") for s in (-16.0, 16.0)]
    return made


def _across(ring: Polygon, pond: Polygon | None) -> list[LineString]:
    """Paths through a park: around its pond and from there to the edge."""
    edge = LineString(ring.exterior.coords)
    spokes = max(6, round(edge.length / 160.0))
    ends = [
        edge.interpolate((i + 0.5) / spokes, normalized=True) for i in range(spokes)
    ]
    if pond is None:
        middle = ring.representative_point()
        return [LineString([middle, end]) for end in ends]
    shore = LineString(pond.buffer(7.0, quad_segs=2).exterior.coords)
    made = [shore]
    for end in ends:
        near = shore.interpolate(shore.project(end))
        made.append(LineString([near, end]))
    a, b = (shore.interpolate(f, normalized=True) for f in (0.2, 0.78))
    made.append(LineString([a, b]))  # the bridge over the pond
    return made


def plaza_lines(plazas: tuple[Plaza, ...]) -> list[LineString]:
    """The outlines of the station squares."""
    return [LineString(plaza.ring.exterior.coords) for plaza in plazas]


def plaza_lanes(plazas: tuple[Plaza, ...], roads: list[LineString]) -> list[LineString]:
    """Lanes from each square to the next main road and to both sides."""
    mains = shapely.union_all(roads)
    made = []
    for plaza in plazas:
        x, y = plaza.ring.centroid.x, plaza.ring.centroid.y
        _, near = nearest_points(plaza.ring.centroid, mains)
        size = max(math.hypot(near.x - x, near.y - y), 1.0)
        beyond = 1.0 + 3.0 / size  # so that the lane surely meets the road
        end = (x + (near.x - x) * beyond, y + (near.y - y) * beyond)
        made.append(LineString([(x, y), end]))
        made.append(LineString([(x - SQUARE_LANE_METRES, y), (x, y + 2.0)]))
        made.append(LineString([(x, y + 2.0), (x + SQUARE_LANE_METRES, y)]))
    return made
