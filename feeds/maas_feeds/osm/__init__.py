"""OpenStreetMap files, read and built into the streets of a city."""

from .build import build_streets
from .places import StreetPathways, StreetStops, no_pathways, no_stops
from .raw import RawOsm, read_osm

__all__ = [
    "RawOsm",
    "StreetPathways",
    "StreetStops",
    "build_streets",
    "no_pathways",
    "no_stops",
    "read_osm",
]
