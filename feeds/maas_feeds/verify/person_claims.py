"""What an answer says of an edge, held against the tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .answer import BrokenRule, Json
from .heights import Heights
from .person import Person
from .person_rules import Ground, by_foot
from .raw_streets import Tags
from .street_pieces import Edge, Found
from .street_tags import incline_percent, kerbs_cm, openings_cm, widths_cm

SLOPE_GRACE_PERCENT: Final = 0.06
"""Slopes are told to a tenth of a percent."""
HEIGHT_METRES: Final = 2.0
"""By so much may the heights of both ends together be smoothed away."""
SLOPE_METRES: Final = 30.0
"""Heights of anything shorter say little: noise would be all there is."""
SLOPE_OF_HEIGHTS_PERCENT: Final = 1.0

Broken = Iterator[BrokenRule]


def check_claims(
    found: Found, met: Ground, nodes: list[Tags], person: Person
) -> Broken:
    """Kind, kerb, width, surface, steps and wheelchair are what the tags say.

    ``met`` is what has to be passed for certain; ``nodes`` are the tags of all nodes
    that may belong to the edge. A claim may be as bad as any of these, never better
    than what is met.
    """
    edge, tags = found.edge, found.tags
    yield from _kind(found, nodes)
    kerbs = [cm for one in (tags, *nodes) for cm in kerbs_cm(one)]
    yield from _within(edge, "kerbCm", met.kerb_cm, kerbs, worse=max)
    widths = [*widths_cm(tags), *(w for node in nodes for w in openings_cm(node))]
    yield from _within(edge, "widthCm", met.width_cm, widths, worse=min)
    for name, true in (("surface", met.surface), ("smoothness", met.smoothness)):
        if (told := edge.told.get(name) or "unknown") != true:
            yield _claim(edge, f"{name} is {told}, the tags say {true}")
    yield from _steps(edge, met, person)
    yield from _wheelchair(edge, met, nodes, tags)


def _claim(edge: Edge, message: str) -> BrokenRule:
    return BrokenRule("claim", f"{edge.where}: {message}")


def _kind(found: Found, nodes: list[Tags]) -> Broken:
    told, true = found.edge.kind, found.kind
    if told == true or (told == "gate" and any("barrier" in node for node in nodes)):
        return
    # The ring of an area may be walked like any way.
    if {told, true} == {"plaza", "footway"} and found.span is not None:
        return
    yield _claim(found.edge, f"it is told as {told}, the tags say {true}")


def _within(
    edge: Edge, name: str, met: float | None, told_by: list[float], *, worse: object
) -> Broken:
    told = edge.number(name)
    if told is None:
        if met is not None:
            yield _claim(edge, f"{name} is not told, the tags say {met:g}")
        return
    if all(abs(told - one) > 0.1 for one in told_by):
        yield _claim(edge, f"{name} is {told:g}, which no tag says")
        return
    if met is None:
        return
    better = told < met - 0.1 if worse is max else told > met + 0.1
    if better:
        yield _claim(edge, f"{name} is {told:g}, the tags say {met:g}")


def _steps(edge: Edge, met: Ground, person: Person) -> Broken:
    told = edge.number("steps") or 0
    if met.kind not in ("steps", "escalator"):
        if told > 0:
            yield _claim(edge, f"{told:g} steps, where the tags say {met.kind}")
    elif by_foot(met, person) and told > 0 and told != met.steps:
        yield _claim(edge, f"{told:g} steps, the tags say {met.steps}")


def _wheelchair(edge: Edge, met: Ground, nodes: list[Tags], tags: Tags) -> Broken:
    told, true = edge.told.get("wheelchair"), met.wheelchair
    spoken = [one.get("wheelchair") for one in (tags, *nodes)]
    if told == "yes" and true != "yes":
        allowed = {"yes", "designated", "only"} & set(spoken) and true is None
        if not allowed:
            yield _claim(edge, f"wheelchair is yes, the tags say {true}")
    elif true in ("no", "limited") and told not in ("no", "limited"):
        yield _claim(edge, f"wheelchair is {told}, the tags say {true}")


def check_slope(
    found: Found, felt: bool, person: Person, heights: Heights | None
) -> Broken:
    """The slope is that of the tag, else that of the ground, and within the limits."""
    edge = found.edge
    told, source = edge.number("slopePercent"), edge.told.get("slopeSource")
    tagged = incline_percent(found.tags.get("incline"))
    if tagged is not None and found.span is not None and not found.span.as_drawn:
        tagged = -tagged
    if source == "tag":
        if tagged is None or told is None:
            yield _claim(edge, "a slope of a tag, but no incline is tagged")
        elif abs(told - tagged) > SLOPE_GRACE_PERCENT and not (
            _too_short_to_turn(edge) and abs(told + tagged) <= SLOPE_GRACE_PERCENT
        ):
            yield _claim(edge, f"a slope of {told:+.1f} %, tagged {tagged:+.1f} %")
    elif source == "elevation":
        if tagged is not None:
            yield _claim(edge, f"a slope of the ground, but {tagged:+.1f} % is tagged")
        yield from _by_heights(found, told, felt, person, heights)
    if felt and told is not None:
        yield from limit_faults(edge, told, SLOPE_GRACE_PERCENT, person)


def limit_faults(edge: Edge, slope: float, grace: float, person: Person) -> Broken:
    """Faults of a slope that is steeper than the person's limits."""
    for along, limit in (
        (slope, person.max_slope_up),
        (-slope, person.max_slope_down),
    ):
        if limit is not None and along > limit + grace:
            yield BrokenRule("slope", f"{edge.where} has {slope:+.1f} %")


