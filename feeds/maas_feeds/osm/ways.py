"""What the tags of a way say about the stretch of ground that it is.

One table for each question; what no tag says stays unknown. Source of every key: its
page in the OSM wiki (https://wiki.openstreetmap.org/wiki/Key:NAME).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from maas.streets.graph import (
    Barrier,
    Crossing,
    EdgeKind,
    EdgeSource,
    Smoothness,
    Surface,
)

from .access import (
    CARRIAGEWAYS,
    Access,
    foot_access,
    has_separate_sidewalks,
    has_sidewalk,
    is_platform,
)
from .raw import Tags
from .values import (
    NAN,
    UNKNOWN,
    YES,
    centimetres,
    count,
    fact,
    known,
    levels,
    slope_percent,
    wheelchair,
)


@dataclass(slots=True)
class Facts:
    """The attribute columns of a stretch, by the names and units of ``Streets``."""

    kind: int = EdgeKind.FOOTWAY
    seconds: float = NAN
    slope_percent: float = NAN  # as drawn
    rises: int = UNKNOWN  # as drawn: 1 up, 2 down
    steps: int = 0
    ramp: int = UNKNOWN
    ramp_stroller: int = UNKNOWN
    handrail: int = UNKNOWN
    kerb_cm: float = NAN
    width_cm: float = NAN
    cross_slope_percent: float = NAN
    surface: int = Surface.UNKNOWN
    smoothness: int = Smoothness.UNKNOWN
    crossing: int = Crossing.NONE
    crossing_metres: float = NAN
    crossing_island: int = UNKNOWN
    signal_button: int = UNKNOWN
    signal_sound: int = UNKNOWN
    signal_vibration: int = UNKNOWN
    barrier: int = Barrier.NONE
    tactile_paving: int = UNKNOWN
    wheelchair: int = UNKNOWN
    lit: int = UNKNOWN
    covered: int = UNKNOWN
    indoor: int = UNKNOWN
    rest: int = UNKNOWN
    private: int = 0
    level: float = NAN
    source: int = EdgeSource.MADE
    dated: int = 0
    hours: int = -1
    raised: int = 0  # bridge or tunnel: the ground's elevation is not the way's
    carriageway: int = 0  # cars drive on it
    separate: int = 0  # its sidewalks are ways of their own


SURFACES: Final[dict[str, Surface]] = {
    "asphalt": Surface.ASPHALT,
    "chipseal": Surface.ASPHALT,
    "concrete": Surface.CONCRETE,
    "concrete:plates": Surface.CONCRETE,
    "concrete:lanes": Surface.CONCRETE,
    "paving_stones": Surface.PAVING_STONES,
    "paving_stones:lanes": Surface.PAVING_STONES,
    "bricks": Surface.PAVING_STONES,
    "brick": Surface.PAVING_STONES,
    "tiles": Surface.PAVING_STONES,
    "sett": Surface.SETT,
    "cobblestone:flattened": Surface.SETT,
    "cobblestone": Surface.COBBLESTONE,
    "unhewn_cobblestone": Surface.COBBLESTONE,
    "compacted": Surface.COMPACTED,
    "fine_gravel": Surface.FINE_GRAVEL,
    "gravel": Surface.GRAVEL,
    "pebblestone": Surface.GRAVEL,
    "rock": Surface.GROUND,
    "ground": Surface.GROUND,
    "dirt": Surface.GROUND,
    "earth": Surface.GROUND,
    "mud": Surface.GROUND,
    "grass": Surface.GRASS,
    "grass_paver": Surface.GRASS,
    "sand": Surface.SAND,
    "wood": Surface.WOOD,
    "metal": Surface.METAL,
    "metal_grid": Surface.METAL,
    "unpaved": Surface.UNPAVED,
    "paved": Surface.PAVED,
}

SMOOTHNESS: Final[dict[str, Smoothness]] = {
    item.name.lower(): item for item in Smoothness if item is not Smoothness.UNKNOWN
}

CROSSINGS: Final[dict[str, Crossing]] = {
    "traffic_signals": Crossing.SIGNALS,
    "marked": Crossing.MARKED,
    "zebra": Crossing.MARKED,
    "uncontrolled": Crossing.MARKED,
    "pelican": Crossing.SIGNALS,
    "toucan": Crossing.SIGNALS,
    "unmarked": Crossing.UNMARKED,
    "informal": Crossing.UNMARKED,
}

KERB_CM: Final[dict[str, float]] = {
    "flush": 0.0,
    "no": 0.0,
    "lowered": 3.0,
    "rolled": 5.0,
    "raised": 12.0,
}
"""Heights of kerb=* without kerb:height.

