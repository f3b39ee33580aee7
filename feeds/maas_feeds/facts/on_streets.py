"""Claims about kerbs, lifts, stairs and streets become columns of the streets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from maas.columns import I32
from maas.streets.graph import EdgeSource, SlopeSource, Streets

from .claims import Claim, OnStreets
from .find import Finder
from .kerbs import NodeKerbs
from .settle import Statement, settle

Column = npt.NDArray[Any]
Pairs = list[tuple[int, int]]
"""Index of a thing, and number of a claim that holds for it."""


@dataclass(frozen=True, slots=True)
class KnownStreets:
    """The streets with what the town knows, and who says what about which edge."""

    streets: Streets
    edges: Pairs
    warnings: list[str]


def know_streets(
    finder: Finder, claims: Sequence[Claim], kerbs: Mapping[int, float]
) -> KnownStreets:
    """Put claims into the columns of the streets.

    ``kerbs`` are the heights that OpenStreetMap gives to its nodes, in centimetres.
    Raises ``CityError`` where two claims contradict one another.
    """
    streets = finder.streets
    on_edges, on_nodes, warnings = _statements(finder, claims)
    columns: dict[str, Column] = {}
    pairs: Pairs = []
    winners = {}
    for attribute, statements in on_edges.items():
        winners[attribute], said = settle(streets.edge_count, statements)
        warnings += said
    if on_nodes:
        winner, said = settle(streets.node_count, on_nodes)
        warnings += said
        none = np.full(streets.edge_count, -1, dtype=np.int32)
        ends = NodeKerbs(finder, claims, winner, kerbs)
        columns["kerb_cm"], of_nodes, winners["kerb_cm"] = ends.fold(
            streets.kerb_cm, winners.get("kerb_cm", none)
        )
        warnings += ends.doubts
        pairs += [(e, number) for e, numbers in of_nodes.items() for number in numbers]
    for attribute, winner in winners.items():
        rows = np.flatnonzero(winner >= 0)
        column = columns.get(attribute, getattr(streets, attribute).copy())
        column[rows] = [claims[number].value for number in winner[rows].tolist()]
        columns[attribute] = column
        pairs += zip(rows.tolist(), winner[rows].tolist(), strict=True)
    if "slope_percent" in columns:
        columns |= _slopes(streets, columns["slope_percent"], winners["slope_percent"])
    columns |= _sources(streets, pairs, claims)
    changes: dict[str, Any] = {**columns}
    return KnownStreets(replace(streets, **changes), pairs, warnings)


def _statements(
    finder: Finder, claims: Sequence[Claim]
) -> tuple[dict[str, list[Statement]], list[Statement], list[str]]:
    """Return statements about edges by attribute, those about kerbs at nodes, and
    what is wrong with their places, once for each entry."""
    on_edges: dict[str, list[Statement]] = defaultdict(list)
    on_nodes: list[Statement] = []
    warnings: dict[str, None] = {}
    complained: set[tuple[object, int]] = set()
    for number, claim in enumerate(claims):
        if not isinstance(claim.place, OnStreets) or claim.section == "rest":
            continue
        rows, missing = finder.edges(claim.section, claim.place)
        if (claim.file, claim.entry) not in complained:
            warnings |= {f"{claim.where}: {one}": None for one in missing}
        complained.add((claim.file, claim.entry))
        at_nodes = claim.section == "kerb" and claim.attribute == "kerb_cm"
        if at_nodes and claim.place.nodes:
            nodes, _ = finder.nodes(OnStreets(nodes=claim.place.nodes))
            on_nodes.append(Statement(claim, number, nodes))
            rows, _ = finder.edges(claim.section, replace(claim.place, nodes=()))
        if len(rows):
            on_edges[claim.attribute].append(Statement(claim, number, rows))
    return on_edges, on_nodes, list(warnings)


def _slopes(streets: Streets, told: Column, winner: I32) -> dict[str, Column]:
    """Slopes with the sign of the edge's direction: told as the way is drawn."""
    rows = np.flatnonzero(winner >= 0)
    ahead = streets.shape_forward[rows] == 1
    slope = np.where(ahead, told[rows], -told[rows])
    columns = {
        name: getattr(streets, name).copy()
        for name in (
            "slope_percent",
            "mean_slope",
            "steepest_up",
            "steepest_down",
            "slope_source",
            "rises",
        )
    }
    columns["slope_percent"][rows] = columns["mean_slope"][rows] = slope
    columns["steepest_up"][rows] = np.maximum(slope, 0.0)
    columns["steepest_down"][rows] = np.maximum(-slope, 0.0)
    columns["slope_source"][rows] = SlopeSource.FACTS
    columns["rises"][rows] = np.select([slope > 0, slope < 0], [1, 2], 0)
    return columns


def _sources(
    streets: Streets, pairs: Pairs, claims: Sequence[Claim]
) -> dict[str, Column]:
    """An edge that any fact speaks of is of the latest of them."""
    source, dated = streets.source.copy(), streets.dated.copy()
    rows = np.array([edge for edge, _ in pairs], dtype=np.int64)
    days = np.array([claims[number].day for _, number in pairs], dtype=np.int32)
    source[rows] = EdgeSource.FACTS
    dated[rows] = 0
    np.maximum.at(dated, rows, days)
    return {"source": source, "dated": dated}
