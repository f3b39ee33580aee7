"""Which of MOTIS's modes stand for which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from maas.errors import RequestError

from .schemas import Mode

_RAIL: Final = frozenset(
    {
        Mode.HIGHSPEED_RAIL,
        Mode.LONG_DISTANCE,
        Mode.NIGHT_RAIL,
        Mode.REGIONAL_RAIL,
        Mode.SUBURBAN,
        Mode.SUBWAY,
    }
)
_SAME: Final = {
    Mode.RAIL: _RAIL,
    Mode.REGIONAL_FAST_RAIL: frozenset({Mode.REGIONAL_RAIL}),
    Mode.METRO: frozenset({Mode.SUBURBAN}),
    Mode.AREAL_LIFT: frozenset({Mode.AERIAL_LIFT}),
    Mode.CABLE_CAR: frozenset({Mode.TRAM}),
}
"""Modes that stand for others: groups, and names that MOTIS has given up."""
TRANSIT_MODES: Final = (
    Mode.TRANSIT,
    Mode.TRAM,
    Mode.SUBWAY,
    Mode.FERRY,
    Mode.AIRPLANE,
    Mode.BUS,
    Mode.COACH,
    Mode.RAIL,
    Mode.REGIONAL_FAST_RAIL,
    *sorted(_RAIL - {Mode.SUBWAY}),
    Mode.FUNICULAR,
    Mode.AERIAL_LIFT,
    Mode.ODM,
    Mode.RIDE_SHARING,
    Mode.OTHER,
    Mode.AREAL_LIFT,
    Mode.METRO,
    Mode.CABLE_CAR,
)


def transit_modes_of(asked: Iterable[Mode]) -> frozenset[str] | None:
    """Resolve ``transitModes``: None where every mode is allowed.

    >>> sorted(transit_modes_of([Mode.BUS, Mode.METRO]))
    ['BUS', 'SUBURBAN']
    >>> sorted(transit_modes_of([Mode.REGIONAL_FAST_RAIL]))
    ['REGIONAL_RAIL']
    """
    asked = list(asked)
    if Mode.TRANSIT in asked:
        return None
    resolved: set[str] = set()
    for mode in asked:
        if mode not in TRANSIT_MODES:
            raise RequestError(f"{mode} is not a mode of transit.")
        resolved |= {str(one) for one in _SAME.get(mode, {mode})}
    return frozenset(resolved)
