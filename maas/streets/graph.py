"""The street graph for walking: immutable, one row per directed edge.

``x_at`` holds offsets: the items of x are ``x_at[i]:x_at[i + 1]``. Edges are sorted by
the node they leave. Every place where a passenger can be (stop, entrance, pathway node)
is a node too, tied to the streets by edges of kind LINK, or to other stops by pathways.

Three-valued facts: 0 unknown, 1 yes, 2 no (GTFS's own numbers). Numbers that are not
known are NaN, counts that are not known are -1. Nothing here is a guess: what a column
does not know, a profile has to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import TYPE_CHECKING

from ..columns import F32, F64, I8, I16, I32, I64, U8, Strings
from ..ground import Crossing, Smoothness, Surface

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

__all__ = [
    "Barrier",
    "Crossing",
    "EdgeKind",
    "EdgeSource",
    "ElevationSource",
    "RestPlace",
    "SlopeSource",
    "Smoothness",
    "Streets",
    "Surface",
]


class EdgeKind(IntEnum):
    """What one walks on."""

    STREET = 0  # a carriageway shared with cars, no sidewalk known
    SIDEWALK = 1
    FOOTWAY = 2  # footway, path, pedestrian street, cycleway open to feet
    CROSSING = 3
    STEPS = 4
    LIFT = 5
    ESCALATOR = 6
    MOVING_WALKWAY = 7
    PLAZA = 8  # across an area
    CORRIDOR = 9  # indoors
    LINK = 10  # from a stop to the street, straight
    WALKWAY = 11  # GTFS pathway_mode 1
    GATE = 12  # GTFS pathway_mode 6, 7; OSM turnstiles
    STRAIGHT = 13  # straight line where no streets are known: marked so in answers


class ElevationSource(IntEnum):
    """Where a node's elevation is from."""

    NONE = 0
    RASTER = 1
    INTERPOLATED = 2  # along a bridge or in a tunnel, between its ends
    TAG = 3


class SlopeSource(IntEnum):
    """Where an edge's slopes are from."""

    NONE = 0
    TAG = 1  # OSM incline
    ELEVATION = 2  # heights along the edge
    PATHWAY = 3  # GTFS max_slope
    NETWORK = 4  # a pedestrian network's own class, its upper end
    FACTS = 5  # the town's facts file, or a resident's confirmed report


class EdgeSource(IntEnum):
    """Who says what an edge is like."""

    MADE = 0  # drawn here: links, straight lines, pieces across a plaza
    OSM = 1
    GTFS = 2  # pathways.txt
    NETWORK = 3  # a government's pedestrian network
    FACTS = 4  # the town's facts file, or a resident's confirmed report


class Barrier(IntEnum):
    """What stands across the way (OSM barrier=*)."""

    NONE = 0
    BOLLARD = 1
    CYCLE_BARRIER = 2
    GATE = 3
    LIFT_GATE = 4
    STILE = 5
    TURNSTILE = 6
    KISSING_GATE = 7
    BLOCK = 8
    CHAIN = 9
    OTHER = 10


class RestPlace(IntFlag):
    """What there is at a node for somebody who has to rest. Bits."""

    NONE = 0
    BENCH = 1
    SHELTER = 2
    STOP_SEAT = 4  # a stop with a bench or a shelter
    TOILET = 8
    WHEELCHAIR_TOILET = 16
    CHANGING_TABLE = 32


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """Nodes, directed edges and their attributes.

    Stops of the city (all feeds, all location types) are nodes ``stop_node[stop]``.
    """

    # Nodes, shape (nodes,).
    node_lat: F64
    node_lon: F64
    node_level: F32  # NaN where not known
    node_elevation: F32  # metres, NaN
    node_elevation_source: U8  # ElevationSource
    node_osm: I64  # OSM node id, 0 where made here (stops, cut edges, plazas)
    node_rest: U8  # RestPlace bits; any of them ends an unbroken stretch
    # Stops, shape (stops,): the node of each, -1 where it has no position.
    stop_node: I32
    # Directed edges, shape (edges,), sorted by tail; edge_at has shape (nodes + 1,).
    edge_at: I32
    edge_from: I32
    edge_to: I32
    edge_twin: I32  # the same stretch the other way, -1 where one-way on foot
    kind: U8  # EdgeKind
    metres: F32  # length on the ground
    seconds: F32  # fixed time to pass (lifts, pathways); NaN: by metres and speed
    climb_metres: F32  # elevation at head minus at tail, NaN
    slope_percent: F32  # from the incline tag or max_slope, signed, NaN
    rises: I8  # 1 up and 2 down in this direction, of steps above all; 0 unknown
    mean_slope: F32  # percent, signed: the tag's, else the elevation's; NaN
    steepest_up: F32  # percent, >= 0: steepest rise on the way along the edge, NaN
    steepest_down: F32  # percent, >= 0: steepest fall, NaN
    slope_source: U8  # SlopeSource of the three
    steps: I16  # number of steps, 0 none, -1 steps of unknown number
    ramp: I8  # three-valued: a ramp beside the steps, for wheelchairs
    ramp_stroller: I8  # the same for pushchairs
    handrail: I8
    kerb_cm: F32  # highest kerb on the edge; 0 flush, NaN not known
    width_cm: F32  # narrowest passable width, NaN
    cross_slope_percent: F32  # NaN
    surface: U8  # Surface
    smoothness: U8  # Smoothness
    crossing: U8  # Crossing
    crossing_metres: F32  # of the whole crossing, from kerb or island to the next, NaN
    crossing_island: I8
    signal_button: I8
    signal_sound: I8
    signal_vibration: I8
    barrier: U8  # Barrier: what stands across; its opening is in width_cm
    tactile_paving: I8
    wheelchair: I8  # wheelchair=yes 1, no 2, limited 3, designated 1
    lit: I8
    covered: I8
    indoor: I8
    rest: I8  # yes where there is a rest place at its head
    private: I8  # access=private/customers/permit: 1, else 0 unknown
    level: F32  # NaN where not known
    osm_way: I64  # 0 where not from OSM
    name: I32  # row of names, -1
    names: Strings
    pathway: I32  # row of the city's pathways, -1
    source: U8  # EdgeSource
    dated: I32  # ordinal of the day it was last edited or surveyed, 0 not known
    # Opening hours: edge e is open in the week's seconds (Monday 0:00 is 0, local time)
    # hours_from[h]:hours_to[h] for h in hours_at[r]:hours_at[r + 1], r = hours[e].
    hours: I32  # -1 always open as far as is known, -2 hours that could not be read
    hours_at: I32
    hours_from: I32
    hours_to: I32
    # Geometry: edge e runs along points shape_at[s]:shape_at[s + 1] of s = shape[e],
    # forwards where shape_forward[e] is 1. Both ends are included.
    shape: I32
    shape_forward: U8
    shape_at: I32
    shape_lat: F64
    shape_lon: F64

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return len(self.node_lat)

    @property
    def edge_count(self) -> int:
        """Number of directed edges."""
        return len(self.edge_to)

    def to_networkx(self) -> nx.MultiDiGraph[int]:
        """Return the streets as OSMnx and networkx know them (``exchange``)."""
        from .exchange import to_networkx

        return to_networkx(self)

    def to_frames(self) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
        """Return nodes and edges as GeoPandas frames (``exchange``)."""
        from .exchange import edges_frame, nodes_frame

        return nodes_frame(self), edges_frame(self)
