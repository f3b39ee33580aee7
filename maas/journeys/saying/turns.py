"""Turns: how a way goes on, by the angle of its real line."""

from __future__ import annotations

import math
from typing import Final

from ...columns import F64
from ...geo import metres_per_degree
from .kinds import Kind

SIGHT_METRES: Final = 12.0
"""A direction is that of so many metres before and after: kinks are no turns."""

# Bounds in degrees between going straight on, slight, plain and sharp turns, and turning
# round: a choice. That people's sectors for left and right are wider than those between,
# and straight ahead is narrow: A. Klippel, D. R. Montello, "Linguistic and Nonlinguistic
# Turn Direction Concepts", COSIT 2007, LNCS 4736.
STRAIGHT_BELOW: Final = 25.0
SLIGHT_BELOW: Final = 55.0
PLAIN_BELOW: Final = 125.0
SHARP_BELOW: Final = 165.0

COMPASS: Final = ("north", "north_east", "east", "south_east")
COMPASS_BACK: Final = ("south", "south_west", "west", "north_west")

_RIGHT: Final = (
    (STRAIGHT_BELOW, Kind.STRAIGHT),
    (SLIGHT_BELOW, Kind.SLIGHT_RIGHT),
    (PLAIN_BELOW, Kind.RIGHT),
    (SHARP_BELOW, Kind.SHARP_RIGHT),
)
MIRRORED: Final = {
    Kind.STRAIGHT: Kind.STRAIGHT,
    Kind.SLIGHT_RIGHT: Kind.SLIGHT_LEFT,
    Kind.RIGHT: Kind.LEFT,
    Kind.SHARP_RIGHT: Kind.SHARP_LEFT,
    Kind.U_TURN: Kind.U_TURN,
}


def turn_of(degrees: float) -> Kind:
    """Return the turn of an angle, right is positive, -180 to 180.

    >>> turn_of(-90.0).value, turn_of(30.0).value, turn_of(180.0).value
    ('left', 'slight_right', 'u_turn')
    """
    for below, kind in _RIGHT:
        if abs(degrees) < below:
            return kind if degrees >= 0 else MIRRORED[kind]
    return Kind.U_TURN


def angle_between(before: float, after: float) -> float:
    """Return the turn from one bearing to another, in [-180, 180), right is positive.

    >>> angle_between(350.0, 10.0), angle_between(10.0, 350.0)
    (20.0, -20.0)
    """
    return (after - before + 180.0) % 360.0 - 180.0


def bearing(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float | None:
    """Return degrees from north, clockwise, 0 to 360; None where both are one place."""
    north, east = metres_per_degree((lat_a + lat_b) / 2.0)
    across = (lon_b - lon_a + 180.0) % 360.0 - 180.0
    return _direction(across * east, (lat_b - lat_a) * north)


def _direction(x: float, y: float) -> float | None:
    """Degrees from north of x metres east and y metres north, None of next to none."""
    if math.hypot(x, y) < 0.1:
        return None
    return math.degrees(math.atan2(x, y)) % 360.0


def bearing_after(lats: F64, lons: F64) -> float | None:
    """Return the direction in which a line begins, over the first metres of it."""
    if len(lats) < 2:
        return None
    # A handful of points: quicker one by one than as arrays.
    lat, lon = lats.item(0), lons.item(0)
    north, east = metres_per_degree(lat)
    x = y = along = 0.0
    for point in range(1, len(lats)):
        before, left = (x, y), SIGHT_METRES - along
        x = ((lons.item(point) - lon + 180.0) % 360.0 - 180.0) * east
        y = (lats.item(point) - lat) * north
        step = math.hypot(x - before[0], y - before[1])
        if step >= left:
            x = before[0] + (x - before[0]) * left / step
            y = before[1] + (y - before[1]) * left / step
            break
        along += step
    return _direction(x, y)


def bearing_before(lats: F64, lons: F64) -> float | None:
    """Return the direction in which a line ends, over the last metres of it."""
    back = bearing_after(lats[::-1], lons[::-1])
    return None if back is None else (back + 180.0) % 360.0


def compass_of(degrees: float) -> str:
    """Return the name of the nearest of eight directions.

    >>> compass_of(350.0), compass_of(225.0)
    ('north', 'south_west')
    """
    sector = round(degrees / 45.0) % 8
    return (*COMPASS, *COMPASS_BACK)[sector]
