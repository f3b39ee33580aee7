"""Places as text: ``lat,lon`` or ``lat,lon,level``."""

from __future__ import annotations

import re

from maas.errors import RequestError
from maas.journeys.request import At

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_COORDINATES = re.compile(
    rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*(?:,\s*({_NUMBER})\s*)?"
)


def find_coordinates(text: str) -> At | None:
    """Read a position in degrees; None if the text is not of that form.

    >>> find_coordinates("35.7027,139.5607,-1")
    At(lat=35.7027, lon=139.5607, level=-1.0)
    >>> find_coordinates("rail_mitaka")
    """
    match = _COORDINATES.fullmatch(text)
    if not match:
        return None
    lat, lon = float(match[1]), float(match[2])
    if abs(lat) > 90 or abs(lon) > 180:
        raise RequestError(
            f"{text.strip()!r} is no place on earth: give latitude (-90 to 90), then "
            f"longitude (-180 to 180)."
        )
    return At(lat, lon, None if match[3] is None else float(match[3]))
