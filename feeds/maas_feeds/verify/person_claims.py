"""What an answer says of an edge, held against the tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .answer import BrokenRule, Json, number
from .person import Person
from .person_rules import Ground, by_foot
from .raw_streets import Tags
from .street_pieces import Edge, Found
from .street_tags import gaps_cm, kerb_cm, side_kerbs_cm, widths_cm

SLOPE_GRACE_PERCENT: Final = 0.06
"""Slopes are told to a tenth of a percent."""

Broken = Iterator[BrokenRule]


def check_claims(
    found: Found, met: Ground, may: Ground, nodes: list[Tags], person: Person
) -> Broken:
    """Kind, kerb, width, surface, steps and wheelchair are what the tags say.

    ``met`` is what has to be passed for certain; ``nodes`` are the tags of all nodes
    that may belong to the edge. A claim may be as bad as any of these, never better
    than what is met. ``may`` is what the edge is like with all of these.
    """
    edge, tags = found.edge, found.tags
    yield from _kind(found, nodes)
    kerbs = [cm for one in (tags, *nodes) for cm in (kerb_cm(one), *side_kerbs_cm(one))]
    yield from _within(edge, "kerbCm", met.kerb_cm, kerbs, worse=max)
    widths = [*widths_cm(tags), *(w for node in nodes for w in gaps_cm(node))]
    # Where the gap of some barrier is not known, no width is.
    least = None if may.width_cm is None else met.width_cm
    yield from _within(edge, "widthCm", least, widths, worse=min)
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
    edge: Edge,
    name: str,
    met: float | None,
    told_by: Sequence[float | None],
    *,
    worse: object,
) -> Broken:
    told = edge.number(name)
    if told is None:
        if met is not None:
            yield _claim(edge, f"{name} is not told, the tags say {met:g}")
        return
    if all(one is None or abs(told - one) > 0.1 for one in told_by):
        yield _claim(edge, f"{name} is {told:g}, which no tag says")
        return
    if met is None:
        return
    better = told < met - 0.1 if worse is max else told > met + 0.1
    if better:
        yield _claim(edge, f"{name} is {told:g}, the tags say {met:g}")


def _steps(edge: Edge, met: Ground, person: Person) -> Broken:
    told = max(edge.number("steps") or 0, 0)
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


def check_whole(told: Json, edges: list[Edge], person: Person) -> Broken:
    """What is told of the whole walk is what is told of its edges."""
    climbed = sum(max(e.number("steps") or 0, 0) for e in edges if e.kind == "steps")
    steps = number(told, "steps") or 0.0
    # On wheels some stairs are passed by their ramps.
    if steps > climbed or (person.wheels is None and steps != climbed):
        yield BrokenRule("claim", f"{steps:g} steps, on its edges are {climbed:g}")
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
        stated = number(told, name)
        if least is not None and least > SLOPE_GRACE_PERCENT:
            if stated is None or stated < least - SLOPE_GRACE_PERCENT:
                yield BrokenRule("claim", f"{name} is {stated}, an edge has {least:g}")
        elif stated is not None and not slopes and stated > most:
            yield BrokenRule("claim", f"{name} is {stated:g}, no edge has a slope")
    for name, true in (
        ("highestKerbCm", max(kerbs, default=None)),
        ("narrowestWidthCm", min(widths, default=None)),
    ):
        stated = number(told, name)
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
