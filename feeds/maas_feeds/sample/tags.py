"""What the invented streets are like: tags in the shares that real towns have.

Much is left unsaid on purpose: an empty value is a fact that nobody surveyed. The shares are
of the size seen in OpenStreetMap extracts of towns, rounded; they are no measurement.
"""

from __future__ import annotations

from random import Random

from .chance import pick
from .facts import Name
from .network import Edge
from .osm_xml import Tags

Shares = list[tuple[str, float]]

ROAD_SURFACE: Shares = [("asphalt", 70), ("concrete", 2), ("", 28)]
LANE_SURFACE: Shares = [
    ("asphalt", 40),
    ("concrete", 3),
    ("paving_stones", 3),
    ("compacted", 2),
    ("gravel", 1),
    ("", 51),
]
PATH_SURFACE: Shares = [
    ("compacted", 25),
    ("fine_gravel", 15),
    ("ground", 15),
    ("asphalt", 12),
    ("paving_stones", 8),
    ("wood", 3),
    ("", 22),
]
SMOOTHNESS: Shares = [
    ("excellent", 4),
    ("good", 8),
    ("intermediate", 4),
    ("bad", 2),
    ("very_bad", 0.5),
    ("", 81.5),
]
LIT: Shares = [("yes", 45), ("no", 5), ("", 50)]
LANE_CLASS: Shares = [
    ("residential", 80),
    ("service", 7),
    ("footway", 6),
    ("living_street", 3),
    ("path", 2),
    ("pedestrian", 2),
]
LANE_SIDEWALK: Shares = [("no", 18), ("both", 3), ("left", 3), ("right", 3), ("", 73)]
ROAD_SIDEWALK: Shares = [("both", 62), ("left", 8), ("right", 8), ("no", 4), ("", 18)]
TACTILE: Shares = [("yes", 38), ("no", 22), ("", 40)]
KERB: Shares = [
    ("lowered", 46),
    ("flush", 14),
    ("raised", 11),
    ("rolled", 2),
    ("", 27),
]
KERB_HEIGHTS = {
    "lowered": ("0.02", "0.02", "0.03"),
    "flush": ("0",),
    "raised": ("0.10", "0.12", "0.15"),
    "rolled": ("0.05",),
}
RAMP_FOR: Shares = [("wheelchair", 25), ("stroller", 20), ("", 55)]
GATE_HOURS: Shares = [
    ("07:00-19:00", 45),
    # Changes with the season: on a given day nobody knows from it alone.
    ("Apr-Sep 06:00-20:00; Oct-Mar 07:00-18:00", 20),
    ("", 35),
]
LIFT_HOURS: Shares = [("05:00-24:00", 35), ("06:30-21:30", 15), ("", 50)]
YES_NO: Shares = [("yes", 30), ("no", 25), ("", 45)]
WHEELCHAIR: Shares = [("yes", 40), ("limited", 12), ("no", 10), ("", 38)]

SECONDARY_WEIGHT, TERTIARY_WEIGHT = 6, 2


def name_tags(name: Name) -> Tags:
    """A name in Japanese, its reading and English."""
    return {"name": name.ja, "name:ja-Hira": name.kana, "name:en": name.english}


def street_tags(edge: Edge, stroke: Random, name: Name | None) -> Tags:
    """Tags of an edge; the stream is the stroke's, so that a street stays the same."""
    tags = {"road": _road, "lane": _lane}.get(edge.kind, _path)(edge, stroke)
    return tags | (name_tags(name) if name else {})


def _road(edge: Edge, stroke: Random) -> Tags:
    tags = {
        "surface": pick(stroke, ROAD_SURFACE),
        "smoothness": pick(stroke, SMOOTHNESS),
        "lit": pick(stroke, LIT),
        "sidewalk": pick(stroke, ROAD_SIDEWALK),
        "width": pick(stroke, [("7.5", 15), ("9", 10), ("12", 5), ("", 70)]),
    }
    width = pick(stroke, [("1.5", 12), ("2", 10), ("1", 5), ("0.8", 3), ("", 70)])
    if tags["sidewalk"] in ("both", "left", "right") and width:
        tags[f"sidewalk:{tags['sidewalk']}:width"] = width
    if edge.weight >= SECONDARY_WEIGHT:
        tags["highway"] = "secondary"
    elif edge.weight >= TERTIARY_WEIGHT:
        tags["highway"] = "tertiary"
    else:
        tags["highway"] = "unclassified"
    return tags


