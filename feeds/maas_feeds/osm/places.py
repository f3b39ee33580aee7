"""What the streets need to know of a city's stops and pathways."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maas.columns import F32, F64, I8, I32, I64, Bool

PLATFORM, STATION, ENTRANCE, GENERIC_NODE, BOARDING_AREA = range(5)
"""location_type of stops.txt."""


@dataclass(frozen=True, slots=True, eq=False)
class StreetStops:
    """All stops of a city, one row each, any feed and location type."""

    lat: F64  # NaN where it has no position
    lon: F64
    level: F32  # NaN where not known
    location_type: I8
    parent: I32  # -1


@dataclass(frozen=True, slots=True, eq=False)
class StreetPathways:
    """All pathways of a city, by rows of its stops; units as in pathways.txt."""

    from_stop: I32
    to_stop: I32
    mode: I8
    bidirectional: I8
    metres: F32  # NaN
    seconds: I32  # -1
    stairs: I32  # signed, 0 not given
    max_slope: F32  # ratio, signed, NaN
    min_width_metres: F32  # NaN


@dataclass(frozen=True, slots=True, eq=False)
class Doors:
    """Which stops one reaches from the street, and which stand within another."""

    lat: F64  # positions, those of nodes without one filled in from the parent
    lon: F64
    linked: Bool  # to be tied to the streets
    area_of: I64  # boarding area's platform, else -1


def no_pathways() -> StreetPathways:
    """A city without pathways."""
    i4, i1 = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int8)
    f4 = np.zeros(0, dtype=np.float32)
    return StreetPathways(i4, i4, i1, i1, f4, i4, i4, f4, f4)


def no_stops() -> StreetStops:
    """A city without stops: streets alone."""
    none, level = np.zeros(0), np.zeros(0, dtype=np.float32)
    kind, parent = np.zeros(0, dtype=np.int8), np.zeros(0, dtype=np.int32)
    return StreetStops(none, none, level, kind, parent)


def find_doors(stops: StreetStops, pathways: StreetPathways) -> tuple[Doors, list[str]]:
    """Decide which stops are tied to the streets.

    Entrances and ordinary stops are. In a station with pathways platforms are not:
    they are reached by the pathways only, unless these lead to no entrance.
    """
    kind, count = stops.location_type, len(stops.lat)
    station = stations_of(stops)
    touched = np.zeros(count, dtype=bool)
    touched[pathways.from_stop] = touched[pathways.to_stop] = True
    inside = np.isin(station, station[touched])
    entrances = kind == ENTRANCE
    entered = np.isin(station, station[touched & entrances])
    linked = entrances | ((kind == PLATFORM) & ~inside)
    closed = inside & ~entered
    linked |= closed & touched & np.isin(kind, (PLATFORM, GENERIC_NODE))
    warnings = []
    if shut := len(np.unique(station[closed & touched])):
        warnings.append(
            f"{shut} stations have pathways but no entrance on them: their platforms "
            "are tied to the nearest street instead."
        )
    stranded = (kind == PLATFORM) & inside & entered & ~touched
    if lost := int(stranded.sum()):
        warnings.append(
            f"{lost} platforms of stations with pathways have no pathway themselves: "
            "nobody can walk to them."
        )
    lat, lon = stops.lat.copy(), stops.lon.copy()
    for _ in range(2):
        lost_place = (np.isnan(lat) | np.isnan(lon)) & (stops.parent >= 0)
        lat[lost_place] = lat[stops.parent[lost_place]]
        lon[lost_place] = lon[stops.parent[lost_place]]
    # Without a position of its own, a stop is nowhere on the street.
    linked &= ~(np.isnan(stops.lat) | np.isnan(stops.lon))
    within = (kind == BOARDING_AREA) & (stops.parent >= 0)
    area_of = np.where(within, stops.parent, -1).astype(np.int64)
    return Doors(lat, lon, linked, area_of), warnings


def stations_of(stops: StreetStops) -> I64:
    """The outermost parent of each stop, itself where it has none."""
    top = np.arange(len(stops.lat))
    for _ in range(4):  # boarding area, platform, station; loops end too
        parent = stops.parent[top]
        top = np.where(parent >= 0, parent, top)
    return top
