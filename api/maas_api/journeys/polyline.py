"""Google's encoded polyline format, six decimals.

Source: https://developers.google.com/maps/documentation/utilities/polylinealgorithm.
Six decimals, not MOTIS v1's seven: those overflow east of 107 degrees, where Japan is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

PRECISION: Final = 6
"""Decimals of a degree that are kept."""


def encode(lats: Sequence[float], lons: Sequence[float]) -> str:
    """Encode points in degrees.

    >>> encode([38.5, 40.7, 43.252], [-120.2, -120.95, -126.453])
    '_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI'
    """
    scale = 10**PRECISION
    text: list[str] = []
    last_lat = last_lon = 0
    for lat, lon in zip(lats, lons, strict=True):
        y, x = round(lat * scale), round(lon * scale)
        _append(text, y - last_lat)
        _append(text, x - last_lon)
        last_lat, last_lon = y, x
    return "".join(text)


def _append(text: list[str], value: int) -> None:
    """Append one number: zigzag, five bits a character, lowest first."""
    value = ~(value << 1) if value < 0 else value << 1
    while value >= 0x20:
        text.append(chr((0x20 | (value & 0x1F)) + 63))
        value >>= 5
    text.append(chr(value + 63))
