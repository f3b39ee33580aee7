"""What stands along the streets: benches, toilets, stops, public places, shops, rails."""

from __future__ import annotations

import math
from random import Random

import shapely
from shapely import LineString

from .chance import Chance, pick
from .facts import Name, Place, Station
from .ground import Ground, exit_point
from .osm_xml import Sheet, Tags
from .plane import Point, to_plane
from .streets import StreetPlan
from .strokes import along
from .tags import WHEELCHAIR, YES_NO, name_tags

SHOPS: list[tuple[tuple[str, str, str], float]] = [
    (("shop=convenience", "見本コンビニ", "Sample Convenience Store"), 30),
    (("shop=supermarket", "見本スーパー", "Sample Supermarket"), 10),
    (("amenity=pharmacy", "見本薬局", "Sample Pharmacy"), 18),
    (("amenity=clinic", "見本クリニック", "Sample Clinic"), 16),
    (("amenity=cafe", "見本喫茶", "Sample Cafe"), 12),
    (("amenity=post_office", "見本郵便局", "Sample Post Office"), 6),
    (("amenity=kindergarten", "見本保育園", "Sample Nursery"), 8),
]
SHOP_COUNT = 170


def draw_furniture(
    sheet: Sheet,
    plan: StreetPlan,
    stations: tuple[Station, ...],
    facilities: tuple[Place, ...],
    poles: list[tuple[Name, Point]],
    ground: Ground,
    chance: Chance,
) -> None:
    """Draw all of it."""
    _draw_ground(sheet, ground)
    _draw_stations(sheet, stations, chance)
    _draw_stops(sheet, poles, chance)
    _draw_benches(sheet, plan, chance)
    _draw_toilets(sheet, plan, ground, chance)
    _draw_places(sheet, facilities, chance)
    _draw_shops(sheet, plan, chance)


def _key(tag: str) -> Tags:
    key, value = tag.split("=")
    return {key: value}


def _coords(line: LineString) -> list[Point]:
    return [(x, y) for x, y in line.coords]


def _draw_ground(sheet: Sheet, ground: Ground) -> None:
    for water in ground.waters:
        sheet.line(_coords(water.line), {"waterway": "river"} | name_tags(water.name))
    for rail in ground.rails:
        sheet.line(_coords(rail.line), {"railway": "rail", "name": rail.name})
    for park in ground.parks:
        ring = _coords(LineString(park.ring.exterior.coords))[:-1]
        sheet.line(ring, {"leisure": "park"} | name_tags(park.name), closed=True)
        if park.pond is not None:
            shore = _coords(LineString(park.pond.exterior.coords))[:-1]
            sheet.line(shore, {"natural": "water"}, closed=True)
    for land in ground.closed:
        ring = _coords(LineString(land.ring.exterior.coords))[:-1]
        sheet.line(ring, _key(land.tag), closed=True)


def _draw_stations(sheet: Sheet, stations: tuple[Station, ...], chance: Chance) -> None:
    for station in stations:
        known = {"yes": "yes", "no": "no", "unknown": ""}[station.step_free]
        sheet.node(
            to_plane(station.lat, station.lon),
            {"railway": "station", "wheelchair": known} | name_tags(station.name),
        )
        for side in station.exits:
            entrance = {"railway": "train_station_entrance", "level": "0"}
            state = pick(chance.of("entrance", station.id, side), WHEELCHAIR)
            sheet.node(exit_point(station, side), entrance | {"wheelchair": state})


def _draw_stops(sheet: Sheet, poles: list[tuple[Name, Point]], chance: Chance) -> None:
    for i, (name, point) in enumerate(poles):
        stream = chance.of("stop furniture", i)
        tags = {
            "highway": "bus_stop",
            "public_transport": "platform",
            "bench": pick(stream, YES_NO),
            "shelter": pick(stream, [("yes", 18), ("no", 30), ("", 52)]),
            "tactile_paving": pick(stream, [("yes", 22), ("no", 20), ("", 58)]),
        }
        sheet.node(point, tags | name_tags(name))
        if tags["bench"] == "yes":
            x, y = point
            sheet.node((x + 0.8, y + 0.8), _bench(stream))
        if tags["shelter"] == "yes":
            sheet.node(
                point, {"amenity": "shelter", "shelter_type": "public_transport"}
            )


def _bench(stream: Random) -> Tags:
    return {
        "amenity": "bench",
        "backrest": pick(stream, YES_NO),
        "armrest": pick(stream, [("yes", 12), ("no", 15), ("", 73)]),
    }


def _draw_benches(sheet: Sheet, plan: StreetPlan, chance: Chance) -> None:
    share = {"path": 0.45, "greenway": 0.6, "plaza": 0.8, "road": 0.06, "lane": 0.012}
    for edge in plan.network.edges:
        stream = chance.of("bench", edge.a, edge.b)
        if edge.over or stream.random() >= share[edge.kind]:
            continue
        (x, y), angle = along(edge, edge.a, edge.metres * (0.3 + 0.4 * stream.random()))
        aside = 7.5 if edge.kind == "road" else 1.8
        point = x - math.sin(angle) * aside, y + math.cos(angle) * aside
        sheet.node(point, _bench(stream))
        if stream.random() < 0.06:
            sheet.node(point, {"amenity": "shelter"})
        if stream.random() < 0.08:
            sheet.node((x, y + aside + 1), {"amenity": "drinking_water"})


def _draw_toilets(
    sheet: Sheet, plan: StreetPlan, ground: Ground, chance: Chance
) -> None:
    spots = [p.ring.centroid.coords[0] for p in plan.plazas]
    for park in ground.parks:
        edge = LineString(park.ring.exterior.coords)
        spots += [edge.interpolate(f, normalized=True).coords[0] for f in (0.1, 0.6)]
    for i, (x, y) in enumerate(spots):
        stream = chance.of("toilet", i)
        tags = {
            "amenity": "toilets",
            "wheelchair": pick(stream, WHEELCHAIR),
            "changing_table": pick(stream, [("yes", 30), ("no", 20), ("", 50)]),
        }
        sheet.node((x + 4.0, y + 3.0), tags)


def _draw_places(sheet: Sheet, facilities: tuple[Place, ...], chance: Chance) -> None:
    for place in facilities:
        state = pick(chance.of("facility", place.id), WHEELCHAIR)
        sheet.node(
            to_plane(place.lat, place.lon),
            _key(place.kind) | {"wheelchair": state} | name_tags(place.name),
        )


def _draw_shops(sheet: Sheet, plan: StreetPlan, chance: Chance) -> None:
    """Invented shops and clinics beside roads, numbered by kind."""
    roads = [e for e in plan.network.edges if e.kind == "road" and e.metres > 40.0]
    roads.sort(key=lambda e: chance.of("shop", e.a, e.b).random())
    counts: dict[str, int] = {}
    spots: list[Point] = []
    for edge in roads[:SHOP_COUNT]:
        stream = chance.of("shop kind", edge.a, edge.b)
        (x, y), angle = along(edge, edge.a, edge.metres * 0.5)
        point = x - math.sin(angle) * 13.0, y + math.cos(angle) * 13.0
        if spots and shapely.Point(point).distance(shapely.MultiPoint(spots)) < 25.0:
            continue
        spots.append(point)
        tag, name, english = pick(stream, SHOPS)
        counts[tag] = counts.get(tag, 0) + 1
        tags = _key(tag) | {"wheelchair": pick(stream, WHEELCHAIR)}
        tags |= {"name": f"{name}{counts[tag]}", "name:en": f"{english} {counts[tag]}"}
        sheet.node(point, tags)