def _too_short_to_turn(edge: Edge) -> bool:
    return edge.metres <= 1.0


def _by_heights(
    found: Found,
    told: float | None,
    felt: bool,
    person: Person,
    heights: Heights | None,
) -> Broken:
    edge = found.edge
    if heights is None or told is None or edge.metres < SLOPE_METRES:
        return
    if off_the_ground(found.tags):
        return
    start, end = heights.at(edge.start), heights.at(edge.end)
    if start is None or end is None:
        return
    true = 100.0 * (end - start) / edge.metres
    grace = SLOPE_OF_HEIGHTS_PERCENT + 100.0 * HEIGHT_METRES / edge.metres
    if abs(told - true) > grace:
        yield _claim(edge, f"a slope of {told:+.1f} %, the ground has {true:+.1f} %")
    if felt:
        yield from limit_faults(edge, true, grace, person)


def off_the_ground(tags: Tags) -> bool:
    """On a bridge, in a tunnel or on a level the ground's height is not the way's."""
    return (
        tags.get("bridge", "no") != "no"
        or tags.get("tunnel", "no") not in ("no", "building_passage")
        or tags.get("level", "0") != "0"
        or tags.get("layer", "0") != "0"
    )


def check_whole(told: Json, edges: list[Edge]) -> Broken:
    """What is told of the whole walk is what is told of its edges."""
    slopes = [s for e in edges if (s := e.number("slopePercent")) is not None]
    kerbs = [k for e in edges if (k := e.number("kerbCm")) is not None]
    widths = [w for e in edges if (w := e.number("widthCm")) is not None]
    ground = [s for e, s in _felt(edges)]
    for name, least, most in (
        ("maxSlopeUp", max([0.0, *ground]) if ground else None, max([0.0, *slopes])),
        (
            "maxSlopeDown",
            max(0.0, -min(ground)) if ground else None,
            max([0.0, *(-s for s in slopes)]),
        ),
    ):
        stated = _number(told, name)
        if least is not None and least > SLOPE_GRACE_PERCENT:
            if stated is None or stated < least - SLOPE_GRACE_PERCENT:
                yield BrokenRule("claim", f"{name} is {stated}, an edge has {least:g}")
        elif stated is not None and not slopes and stated > most:
            yield BrokenRule("claim", f"{name} is {stated:g}, no edge has a slope")
    for name, true in (
        ("highestKerbCm", max(kerbs, default=None)),
        ("narrowestWidthCm", min(widths, default=None)),
    ):
        stated = _number(told, name)
        if (stated is None) != (true is None) or (
            stated is not None and true is not None and abs(stated - true) > 0.1
        ):
            yield BrokenRule("claim", f"{name} is {stated}, that of the edges {true}")


def _felt(edges: list[Edge]) -> list[tuple[Edge, float]]:
    carried = ("lift", "escalator", "moving_walkway", "gate", "link", "straight")
    return [
        (edge, slope)
        for edge in edges
        if edge.kind not in (*carried, "steps")
        and (slope := edge.number("slopePercent")) is not None
    ]


def _number(told: Json, name: str) -> float | None:
    value = told.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BrokenRule("form", f"{name} {value!r} is not a number")
    return float(value)
