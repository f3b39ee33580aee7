"""Join a network to the streets: one way told by both is one way.

``merge``: where a link runs along a street, the street takes its facts and the link is
left out. ``instead``: streets that the network covers are left out. Either way nodes
that lie on a street become points of it, and loose ends are linked to the nearest one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from maas.columns import F64, I64, Bool
from maas.streets.graph import EdgeKind
from maas_feeds.osm.cutting import cut_at_feet
from maas_feeds.osm.draft import Draft

from .along import MEET_METRES, runs_along
from .covered import COVER_METRES, leave_covered
from .meeting import LOOSE_METRES, dead_ends, meet_streets, nearest_on_level
from .mixing import Mixture, mix
from .network import Network

Mode = Literal["merge", "instead"]

_BOX_DEGREES: Final = 0.001
"""Streets further than this from the box around a network (about 100 m) are far."""


def join_networks(draft: Draft, networks: Sequence[tuple[Network, Mode]]) -> None:
    """Add networks to the streets of a draft, one after the other, in place."""
    for network, mode in networks:
        join_network(draft, network, mode)


def join_network(draft: Draft, network: Network, mode: Mode) -> None:
    """Add a network to the streets of a draft, in place; say what is worth knowing.

    The network's own draft is used up.
    """
    own, name = network.draft, network.path.name
    draft.warnings += network.warnings
    if not len(draft):
        _append(draft, network, np.full(len(own.node_lat), -1, dtype=np.int64))
        return
    border = np.zeros(0, dtype=np.int64)
    if mode == "instead":
        border, left_out = leave_covered(draft, own)
        draft.warnings.append(
            f"{name} covers {left_out} stretches of street, which are left out."
        )
    if not len(draft):
        _append(draft, network, np.full(len(own.node_lat), -1, dtype=np.int64))
        return
    covered = runs_along(
        own, np.arange(len(own)), draft, np.ones(len(draft), "?"), swapped=False
    )
    found, on_street = meet_streets(draft, network, covered.stretch >= 0)
    foot = cut_at_feet(draft, found)
    fused = np.where(on_street, foot, -1)
    merged = _mix_all(draft, network, covered.stretch >= 0, fused)
    own.keep(~merged)
    street_nodes = len(draft.node_lat)
    from_streets = _tie_to_network(draft, own, border)
    row = _append(draft, network, fused)
    loose = np.flatnonzero((foot >= 0) & ~on_street)
    tail = np.concatenate([from_streets[:, 0], row[loose]])
    head = np.concatenate([row[from_streets[:, 1]], foot[loose]])
    apart = tail != head
    draft.add_straight(tail[apart], head[apart], kind=EdgeKind.LINK)
    if len(own):
        draft.warnings += _cut_off(draft, name, street_nodes, len(own))


def _mix_all(draft: Draft, network: Network, covered: Bool, fused: I64) -> Bool:
    """Put facts of links on the streets they run along; say which links are used up.

    A link whose end is on no street stays what it is.
    """
    own = network.draft
    usable = covered & (fused[own["tail"]] >= 0) & (fused[own["head"]] >= 0)
    merged = np.zeros(len(own), dtype=bool)
    rows = _rows_beside(draft, own)
    if not usable.any() or not len(rows):
        return merged
    found = runs_along(draft, rows, own, usable, swapped=True)
    mixture = Mixture()
    for at in np.flatnonzero(found.stretch >= 0).tolist():
        link = int(found.stretch[at])
        mix(draft, int(rows[at]), network, link, bool(found.opposite[at]), mixture)
        merged[link] = True
    if sentence := mixture.sentence():
        draft.warnings.append(f"{network.path.name} {sentence}.")
    return merged


def _tie_to_network(draft: Draft, own: Draft, border: I64) -> I64:
    """Pairs of a street's node and a node of the network that it is linked to.

    Dead ends of streets are where they touch a link, nodes at the border of what was
    left out from further. Shape (pairs, 2).
    """
    pairs = [np.zeros((0, 2), dtype=np.int64)]
    if not len(own):
        return pairs[0]
    near = _in_box(draft.node_lat, draft.node_lon, own)
    ends = dead_ends(draft)
    for nodes, reach in (
        (border, COVER_METRES + 1.0),
        (np.setdiff1d(ends[near[ends]], border), MEET_METRES),
    ):
        walked = ~np.isin(
            own["kind"], (EdgeKind.STEPS, EdgeKind.ESCALATOR, EdgeKind.LIFT)
        )
        level = np.nan_to_num(draft.node_level[nodes].astype(np.float64))
        lat, lon = draft.node_lat[nodes], draft.node_lon[nodes]
        found = nearest_on_level(own, lat, lon, level, reach, walked)
        foot = cut_at_feet(own, found)
        tied = foot >= 0
        pairs.append(np.stack([nodes[tied], foot[tied]], axis=1))
    return np.concatenate(pairs)


def _append(draft: Draft, network: Network, fused: I64) -> I64:
    """Put the network's stretches in the draft; return the row there of each node.

    ``fused`` gives the street's node that each of the network's first nodes is, -1 for
    none; lines end in it.
    """
    own = network.draft
    row = np.full(len(own.node_lat), -1, dtype=np.int64)
    row[: len(fused)] = fused
    fresh = np.flatnonzero(row < 0)
    row[fresh] = draft.add_nodes(
        own.node_lat[fresh], own.node_lon[fresh], own.node_level[fresh]
    )
    stretches = dict(own.stretches)
    stretches["tail"], stretches["head"] = row[own["tail"]], row[own["head"]]
    named = own["name"] >= 0
    stretches["name"] = np.where(named, own["name"] + len(draft.names), -1)
    stretches["hours"] = np.where(
        own["hours"] >= 0, own["hours"] + len(draft.weeks), own["hours"]
    )
    draft.names += own.names
    draft.weeks += own.weeks
    lat, lon = own.shape_lat.copy(), own.shape_lon.copy()
    for end, at in (("tail", own.shape_at[:-1]), ("head", own.shape_at[1:] - 1)):
        lat[at] = draft.node_lat[stretches[end]]
        lon[at] = draft.node_lon[stretches[end]]
    draft.append(stretches, own.shape_at, lat, lon)
    return row


def _cut_off(draft: Draft, name: str, street_nodes: int, links: int) -> list[str]:
    """Say how many links no street is joined to."""
    count = len(draft.node_lat)
    graph = coo_array(
        (np.ones(len(draft)), (draft["tail"], draft["head"])), (count, count)
    )
    _, part = connected_components(graph, directed=False)
    met = np.zeros(part.max() + 1, dtype=bool)
    ends = np.concatenate([draft["tail"], draft["head"]])
    met[part[ends[ends < street_nodes]]] = True
    lost = ~met[part[draft["tail"]]]
    if not lost.any():
        return []
    parts = len(np.unique(part[draft["tail"][lost]]))
    where = f"in {parts} parts" if parts > 1 else "in one part"
    sentence = (
        f"{name}: {int(lost.sum())} of {links} links, {where}, meet no street and end "
        f"within {LOOSE_METRES:g} m of none: nobody gets there from the streets."
    )
    return [sentence]


def _rows_beside(draft: Draft, own: Draft) -> I64:
    """Stretches that are not far from the network."""
    inside = _in_box(draft.shape_lat, draft.shape_lon, own)
    rows: I64 = np.flatnonzero(np.logical_or.reduceat(inside, draft.shape_at[:-1]))
    return rows


def _in_box(lat: F64, lon: F64, own: Draft) -> Bool:
    inside: Bool = (lat >= own.shape_lat.min() - _BOX_DEGREES) & (
        lat <= own.shape_lat.max() + _BOX_DEGREES
    )
    inside &= (lon >= own.shape_lon.min() - _BOX_DEGREES) & (
        lon <= own.shape_lon.max() + _BOX_DEGREES
    )
    return inside