OSM wiki, Key:kerb: flush 0 cm, lowered "about 3 cm", raised "more than 3 cm". 12 cm
stands in the middle of the 10 to 15 cm that are built; a rolled kerb has no height
there and counts as 5 cm, which no small front wheel climbs.
"""


def way_facts(tags: Tags) -> Facts:
    """Read a way that may be walked on."""
    facts = Facts(kind=edge_kind(tags))
    _read_ground(tags, facts)
    if facts.kind in (EdgeKind.STEPS, EdgeKind.ESCALATOR):
        _read_steps(tags, facts)
    if facts.kind == EdgeKind.CROSSING:
        _read_crossing(tags, facts)
    _read_surroundings(tags, facts)
    facts.carriageway = int(tags.get("highway") in CARRIAGEWAYS)
    facts.separate = int(has_separate_sidewalks(tags))
    return facts


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


def _read_ground(tags: Tags, facts: Facts) -> None:
    surface = _underfoot(tags, "surface")
    if surface:
        facts.surface = SURFACES.get(surface, Surface.OTHER)
    facts.smoothness = SMOOTHNESS.get(_underfoot(tags, "smoothness") or "", 0)
    facts.width_cm = _width_cm(tags)
    facts.slope_percent = slope_percent(tags.get("incline"))
    across = slope_percent(tags.get("incline:across") or tags.get("across_incline"))
    facts.cross_slope_percent = abs(across)
    # A kerb tagged on the way lies somewhere on it: it has to be passed. A kerb of a
    # left or right side runs along the way and is not passed.
    facts.kerb_cm = kerb_cm(tags)


def _underfoot(tags: Tags, key: str) -> str | None:
    """The value for where one walks: a sidewalk of a road is not its carriageway."""
    highway = tags.get("highway")
    if highway in CARRIAGEWAYS and has_sidewalk(tags):
        sides = _side_values(tags, key)
        # The edge stands for either side; where the two differ it is not known.
        return sides[0] if len(set(sides)) == 1 else None
    return tags.get(f"footway:{key}") or tags.get(key)


def _side_values(tags: Tags, key: str) -> list[str]:
    both = tags.get(f"sidewalk:both:{key}") or tags.get(f"sidewalk:{key}")
    found = []
    for side, other in (("left", "right"), ("right", "left")):
        one_sided = (
            tags.get("sidewalk") == other
            or tags.get(f"sidewalk:{side}") in ("no", "separate")
        )  # fmt: skip
        value = tags.get(f"sidewalk:{side}:{key}") or both
        if not one_sided:
            found.append(value or "")
    return found if found and all(found) else []


def _width_cm(tags: Tags) -> float:
    physical = centimetres(tags.get("maxwidth:physical"))
    if tags.get("highway") in CARRIAGEWAYS and has_sidewalk(tags):
        sides = [centimetres(value) for value in _side_values(tags, "width")]
        return min(sides, default=NAN)
    for key in ("footway:width", "width", "est_width"):
        width = centimetres(tags.get(key))
        if known(width):
            return min(width, physical) if known(physical) else width
    return physical


def _read_steps(tags: Tags, facts: Facts) -> None:
    facts.steps = min(count(tags.get("step_count")), 32_767)
    ramp = fact(tags.get("ramp"))
    wheels = [
        fact(tags.get(f"ramp:{kind}"), yes=("yes", "automatic", "manual"))
        for kind in ("wheelchair", "stroller")
    ]
    # A groove for bicycles or luggage is no ramp for a wheelchair.
    narrow = [fact(tags.get(f"ramp:{kind}")) for kind in ("bicycle", "luggage")]
    if YES in wheels:
        facts.ramp = YES
    elif ramp == YES and YES in narrow:
        facts.ramp = wheels[0] or wheels[1]
    else:
        facts.ramp = ramp or wheels[0]
    rails = [
        fact(tags.get(key))
        for key in (
            "handrail",
            "handrail:left",
            "handrail:right",
            "handrail:center",
            "handrail:both",
        )
    ]
    facts.handrail = YES if YES in rails else max(rails)


def _read_crossing(tags: Tags, facts: Facts) -> None:
    facts.crossing = crossing_kind(tags) or Crossing.UNKNOWN
    facts.crossing_island = fact(tags.get("crossing:island"))
    facts.signal_sound = signal_sound(tags)
    facts.signal_vibration = fact(tags.get("traffic_signals:vibration"))


def crossing_kind(tags: Tags) -> Crossing:
    """How a crossing is protected; NONE where no tag speaks of one."""
    kind = tags.get("crossing")
    if kind in CROSSINGS:
        return CROSSINGS[kind]
    if tags.get("crossing:signals") == "yes":
        return Crossing.SIGNALS
    markings = tags.get("crossing:markings")
    if markings:
        return Crossing.UNMARKED if markings == "no" else Crossing.MARKED
    spoken_of = tags.get("highway") == "crossing" or kind not in (None, "no")
    return Crossing.UNKNOWN if spoken_of else Crossing.NONE


def signal_sound(tags: Tags) -> int:
    """Whether the signal can be heard, by either of its two keys."""
    sound = tags.get("traffic_signals:sound") or tags.get("acoustic")
    return fact(sound, yes=("yes", "locate", "walk"))


def kerb_cm(tags: Tags) -> float:
    """Height of a kerb to be passed, NaN where none is known.

    >>> [kerb_cm(tags) for tags in ({"kerb:height": "0.15"}, {"kerb": "flush"})]
    [15.0, 0.0]
    """
    height = centimetres(tags.get("kerb:height"))
    if known(height):
        return height
    kerbs = (tags.get("kerb") or "").split(";")
    return max((KERB_CM.get(kerb.strip(), NAN) for kerb in kerbs), default=NAN)


def _read_surroundings(tags: Tags, facts: Facts) -> None:
    found = levels(tags.get("level"))
    facts.level = found[0] if len(found) == 1 else NAN
    facts.tactile_paving = fact(tags.get("tactile_paving"), yes=("yes", "contrasted"))
    facts.wheelchair = wheelchair(tags.get("wheelchair"))
    lit = tags.get("lit")
    facts.lit = fact(lit, yes=("yes", "24/7", "automatic", "sunset-sunrise"))
    facts.indoor = _indoor(tags)
    facts.covered = _covered(tags, facts.indoor)
    facts.rest = fact(tags.get("bench"))
    facts.private = int(foot_access(tags) == Access.PRIVATE)
    underground = tags.get("tunnel") not in (None, "no", "building_passage")
    on_bridge = tags.get("bridge") not in (None, "no")
    facts.raised = int(underground or on_bridge or any(found))


def _indoor(tags: Tags) -> int:
    if tags.get("highway") == "corridor" or tags.get("indoor") in ("corridor", "area"):
        return YES
    return fact(tags.get("indoor"), yes=("yes", "room"))


def _covered(tags: Tags, indoor: int) -> int:
    if indoor == YES or tags.get("tunnel") not in (None, "no"):
        return YES
    yes = ("yes", "arcade", "colonnade")
    shelter = tags.get("shelter") if is_platform(tags) else None
    return fact(tags.get("covered"), yes=yes) or (YES if shelter == "yes" else UNKNOWN)
