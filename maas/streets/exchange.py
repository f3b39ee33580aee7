"""The streets for people who live in networkx, OSMnx and GeoPandas.

networkx and GeoPandas are imported where they are used: the engine does without.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..columns import U8
from .graph import (
    Barrier,
    Crossing,
    EdgeKind,
    EdgeSource,
    ElevationSource,
    SlopeSource,
    Smoothness,
    Streets,
    Surface,
)

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

CRS = "epsg:4326"

_WORDS = {
    "kind": EdgeKind,
    "crossing": Crossing,
    "surface": Surface,
    "smoothness": Smoothness,
    "slope_source": SlopeSource,
    "barrier": Barrier,
    "source": EdgeSource,
}
_NOT_ATTRIBUTES = frozenset(
    (
        "edge_at",
        "hours_at",
        "hours_from",
        "hours_to",
        "edge_from",
        "edge_to",
        "edge_twin",
        "metres",
        "name",
        "names",
        "osm_way",
        "shape",
        "shape_at",
        "shape_forward",
        "shape_lat",
        "shape_lon",
        "stop_node",
    )
)


def to_networkx(streets: Streets) -> nx.MultiDiGraph[int]:
    """The streets as OSMnx keeps them: ``x``, ``y``; ``osmid``, ``length``, ``geometry``.

    Node numbers are rows of ``streets``; ``osmid`` of a node is its OSM id, 0 for those
    made here. Every attribute column is there too, under its own name; kinds, surfaces
    and so on as words. What is not known is left out, so that
    ``data.get("kerb_cm")`` is None.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(
        crs=CRS, created_with="maas", simplified=True
    )
    elevation_source = _words(streets.node_elevation_source, ElevationSource)
    stop_of: dict[int, list[int]] = {}
    for stop, node in enumerate(streets.stop_node.tolist()):
        if node >= 0:
            stop_of.setdefault(node, []).append(stop)
    for node in range(streets.node_count):
        data: dict[str, Any] = {
            "x": float(streets.node_lon[node]),
            "y": float(streets.node_lat[node]),
            "osmid": int(streets.node_osm[node]),
        }
        if not np.isnan(streets.node_level[node]):
            data["level"] = float(streets.node_level[node])
        if not np.isnan(streets.node_elevation[node]):
            data["elevation"] = float(streets.node_elevation[node])
            data["elevation_source"] = elevation_source[node]
        if node in stop_of:
            data["stops"] = stop_of[node]
        graph.add_node(node, **data)
    columns = _edge_columns(streets)
    lines = _lines(streets)
    tails, heads = streets.edge_from.tolist(), streets.edge_to.tolist()
    for edge in range(streets.edge_count):
        data = {
            name: value
            for name, column in columns.items()
            if (value := column[edge]) is not None
        }
        graph.add_edge(tails[edge], heads[edge], geometry=lines[edge], **data)
    return graph


def nodes_frame(streets: Streets) -> gpd.GeoDataFrame:
    """One row per node: its position and columns, and ``stop`` (one of them, -1)."""
    import geopandas as gpd
    import shapely

    stop = np.full(streets.node_count, -1, dtype=np.int32)
    there = np.flatnonzero(streets.stop_node >= 0)
    stop[streets.stop_node[there]] = there
    return gpd.GeoDataFrame(
        {
            "osmid": streets.node_osm,
            "x": streets.node_lon,
            "y": streets.node_lat,
            "level": streets.node_level,
            "elevation": streets.node_elevation,
            "elevation_source": _words(streets.node_elevation_source, ElevationSource),
            "stop": stop,
        },
        geometry=shapely.points(streets.node_lon, streets.node_lat),
        crs=CRS,
    )


def edges_frame(streets: Streets) -> gpd.GeoDataFrame:
    """One row per directed edge: ``u``, ``v``, ``osmid``, ``length``, our columns."""
    import geopandas as gpd

    ends = {"u": streets.edge_from, "v": streets.edge_to, "twin": streets.edge_twin}
    return gpd.GeoDataFrame(
        {**ends, **_edge_columns(streets)}, geometry=_lines(streets), crs=CRS
    )


def _edge_columns(streets: Streets) -> dict[str, list[Any]]:
    """Attribute columns as lists, None where not known."""
    columns: dict[str, list[Any]] = {
        "osmid": streets.osm_way.tolist(),
        "length": streets.metres.tolist(),
        "name": [streets.names[row] if row >= 0 else None for row in streets.name],
    }
    for item in fields(Streets):
        name = item.name
        if name in _NOT_ATTRIBUTES or name.startswith("node_"):
            continue
        column = getattr(streets, name)
        if name in _WORDS:
            columns[name] = _words(column, _WORDS[name])
        elif column.dtype.kind == "f":
            columns[name] = [
                None if math.isnan(value) else value for value in column.tolist()
            ]
        else:
            columns[name] = column.tolist()
    return columns


def _words(column: U8, words: Callable[[int], Any]) -> list[str]:
    lower = [
        words(value).name.lower() for value in range(int(column.max(initial=0)) + 1)
    ]
    return [lower[value] for value in column.tolist()]


def _lines(streets: Streets) -> npt.NDArray[np.object_]:
    """Each edge's line, from its tail to its head."""
    import shapely

    at = streets.shape_at
    point = np.stack([streets.shape_lon, streets.shape_lat], axis=1)
    rows = np.repeat(np.arange(len(at) - 1), np.diff(at))
    drawn = np.asarray(shapely.linestrings(point, indices=rows), dtype=object)
    lines = drawn[streets.shape]
    against = streets.shape_forward == 0
    lines[against] = shapely.reverse(lines[against])
    return lines
