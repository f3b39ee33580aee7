"""Metres on the ground for short distances in degrees, on the WGS 84 ellipsoid."""

from __future__ import annotations

import math
from typing import overload

import numpy as np

from .columns import F64

_EQUATOR_METRES = 6_378_137.0
_ECCENTRICITY_SQUARED = 0.006_694_379_990_14
_DEGREE = math.pi / 180.0


@overload
def metres_per_degree(lat: float) -> tuple[float, float]: ...
@overload
def metres_per_degree(lat: F64) -> tuple[F64, F64]: ...
def metres_per_degree(lat: float | F64) -> tuple[float, float] | tuple[F64, F64]:
    """Length of one degree of latitude and of one degree of longitude at ``lat``.

    From the radii of curvature of the ellipsoid: exact for small distances.

    >>> [round(float(metres), 1) for metres in metres_per_degree(35.7)]
    [110953.4, 90503.9]
    """
    if isinstance(lat, float | int):  # ten times faster than numpy for one number
        sine = math.sin(math.radians(lat))
        bulge_here = 1.0 - _ECCENTRICITY_SQUARED * sine * sine
        return (
            _EQUATOR_METRES * (1.0 - _ECCENTRICITY_SQUARED) / bulge_here**1.5 * _DEGREE,
            _EQUATOR_METRES / math.sqrt(bulge_here) * math.sqrt(1 - sine**2) * _DEGREE,
        )
    phi = np.radians(lat)
    bulge = 1.0 - _ECCENTRICITY_SQUARED * np.sin(phi) ** 2
    north = _EQUATOR_METRES * (1.0 - _ECCENTRICITY_SQUARED) / bulge**1.5
    east = _EQUATOR_METRES / np.sqrt(bulge) * np.cos(phi)
    return north * _DEGREE, east * _DEGREE


def ground_metres(lat_a: F64, lon_a: F64, lat_b: F64, lon_b: F64) -> F64:
    """Distance between points a and b, pair by pair.

    Below 60 degrees of latitude within 1 in 200,000 of the geodesic for distances up
    to 40 km.
    """
    north, east = metres_per_degree((lat_a + lat_b) / 2.0)
    across = (lon_b - lon_a + 180.0) % 360.0 - 180.0
    return np.hypot((lat_b - lat_a) * north, across * east)
