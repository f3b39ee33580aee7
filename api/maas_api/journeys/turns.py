"""Where to turn between two stretches of a walk."""

from __future__ import annotations

import math
from collections.abc import Sequence

from maas.journeys.itinerary import Step

from .schemas import Direction

# Largest angle (degrees) that still counts; OpenTripPlanner uses the same bounds
# (RelativeDirection.calculate: 0.3, 0.7 and 2 radians).
_BOUNDS = (
    (17, Direction.CONTINUE, Direction.CONTINUE),
    (40, Direction.SLIGHTLY_LEFT, Direction.SLIGHTLY_RIGHT),
    (115, Direction.LEFT, Direction.RIGHT),
    (165, Direction.HARD_LEFT, Direction.HARD_RIGHT),
    (180, Direction.UTURN_LEFT, Direction.UTURN_RIGHT),
)


def direction_of(step: Step, before: Step | None) -> Direction:
    """Say how a step is entered from the one before it."""
    if step.kind == "steps":
        return Direction.STAIRS
    if step.kind == "lift":
        return Direction.ELEVATOR
    if before is None:
        return Direction.DEPART
    arriving = _bearing(before.lats[-2:], before.lons[-2:])
    leaving = _bearing(step.lats[:2], step.lons[:2])
    if arriving is None or leaving is None:
        return Direction.CONTINUE
    angle = (leaving - arriving + 180) % 360 - 180
    for bound, left, right in _BOUNDS:
        if abs(angle) <= bound:
            return left if angle < 0 else right
    return Direction.UTURN_LEFT


def _bearing(lats: Sequence[float], lons: Sequence[float]) -> float | None:
    """Bearing from the first to the second point, degrees clockwise from north."""
    if len(lats) < 2 or (lats[0] == lats[1] and lons[0] == lons[1]):
        return None
    east = (lons[1] - lons[0]) * math.cos(math.radians(lats[0]))
    return math.degrees(math.atan2(east, lats[1] - lats[0]))
