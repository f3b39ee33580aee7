"""Single OSM values as the checker reads them: lengths, inclines, facts, numbers.

Source: OSM wiki, Map features/Units, Key:incline. What does not follow it is not known.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

_LENGTH = re.compile(r"([+]?\d*\.?\d+)\s*(m|cm|mm|km|ft|in|'|\")?\s*$")
_FEET_AND_INCHES = re.compile(r"(\d+)'\s*(\d+(?:\.\d+)?)\"\s*$")
_CENTIMETRES: Final = {
    "": 100.0,
    "m": 100.0,
    "cm": 1.0,
    "mm": 0.1,
    "km": 100_000.0,
    "ft": 30.48,
    "'": 30.48,
    "in": 2.54,
    '"': 2.54,
}
WIDEST_CM: Final = 10_000.0
"""What is more was meant in centimetres, or is a slip."""


def length_cm(text: str | None) -> float | None:
    """Read a length; without a unit it is in metres.

    >>> [length_cm(text) for text in ("0.15", "15 cm", "1,2 m", "3'4\\"", "wide")]
    [15.0, 15.0, 120.0, 101.6, None]
    """
    value = (text or "").strip().lower().replace(",", ".")
    value = re.sub(r"(met(re|er)s?)$", "m", value)
    if both := _FEET_AND_INCHES.match(value):
        return round(int(both[1]) * 30.48 + float(both[2]) * 2.54, 4)
    if found := _LENGTH.match(value):
        return round(float(found[1]) * _CENTIMETRES[found[2] or ""], 4)
    return None


def width_cm(text: str | None) -> float | None:
    """A width; of several, as in "2;1.5", the least."""
    told = [length_cm(part) for part in (text or "").split(";")]
    known = [cm for cm in told if cm is not None and 0 < cm <= WIDEST_CM]
    return min(known, default=None)


def incline_percent(text: str | None) -> float | None:
    """Read an incline, up is positive; the words up and down are no number.

    >>> [incline_percent(text) for text in ("8%", "-1:20", "45°", "up")]
    [8.0, -5.0, 100.0, None]
    """
    value = (text or "").strip().replace(",", ".").rstrip("%").strip()
    try:
        if ":" in value:
            rise, run = map(float, value.split(":"))
            found = 100.0 * rise / run
        elif value.endswith("°"):
            found = 100.0 * math.tan(math.radians(float(value[:-1])))
        else:
            found = float(value)
    except (ValueError, ZeroDivisionError):
        return None
    return round(found, 6) if math.isfinite(found) and abs(found) <= 300 else None


def fact(tags: Mapping[str, str], key: str, yes: str = "yes") -> bool | None:
    """Read a fact; ``yes`` are the words that mean yes."""
    value = tags.get(key, "").strip().lower()
    if value in yes.split():
        return True
    return False if value in ("no", "none") else None


def count(text: str | None) -> int | None:
    """Read a whole number above nothing."""
    value = (text or "").strip()
    return int(value) if value.isdecimal() and int(value) else None


def any_of(facts: list[bool | None]) -> bool | None:
    """One yes is enough; else one no."""
    return True if True in facts else (False if False in facts else None)
