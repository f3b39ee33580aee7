"""Station squares: areas whose outline shares its nodes with the streets."""

from __future__ import annotations

from itertools import pairwise

import shapely
from shapely import LineString

from .chance import Chance
from .facts import Station
from .ground import Plaza
from .osm_xml import Sheet, Tags
from .overbridges import draw_deck
from .plane import Point
from .streets import StreetPlan

DECK = ("mitaka", "S")
"""The square with a deck above it."""
PAVED: Tags = {
    "highway": "pedestrian",
    "surface": "paving_stones",
    "lit": "yes",
    "tactile_paving": "yes",
}
SIDE_NAMES = {
    "N": ("北口", "きたぐち", "North"),
    "S": ("南口", "みなみぐち", "South"),
    "E": ("東口", "ひがしぐち", "East"),
    "W": ("西口", "にしぐち", "West"),
}


def draw_squares(
    sheet: Sheet,
    plan: StreetPlan,
    stations: tuple[Station, ...],
    node_id: dict[int, int],
    chance: Chance,
) -> None:
    """Draw the rings of plaza edges as areas, and what closes no ring as ways."""
    edges = [edge for edge in plan.network.edges if edge.kind == "plaza"]
    node_at: dict[Point, int] = {}
    for edge in edges:
        for network_node in (edge.a, edge.b):
            point = plan.network.points[network_node]
            node_at[point] = node_id[network_node]
        for point in edge.points[1:-1]:
            if point not in node_at:
                node_at[point] = sheet.node(point)
    rings = shapely.get_parts(
        shapely.polygonize([LineString(edge.points) for edge in edges])
    )
    names = {station.id: station for station in stations}
    drawn: set[frozenset[Point]] = set()
    for ring in sorted(rings, key=lambda r: (r.centroid.x, r.centroid.y)):
        outline = [(x, y) for x, y in ring.exterior.coords]
        drawn |= {frozenset(pair) for pair in pairwise(outline)}
        plaza = min(plan.plazas, key=lambda p: p.ring.distance(ring.centroid))
        nodes = [node_at[point] for point in outline]
        tags = PAVED | {"area": "yes"} | _names(names[plaza.station], plaza)
        sheet.way(nodes, tags)
        if (plaza.station, plaza.side) == DECK:
            draw_deck(sheet, nodes[:-1], plaza, chance)
    for edge in edges:
        if frozenset(edge.points[:2]) not in drawn:
            sheet.way([node_at[point] for point in edge.points], PAVED)


def _names(station: Station, plaza: Plaza) -> Tags:
    ja, kana, english = SIDE_NAMES[plaza.side]
    return {
        "name": f"{station.name.ja}{ja}広場（見本）",
        "name:ja-Hira": f"{station.name.kana}{kana}ひろば（みほん）",
        "name:en": f"{station.name.english} {english} Plaza (sample)",
    }
