"""The whole invented town on one sheet of OSM: streets first, then what stands there."""

from __future__ import annotations

from .chance import Chance, pick
from .facts import Name, Place, Station, read_names
from .furniture import draw_furniture
from .ground import Ground
from .network import Edge
from .osm_xml import Sheet
from .overbridges import draw_footbridge_lifts, draw_overbridges
from .sections import draw_edge, profiles, sections
from .sidewalks import SHORTEST_METRES, Sidewalks, draw_sidewalks
from .squares import draw_squares
from .streets import StreetPlan
from .strokes import along, strokes
from .tags import GATE_HOURS, crossing_tags, kerb_tags, street_tags
from .terrain import Terrain

OWN_SIDEWALK_WEIGHT = 3
"""Route directions on a road from which on sidewalks may be drawn on their own."""
NAMED_ROADS, NAMED_LANES = 38, 12
"""How many of the longest streets have a name; most lanes in Japan have none."""


def draw_town(
    plan: StreetPlan,
    stations: tuple[Station, ...],
    facilities: tuple[Place, ...],
    poles: list[tuple[Name, tuple[float, float]]],
    ground: Ground,
    terrain: Terrain,
    chance: Chance,
) -> Sheet:
    """Draw everything."""
    sheet = Sheet()
    network = plan.network
    used = sorted({n for e in network.edges for n in (e.a, e.b)})
    node_id = {n: sheet.node(network.points[n]) for n in used}
    stroke = strokes(network)
    apart = [
        _has_own_sidewalks(e, s, chance)
        for e, s in zip(network.edges, stroke, strict=True)
    ]
    walks = draw_sidewalks(
        sheet, network, apart.__getitem__, node_id.__getitem__, chance
    )
    names = _street_names(plan, stroke)
    heights = profiles(network.edges, terrain)
    for i, edge in enumerate(network.edges):
        if edge.kind == "plaza":
            continue
        tags = street_tags(edge, chance.of("street", stroke[i]), names.get(stroke[i]))
        if apart[i]:
            tags = {k: v for k, v in tags.items() if not k.startswith("sidewalk")}
            tags["sidewalk"] = "separate"
        marks = walks.marks.get(i, []) + _on_the_way(sheet, edge, apart[i], chance)
        parts = sections(edge, heights[i], chance)
        ends = node_id[edge.a], node_id[edge.b]
        cuts = draw_edge(sheet, edge, ends, marks, tags, parts)
        if edge.over == "structure" and edge.kind != "road":
            draw_footbridge_lifts(sheet, edge, cuts, chance)
    draw_squares(sheet, plan, stations, node_id, chance)
    _draw_overbridges(sheet, plan, walks, chance)
    draw_furniture(sheet, plan, stations, facilities, poles, ground, chance)
    return sheet


def _has_own_sidewalks(edge: Edge, stroke: int, chance: Chance) -> bool:
    big = edge.kind == "road" and edge.weight >= OWN_SIDEWALK_WEIGHT
    drawn = chance.of("apart", stroke).random() < 0.7
    return big and drawn and not edge.over and edge.metres >= SHORTEST_METRES


def _street_names(plan: StreetPlan, stroke: list[int]) -> dict[int, Name]:
    """Names for the longest roads and a few of the longest lanes."""
    names = read_names("street_names.csv")
    roads: dict[int, None] = {}
    lanes: dict[int, None] = {}
    for number, edge in sorted(
        zip(stroke, plan.network.edges, strict=True), key=lambda pair: pair[0]
    ):
        if edge.kind == "road":
            roads[number] = None
        elif edge.kind == "lane":
            lanes[number] = None
    named = [*list(roads)[:NAMED_ROADS], *list(lanes)[:NAMED_LANES]]
    return dict(zip(named, names, strict=False))


def _on_the_way(
    sheet: Sheet, edge: Edge, apart: bool, chance: Chance
) -> list[tuple[float, int]]:
    """Nodes on the edge itself: crossings with kerbs, rails, bollards, barriers."""
    stream = chance.of("node", edge.a, edge.b)
    if edge.over == "level_crossing":
        kind = "level_crossing" if edge.kind in ("road", "lane") else "crossing"
        at = min(max(edge.over_at, 2.0), edge.metres - 2.0)
        point = along(edge, edge.a, at)[0]
        return [(at, sheet.node(point, {"railway": kind}))]
    if edge.over or edge.metres < 30.0:
        return []
    if edge.kind == "road" and not apart and stream.random() < 0.32:
        # A crossing node on the road tells its kerbs itself.
        kerbs = {k: v for k, v in kerb_tags(stream).items() if k != "barrier"}
        tags = {"highway": "crossing"} | crossing_tags(stream, stream.random() < 0.2)
        return [(10.0, sheet.node(along(edge, edge.a, 10.0)[0], tags | kerbs))]
    share = {"lane": 0.025, "greenway": 0.35, "path": 0.05}.get(edge.kind, 0.0)
    if stream.random() >= share:
        return []
    barrier = pick(stream, [("bollard", 55.0), ("cycle_barrier", 35.0), ("gate", 10.0)])
    width = pick(stream, [("0.8", 8.0), ("1", 14.0), ("1.2", 14.0), ("", 64.0)])
    tags = {"barrier": barrier, "foot": "yes" if barrier == "gate" else ""}
    tags |= {"maxwidth:physical": width if barrier != "gate" else ""}
    if barrier == "gate":
        tags["opening_hours"] = pick(stream, GATE_HOURS)
    elif not width:
        gap = "spacing" if barrier == "bollard" else "opening"
        tags[gap] = pick(stream, [("0.9", 10.0), ("1.5", 25.0), ("", 65.0)])
    return [(5.0, sheet.node(along(edge, edge.a, 5.0)[0], tags))]


def _draw_overbridges(
    sheet: Sheet, plan: StreetPlan, walks: Sidewalks, chance: Chance
) -> None:
    both = [
        i
        for i, edge in enumerate(plan.network.edges)
        if (i, "left") in walks.lines and edge.metres > 75.0
    ]
    draw_overbridges(sheet, plan.network, walks, both, chance)
