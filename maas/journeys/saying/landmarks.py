"""What stands by the way and has a name: the stops, stations and entrances of the town."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np

from ...city import City
from ...columns import F64
from ...geo import metres_per_degree

NEAR_METRES: Final = 25.0
"""A turn is by a landmark no further off."""
PASSED_METRES: Final = 20.0
STOP, STATION, ENTRANCE = 0, 1, 2


class Landmarks:
    """Named stops, stations and entrances, but for those that a walk leads to or from."""

    def __init__(self, city: City, without: Collection[int] = ()) -> None:
        stops = city.stops
        named = np.diff(stops.name.at) > 0
        shown = np.isin(stops.location_type, (STOP, STATION, ENTRANCE))
        shown &= named & ~np.isnan(stops.lat) & ~np.isnan(stops.lon)
        shown[list(without)] = False
        self._stop = np.flatnonzero(shown)
        self._lat: F64 = stops.lat[self._stop]
        self._lon: F64 = stops.lon[self._stop]

    def at(self, lat: float, lon: float) -> int | None:
        """Return the nearest landmark to a place, None where there is none near."""
        if not len(self._stop):
            return None
        metres = self._metres(lat, lon)
        nearest = int(np.argmin(metres))
        return int(self._stop[nearest]) if metres[nearest] <= NEAR_METRES else None

    def along(self, lats: F64, lons: F64) -> list[tuple[float, int]]:
        """Return (share of the line, stop) of what is passed, in order.

        Of several of one line's spot, platforms say, the nearest stands for all.
        """
        if len(lats) < 2 or not len(self._stop):
            return []
        north, east = metres_per_degree(float(lats[0]))
        x, y = lons * east, lats * north
        px, py = self._lon * east, self._lat * north
        close = (px >= x.min() - PASSED_METRES) & (px <= x.max() + PASSED_METRES)
        close &= (py >= y.min() - PASSED_METRES) & (py <= y.max() + PASSED_METRES)
        dx, dy = np.diff(x), np.diff(y)
        lengths = np.hypot(dx, dy)
        begins = np.concatenate([[0.0], np.cumsum(lengths)])
        squared = np.maximum(lengths * lengths, 1e-9)
        found: list[tuple[float, float, int]] = []
        for one in np.flatnonzero(close).tolist():
            share = ((px[one] - x[:-1]) * dx + (py[one] - y[:-1]) * dy) / squared
            share = np.clip(share, 0.0, 1.0)
            away = np.hypot(
                x[:-1] + share * dx - px[one], y[:-1] + share * dy - py[one]
            )
            best = int(np.argmin(away))
            if away[best] <= PASSED_METRES:
                at = begins[best] + share[best] * lengths[best]
                found.append((float(at / begins[-1]), float(away[best]), one))
        found.sort()
        return [(share, int(self._stop[one])) for share, _, one in found]

    def _metres(self, lat: float, lon: float) -> F64:
        north, east = metres_per_degree(lat)
        return np.hypot((self._lat - lat) * north, (self._lon - lon) * east)
