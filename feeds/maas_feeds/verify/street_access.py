"""Who may walk where, by raw OSM tags: docs/streets.md, "What is walked on".

Source: OSM wiki, Key:access, Key:foot, Key:oneway, Key:conveying, Key:barrier. A more
specific key wins over a general one: foot over access.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Tags = Mapping[str, str]

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
    if highway.startswith("motorway"):
        return False
    at_times = _opens_at_times(tags)
    if foot in _FOOT_MAY_NOT and not at_times:
        return False
    if highway in ("construction", "proposed"):
        return False
    if tags.get("construction", "no") not in ("no", "minor", "widening"):
        return False
    told = foot in _FOOT_MAY or has_sidewalk(tags)
    ours = highway in PATHS or highway in ROADS or is_platform(tags)
    if highway in ONLY_IF_TOLD:
        ours = told
    if not ours and tags.get("indoor") != "corridor":
        return False
    return at_times or bool(foot) or tags.get("access") not in _FOOT_MAY_NOT


def _opens_at_times(tags: Tags) -> bool:
    """Closed to feet, but for a condition: access:conditional=yes @ (Mo-Fr)."""
    text = tags.get("foot:conditional", tags.get("access:conditional", ""))
    return any(part.split("@")[0].strip() in _FOOT_MAY for part in text.split(";"))


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
        return tags["foot"] == "no" and "foot:conditional" not in tags
    if barrier in _WALLS:
        return tags.get("access") not in ("yes", "permissive", "private", "customers")
    shut = tags.get("access") == "no" and "access:conditional" not in tags
    return barrier in _DOORS and (shut or tags.get("locked") == "yes")
