"""What the tags of a node say about passing it: kerbs, crossings, barriers, lifts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from maas.streets.graph import Barrier, Crossing

from .meaning import CROSSING_TABLE, POINT_TABLE
from .raw import Tags
from .values import NAN, UNKNOWN, known
from .ways import kerb_cm

CLOSED_WHEN_FORBIDDEN: Final = frozenset(
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
"""Barriers that access=no closes for feet too; of others (bollards, lift gates) it
means vehicles."""

WALLS: Final = frozenset(
    ["wall", "fence", "hedge", "retaining_wall", "city_wall", "ditch"]
)

STATION_DOORS: Final = frozenset(("subway_entrance", "train_station_entrance"))

SIDED_KERBS: Final = ("kerb:left", "kerb:right", "kerb:both")
"""Kerbs of a road at a crossing, by the side of the road as it is drawn."""


@dataclass(slots=True)
class PointFacts:
    """What has to be passed at a node."""

    kerb_cm: float = NAN
    kerb_left_cm: float = NAN  # left of the road that is crossed, as it is drawn
    kerb_right_cm: float = NAN
    width_cm: float = NAN
    crossing: int = Crossing.NONE
    crossing_island: int = UNKNOWN
    signal_button: int = UNKNOWN
    signal_sound: int = UNKNOWN
    signal_vibration: int = UNKNOWN
    barrier: int = Barrier.NONE
    tactile_paving: int = UNKNOWN
    wheelchair: int = UNKNOWN
    private: int = 0


def point_facts(tags: Tags) -> PointFacts | None:
    """Read a node; None where it bears nothing that concerns who passes."""
    crosses = "crossing" in CROSSING_TABLE.read(tags)
    kerb = "kerb" in tags or "kerb:height" in tags
    door = "entrance" in tags and ("width" in tags or "door:width" in tags)
    passed = crosses or kerb or door or "barrier" in tags
    if not passed and tags.get("highway") != "elevator":
        return None
    return PointFacts(**_point_columns(frozenset(tags.items())))


@lru_cache(maxsize=50_000)
def _point_columns(telling: frozenset[tuple[str, str]]) -> dict[str, Any]:
    tags = dict(telling)
    columns: dict[str, Any] = POINT_TABLE.read(tags)
    crossed = CROSSING_TABLE.read(tags)
    if "crossing" in crossed:
        columns |= crossed
        both = kerb_cm({"kerb": tags.get("kerb:both", "")})
        for side in ("left", "right"):
            own = kerb_cm({"kerb": tags.get(f"kerb:{side}", "")})
            columns[f"kerb_{side}_cm"] = own if known(own) else both
    spacing = columns.pop("spacing_cm", NAN)
    if known(spacing):
        columns["width_cm"] = min(spacing, columns.get("width_cm", spacing))
    columns["kerb_cm"] = kerb_cm(tags)
    access = tags.get("foot") or tags.get("access")
    closed = tags.get("barrier") in CLOSED_WHEN_FORBIDDEN
    columns["private"] = int(closed and access in ("private", "customers", "permit"))
    return columns


def blocks_feet(tags: Tags) -> bool:
    """Whether nobody may pass this node on foot, at any time."""
    barrier = tags.get("barrier")
    if barrier is None:
        return False
    foot = tags.get("foot")
    if foot is not None:
        return foot == "no" and "foot:conditional" not in tags
    if barrier in WALLS:
        # A wall drawn as a node of a path has no door unless it says so.
        return tags.get("access") not in ("yes", "permissive", "private", "customers")
    closed = tags.get("access") == "no" and "access:conditional" not in tags
    return barrier in CLOSED_WHEN_FORBIDDEN and (closed or tags.get("locked") == "yes")


def has_hours(tags: Tags) -> bool:
    """Whether a node's opening hours are those of the way through it, not of a shop."""
    return (
        "barrier" in tags
        or tags.get("highway") == "elevator"
        or tags.get("railway") in STATION_DOORS
    )


def is_shaft(tags: Tags) -> bool:
    """Whether levels meet in a node, but nobody walks from one to another: a lift, or
    one that is being built or has been given up."""
    return "elevator" in (
        tags.get("highway"),
        tags.get("construction"),
        tags.get("disused:highway"),
    )


def is_island(tags: Tags) -> bool:
    """Whether one can wait at this node in the middle of a road."""
    return (
        tags.get("crossing:island") == "yes"
        or "island" in tags.get("crossing", "").split(";")
        or tags.get("traffic_calming") == "island"
    )
