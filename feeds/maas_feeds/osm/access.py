"""Which OSM ways feet may use, which way round, and which are private.

Source: OSM wiki, "Key:access", "Key:foot", "OSM tags for routing/Access restrictions".
A more specific key wins over a general one: foot over access.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from .conditional import clauses, foot_condition
from .raw import Tags

OPEN_TO_FEET: Final = frozenset(
    [
        "footway",
        "path",
        "pedestrian",
        "steps",
        "corridor",
        "platform",
        "elevator",
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
    ]
)
"""highway=* that feet use unless a tag says no."""

ON_REQUEST: Final = frozenset(
    ["cycleway", "bridleway", "trunk", "trunk_link", "busway"]
)
"""highway=* that feet use only where a tag says yes."""

CARRIAGEWAYS: Final = frozenset(
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

OPEN_TO_ALL: Final = frozenset(
    ("yes", "designated", "permissive", "official", "destination")
)
CLOSED_TO_FEET: Final = frozenset(("no", "use_sidepath", "discouraged_by_law"))

USABLE_WORKS: Final = frozenset(("no", "minor", "widening"))
"""construction=* of a way that can be walked on meanwhile."""

_PRIVATE = frozenset(("private", "customers", "permit", "residents", "employees"))
_NOT_FEET = frozenset(
    ("agricultural", "forestry", "delivery", "emergency", "psv", "bus", "military")
)
_SIDES = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")


class Access(IntEnum):
    """May feet use it?"""

    NO = 0
    YES = 1
    PRIVATE = 2


def foot_access(tags: Tags) -> Access:
    """Whether a way may be walked on."""
    highway = tags.get("highway")
    if highway in ("motorway", "motorway_link", "proposed") or is_built(tags):
        return Access.NO
    foot, general = tags.get("foot"), tags.get("access")
    at_times = opens_at_times(tags)
    if foot in CLOSED_TO_FEET and not at_times:
        return Access.NO
    if not (
        highway in OPEN_TO_FEET
        or is_platform(tags)
        or tags.get("indoor") == "corridor"
        or (highway in ON_REQUEST and (foot in OPEN_TO_ALL or has_sidewalk(tags)))
    ):
        return Access.NO
    if foot in OPEN_TO_ALL or at_times:
        return Access.YES
    if foot in _PRIVATE:
        return Access.PRIVATE
    if general in CLOSED_TO_FEET:
        return Access.NO
    if general in _PRIVATE or general in _NOT_FEET:
        return Access.PRIVATE
    return Access.YES


def is_built(tags: Tags) -> bool:
    """Whether a way is under construction, so that nobody walks on it."""
    works = tags.get("construction")
    return tags.get("highway") == "construction" or not (
        works is None or works in USABLE_WORKS
    )


def opens_at_times(tags: Tags) -> bool:
    """Whether a way that is closed to feet is open to them under a condition."""
    text = foot_condition(tags)
    if text is None or tags.get("foot", tags.get("access")) not in CLOSED_TO_FEET:
        return False
    return any(value in OPEN_TO_ALL for value, _ in clauses(text))


def foot_directions(tags: Tags) -> tuple[bool, bool]:
    """May feet go (as drawn, against it)? ``oneway`` alone binds vehicles only.

    Escalators and moving walkways go the way they are conveying; where that is not
    known or changes they count for both.
    """
    conveying = tags.get("conveying")
    if conveying == "forward":
        return True, False
    if conveying == "backward":
        return False, True
    oneway = tags.get("oneway:foot")
    if conveying == "yes" and oneway is None:
        oneway = tags.get("oneway")
    if oneway in ("yes", "1", "true"):
        return True, False
    if oneway == "-1":
        return False, True
    forward = tags.get("foot:forward") not in CLOSED_TO_FEET
    backward = tags.get("foot:backward") not in CLOSED_TO_FEET
    return forward, backward


def is_platform(tags: Tags) -> bool:
    """A platform drawn as a line or an area."""
    return (
        tags.get("railway") == "platform"
        or tags.get("public_transport") == "platform"
        or tags.get("highway") == "platform"
    )


def has_sidewalk(tags: Tags) -> bool:
    """A sidewalk is drawn as a part of the road."""
    return any(tags.get(key) in ("yes", "both", "left", "right") for key in _SIDES)


def has_separate_sidewalks(tags: Tags) -> bool:
    """Every sidewalk of the road is drawn as a way of its own."""
    if tags.get("highway") not in CARRIAGEWAYS or has_sidewalk(tags):
        return False
    if "separate" in (tags.get("sidewalk"), tags.get("sidewalk:both")):
        return True
    sides = {tags.get("sidewalk:left"), tags.get("sidewalk:right")}
    return sides == {"separate"} or sides == {"separate", "no"}


def is_area(tags: Tags, *, closed: bool) -> bool:
    """Whether a way encloses a surface one can cross."""
    if not closed or tags.get("area") == "no" or "conveying" in tags:
        return False
    if tags.get("highway") == "elevator":
        return False
    # A closed pedestrian street is a loop unless it says that it is an area.
    return (
        tags.get("area") == "yes"
        or is_platform(tags)
        or tags.get("indoor") in ("corridor", "area")
    )
