"""Claims about benches, shelters and toilets become places to rest at nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from maas.columns import I8, I32, U8
from maas.streets.graph import RestPlace, Streets

from .attributes import NO, REST_BITS, YES
from .claims import Claim, OnStreets
from .find import Finder
from .on_streets import Pairs
from .settle import Statement, settle

_STOP_STATION = 1
_SEATS = RestPlace.BENCH | RestPlace.SHELTER


def know_rests(
    finder: Finder,
    claims: Sequence[Claim],
    stops_of: Sequence[I32],
    location_type: I8,
) -> tuple[Streets, Pairs, list[str]]:
    """Put claims about places to rest into ``node_rest`` and ``rest``.

    ``stops_of`` gives the stops that each claim names. Also which claim holds at which
    node, and what to know.
    """
    streets = finder.streets
    said: dict[str, list[Statement]] = defaultdict(list)
    warnings: dict[str, None] = {}
    at_stops = set()
    for number, claim in enumerate(claims):
        if claim.attribute not in REST_BITS:
            continue
        if isinstance(claim.place, OnStreets):
            nodes, missing = finder.nodes(claim.place)
        else:
            nodes, missing = _of_stops(streets, stops_of[number], location_type)
            at_stops.update(nodes.tolist())
        warnings |= {f"{claim.where}: {one}": None for one in missing}
        said[claim.attribute].append(Statement(claim, number, nodes))
    node_rest = streets.node_rest.copy()
    pairs: Pairs = []
    answered: dict[int, dict[str, int]] = defaultdict(dict)
    for attribute, statements in said.items():
        winner, more = settle(streets.node_count, statements)
        warnings |= dict.fromkeys(more)
        for node in np.flatnonzero(winner >= 0).tolist():
            number = winner.item(node)
            answered[node][attribute] = int(claims[number].value)
            pairs.append((node, number))
    for node, values in answered.items():
        node_rest[node] = _bits(int(node_rest[node]), values, node in at_stops)
    changed = np.array(sorted(answered), dtype=np.int32)
    return _put(streets, node_rest, changed), pairs, list(warnings)


def _of_stops(streets: Streets, stops: I32, location_type: I8) -> tuple[I32, list[str]]:
    whole = location_type[stops] == _STOP_STATION
    missing = []
    if whole.any():
        missing.append(
            "a station is not where one sits down; name its platform or entrance."
        )
    nodes = streets.stop_node[stops[~whole]]
    if (nodes < 0).any():
        missing.append("a stop without a position has no place to rest; leave it out.")
    found: I32 = np.unique(nodes[nodes >= 0])
    return found, missing


def _bits(before: int, values: dict[str, int], at_stop: bool) -> int:
    """What there is at a node after what is said of it.

    A seat at a stop is that of a bench or a shelter; of a seat whose origin nobody
    knows one is left until neither is there.
    """
    bits = before
    for attribute, value in values.items():
        bit = int(REST_BITS[attribute])
        bits = bits | bit if value == YES else bits & ~bit
    if at_stop and {"bench", "shelter"} & values.keys():
        unknown_seat = before & RestPlace.STOP_SEAT and not before & _SEATS
        neither = values.get("bench") == NO and values.get("shelter") == NO
        bits &= ~int(RestPlace.STOP_SEAT)
        if bits & _SEATS or (unknown_seat and not neither):
            bits |= int(RestPlace.STOP_SEAT)
    return bits


def _put(streets: Streets, node_rest: U8, changed: I32) -> Streets:
    rest = streets.rest.copy()
    edges = np.flatnonzero(np.isin(streets.edge_to, changed))
    rest[edges] = np.where(node_rest[streets.edge_to[edges]] != 0, YES, NO)
    return replace(streets, node_rest=node_rest, rest=rest)
