"""What a person can pass: the tests of docs/person-rules.md on what raw OSM says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .person import LEAST_CROSSINGS, Person
from .raw_streets import Tags
from .street_tags import (
    NOT_ON_WHEELS,
    SMOOTHNESS,
    crossing_of,
    gaps_cm,
    handrail,
    kerb_cm,
    lit,
    ramps,
    side_kerbs_cm,
    smoothness,
    sound,
    stands_in_the_way,
    surface,
    tactile,
    wheelchair,
    widths_cm,
)
from .street_values import any_of, count, incline_percent

OFF_GROUND: Final = frozenset(
    ("lift", "escalator", "moving_walkway", "gate", "link", "straight")
)
WIDE: Final = frozenset(("street", "plaza", "link", "straight"))
GUIDED: Final = frozenset(
    ("sidewalk", "footway", "crossing", "plaza", "corridor", "walkway")
)
LIT: Final = frozenset(("sidewalk", "footway", "street", "crossing", "plaza", "steps"))

RULE_OF: Final = {
    "steps": "steps",
    "handrail": "steps",
    "lift": "needs",
    "escalator": "needs",
    "slope_up": "slope",
    "slope_down": "slope",
    "cross_slope": "slope",
    "kerb": "kerb",
    "width": "width",
    "surface": "surface",
    "crossing": "crossing",
    "sound": "needs",
    "wheelchair": "wheelchair",
    "tactile": "needs",
    "lit": "needs",
}
"""The rule that is broken where a test bars."""


NARROW_CM: Final = 90.0
"""A way narrower than this is narrow, whatever the gap of a barrier on it is."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a stretch. None: not known."""

    kind: str
    steps: int | None
    ramp: bool | None
    handrail: bool | None
    slope_percent: float | None  # tagged, in the direction one walks
    cross_slope_percent: float | None
    kerb_cm: float | None  # the highest
    narrowest_cm: float | None  # of all that is told
    gap_unknown: bool  # of a barrier on it
    surface: str
    smoothness: str
    crossing: str  # unknown, unmarked, marked, signals
    sound: bool | None
    tactile: bool | None
    lit: bool | None
    wheelchair: str | None

    @property
    def width_cm(self) -> float | None:
        """The narrowest; where a barrier's gap is not known a wide way says nothing."""
        width = self.narrowest_cm
        wide = width is None or width >= NARROW_CM
        return None if self.gap_unknown and wide else width


def read_ground(
    kind: str, tags: Tags, nodes: Iterable[Tags], *, as_drawn: bool, wheels: str | None
) -> Ground:
    """Put together what a way says and what the nodes passed on it say."""
    passed = list(nodes)
    kerbs = [cm for one in (tags, *passed) for cm in _kerbs_met(one)]
    slope = incline_percent(tags.get("incline"))
    across = incline_percent(tags.get("incline:across") or tags.get("across_incline"))
    crossings = [node for node in passed if crossing_of(node)]
    return Ground(
        kind=kind,
        steps=count(tags.get("step_count")),
        ramp=ramps(tags, wheels or ""),
        handrail=handrail(tags),
        slope_percent=slope if slope is None or as_drawn else -slope,
        cross_slope_percent=None if across is None else abs(across),
        kerb_cm=max(kerbs, default=None),
        narrowest_cm=_narrowest(tags, passed),
        gap_unknown=any(map(_has_unknown_gap, passed)),
        surface=surface(tags),
        smoothness=smoothness(tags),
        crossing=_crossing(tags, crossings),
        sound=_first([sound(one) for one in (tags, *crossings)]),
        tactile=_first([tactile(one) for one in (tags, *passed)]),
        lit=lit(tags),
        wheelchair=_wheelchair(kind, tags, passed),
    )


def _crossing(tags: Tags, nodes: list[Tags]) -> str:
    """What the way says; of two lanes that differ the one with less protection."""
    told = [one for one in map(crossing_of, nodes) if one in LEAST_CROSSINGS]
    own = crossing_of(tags)
    if own in LEAST_CROSSINGS:
        return str(own)
    return min(filter(None, told), key=LEAST_CROSSINGS.index, default="unknown")


def _kerbs_met(tags: Tags) -> list[float]:
    """Heights of kerbs; of two sides of a road the one that is lower in any case."""
    sides = side_kerbs_cm(tags)
    known = [cm for cm in sides if cm is not None]
    own = kerb_cm(tags)
    lower = [min(known)] if known and len(known) == len(sides) else []
    return lower if own is None else [own, *lower]


def _narrowest(tags: Tags, passed: list[Tags]) -> float | None:
    widths = [*widths_cm(tags), *(cm for node in passed for cm in gaps_cm(node))]
    return min(widths, default=None)


def _has_unknown_gap(node: Tags) -> bool:
    """What is for wheelchairs is wide enough."""
    open_to_wheels = wheelchair(node) == "yes"
    return stands_in_the_way(node) and not gaps_cm(node) and not open_to_wheels


def _first(facts: list[bool | None]) -> bool | None:
    """The way's own word counts; among nodes that differ one yes is enough."""
    return facts[0] if facts[0] is not None else any_of(facts[1:])


