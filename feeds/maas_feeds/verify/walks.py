"""Walks against the ground: nobody flies, and no way is shorter than a straight line.

The streets themselves are looked at again for a person only: ``person_walks``.
"""

from __future__ import annotations

from collections.abc import Mapping

from .answer import BrokenRule, Json, instant, number, part, parts, position
from .blanks import straight_metres

STRAIGHT_SHARE = 0.99
"""A straight line on a sphere is up to 0.6 % off that on the ellipsoid."""
STRAIGHT_METRES = 10.0
"""Stated distances may leave out the steps from a door to the street's middle."""
GRACE_SECONDS = 5
"""Times on foot are whole seconds edge by edge."""


def check_walk(leg: Json, fastest: float, *, timed_by_rule: bool) -> None:
    """Check one walk; one whose time comes from transfers.txt may be any time."""
    start, end = part(leg, "from"), part(leg, "to")
    seconds = instant(leg, "endTime") - instant(leg, "startTime")
    straight = straight_metres(position(start), position(end)) - _by_lift(leg)
    stated = number(leg, "distance")
    if stated is not None and stated < 0:
        raise BrokenRule("walk", f"a distance of {stated} m is less than nothing")
    if timed_by_rule and not stated:
        return
    metres = straight if stated is None else max(straight, stated)
    if seconds < metres / fastest - GRACE_SECONDS:
        raise BrokenRule(
            "walk",
            f"{metres:.0f} m in {seconds} s is faster than {fastest:.1f} m/s",
        )
    if stated is not None and stated < straight * STRAIGHT_SHARE - STRAIGHT_METRES:
        raise BrokenRule(
            "walk",
            f"{stated:.0f} m is shorter than the straight line, {straight:.0f} m",
        )
    _check_steps(leg, stated)


def _by_lift(leg: Json) -> float:
    """Metres over the ground that a lift takes one, where it is told edge by edge."""
    told = leg.get("x-accessibility")
    edges = told.get("edges") if isinstance(told, Mapping) else None
    try:
        return sum(
            straight_metres(tuple(edge["from"]), tuple(edge["to"]))
            for edge in edges or ()
            if edge.get("kind") == "lift"
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise BrokenRule("form", "x-accessibility.edges cannot be read") from None


def _check_steps(leg: Json, stated: float | None) -> None:
    """Steps, where given, add up to the distance."""
    steps = leg.get("steps")
    if not steps or stated is None:
        return
    total = sum(number(step, "distance") or 0.0 for step in parts(leg, "steps"))
    if abs(total - stated) > 1 + len(steps) + 0.01 * stated:
        raise BrokenRule(
            "walk", f"its steps add up to {total:.0f} m, not to {stated:.0f} m"
        )
