"""Cross areas: straight lines between the places where one enters them.

The ring of an area is walked like any way. Within it, every two entries that see each
other are joined, with the area's inward corners as turning points, so that the shortest
walk across is exact (a visibility graph). Where there are too many entries, each is
joined to its nearest ones and to the middle of the area instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maas.columns import F64, I64
from maas.geo import metres_per_degree
from maas.streets.graph import EdgeSource

from .draft import Draft, fact_columns
from .facts import Facts
from .network import Ways, uses
from .raw import RawOsm
from .values import levels

MAX_VIEWPOINTS: Final = 48
"""Above this number of entries, not every pair is joined."""

NEAREST: Final = 6
"""Entries that each entry of a large area is joined to."""

MAX_CORNERS: Final = 4000
"""Areas with more corners than this are walked along their ring only."""

TOLERANCE_METRES: Final = 0.05


@dataclass(slots=True, eq=False)
class Plaza:
    """An area to be crossed."""

    polygon: BaseGeometry  # in metres around ``origin``
    origin: tuple[float, float]  # lat, lon
    facts: Facts
    osm_id: int
    name: str
    viewpoints: I64  # rows of RawOsm.node_id: entries, then turning corners
    beside: F64  # (viewpoints, 2, 2): a corner's neighbours on its ring, NaN of entries
    level: tuple[float, ...]


def find_plazas(raw: RawOsm, ways: Ways) -> list[Plaza]:
    """Areas with their entries; the entries must become nodes."""
    used = uses(ways, len(raw.node_id))
    entrance = {
        node
        for node, tags in raw.points.items()
        if "entrance" in tags or tags.get("highway") == "elevator"
    }
    ends = _loose_ends(ways, used)
    plazas = []
    for rings in _areas(ways):
        plaza = _outline(raw, ways, rings)
        if plaza is None:
            continue
        corners = np.unique(np.concatenate([_nodes(ways, ring) for ring in rings]))
        is_entry = used[corners] >= 2
        is_entry |= np.isin(raw.node_id[corners], list(entrance))
        inside = _within(raw, ways, plaza, ends)
        if len(inside) and not is_entry.any():
            is_entry[0] = True  # the ring is entered from within only
        entries = np.union1d(corners[is_entry], inside)
        turns, beside = _inward_corners(raw, ways, rings, plaza, entries)
        if len(entries) + len(turns) > MAX_VIEWPOINTS:
            turns, beside = turns[:0], beside[:0]
        plaza.viewpoints = np.concatenate([entries, turns])
        plaza.beside = np.concatenate([np.full((len(entries), 2, 2), np.nan), beside])
        plazas.append(plaza)
    return plazas


def cross_plazas(draft: Draft, raw: RawOsm, plazas: list[Plaza]) -> None:
    """Join the entries of each area by straight stretches."""
    row_of = {osm: row for row, osm in enumerate(draft.node_osm.tolist())}
    tails, heads, owner = [], [], []
    for number, plaza in enumerate(plazas):
        ids = raw.node_id[plaza.viewpoints].tolist()
        # A viewpoint may be gone: nobody may pass it.
        there = np.array([i in row_of for i in ids], dtype=bool)
        nodes = np.array([row_of[i] for i in ids if i in row_of], dtype=np.int64)
        if len(nodes) > MAX_VIEWPOINTS:
            nodes, a, b = _spokes(draft, plaza, nodes)
        else:
            a, b = _tangents(draft, plaza, nodes, plaza.beside[there])
        a, b = _seen(draft, plaza, nodes[a], nodes[b])
        tails.append(a)
        heads.append(b)
        owner += [number] * len(a)
    if not owner:
        return
    facts = fact_columns([plaza.facts for plaza in plazas])
    first_name = len(draft.names)
    draft.names += [plaza.name for plaza in plazas]
    named = np.array([bool(plaza.name) for plaza in plazas])
    of = np.array(owner, dtype=np.int64)
    facts["source"][:] = EdgeSource.MADE  # nobody drew the lines across
    draft.add_straight(
        np.concatenate(tails),
        np.concatenate(heads),
        osm_way=np.array([plaza.osm_id for plaza in plazas])[of],
        name=np.where(named[of], first_name + of, -1),
        **{name: column[of] for name, column in facts.items()},
    )


def _areas(ways: Ways) -> Iterator[list[int]]:
    """Rows of the rings of each area: those of one multipolygon go together."""
    of_relation: dict[int, list[int]] = defaultdict(list)
    for ring in np.flatnonzero(ways.is_ring).tolist():
        relation = int(ways.relation[ring])
        if relation:
            of_relation[relation].append(ring)
        else:
            yield [ring]
    yield from of_relation.values()


def _nodes(ways: Ways, ring: int) -> I64:
    nodes = ways.node[ways.at[ring] : ways.at[ring + 1]]
    return nodes[nodes >= 0]


def _outline(raw: RawOsm, ways: Ways, rings: list[int]) -> Plaza | None:
    """The area of some rings; None where they enclose none."""
    lines = [_nodes(ways, ring) for ring in rings]
    whole = all(
        len(line) >= 4 and len(line) == ways.at[ring + 1] - ways.at[ring]
        for line, ring in zip(lines, rings, strict=True)
    )
    if not whole or sum(map(len, lines)) > MAX_CORNERS:
        return None
    middle = lines[0][0]
    origin = float(raw.node_lat[middle]), float(raw.node_lon[middle])
    shells = [shapely.Polygon(_project(raw, line, origin)) for line in lines]
    if not all(shell.is_valid for shell in shells):
        return None
    # Rings within rings are holes: each ring turns inside to outside.
    polygon: BaseGeometry = shells[0]
    for shell in shells[1:]:
        polygon = polygon.symmetric_difference(shell)
    if polygon.is_empty or not polygon.is_valid or polygon.area < 1.0:
        return None
    ring = rings[0]
    tags = ways.tags[ring]
    name = tags.get("name", "")
    return Plaza(
        polygon,
        origin,
        ways.facts[ring],
        int(ways.osm_id[ring]),
        name,
        viewpoints=np.zeros(0, dtype=np.int64),
        beside=np.zeros((0, 2, 2)),
        level=levels(tags.get("level")),
    )


def _project(raw: RawOsm, nodes: I64, origin: tuple[float, float]) -> F64:
    return _metres(raw.node_lat[nodes], raw.node_lon[nodes], origin)


def _metres(lat: F64, lon: F64, origin: tuple[float, float]) -> F64:
    north, east = metres_per_degree(origin[0])
    return np.stack([(lon - origin[1]) * east, (lat - origin[0]) * north], axis=1)


def _loose_ends(ways: Ways, used: I64) -> tuple[I64, I64]:
    """Nodes where a way ends and no other goes on, and their ways."""
    plain = np.flatnonzero(~ways.is_ring & (np.diff(ways.at) > 1))
    nodes = np.concatenate(
        [ways.node[ways.at[plain]], ways.node[ways.at[plain + 1] - 1]]
    )
    owner = np.concatenate([plain, plain])
    loose = (nodes >= 0) & (used[nodes] == 1)
    return nodes[loose], owner[loose]


def _within(raw: RawOsm, ways: Ways, plaza: Plaza, ends: tuple[I64, I64]) -> I64:
    """Loose ends inside an area and on its level: stairs up to a platform."""
    nodes, owner = ends
    spot = _project(raw, nodes, plaza.origin)
    west, south, east, north = plaza.polygon.bounds
    near = (spot[:, 0] > west) & (spot[:, 0] < east)
    near &= (spot[:, 1] > south) & (spot[:, 1] < north)
    found = []
    for i in np.flatnonzero(near).tolist():
        tags = ways.tags[owner[i]]
        other = levels(tags.get("level")) or (0.0,)
        same = set(plaza.level or (0.0,)) & set(other)
        if same and shapely.contains_xy(plaza.polygon, *spot[i]):
            found.append(int(nodes[i]))
    return np.array(found, dtype=np.int64)


def _inward_corners(
    raw: RawOsm, ways: Ways, rings: list[int], plaza: Plaza, entries: I64
) -> tuple[I64, F64]:
    """Corners, entries apart, around which the shortest walk may turn; and what is
    beside them on their ring, in metres."""
    found, beside = [], []
    for ring in rings:
        nodes = _nodes(ways, ring)[:-1]
        spot = _project(raw, nodes, plaza.origin)
        before, after = np.roll(spot, 1, axis=0), np.roll(spot, -1, axis=0)
        # A corner is inward where the middle between its neighbours, close to the
        # corner, is outside the area.
        toward = (before - spot) + (after - spot)
        length = np.hypot(toward[:, 0], toward[:, 1])
        sharp = length > 1e-6
        probe = spot + toward * (0.1 / np.where(sharp, length, 1.0))[:, None]
        outside = ~shapely.contains_xy(plaza.polygon, probe[:, 0], probe[:, 1])
        inward = sharp & outside & ~np.isin(nodes, entries)
        found.append(nodes[inward])
        beside.append(np.stack([before, after], axis=1)[inward])
    nodes, first = np.unique(np.concatenate(found), return_index=True)
    return nodes, np.concatenate(beside)[first]


def _tangents(draft: Draft, plaza: Plaza, nodes: I64, beside: F64) -> tuple[I64, I64]:
    """Pairs of viewpoints that a shortest walk may join.

    It bends at a corner around the corner: a line that would run on into the obstacle
    behind the corner is on no shortest walk.
    """
    spot = _metres(draft.node_lat[nodes], draft.node_lon[nodes], plaza.origin)
    a, b = np.triu_indices(len(nodes), 1)
    wanted = np.ones(len(a), dtype=bool)
    for here, there in ((a, b), (b, a)):
        line = spot[there] - spot[here]
        arm = beside[here] - spot[here][:, None, :]
        side = line[:, None, 0] * arm[:, :, 1] - line[:, None, 1] * arm[:, :, 0]
        # Not known (NaN) of entries: all their lines count.
        wanted &= ~(side[:, 0] * side[:, 1] < -1e-6)
    return a[wanted], b[wanted]


def _seen(draft: Draft, plaza: Plaza, a: I64, b: I64) -> tuple[I64, I64]:
    """Those pairs of nodes with nothing but the area between them."""
    if not len(a):
        return a, b
    ends = [
        _metres(draft.node_lat[node], draft.node_lon[node], plaza.origin)
        for node in (a, b)
    ]
    sight = shapely.linestrings(np.stack(ends, axis=1))
    room = plaza.polygon.buffer(TOLERANCE_METRES)
    shapely.prepare(room)
    clear = shapely.covers(room, sight)
    return a[clear], b[clear]


def _spokes(draft: Draft, plaza: Plaza, nodes: I64) -> tuple[I64, I64, I64]:
    """Pairs for a large area: each entry with its nearest ones and with the middle."""
    spot = _metres(draft.node_lat[nodes], draft.node_lon[nodes], plaza.origin)
    middle = plaza.polygon.representative_point()
    north, east = metres_per_degree(plaza.origin[0])
    hub = draft.add_nodes(
        np.array([plaza.origin[0] + middle.y / north]),
        np.array([plaza.origin[1] + middle.x / east]),
        np.array([plaza.facts.level], dtype=np.float32),
    )
    apart = np.hypot(*(spot[:, None, :] - spot[None, :, :]).transpose(2, 0, 1))
    nearest = np.argsort(apart, axis=1, kind="stable")[:, 1 : NEAREST + 1]
    count = len(nodes)
    a = np.concatenate(
        [np.repeat(np.arange(count), nearest.shape[1]), np.arange(count)]
    )
    b = np.concatenate([nearest.ravel(), np.full(count, count)])
    pairs = np.unique(np.sort(np.stack([a, b], axis=1), axis=1), axis=0)
    return np.concatenate([nodes, hub]), pairs[:, 0], pairs[:, 1]
