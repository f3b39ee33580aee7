"""What the tags of a way say about the stretch of ground that it is.

What each tag means is in ``meaning``; here is what one walks on, and which of the
table's parts hold for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from maas.streets.graph import Crossing, EdgeKind, SlopeSource

from .access import (
    CARRIAGEWAYS,
    Access,
    foot_access,
    has_separate_sidewalks,
    has_sidewalk,
)
from .facts import Facts
from .meaning import CROSSING_TABLE, KERB_CM, STAIRS_TABLE, TABLES, WAY_TABLE
from .raw import Tags
from .underfoot import underfoot
from .values import NAN, UNKNOWN, YES, kerb_height_cm, known, levels

KERB_RANGES_CM = {
    "flush": (0.0, 2.0),
    "no": (0.0, 2.0),
    "lowered": (0.0, 6.0),
    "raised": (3.0, 100.0),
}
"""Heights that fit the words; OSM wiki, Key:kerb, with room for what is measured."""


def way_facts(tags: Tags) -> Facts:
    """Read a way that may be walked on."""
    telling = frozenset(item for item in tags.items() if _tells(item[0]))
    return Facts(**_way_columns(telling))


def _tells(key: str) -> bool:
    return key in _KEYS or key.startswith(("sidewalk", "footway", "kerb", "foot:"))


_KEYS = frozenset(key for table in TABLES for key in table.keys) | {
    "access",
    "access:conditional",
    "area",
    "construction",
    "conveying",
    "cycleway",
    "foot",
    "highway",
    "indoor",
    "layer",
    "level",
    "path",
    "public_transport",
    "railway",
    "repeat_on",
    "bridge",
    "tunnel",
}


@lru_cache(maxsize=50_000)
def _way_columns(telling: frozenset[tuple[str, str]]) -> dict[str, Any]:
    tags = dict(telling)
    kind = edge_kind(tags)
    found = WAY_TABLE.read(underfoot(tags))
    columns: dict[str, Any] = {"kind": kind}
    if kind in (EdgeKind.STEPS, EdgeKind.ESCALATOR):
        columns["steps"] = -1
        found |= STAIRS_TABLE.read(tags)
        if found.get("wheelchair") == YES and found.get("ramp") != YES:
            # Nobody rolls over steps without a ramp: the tag cannot mean this way.
            found["wheelchair"] = UNKNOWN
    if kind == EdgeKind.CROSSING:
        columns["crossing"] = Crossing.UNKNOWN
        found |= CROSSING_TABLE.read(tags)
    columns |= found
    columns["width_cm"] = _narrower(
        columns.get("width_cm", NAN), columns.pop("opening_cm", NAN)
    )
    if "kerb_cm" in columns:
        columns["kerb_cm"] = kerb_cm(tags)
    if "steepest_up" in columns:
        columns["slope_source"] = SlopeSource.TAG
        columns["mean_slope"] = columns.get("slope_percent", NAN)
    columns["cross_slope_percent"] = abs(columns.get("cross_slope_percent", NAN))
    floors = levels(tags.get("level") or tags.get("repeat_on"))
    columns["level"] = floors[0] if len(floors) == 1 else NAN
    columns["private"] = int(foot_access(tags) == Access.PRIVATE)
    underground = tags.get("tunnel") not in (None, "no", "building_passage")
    on_bridge = tags.get("bridge") not in (None, "no")
    columns["raised"] = int(underground or on_bridge or any(floors))
    columns["carriageway"] = int(tags.get("highway") in CARRIAGEWAYS)
    columns["separate"] = int(has_separate_sidewalks(tags))
    return {name: _whole(value) for name, value in columns.items()}


def _whole(value: float) -> float:
    """Whole numbers as such: a column of codes holds no fractions."""
    return int(value) if known(value) and float(value).is_integer() else value


def _narrower(width: float, opening: float) -> float:
    if known(width) and known(opening):
        return min(width, opening)
    return opening if known(opening) else width


def edge_kind(tags: Tags) -> EdgeKind:
    """What one walks on."""
    highway = tags.get("highway")
    conveyed = tags.get("conveying") not in (None, "no")
    if highway == "elevator":
        return EdgeKind.LIFT
    if highway == "steps":
        return EdgeKind.ESCALATOR if conveyed else EdgeKind.STEPS
    if conveyed:
        return EdgeKind.MOVING_WALKWAY
    if "crossing" in (tags.get("footway"), tags.get("path"), tags.get("cycleway")):
        return EdgeKind.CROSSING
    if "sidewalk" in (tags.get("footway"), tags.get("path")):
        return EdgeKind.SIDEWALK
    if highway in CARRIAGEWAYS:
        return EdgeKind.SIDEWALK if has_sidewalk(tags) else EdgeKind.STREET
    if highway == "corridor" or tags.get("indoor") in ("yes", "corridor", "area"):
        return EdgeKind.CORRIDOR
    return EdgeKind.FOOTWAY


def kerb_cm(tags: Tags) -> float:
    """Height of a kerb to be passed, NaN where none is known.

    The measured height comes before the word; where the two do not fit each other, the
    higher one counts.

    >>> [kerb_cm(tags) for tags in ({"kerb:height": "0.15"}, {"kerb": "flush"})]
    [15.0, 0.0]
    >>> kerb_cm({"kerb": "raised", "kerb:height": "0.01"})
    12.0
    """
    height = kerb_height_cm(tags.get("kerb:height"))
    words = kerb_words(tags)
    typical = max((KERB_CM[word] for word in words), default=NAN)
    if not known(height) or not words:
        return height if known(height) else typical
    return height if kerb_fits(words, height) else max(height, typical)


def kerb_words(tags: Tags) -> list[str]:
    """Those of a kerb's words that have a meaning."""
    words = (word.strip().lower() for word in tags.get("kerb", "").split(";"))
    return [word for word in words if word in KERB_CM]


def kerb_fits(words: list[str], height_cm: float) -> bool:
    """Whether a height is one that one of the words can mean."""
    ranges = [KERB_RANGES_CM.get(word, (0.0, 100.0)) for word in words]
    return not ranges or any(low <= height_cm <= high for low, high in ranges)


def crossing_kind(tags: Tags) -> Crossing:
    """How a crossing is protected; NONE where no tag speaks of one."""
    return Crossing(int(CROSSING_TABLE.read(tags).get("crossing", Crossing.NONE)))
