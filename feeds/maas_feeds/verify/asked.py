"""What the question said, as far as it bears on what an answer may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .answer import Json

FASTEST_WALK_METRES_PER_SECOND = 2.533
"""The fastest group's maximum walking speed, men in their twenties.

Source: R. W. Bohannon, "Comfortable and maximum walking speed of adults aged 20-79
years", Age and Ageing 26(1), 1997.
"""

FASTER_THAN_STATED = 1.5
"""Moving walkways, and seconds rounded edge by edge, beat the stated speed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Limits from requestParameters; what is not stated there does not bind."""

    min_transfer_seconds: int
    additional_transfer_seconds: int
    transfer_factor: float
    walk_metres_per_second: float
    """No walk may be faster, measured along the straight line."""
    time: int | None
    """Unix seconds; None where not stated, or a page of results was asked for."""
    arrive_by: bool
    single: bool
    """One departure (arrival) was asked for, not all in a window."""


def read_asked(answer: Json, fastest: float) -> Asked:
    """Read requestParameters: strings by parameter name of MOTIS's plan operation."""
    stated = answer.get("requestParameters")
    get = (stated if isinstance(stated, Mapping) else {}).get
    speed = _number(get("pedestrianSpeed"), 0.0)
    return Asked(
        round(60 * _number(get("minTransferTime"), 0.0)),
        round(60 * _number(get("additionalTransferTime"), 0.0)),
        max(1.0, _number(get("transferTimeFactor"), 1.0)),
        max(FASTER_THAN_STATED * speed, 0.5) if speed > 0 else fastest,
        None if get("pageCursor") else _time(get("time")),
        str(get("arriveBy")).lower() == "true",
        str(get("timetableView")).lower() == "false",
    )


def _number(text: object, default: float) -> float:
    try:
        return float(str(text))
    except ValueError:
        return default


def _time(text: object) -> int | None:
    try:
        read = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return int(read.timestamp()) if read.tzinfo else None
