"""Which edges and nodes of the streets a place means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from maas.columns import F64, I32, Bool
from maas.geo import metres_per_degree
from maas.streets.graph import EdgeKind, Streets

from .claims import OnStreets, Spot
from .sections import SECTIONS

Found = tuple[I32, list[str]]
"""Rows, and what is wrong with each part of the place that means none."""

_NONE: Final[I32] = np.zeros(0, dtype=np.int32)


class _Index:
    """The rows of a column that hold a value."""

    def __init__(self, column: npt.NDArray[np.signedinteger]) -> None:
        self._order = np.argsort(column, kind="stable").astype(np.int32)
        self._sorted = column[self._order]

    def of(self, value: int) -> I32:
        first, end = np.searchsorted(self._sorted, (value, value + 1))
        return self._order[first:end]


class Finder:
    """Finds edges by OSM way or node, by pathway, and by position."""

    def __init__(
        self, streets: Streets, pathways: Mapping[tuple[str, str], int]
    ) -> None:
        self.streets = streets
        self._pathways = pathways
        self._by_way = _Index(streets.osm_way)
        self._by_pathway = _Index(streets.pathway)
        self._by_node = _Index(streets.node_osm)
        self._by_head = _Index(streets.edge_to)
        self._by_shape = _Index(streets.shape)
        self._lines = _Lines(streets)
        self._found: dict[tuple[str, OnStreets], Found] = {}
        self._fitting: dict[str, Bool] = {}

    def edges(self, section: str, place: OnStreets) -> Found:
        """Return the edges of a place that an entry of this section is about."""
        key = section, place
        if key not in self._found:  # an entry has several attributes
            self._found[key] = self._edges(section, place)
        return self._found[key]

    def _edges(self, section: str, place: OnStreets) -> Found:
        about, fits = SECTIONS[section], self._fits(section)
        parts: list[I32] = []
        missing: list[str] = []
        named = [
            *((f"way {way}", self._by_way.of(way)) for way in place.ways),
            *((f"node {one}", self._of_node(section, one)) for one in place.nodes),
            *((f"pathway {':'.join(ref)}", self._of(ref)) for ref in place.pathways),
        ]
        for name, rows in named:
            parts.append(rows[fits[rows]])
            if not len(rows):
                missing.append(f"{name} is not in the streets; check the id.")
            elif not len(parts[-1]):
                missing.append(f"{name} is no {about.about}; check the id.")
        found = np.unique(np.concatenate([_NONE, *parts]))
        if place.spot is None:
            return found, missing
        near = self._near(place.spot)
        where = f"within {place.spot.radius_metres:g} m of {place.spot}"
        if named:
            here = np.intersect1d(found, near)
            if len(found) and not len(here):
                missing.append(f"no part of it is {where}; check the position.")
            return here, missing
        near = near[fits[near]]
        if section == "kerb":  # who walks along a kerb does not meet it
            near = near[self.streets.kind[near] == EdgeKind.CROSSING]
        if not len(near):
            what = "crossing" if section == "kerb" else about.about
            missing.append(f"there is no {what} {where}; check the position.")
        return near, missing

    def nodes(self, place: OnStreets) -> Found:
        """Return the nodes of a place: those of an id, or the one nearest to a spot."""
        parts, missing = [_NONE], []
        for osm in place.nodes:
            parts.append(self._by_node.of(osm))
            if not len(parts[-1]):
                missing.append(f"node {osm} is not in the streets; say at instead.")
        if place.spot is not None:
            parts.append(self._nearest_node(place.spot))
            if not len(parts[-1]):
                missing.append(
                    f"the streets have no node within {place.spot.radius_metres:g} m of "
                    f"{place.spot}; check the position or widen radius_metres."
                )
        return np.unique(np.concatenate(parts)), missing

    def passing(self, node: int) -> I32:
        """Return the edges that pass what is at a node.

        Where a crossing touches it, only the crossings: who walks along the sidewalk
        does not meet its kerb (docs/streets.md).
        """
        streets = self.streets
        first, end = streets.edge_at[node], streets.edge_at[node + 1]
        leaving = np.arange(first, end, dtype=np.int32)
        touching = np.concatenate([leaving, self._by_head.of(node)])
        crossings = touching[streets.kind[touching] == EdgeKind.CROSSING]
        return crossings if len(crossings) else touching

    def _fits(self, section: str) -> Bool:
        """Shape (edges,): which edges entries of a section can be about."""
        if section not in self._fitting:
            kinds = SECTIONS[section].kinds
            self._fitting[section] = np.isin(self.streets.kind, kinds)
        return self._fitting[section]

    def _of(self, ref: tuple[str, str]) -> I32:
        row = self._pathways.get(ref)
        return _NONE if row is None else self._by_pathway.of(row)

    def _of_node(self, section: str, osm: int) -> I32:
        nodes = self._by_node.of(osm)
        edges = np.unique(np.concatenate([_NONE, *map(self.passing, nodes.tolist())]))
        if section != "lift":
            return edges
        # A lift that is a node: its id is at both ends of its edges.
        streets = self.streets
        ends = (
            streets.node_osm[streets.edge_from[edges]],
            streets.node_osm[streets.edge_to[edges]],
        )
        lift = (ends[0] == osm) & (ends[1] == osm)
        return edges[lift] if lift.any() else edges

    def _near(self, spot: Spot) -> I32:
        lines = self._lines.near(spot)
        found = [self._by_shape.of(line) for line in lines.tolist()]
        return np.unique(np.concatenate([_NONE, *found]))

    def _nearest_node(self, spot: Spot) -> I32:
        streets, on_foot = self.streets, self._nodes_on_foot
        north, east = metres_per_degree(spot.lat)
        metres = np.hypot(
            (streets.node_lat[on_foot] - spot.lat) * north,
            (streets.node_lon[on_foot] - spot.lon) * east,
        )
        if not len(on_foot) or metres.min() > spot.radius_metres:
            return _NONE
        return on_foot[[int(np.argmin(metres))]]

    @cached_property
    def _nodes_on_foot(self) -> I32:
        """Nodes that streets, stairs or corridors leave."""
        none = (EdgeKind.LINK, EdgeKind.STRAIGHT, EdgeKind.LIFT, EdgeKind.ESCALATOR)
        walked = ~np.isin(self.streets.kind, none)
        found: I32 = np.unique(self.streets.edge_from[walked])
        return found


class _Lines:
    """The lines of all edges as segments, each with its line."""

    def __init__(self, streets: Streets) -> None:
        at = streets.shape_at
        line = np.repeat(np.arange(len(at) - 1, dtype=np.int32), np.diff(at))
        start = np.flatnonzero(line[:-1] == line[1:])
        self._line: I32 = line[start]
        self._lat = streets.shape_lat[start], streets.shape_lat[start + 1]
        self._lon = streets.shape_lon[start], streets.shape_lon[start + 1]
        self._south, self._north = np.minimum(*self._lat), np.maximum(*self._lat)

    def near(self, spot: Spot) -> I32:
        """Return the lines that come within a spot's radius."""
        north, east = metres_per_degree(spot.lat)
        band = spot.radius_metres / north
        rows = np.flatnonzero(
            (self._south <= spot.lat + band) & (self._north >= spot.lat - band)
        )
        x, y = (
            [(end[rows] - middle) * scale for end in ends]
            for ends, middle, scale in (
                (self._lon, spot.lon, east),
                (self._lat, spot.lat, north),
            )
        )
        metres = _from_origin(x[0], y[0], x[1], y[1])
        return np.unique(self._line[rows[metres <= spot.radius_metres]])


def _from_origin(ax: F64, ay: F64, bx: F64, by: F64) -> F64:
    """Distance of each segment a-b from the origin."""
    dx, dy = bx - ax, by - ay
    squared = dx * dx + dy * dy
    along = -(ax * dx + ay * dy) / np.where(squared > 0, squared, 1.0)
    along = np.clip(along, 0.0, 1.0)
    metres: F64 = np.hypot(ax + along * dx, ay + along * dy)
    return metres