def _lane(edge: Edge, stroke: Random) -> Tags:
    highway = pick(stroke, LANE_CLASS)
    tags = {
        "highway": highway,
        "surface": pick(stroke, LANE_SURFACE),
        "smoothness": pick(stroke, SMOOTHNESS),
        "lit": pick(stroke, LIT),
    }
    if highway in ("footway", "path"):
        tags["width"] = pick(stroke, [("1.2", 8), ("1.8", 15), ("2.5", 9), ("", 68)])
        tags["wheelchair"] = pick(stroke, [("yes", 6), ("no", 4), ("", 90)])
        return tags
    tags["sidewalk"] = pick(stroke, LANE_SIDEWALK)
    tags["width"] = pick(stroke, [("4", 16), ("5", 8), ("6", 5), ("2.7", 3), ("", 68)])
    if highway == "service":
        tags["service"] = "alley"
        tags["access"] = pick(stroke, [("private", 8), ("", 92)])
    if highway == "residential":
        tags["oneway"] = pick(stroke, [("yes", 14), ("", 86)])
        tags["est_width"] = "" if tags["width"] else pick(stroke, [("4", 5), ("", 95)])
    return tags


def _path(edge: Edge, stroke: Random) -> Tags:
    tags = {
        "highway": "footway" if edge.kind == "greenway" else "path",
        "foot": "designated",
        "surface": pick(stroke, PATH_SURFACE),
        "smoothness": pick(stroke, SMOOTHNESS),
        "lit": pick(stroke, [("yes", 20), ("no", 25), ("", 55)]),
        "width": pick(stroke, [("1.5", 10), ("2", 15), ("3", 12), ("", 63)]),
        "wheelchair": pick(stroke, [("yes", 10), ("limited", 5), ("", 85)]),
    }
    if edge.kind == "greenway":
        tags |= {"name": "玉川上水緑道（見本）", "name:en": "Tamagawa Josui Greenway"}
        tags["name:ja-Hira"] = "たまがわじょうすいりょくどう（みほん）"
    return tags


def kerb_tags(stream: Random) -> Tags:
    """A kerb where a crossing meets the sidewalk."""
    kerb = pick(stream, KERB)
    tags = {"barrier": "kerb", "kerb": kerb, "tactile_paving": pick(stream, TACTILE)}
    if kerb and stream.random() < 0.35:
        heights = KERB_HEIGHTS[kerb]
        tags["kerb:height"] = heights[int(stream.random() * len(heights))]
    if kerb and stream.random() < 0.15:
        tags["wheelchair"] = "no" if kerb == "raised" else "yes"
    return tags


def crossing_tags(stream: Random, signals: bool) -> Tags:
    """How a crossing is protected."""
    kind = pick(stream, [("marked", 60), ("unmarked", 20), ("", 20)])
    tags = {
        "crossing": "traffic_signals" if signals else kind,
        "tactile_paving": pick(stream, TACTILE),
        "crossing:island": pick(stream, [("yes", 4), ("no", 20), ("", 76)]),
    }
    if signals:
        tags["traffic_signals:sound"] = pick(stream, YES_NO)
        tags["traffic_signals:vibration"] = pick(stream, [("no", 15), ("", 85)])
        tags["button_operated"] = pick(stream, [("yes", 12), ("no", 20), ("", 68)])
    elif kind == "marked":
        tags["crossing:markings"] = pick(stream, [("zebra", 50), ("", 50)])
    return tags


def steps_tags(stream: Random, count: int, upward: bool) -> Tags:
    """A flight of steps; its number of steps is known in two cases of three."""
    ramp = pick(stream, YES_NO)
    tags = {
        "highway": "steps",
        "incline": "up" if upward else "down",
        "step_count": str(count) if stream.random() < 0.67 else "",
        "handrail": pick(stream, [("yes", 45), ("no", 10), ("", 45)]),
        "ramp": ramp,
        "ramp:bicycle": "yes" if ramp == "yes" and stream.random() < 0.4 else "",
        "tactile_paving": pick(stream, [("yes", 10), ("no", 20), ("", 70)]),
        "surface": pick(stream, [("concrete", 40), ("wood", 6), ("", 54)]),
    }
    # A ramp is for bicycles, for wheels of some kind, or nobody says for whom.
    if ramp == "yes" and (wheels := pick(stream, RAMP_FOR)):
        tags[f"ramp:{wheels}"] = "yes"
    return tags
