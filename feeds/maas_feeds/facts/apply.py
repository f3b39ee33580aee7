"""Make a city know what its town knows: new tables, and who said what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from maas.columns import I32, Strings
from maas.facts import Facts, no_facts
from maas.streets.graph import Streets
from maas.transit.tables import Stops, Trips

from .claims import Claim, OnStreets
from .find import Finder
from .kerbs import read_kerbs
from .on_nodes import know_rests
from .on_streets import Pairs, know_streets
from .on_transit import Transit, find_stops, know_transit


@dataclass(frozen=True, slots=True)
class Known:
    """What the town knows better, put into what the feeds say."""

    streets: Streets
    stops: Stops
    trips: Trips
    facts: Facts
    warnings: tuple[str, ...]


def apply_claims(
    claims: Sequence[Claim],
    streets: Streets,
    transit: Transit,
    pathways: Mapping[tuple[str, str], int],
    osm_paths: Sequence[Path],
) -> Known:
    """Return new tables in which the claims hold; the given ones stay as they are.

    ``pathways`` gives the row of a pathway by feed id and own id. Raises ``CityError``
    where two claims of the town contradict one another.
    """
    if not claims:
        return Known(streets, transit.stops, transit.trips, no_facts(), ())
    stops_of, warnings = find_stops(transit, claims)
    known = know_transit(transit, claims, stops_of)
    finder = Finder(streets, pathways)
    kerbs = read_kerbs(osm_paths) if _at_kerb_nodes(claims) else {}
    walked = know_streets(finder, claims, kerbs)
    rested, nodes, more = know_rests(
        finder, claims, stops_of, transit.stops.location_type
    )
    streets = replace(walked.streets, node_rest=rested.node_rest, rest=rested.rest)
    facts = _facts(claims, walked.edges, nodes, known.stop_pairs, known.trip_pairs)
    said = [*warnings, *known.warnings, *walked.warnings, *more]
    return Known(streets, known.stops, known.trips, facts, tuple(said))


def _at_kerb_nodes(claims: Iterable[Claim]) -> bool:
    return any(
        claim.section == "kerb"
        and isinstance(claim.place, OnStreets)
        and claim.place.nodes
        for claim in claims
    )


def _facts(claims: Sequence[Claim], *things: Pairs) -> Facts:
    """Keep the claims that hold for anything, and for what."""
    held = sorted({number for pairs in things for _, number in pairs})
    row = {number: row for row, number in enumerate(held)}
    kept = [claims[number] for number in held]
    edge, node, stop, trip = (_columns(pairs, row) for pairs in things)
    return Facts(
        attribute=Strings.of(claim.attribute for claim in kept),
        value=np.array([claim.value for claim in kept], dtype=np.float32),
        text=Strings.of(claim.said for claim in kept),
        source=Strings.of(claim.source for claim in kept),
        dated=np.array([claim.day for claim in kept], dtype=np.int32),
        residents=np.array([claim.residents for claim in kept], dtype=np.int16),
        where=Strings.of(claim.where_shortly for claim in kept),
        edge=edge[0],
        edge_fact=edge[1],
        node=node[0],
        node_fact=node[1],
        stop=stop[0],
        stop_fact=stop[1],
        trip=trip[0],
        trip_fact=trip[1],
    )


def _columns(pairs: Pairs, row: Mapping[int, int]) -> tuple[I32, I32]:
    table = np.array(
        sorted((thing, row[number]) for thing, number in pairs), dtype=np.int32
    ).reshape(-1, 2)
    return np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])
