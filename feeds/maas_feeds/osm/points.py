"""What the tags of a node say about passing it: kerbs, crossings, barriers, lifts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from maas.streets.graph import Crossing

from .raw import Tags
from .values import (
    NAN,
    NO,
    UNKNOWN,
    centimetres,
    fact,
    known,
    wheelchair,
)
from .ways import crossing_kind, kerb_cm, signal_sound

NOT_FOR_WHEELS: Final = frozenset(
    ["stile", "turnstile", "full-height_turnstile", "kissing_gate", "log", "debris"]
)
"""Barriers that wheels cannot pass, unless their wheelchair tag says so."""

TURNSTILES: Final = frozenset(("turnstile", "full-height_turnstile"))

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


@dataclass(slots=True)
class PointFacts:
    """What has to be passed at a node."""

    kerb_cm: float = NAN
    width_cm: float = NAN
    crossing: int = Crossing.NONE
    crossing_island: int = UNKNOWN
    signal_sound: int = UNKNOWN
    signal_vibration: int = UNKNOWN
    tactile_paving: int = UNKNOWN
    wheelchair: int = UNKNOWN
    rest: int = UNKNOWN
    private: int = 0
    turnstile: bool = False


def point_facts(tags: Tags) -> PointFacts | None:
    """Read a node; None where it bears nothing that concerns who passes."""
    crossing = crossing_kind(tags)
    barrier = tags.get("barrier")
    at_kerb = "kerb" in tags or "kerb:height" in tags or barrier == "kerb"
    rest = fact(tags.get("bench"))
    if tags.get("amenity") == "bench":
        rest = 1
    passed = crossing or at_kerb or barrier or tags.get("highway") == "elevator"
    if not passed:
        return PointFacts(rest=rest) if rest else None
    facts = PointFacts(
        kerb_cm=kerb_cm(tags),
        crossing=crossing,
        tactile_paving=fact(tags.get("tactile_paving"), yes=("yes", "contrasted")),
        wheelchair=wheelchair(tags.get("wheelchair")),
        rest=rest,
    )
    if crossing:
        facts.crossing_island = fact(tags.get("crossing:island"))
        facts.signal_sound = signal_sound(tags)
        facts.signal_vibration = fact(tags.get("traffic_signals:vibration"))
    if barrier:
        _read_barrier(barrier, tags, facts)
    return facts


def blocks_feet(tags: Tags) -> bool:
    """Whether nobody may pass this node on foot."""
    barrier = tags.get("barrier")
    if barrier is None:
        return False
    foot = tags.get("foot")
    if foot is not None:
        return foot == "no"
    if barrier in WALLS:
        # A wall drawn as a node of a path has no door unless it says so.
        return tags.get("access") not in ("yes", "permissive", "private", "customers")
    return barrier in CLOSED_WHEN_FORBIDDEN and (
        tags.get("access") == "no" or tags.get("locked") == "yes"
    )


def _read_barrier(barrier: str, tags: Tags, facts: PointFacts) -> None:
    for key in ("maxwidth:physical", "opening", "spacing", "width"):
        # A bollard's own width is not the gap beside it.
        if key == "width" and barrier in ("bollard", "block", "kerb"):
            continue
        width = centimetres(tags.get(key))
        if known(width):
            facts.width_cm = width
            break
    if barrier in NOT_FOR_WHEELS and facts.wheelchair == UNKNOWN:
        facts.wheelchair = NO
    facts.turnstile = barrier in TURNSTILES
    access = tags.get("foot") or tags.get("access")
    closed = barrier in CLOSED_WHEN_FORBIDDEN
    facts.private = int(closed and access in ("private", "customers", "permit"))
