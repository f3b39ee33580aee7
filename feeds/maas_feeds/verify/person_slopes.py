"""Slopes of an edge: the tag's, else that of the ground, within the person's limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from typing import Final

from .answer import BrokenRule
from .heights import Heights
from .person import Person
from .raw_streets import Tags
from .street_lines import Span
from .street_pieces import Edge, Found
from .street_values import incline_percent

TOLD_PERCENT: Final = 0.06
"""Slopes are told to a tenth of a percent."""
PIECE_METRES: Final = 10.0
"""The ground's slope is taken of pieces no longer than this …"""
LIMIT_METRES: Final = 30.0
"""… and held against limits over so much: the mean is never above the steepest."""
GROUND_PERCENT: Final = 1.0
GROUND_METRES: Final = 0.3
"""Means of heights that are taken a little differently differ by so much."""

Broken = Iterator[BrokenRule]


def check_slope(
    found: Found, felt: bool, person: Person, heights: Heights | None, wide: Span | None
) -> Broken:
    """Check what is told, and the limits where slopes are felt.

    ``wide`` is the longest stretch that the edge may be a part of: a slope is told of
    whole edges, and a walk may begin or end within one.
    """
    edge = found.edge
    told, source = edge.number("slopePercent"), edge.told.get("slopeSource")
    tagged = incline_percent(found.tags.get("incline"))
    if tagged is not None and found.span is not None and not found.span.as_drawn:
        tagged = -tagged
    if source == "tag":
        # Which way round something very short is walked cannot be seen.
        either = edge.metres <= 1.0 and told is not None and tagged is not None
        if told is None or tagged is None:
            yield _claim(edge, "a slope of a tag, but no incline is tagged")
        elif abs(told - tagged) > TOLD_PERCENT and not (
            either and abs(told + tagged) <= TOLD_PERCENT
        ):
            yield _claim(edge, f"a slope of {told:+.1f} %, tagged {tagged:+.1f} %")
    elif source == "elevation" and tagged is not None:
        yield _claim(edge, f"a slope of the ground, but {tagged:+.1f} % is tagged")
    elif source == "elevation" and heights is not None and told is not None:
        yield from _by_heights(found, told, felt, person, heights, wide)
    if felt and told is not None:
        yield from _limits(edge, told, TOLD_PERCENT, person)


def _by_heights(
    found: Found,
    told: float,
    felt: bool,
    person: Person,
    heights: Heights,
    wide: Span | None,
) -> Broken:
    """The mean of any part lies between the least and the greatest slope around it."""
    # Which way round something very short is walked cannot be seen.
    if found.edge.metres <= 1.0 or off_the_ground(found.tags):
        return
    if found.span is None or wide is None:
        return
    long = found.edge.metres >= 2 * LIMIT_METRES
    around, grace = _slopes(wide, heights, LIMIT_METRES if long else PIECE_METRES)
    if around and not min(around) - grace <= told <= max(around) + grace:
        yield _claim(
            found.edge,
            f"a slope of {told:+.1f} %, the ground has {min(around):+.1f} to"
            f" {max(around):+.1f} %",
        )
    if felt and found.span.metres >= LIMIT_METRES / 2:
        slopes, grace = _slopes(found.span, heights, LIMIT_METRES)
        for steepest in (max(slopes, default=0.0), min(slopes, default=0.0)):
            yield from _limits(found.edge, steepest, grace, person)


def _slopes(span: Span, heights: Heights, longest: float) -> tuple[list[float], float]:
    """Percent of each piece of a span, as one walks, and how exact; none if unknown."""
    pieces = max(ceil(span.metres / longest), 1)
    length = max(span.metres / pieces, 1.0)
    at = [span.place(i / pieces) for i in range(pieces + 1)]
    known = [h for place in at if (h := heights.at(place)) is not None]
    slopes = [100.0 * (b - a) / length for a, b in pairwise(known)]
    grace = GROUND_PERCENT + 100.0 * GROUND_METRES / length
    return (slopes if len(known) == len(at) else []), grace


def _limits(edge: Edge, slope: float, grace: float, person: Person) -> Broken:
    for along, limit in (
        (slope, person.max_slope_up),
        (-slope, person.max_slope_down),
    ):
        if limit is not None and along > limit + grace:
            yield BrokenRule("slope", f"{edge.where} has {slope:+.1f} %")


def _claim(edge: Edge, message: str) -> BrokenRule:
    return BrokenRule("claim", f"{edge.where}: {message}")


def off_the_ground(tags: Tags) -> bool:
    """On a bridge, in a tunnel or on a level the ground's height is not the way's."""
    return (
        tags.get("bridge", "no") != "no"
        or tags.get("tunnel", "no") not in ("no", "building_passage")
        or tags.get("level", "0") != "0"
        or tags.get("layer", "0") != "0"
    )
