"""Words for the ground that streets and people share: crossings, surfaces, smoothness."""

from __future__ import annotations

from enum import IntEnum


class Crossing(IntEnum):
    """How a crossing is protected."""

    NONE = 0  # not a crossing
    UNKNOWN = 1
    UNMARKED = 2
    MARKED = 3
    SIGNALS = 4


class Surface(IntEnum):
    """OSM surface, by how it feels under wheels (order is not rank)."""

    UNKNOWN = 0
    ASPHALT = 1
    CONCRETE = 2
    PAVING_STONES = 3
    SETT = 4
    COBBLESTONE = 5
    COMPACTED = 6
    FINE_GRAVEL = 7
    GRAVEL = 8
    GROUND = 9
    GRASS = 10
    SAND = 11
    WOOD = 12
    METAL = 13
    UNPAVED = 14
    PAVED = 15
    OTHER = 16


class Smoothness(IntEnum):
    """OSM smoothness."""

    UNKNOWN = 0
    EXCELLENT = 1
    GOOD = 2
    INTERMEDIATE = 3
    BAD = 4
    VERY_BAD = 5
    HORRIBLE = 6
    VERY_HORRIBLE = 7
    IMPASSABLE = 8
