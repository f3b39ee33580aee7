"""What single OSM values say: numbers with units, three-valued facts, levels.

Source: the OSM wiki's pages Map features/Units, Key:incline and Key:level, read as
written there. A value that does not follow them is unknown.
"""

from __future__ import annotations

import math
import re
from typing import Final

UNKNOWN, YES, NO = 0, 1, 2
"""Three-valued facts, GTFS's own numbers."""

LIMITED: Final = 3
"""wheelchair=limited: some can, and how is not said."""

WIDEST_CM: Final = 10_000.0
"""A way or a gap wider than this was meant in centimetres, or is a slip."""

HIGHEST_KERB_CM: Final = 100.0
"""A kerb:height above this was meant in centimetres (``kerb:height=15``)."""

MOST_STEPS: Final = 32_767

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_LENGTH = re.compile(rf"^({_NUMBER})\s*(m|metres?|meters?|cm|mm|km|in|ft|'|\")?$")
_FEET = re.compile(r"^(\d+)'\s*(?:(\d+(?:\.\d+)?)\")?$")
_RATIO = re.compile(rf"^({_NUMBER})\s*:\s*({_NUMBER})$")
_LEVELS = re.compile(rf"^({_NUMBER})(?:\s*-\s*({_NUMBER}))?$")
_METRES = {
    None: 1.0,
    "m": 1.0,
    "metre": 1.0,
    "metres": 1.0,
    "meter": 1.0,
    "meters": 1.0,
    "cm": 0.01,
    "mm": 0.001,
    "km": 1000.0,
    "in": 0.0254,
    "ft": 0.3048,
    "'": 0.3048,
    '"': 0.0254,
}

NAN = math.nan


def known(value: float) -> bool:
    """Whether a number was given."""
    return not math.isnan(value)


def metres(text: str | None) -> float:
    """Length in metres; without a unit it is metres.

    >>> [metres(text) for text in ("0.15", "15 cm", "1,2", "wide")]
    [0.15, 0.15, 1.2, nan]
    """
    if text is None:
        return NAN
    value = text.strip().lower().replace(",", ".")
    if found := _LENGTH.match(value):
        return round(float(found[1]) * _METRES[found[2]], 6)
    if found := _FEET.match(value):
        return int(found[1]) * 0.3048 + float(found[2] or 0) * 0.0254
    return NAN


def centimetres(text: str | None) -> float:
    """Length in centimetres; negative lengths are not known.

    >>> centimetres("0.15")
    15.0
    """
    value = metres(text)
    return round(100.0 * value, 4) if value >= 0 else NAN


def slope_percent(text: str | None) -> float:
    """Slope in percent, up is positive; "up" and "down" alone say no number.

    >>> [slope_percent(text) for text in ("8%", "-1:12", "10°", "up")]
    [8.0, -8.333333, 17.632698, nan]
    """
    if text is None:
        return NAN
    value = text.strip().replace(",", ".")
    if found := _RATIO.match(value.rstrip("%")):
        run = float(found[2])
        return round(100.0 * float(found[1]) / run, 6) if run else NAN
    if value.endswith("°"):
        try:
            degrees = float(value[:-1])
        except ValueError:
            return NAN
        return round(100 * math.tan(math.radians(degrees)), 6) if degrees < 89 else NAN
    try:
        # "incline=8" without % is common and means percent.
        number = float(value.rstrip("%").strip())
    except ValueError:
        return NAN
    return number if math.isfinite(number) and abs(number) <= 300 else NAN


def width_cm(text: str | None) -> float:
    """A width in centimetres; of none or of more than 100 m nothing is known.

    >>> [width_cm(text) for text in ("1.2", "-1", "0", "600")]
    [120.0, nan, nan, nan]
    """
    value = centimetres(text)
    return value if 0 < value <= WIDEST_CM else NAN


def kerb_height_cm(text: str | None) -> float:
    """Height of a kerb in centimetres; what is higher than a metre is not known.

    >>> [kerb_height_cm(text) for text in ("0.15", "15", "15 cm", "high")]
    [15.0, nan, 15.0, nan]
    """
    value = centimetres(text)
    return value if value <= HIGHEST_KERB_CM else NAN


def steepest_up(text: str | None) -> float:
    """How steeply one climbs at most along a way, in percent, 0 for never.

    >>> [steepest_up(text) for text in ("8%", "-8%", "up")]
    [8.0, 0.0, nan]
    """
    slope = slope_percent(text)
    return max(slope, 0.0) if known(slope) else NAN


def steepest_down(text: str | None) -> float:
    """How steeply one descends at most along a way, in percent, 0 for never."""
    slope = slope_percent(text)
    return max(-slope, 0.0) if known(slope) else NAN


def rise(text: str | None) -> float:
    """1 where a way rises as it is drawn, 2 where it falls, NaN not known.

    >>> [rise(text) for text in ("up", "-5%", "0%")]
    [1.0, 2.0, nan]
    """
    return {1: 1.0, -1: 2.0}.get(direction(text), NAN)


def step_count(text: str | None) -> float:
    """A number of steps, NaN where it is none.

    >>> [step_count(text) for text in ("12", "a few", "0")]
    [12.0, nan, nan]
    """
    number = count(text)
    return float(min(number, MOST_STEPS)) if number > 0 else NAN


def direction(incline: str | None) -> int:
    """1 where a way rises as it is drawn, -1 where it falls, 0 not known.

    >>> [direction(text) for text in ("up", "-5%", None)]
    [1, -1, 0]
    """
    if incline is None:
        return 0
    word = incline.strip().lower()
    if word in ("up", "down"):
        return 1 if word == "up" else -1
    slope = slope_percent(word)
    return 0 if math.isnan(slope) else (slope > 0) - (slope < 0)


def count(text: str | None) -> int:
    """A whole number of things, -1 where not known."""
    if text is None:
        return -1
    value = text.strip()
    return int(value) if value.isascii() and value.isdigit() and int(value) else -1


def fact(text: str | None, *, yes: tuple[str, ...] = ("yes",)) -> int:
    """A three-valued fact: yes, no, or not known.

    >>> [fact(text) for text in ("yes", "no", "maybe", None)]
    [1, 2, 0, 0]
    """
    if text is None:
        return UNKNOWN
    value = text.strip().lower()
    if value in yes:
        return YES
    return NO if value in ("no", "none") else UNKNOWN


def wheelchair(text: str | None) -> int:
    """wheelchair=*: yes and designated 1, no 2, limited 3, else not known."""
    return {"yes": 1, "designated": 1, "no": 2, "limited": 3, "only": 1}.get(
        (text or "").strip().lower(), UNKNOWN
    )


def levels(text: str | None) -> tuple[float, ...]:
    """Levels in the order written; a range stands for its ends and what is between.

    >>> levels("-1;0"), levels("0-2"), levels("-2--1"), levels("roof")
    ((-1.0, 0.0), (0.0, 1.0, 2.0), (-2.0, -1.0), ())
    """
    found: list[float] = []
    for part in (text or "").replace(",", ";").split(";"):
        match = _LEVELS.match(part.strip())
        if not match:
            continue
        low, high = float(match[1]), float(match[2] or match[1])
        steps = abs(high - low)
        if steps > 100 or max(abs(low), abs(high)) > 1000:
            continue
        if steps > 1 and steps.is_integer():
            sign = 1 if high > low else -1
            found += [low + sign * i for i in range(int(steps) + 1)]
        else:
            found += [low] if low == high else [low, high]
    return tuple(dict.fromkeys(found))
