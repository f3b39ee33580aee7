"""What OSM tags say to who walks: read from docs/person-rules.md and the OSM wiki.

Lengths are centimetres, slopes percent, facts True, False or None where no tag says
anything that can be read. Words are those of an answer: lower-case names of surfaces
and kinds. Source of every key: its page https://wiki.openstreetmap.org/wiki/Key:NAME.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

Tags = Mapping[str, str]

_LENGTH = re.compile(r"([+]?\d*\.?\d+)\s*(m|cm|mm|km|ft|in|'|\")?\s*$")
_FEET_AND_INCHES = re.compile(r"(\d+)'\s*(\d+(?:\.\d+)?)\"\s*$")
_CENTIMETRES: Final = {
    "": 100.0,
    "m": 100.0,
    "cm": 1.0,
    "mm": 0.1,
    "km": 100_000.0,
    "ft": 30.48,
    "'": 30.48,
    "in": 2.54,
    '"': 2.54,
}

ROADS: Final = frozenset(
    [
        "living_street",
        "residential",
        "unclassified",
        "service",
        "track",
        "road",
        "tertiary",
        "tertiary_link",
        "secondary",
        "secondary_link",
        "primary",
        "primary_link",
        "trunk",
        "trunk_link",
        "busway",
    ]
)
"""highway=* with a carriageway."""
PATHS: Final = frozenset(
    ["footway", "path", "pedestrian", "steps", "corridor", "platform", "elevator"]
)
ONLY_IF_TOLD: Final = frozenset(
    ["trunk", "trunk_link", "busway", "cycleway", "bridleway"]
)
_SIDES: Final = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")
_FOOT_MAY: Final = frozenset(
    ["yes", "designated", "permissive", "official", "destination"]
)
_FOOT_MAY_NOT: Final = frozenset(["no", "use_sidepath", "discouraged_by_law"])

_SURFACES: Final = {
    "asphalt": "asphalt chipseal",
    "concrete": "concrete concrete:plates concrete:lanes",
    "paving_stones": "paving_stones paving_stones:lanes bricks brick tiles",
    "sett": "sett cobblestone:flattened",
    "cobblestone": "cobblestone unhewn_cobblestone",
    "compacted": "compacted",
    "fine_gravel": "fine_gravel",
    "gravel": "gravel pebblestone",
    "ground": "ground dirt earth mud rock",
    "grass": "grass grass_paver",
    "sand": "sand",
    "wood": "wood",
    "metal": "metal metal_grid",
    "unpaved": "unpaved",
    "paved": "paved",
}
SURFACE_OF: Final = {
    value: name for name, values in _SURFACES.items() for value in values.split()
}
SMOOTHNESS: Final = (
    "excellent",
    "good",
    "intermediate",
    "bad",
    "very_bad",
    "horrible",
    "very_horrible",
    "impassable",
)
"""Best first."""
KERB_WORDS: Final = {
    "flush": 0.0,
    "no": 0.0,
    "lowered": 3.0,
    "rolled": 5.0,
    "raised": 12.0,
}
"""Centimetres of kerb=* without kerb:height (docs/streets.md)."""
_CROSSINGS: Final = {
    "unmarked": "unmarked informal",
    "marked": "marked zebra uncontrolled",
    "signals": "traffic_signals pelican toucan",
}
_CROSSING_OF: Final = {
    value: name for name, values in _CROSSINGS.items() for value in values.split()
}

# ------------------------------------------------------------------------- values


def length_cm(text: str | None) -> float | None:
    """Read a length; without a unit it is in metres.

    >>> [length_cm(text) for text in ("0.15", "15 cm", "1,2 m", "3'4\\"", "wide")]
    [15.0, 15.0, 120.0, 101.6, None]
    """
    value = (text or "").strip().lower().replace(",", ".")
    value = re.sub(r"(met(re|er)s?)$", "m", value)
    if both := _FEET_AND_INCHES.match(value):
        return round(int(both[1]) * 30.48 + float(both[2]) * 2.54, 4)
    if found := _LENGTH.match(value):
        return round(float(found[1]) * _CENTIMETRES[found[2] or ""], 4)
    return None


def incline_percent(text: str | None) -> float | None:
    """Read an incline, up is positive; the words up and down are no number.

    >>> [incline_percent(text) for text in ("8%", "-1:20", "45°", "up")]
    [8.0, -5.0, 100.0, None]
    """
    value = (text or "").strip().replace(",", ".").rstrip("%").strip()
    try:
        if ":" in value:
            rise, run = map(float, value.split(":"))
            found = 100.0 * rise / run
        elif value.endswith("°"):
            found = 100.0 * math.tan(math.radians(float(value[:-1])))
        else:
            found = float(value)
    except (ValueError, ZeroDivisionError):
        return None
    return round(found, 6) if math.isfinite(found) and abs(found) <= 300 else None


def fact(tags: Tags, key: str, yes: str = "yes") -> bool | None:
    """Read a fact; ``yes`` are the words that mean yes."""
    value = tags.get(key, "").strip().lower()
    if value in yes.split():
        return True
    return False if value in ("no", "none") else None


def count(text: str | None) -> int | None:
    """Read a whole number above nothing."""
    value = (text or "").strip()
    return int(value) if value.isdecimal() and int(value) else None


def any_of(facts: list[bool | None]) -> bool | None:
    """One yes is enough; else one no."""
    return True if True in facts else (False if False in facts else None)


# ------------------------------------------------------------------ who may walk


def is_platform(tags: Tags) -> bool:
    """A platform drawn as a line or an area."""
    keys = ("highway", "railway", "public_transport")
    return any(tags.get(key) == "platform" for key in keys)


def has_sidewalk(tags: Tags) -> bool:
    """A sidewalk is part of the road."""
    return any(tags.get(key) in ("yes", "both", "left", "right") for key in _SIDES)


def may_walk(tags: Tags) -> bool:
    """Feet are allowed: foot=* before access=*."""
    highway, foot = tags.get("highway", ""), tags.get("foot", "")
    if foot in _FOOT_MAY_NOT or highway.startswith("motorway"):
        return False
    if highway in ("construction", "proposed"):
        return False
    told = foot in _FOOT_MAY or has_sidewalk(tags)
    ours = highway in PATHS or highway in ROADS or is_platform(tags)
    if highway in ONLY_IF_TOLD:
        ours = told
    if not ours and tags.get("indoor") != "corridor":
        return False
    return bool(foot) or tags.get("access") not in _FOOT_MAY_NOT


def directions(tags: Tags) -> tuple[bool, bool]:
    """Whether feet may go as the way is drawn, and against it.

    Only oneway:foot, foot:forward, foot:backward and conveying bind feet.
    """
    conveying = tags.get("conveying")
    if conveying in ("forward", "backward"):
        return conveying == "forward", conveying == "backward"
    oneway = tags.get("oneway:foot", "")
    if conveying == "yes" and not oneway:
        oneway = tags.get("oneway", "")
    if oneway in ("yes", "true", "1", "-1"):
        return oneway != "-1", oneway == "-1"
    return (
        tags.get("foot:forward") not in _FOOT_MAY_NOT,
        tags.get("foot:backward") not in _FOOT_MAY_NOT,
    )


_DOORS: Final = frozenset(
    [
        "gate",
        "wicket_gate",
        "wall",
        "fence",
        "hedge",
        "door",
        "kissing_gate",
        "hampshire_gate",
        "turnstile",
        "full-height_turnstile",
        "sliding_gate",
    ]
)
_WALLS: Final = frozenset(
    ["wall", "fence", "hedge", "retaining_wall", "city_wall", "ditch"]
)


def stops_feet(tags: Tags) -> bool:
    """Nobody passes this node: a wall, a locked gate, a barrier with foot=no."""
    barrier = tags.get("barrier")
    if barrier is None:
        return False
    if "foot" in tags:
        return tags["foot"] == "no"
    if barrier in _WALLS:
        return tags.get("access") not in ("yes", "permissive", "private", "customers")
    shut = tags.get("access") == "no" or tags.get("locked") == "yes"
    return barrier in _DOORS and shut


# --------------------------------------------------------------- what it is like


def kind_of(tags: Tags) -> str:
    """What one walks on, as an answer names it; areas apart."""
    highway = tags.get("highway")
    conveyed = tags.get("conveying", "no") != "no"
    parts = [tags.get(key) for key in ("footway", "path")]
    if highway == "elevator":
        return "lift"
    if highway == "steps":
        return "escalator" if conveyed else "steps"
    if conveyed:
        return "moving_walkway"
    if "crossing" in (*parts, tags.get("cycleway")):
        return "crossing"
    if "sidewalk" in parts:
        return "sidewalk"
    if highway in ROADS:
        return "sidewalk" if has_sidewalk(tags) else "street"
    if highway == "corridor" or tags.get("indoor") in ("yes", "corridor", "area"):
        return "corridor"
    return "footway"


def _of_sidewalks(tags: Tags, key: str) -> list[str]:
    """The values of both sidewalks of a road; empty where one of them has none."""
    found = []
    for side, other in (("left", "right"), ("right", "left")):
        if tags.get("sidewalk") == other:
            continue
        if tags.get(f"sidewalk:{side}") in ("no", "separate"):
            continue
        keys = (
            f"sidewalk:{side}:{key}",
            f"sidewalk:both:{key}",
            f"sidewalk:{key}",
        )
        found.append(next((tags[k] for k in keys if tags.get(k)), ""))
    return found if all(found) else []


def underfoot(tags: Tags, key: str) -> str:
    """The value where one walks: on a road's own sidewalk if it has one."""
    if tags.get("highway") in ROADS and has_sidewalk(tags):
        values = set(_of_sidewalks(tags, key))
        return values.pop() if len(values) == 1 else ""
    return tags.get(f"footway:{key}") or tags.get(key, "")


def surface(tags: Tags) -> str:
    """Name of the surface, "unknown" where none is told, "other" where not ours."""
    value = underfoot(tags, "surface")
    return SURFACE_OF.get(value, "other") if value else "unknown"


def smoothness(tags: Tags) -> str:
    """Name of the smoothness or "unknown"."""
    value = underfoot(tags, "smoothness")
    return value if value in SMOOTHNESS else "unknown"


def widths_cm(tags: Tags) -> list[float]:
    """Widths of a way; the least counts."""
    if tags.get("highway") in ROADS and has_sidewalk(tags):
        texts: list[str | None] = [*_of_sidewalks(tags, "width")]
    else:
        keys = ("footway:width", "width", "est_width")
        told = [tags.get(key) for key in keys if length_cm(tags.get(key)) is not None]
        texts = [*told[:1], tags.get("maxwidth:physical")]
    return [cm for text in texts if (cm := length_cm(text)) is not None]


def openings_cm(tags: Tags) -> list[float]:
    """Gaps beside or within a barrier; a bollard's own width is none."""
    keys = ["maxwidth:physical", "opening", "spacing"]
    if tags.get("barrier") not in ("bollard", "block", "kerb"):
        keys.append("width")
    return [cm for key in keys if (cm := length_cm(tags.get(key))) is not None]


def kerbs_cm(tags: Tags) -> list[float]:
    """Heights of a kerb: kerb:height, else by the word of kerb=*."""
    height = length_cm(tags.get("kerb:height"))
    if height is not None:
        return [height]
    words = [word.strip() for word in tags.get("kerb", "").split(";")]
    return [KERB_WORDS[word] for word in words if word in KERB_WORDS]


def wheelchair(tags: Tags) -> str | None:
    """yes, no, limited or None."""
    value = tags.get("wheelchair", "").strip().lower()
    if value in ("yes", "designated", "only"):
        return "yes"
    return value if value in ("no", "limited") else None


def crossing_of(tags: Tags) -> str | None:
    """unmarked, marked, signals; "unknown" for a crossing of no known kind."""
    kind = tags.get("crossing", "")
    if kind in _CROSSING_OF:
        return _CROSSING_OF[kind]
    if tags.get("crossing:signals") == "yes":
        return "signals"
    markings = tags.get("crossing:markings")
    if markings:
        return "unmarked" if markings == "no" else "marked"
    spoken_of = tags.get("highway") == "crossing" or kind not in ("", "no")
    return "unknown" if spoken_of else None


def is_island(tags: Tags) -> bool:
    """Somewhere to stand in the middle of the road."""
    return tags.get("crossing:island") == "yes" or tags.get("traffic_calming") in (
        "island",
        "table;island",
    )


def sound(tags: Tags) -> bool | None:
    """Whether signals are heard."""
    key = "traffic_signals:sound" if "traffic_signals:sound" in tags else "acoustic"
    return fact(tags, key, "yes locate walk")


def tactile(tags: Tags) -> bool | None:
    """Whether paving is felt."""
    return fact(tags, "tactile_paving", "yes contrasted")


def handrail(tags: Tags) -> bool | None:
    """Whether there is a handrail on any side."""
    sides = ("", ":left", ":right", ":center", ":both")
    return any_of([fact(tags, f"handrail{side}") for side in sides])


def ramps(tags: Tags, wheels: str) -> bool | None:
    """Whether a ramp beside the stairs takes these wheels."""
    kinds = ["wheelchair", "stroller"]
    special = [fact(tags, f"ramp:{kind}", "yes automatic manual") for kind in kinds]
    if special[0] is True or (wheels == "stroller" and special[1] is True):
        return True
    narrow = [fact(tags, f"ramp:{kind}") for kind in ("bicycle", "luggage")]
    ramp = fact(tags, "ramp")
    # A groove for bicycles or luggage is no ramp for a wheelchair.
    if ramp is True and True in narrow:
        return special[0]
    return ramp if ramp is not None else special[0]


def lit(tags: Tags) -> bool | None:
    """Whether there is light."""
    return fact(tags, "lit", "yes 24/7 automatic sunset-sunrise")


NOT_ON_WHEELS: Final = frozenset(
    ["stile", "turnstile", "full-height_turnstile", "kissing_gate", "log", "debris"]
)
"""Barriers that wheels do not pass unless wheelchair=* says so."""


def is_rest_place(tags: Tags) -> bool:
    """A bench, a shelter, a toilet, or a stop with a seat."""
    if tags.get("amenity") in ("bench", "shelter", "toilets"):
        return True
    stop = tags.get("highway") == "bus_stop" or "public_transport" in tags
    return tags.get("bench") == "yes" or (stop and tags.get("shelter") == "yes")