def _wheelchair(kind: str, tags: Tags, passed: list[Tags]) -> str | None:
    """A node that wheels do not pass closes the way; a passable one does not open it.

    The crossing node of a way drawn as a crossing speaks for the way.
    """
    at_nodes = [wheelchair(node) for node in passed]
    for node in passed:
        if node.get("barrier") in NOT_ON_WHEELS and wheelchair(node) is None:
            at_nodes.append("no")
    own = wheelchair(tags)
    if own == "yes" and kind in ("steps", "escalator") and not ramps(tags, ""):
        own = None  # nobody rolls over stairs without a ramp
    if "no" in (own, *at_nodes):
        return "no"
    if "limited" in (own, *at_nodes):
        return "limited"
    if own is None and kind == "crossing":
        spoken = [wheelchair(node) for node in passed if crossing_of(node)]
        return "yes" if "yes" in spoken else None
    return own


def by_foot(ground: Ground, person: Person) -> bool:
    """Whether stairs are climbed, not passed by the ramp beside them."""
    if ground.kind != "steps":
        return False
    rolls = person.wheels is not None and person.max_steps is not None
    return not (rolls and ground.ramp is True)


def on_ground(ground: Ground, person: Person) -> bool:
    """Whether slope and surface are felt."""
    return ground.kind not in OFF_GROUND and not by_foot(ground, person)


def barred(ground: Ground, person: Person) -> dict[str, str]:
    """What bars this person here: the test, and a word on why."""
    found: dict[str, str] = {}

    def bar(test: str, is_so: bool, why: str) -> None:
        if is_so:
            found[test] = why

    climbs, kind = by_foot(ground, person), ground.kind
    ground_felt = on_ground(ground, person)
    most = person.max_steps
    if climbs and most is not None:
        bar("steps", most == 0 or _above(ground.steps, most), f"{ground.steps} steps")
    if climbs and person.needs_handrail:
        bar("handrail", ground.handrail is False, "stairs without a handrail")
    bar("lift", kind == "lift" and not person.lifts, "a lift")
    bar("escalator", kind == "escalator" and not person.escalators, "an escalator")
    slope = ground.slope_percent
    if ground_felt and slope is not None:
        for test, along, limit in (
            ("slope_up", slope, person.max_slope_up),
            ("slope_down", -slope, person.max_slope_down),
        ):
            bar(test, _above(along, limit), f"{slope:+.1f} %")
    across = ground.cross_slope_percent
    bar(
        "cross_slope",
        ground_felt and _above(across, person.max_cross_slope),
        f"{across} % across",
    )
    kerb, width = ground.kerb_cm, ground.width_cm
    bar("kerb", _above(kerb, person.max_kerb_cm), f"a kerb of {kerb} cm")
    if not climbs and person.min_width_cm is not None and width is not None:
        bar("width", width < person.min_width_cm - 1e-4, f"{width} cm wide")
    if ground_felt and kind not in ("corridor", "walkway"):
        bar("surface", ground.surface in person.barred_surfaces, ground.surface)
        worst = person.worst_smoothness
        if worst is not None and ground.smoothness in SMOOTHNESS:
            worse = SMOOTHNESS.index(ground.smoothness) > SMOOTHNESS.index(worst)
            bar("surface", worse, f"smoothness {ground.smoothness}")
    if kind == "crossing":
        _bar_crossing(ground, person, found)
    if person.wheels is not None:
        bar("wheelchair", ground.wheelchair == "no", "wheelchair=no")
    if person.needs_tactile and kind in GUIDED:
        bar("tactile", ground.tactile is False, "no tactile paving")
    if person.needs_light and kind in LIT:
        bar("lit", ground.lit is False, "no light")
    return found


def _bar_crossing(ground: Ground, person: Person, found: dict[str, str]) -> None:
    least = person.least_crossing
    if least is not None and ground.crossing in LEAST_CROSSINGS:
        rank = LEAST_CROSSINGS.index
        if rank(ground.crossing) < rank(least):
            found["crossing"] = f"a crossing that is {ground.crossing}"
    if person.needs_sound and ground.crossing == "signals" and ground.sound is False:
        found["sound"] = "signals without sound"


def not_known(ground: Ground, person: Person) -> set[str]:
    """Tests whose outcome raw OSM leaves open; slopes along the way apart."""
    found: set[str] = set()
    climbs, kind = by_foot(ground, person), ground.kind
    ground_felt = on_ground(ground, person)
    crossing = kind == "crossing"
    settled = person.wheels is not None and ground.wheelchair == "yes"
    if climbs and person.max_steps and ground.steps is None:
        found.add("steps")
    if climbs and person.needs_handrail and ground.handrail is None:
        found.add("handrail")
    if not settled:
        if ground_felt and person.max_cross_slope is not None:
            found |= {"cross_slope"} if ground.cross_slope_percent is None else set()
        if crossing and person.max_kerb_cm is not None and ground.kerb_cm is None:
            found.add("kerb")
        narrow = not climbs and kind not in WIDE
        if narrow and person.min_width_cm is not None and ground.width_cm is None:
            found.add("width")
        minds = bool(person.barred_surfaces) or person.worst_smoothness is not None
        floor = ground_felt and kind not in ("corridor", "walkway")
        mute = ground.surface in ("unknown", "other") and ground.smoothness == "unknown"
        if floor and minds and mute:
            found.add("surface")
    if crossing and person.least_crossing and ground.crossing == "unknown":
        found.add("crossing")
    if crossing and ground.crossing == "signals":
        found |= {"sound"} if person.needs_sound and ground.sound is None else set()
    if person.wheels is not None and ground.wheelchair == "limited":
        found.add("wheelchair")
    if person.needs_tactile and kind in GUIDED and ground.tactile is None:
        found.add("tactile")
    if person.needs_light and kind in LIT and ground.lit is None:
        found.add("lit")
    return found


def _above(value: float | None, limit: float | None) -> bool:
    return value is not None and limit is not None and value > limit + 1e-4
