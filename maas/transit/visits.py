"""Walks past vias: what a search that must visit stops in order needs to know.

Everything here is in the direction of the search: for a backward one the vias are
reversed, the origin is the destination, and walks run against the streets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maas_ext._hierarchy import HierarchySearch

from ..columns import I32, U8
from ..units import UNREACHED

Seeds = tuple[I32, I32]
"""Street nodes, and the seconds between them and what is meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Via:
    """Stops, one of which must be visited for so long."""

    stops: I32
    stay_seconds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The traveller's own; seconds, ``UNREACHED`` for no limit."""

    min_transfer: int
    additional: int
    factor: float
    max_transfer: int
    max_access: int
    max_egress: int
    max_direct: int

    @property
    def alone(self) -> bool:
        """Must every ride's walks be looked at by themselves?"""
        return (
            self.min_transfer > 0
            or self.additional > 0
            or self.factor != 1.0
            or self.max_transfer != UNREACHED
        )


@dataclass(frozen=True, slots=True, eq=False)
class Visiting:
    """A question with vias, as the kernel reads it. ``UNREACHED`` where no way is."""

    stays: tuple[int, ...]  # by via, seconds
    is_via: U8  # (vias, stops): may the via be visited there?
    via_at: I32  # by via: offsets of its stops
    via_stop: I32
    access: I32  # (vias + 1, vertices): walks from the origin past so many vias
    egress: I32  # (vias + 1, vertices): walks to the destination past the others
    to_via: I32  # (via stops, vertices): walks to it
    past_via: I32  # (via stops, vias, vertices): from it past the vias up to this one
    direct_seconds: int  # walk from end to end past all vias, without the stays
    backward: bool
    access_dominates: bool  # walking to a stop is never worse than riding there later
    limits: Limits


class Walker:
    """Walks between ends and vertices, both at once. One thread at a time."""

    def __init__(
        self,
        hierarchy: HierarchySearch,
        vertex_node: I32,
        n_stops: int,
        has_rules: bool,
        horizon: int,
    ) -> None:
        self._hierarchy = hierarchy
        self._vertex_node = vertex_node
        self.n_vertices = len(vertex_node)
        self.n_stops = n_stops
        self.has_rules = has_rules
        self._horizon = horizon

    def walks(
        self, origin: Seeds, destination: Seeds, backward: bool = False
    ) -> tuple[I32, I32]:
        """Return (vertices,) twice: seconds from the origin, and to the destination.

        A backward search has them the other way round.
        """
        if backward:
            origin, destination = destination, origin
        leave, reach, _ = self._hierarchy.ends(*origin, *destination, self._horizon)
        return (reach, leave) if backward else (leave, reach)

    def past(self, via: Via, walked: I32) -> Seeds:
        """Return the stops of a via to walk on from, where ``walked`` has led there."""
        there = via.stops[
            (walked[via.stops] != UNREACHED) & (self._vertex_node[via.stops] >= 0)
        ]
        return self._vertex_node[there], walked[there]

    def at(self, stop: int) -> Seeds:
        """Return a stop to walk from, or to."""
        node = self._vertex_node[stop : stop + 1]
        node = node[node >= 0]
        return node, np.zeros_like(node)


def build_visiting(
    walker: Walker,
    vias: Sequence[Via],
    origin: Seeds,
    destination: Seeds,
    limits: Limits,
    backward: bool,
) -> Visiting:
    """Work out the walks of a question; all arguments in the search's direction."""
    access, egress = walks_past(walker, vias, origin, destination, backward)
    is_via = np.zeros((len(vias), walker.n_stops), dtype=np.uint8)
    for number, via in enumerate(vias):
        is_via[number, via.stops] = 1
    via_at = np.zeros(len(vias) + 1, dtype=np.int32)
    np.cumsum([len(via.stops) for via in vias], out=via_at[1:])
    via_stop = np.concatenate([via.stops for via in vias]).astype(np.int32)
    stops = vias[-1].stops
    total = access[-2][stops].astype(np.int64) + egress[-1][stops]
    direct = int(total.min(initial=UNREACHED))
    to_via, past_via = _between(walker, vias, limits, backward)
    return Visiting(
        tuple(via.stay_seconds for via in vias),
        is_via,
        via_at,
        via_stop,
        _within(access, limits.max_access),
        _within(egress, limits.max_egress),
        to_via,
        past_via,
        direct if direct <= limits.max_direct else UNREACHED,
        backward,
        # A ride to a stop might lead on to one that is too far to walk to.
        limits.max_access == UNREACHED,
        limits,
    )


def walks_past(
    walker: Walker,
    vias: Sequence[Via],
    origin: Seeds,
    destination: Seeds,
    backward: bool = False,
) -> tuple[list[I32], list[I32]]:
    """Return walks from the origin past the first 0, 1, … vias, to every vertex.

    And those from every vertex to the destination, past all vias but the first 0, 1, ….
    """
    leave, reach = walker.walks(origin, destination, backward)
    access, egress = [leave], [reach]
    for via, other in zip(vias, vias[::-1], strict=True):
        leave, reach = walker.walks(
            walker.past(via, leave), walker.past(other, reach), backward
        )
        access.append(leave)
        egress.insert(0, reach)
    return access, egress


def _between(
    walker: Walker, vias: Sequence[Via], limits: Limits, backward: bool
) -> tuple[I32, I32]:
    """Return the walks to every via's stops, and those from them past more vias.

    Only where the search asks: for changes that limits or rules bear on, and for stays
    at the stop of a change.
    """
    total, width = sum(len(via.stops) for via in vias), walker.n_vertices
    always = limits.alone or walker.has_rules
    to_via = np.full((total, width), UNREACHED, dtype=np.int32)
    past_via = np.full((total, len(vias), width), UNREACHED, dtype=np.int32)
    row = 0
    for number, via in enumerate(vias):
        stays = any(one.stay_seconds for one in vias[number:])
        for stop in via.stops.tolist() if always or stays else ():
            here = walker.at(stop)
            walked, to_via[row] = walker.walks(here, here, backward)
            walked[stop] = to_via[row, stop] = 0  # also where no street is
            past_via[row, number] = walked
            for then in range(number + 1, len(vias) if always else 0):
                seeds = walker.past(vias[then], walked)
                walked, _ = walker.walks(seeds, seeds, backward)
                past_via[row, then] = walked
            row += 1
        if not (always or stays):
            row += len(via.stops)
    return to_via, past_via


def _within(walks: Sequence[I32], most: int) -> I32:
    table = np.stack(walks)
    table[table > most] = UNREACHED
    return table
