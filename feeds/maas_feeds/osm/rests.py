"""Places to rest become nodes: a bench beside a way cuts it at its foot point."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from maas.columns import F64, I64, Bool
from maas.geo import metres_per_degree
from maas.streets.graph import EdgeKind, RestPlace

from .cutting import cut_at_feet
from .draft import Draft
from .nearest import nearest_stretch
from .network import node_rows
from .raw import RawOsm
from .rest_tags import rest_bits
from .stops import LINKABLE
from .values import levels

REST_METRES: Final = 10.0
"""A bench this near to a way is a place to rest on it."""

OUTLINE_METRES: Final = 25.0
"""The middle of a shelter, toilet or platform that is drawn with its outline is
further from the way than its door."""

STOP_METRES: Final = 20.0
"""A stop of a timetable and OSM's bus stop this near to each other are one."""


def place_rests(draft: Draft, raw: RawOsm) -> None:
    """Fill ``node_rest``: nodes that are places to rest, and places beside a way."""
    bits_of = {
        osm: int(bits) for osm, tags in raw.points.items() if (bits := rest_bits(tags))
    }
    on_way = np.isin(draft.node_osm, np.array(list(bits_of), dtype=np.int64))
    on_way &= draft.node_osm != 0
    for node in np.flatnonzero(on_way).tolist():
        draft.node_rest[node] |= bits_of[int(draft.node_osm[node])]
    there = set(draft.node_osm.tolist())
    spots = [
        (*raw.point_place[osm], _level(raw.points[osm].get("level")), bits)
        for osm, bits in bits_of.items()
        if osm not in there
    ]
    _place_beside(draft, spots, REST_METRES)
    _place_beside(draft, _outlines(raw), OUTLINE_METRES)


def rest_at_stops(draft: Draft, raw: RawOsm, nodes: I64) -> None:
    """Give stops' nodes the seats of OSM's stops that stand there."""
    seats = [
        raw.point_place[osm]
        for osm, tags in raw.points.items()
        if RestPlace.STOP_SEAT in rest_bits(tags)
    ]
    if not seats or not len(nodes):
        return
    lat, lon = np.array(seats, dtype=np.float64).T
    north, east = metres_per_degree(float(np.median(lat)))
    tree = cKDTree(np.stack([lon * east, lat * north], axis=1))
    spots = np.stack(
        [draft.node_lon[nodes] * east, draft.node_lat[nodes] * north], axis=1
    )
    apart, _ = tree.query(spots, distance_upper_bound=STOP_METRES)
    draft.node_rest[nodes[np.isfinite(apart)]] |= np.uint8(RestPlace.STOP_SEAT)


Spot = tuple[float, float, float, int]
"""Latitude, longitude, level (NaN), ``RestPlace`` bits."""


def _place_beside(draft: Draft, spots: list[Spot], max_metres: float) -> None:
    if not spots or not len(draft):
        return
    lat, lon, level, bits = np.array(spots, dtype=np.float64).T
    # Nobody rests in the middle of a crossing.
    usable = np.isin(draft["kind"], LINKABLE) & (draft["kind"] != EdgeKind.CROSSING)
    usable &= draft["private"] == 0
    found = nearest_stretch(
        draft, lat, lon, max_metres, usable.astype(np.uint8), level.astype(np.float32)
    )
    own = np.where(found.stretch >= 0, draft["level"][found.stretch], np.nan)
    elsewhere = _differ(own, level)
    found.stretch[elsewhere] = -1
    feet = cut_at_feet(draft, found)
    near = feet >= 0
    np.bitwise_or.at(draft.node_rest, feet[near], bits[near].astype(np.uint8))


def _differ(level: F64, other: F64) -> Bool:
    """Whether a way and a bench are on different levels; untold is the ground."""
    different: Bool = np.nan_to_num(level) != np.nan_to_num(other)
    return different


def _level(text: str | None) -> float:
    found = levels(text)
    return found[0] if len(found) == 1 else np.nan


def _outlines(raw: RawOsm) -> list[Spot]:
    """Middles of what is drawn with its outline, or of platforms drawn as a line."""
    spots = []
    for way, tags in enumerate(raw.way_tags):
        if not (bits := rest_bits(tags)):
            continue
        rows = node_rows(raw, raw.way_ref[raw.way_at[way] : raw.way_at[way + 1]])
        rows = np.unique(rows[rows >= 0])
        if len(rows):
            lat, lon = raw.node_lat[rows].mean(), raw.node_lon[rows].mean()
            spots.append((float(lat), float(lon), _level(tags.get("level")), int(bits)))
    return spots
