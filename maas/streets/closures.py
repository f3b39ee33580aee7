"""Lifts, escalators and other stretches out of service for a time.

A closure is an interval of epoch seconds, [from, to), in which an edge cannot be
entered. Immutable: whoever hears of another closure makes new ones and swaps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from ..columns import I32, I64
from .graph import EdgeKind, Streets

EVER: Final = 1 << 62
"""Epoch seconds of an end that is not known; with a minus, of such a beginning."""

LIFTED: Final = (EdgeKind.LIFT, EdgeKind.ESCALATOR, EdgeKind.MOVING_WALKWAY)
"""What is out of service as a whole where an OSM node is named."""


@dataclass(frozen=True, slots=True, eq=False)
class Closures:
    """Shape (closures,): sorted by edge, then by time; of one edge no two touch."""

    edge: I32
    from_epoch: I64
    to_epoch: I64

    def __len__(self) -> int:
        return len(self.edge)

    def edges(self) -> I32:
        """Return the edges that are closed at some time, sorted, each once."""
        found: I32 = np.unique(self.edge)
        return found

    def of_edge(self, edge: int) -> list[tuple[int, int]]:
        """Return the intervals in which an edge is closed."""
        first, end = np.searchsorted(self.edge, (edge, edge + 1))
        return list(
            zip(
                self.from_epoch[first:end].tolist(),
                self.to_epoch[first:end].tolist(),
                strict=True,
            )
        )

    def closed(self, edge: int, epoch: int) -> bool:
        """Whether an edge cannot be entered at an instant."""
        return any(a <= epoch < b for a, b in self.of_edge(edge))


def no_closures() -> Closures:
    """Return none: everything is in service as far as is known."""
    none = np.zeros(0, dtype=np.int64)
    return Closures(np.zeros(0, dtype=np.int32), none, none)


@dataclass(frozen=True, slots=True)
class PathwayRef:
    """A pathway by its feed and its own id."""

    feed_id: str
    pathway_id: str

    def __str__(self) -> str:
        return f"pathway:{self.feed_id}:{self.pathway_id}"


@dataclass(frozen=True, slots=True)
class OsmRef:
    """A way, a node or a multipolygon relation of OpenStreetMap."""

    kind: str  # "way", "node" or "relation"
    id: int

    def __str__(self) -> str:
        return f"osm:{self.kind}/{self.id}"


Ref: TypeAlias = PathwayRef | OsmRef


@dataclass(frozen=True, slots=True)
class Outage:
    """One thing said about one lift: in or out of service from one time to another."""

    what: Ref
    from_epoch: int = -EVER
    to_epoch: int = EVER
    out: bool = True


def close(
    streets: Streets,
    pathways: Mapping[tuple[str, str], int],
    items: Iterable[Outage],
) -> tuple[Closures, tuple[str, ...]]:
    """Return what is closed when, and a sentence for each item that names nothing.

    ``pathways`` gives the row of a pathway by feed id and own id. Of two items about
    the same thing the later one holds where they overlap: "out of service" for the day,
    then "in service from 15:00 on", is closed until 15:00.
    """
    said: dict[Ref, list[Outage]] = {}
    for item in items:
        said.setdefault(item.what, []).append(item)
    found = find_edges(streets, pathways, said)
    closed: dict[int, list[tuple[int, int]]] = {}
    unmatched = []
    for what, outages in said.items():
        if not len(found[what]):
            unmatched.append(
                f"{what} is no lift, escalator or way of this city; check the id."
            )
            continue
        spans = _closed_spans(outages)
        for edge in found[what].tolist():
            # An edge of several names (a pathway and a way) is closed by any of them.
            closed[edge] = _union(closed[edge] + spans) if edge in closed else spans
    rows = [(e, a, b) for e, spans in sorted(closed.items()) for a, b in spans]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return (
        Closures(
            table[:, 0].astype(np.int32),
            np.ascontiguousarray(table[:, 1]),
            np.ascontiguousarray(table[:, 2]),
        ),
        tuple(unmatched),
    )


def find_edges(
    streets: Streets,
    pathways: Mapping[tuple[str, str], int],
    wanted: Iterable[Ref],
) -> dict[Ref, I32]:
    """Return the edges of each thing: none where the city has no such thing.

    A node is a lift that stands at one point: its id is at both ends of its edges.
    """
    wanted = tuple(wanted)
    by_way = _Rows(streets.osm_way, [_way(ref) for ref in wanted])
    by_pathway = _Rows(streets.pathway, [_row(ref, pathways) for ref in wanted])
    at_node = _Rows(_node_of_lift(streets), [_node(ref) for ref in wanted])
    return {
        ref: np.concatenate([by_way.of(i), by_pathway.of(i), at_node.of(i)])
        for i, ref in enumerate(wanted)
    }


class _Rows:
    """The rows of a column that hold each of some values; -1 and 0 mean none."""

    def __init__(self, column: I64 | I32, values: list[int | None]) -> None:
        self._values = values
        known = np.array(
            sorted({value for value in values if value is not None}), dtype=np.int64
        )
        there = np.flatnonzero(np.isin(column, known)).astype(np.int32)
        self._rows = there[np.argsort(column[there], kind="stable")]
        self._column = column[self._rows]

    def of(self, number: int) -> I32:
        value = self._values[number]
        if value is None:
            return self._rows[:0]
        first, end = np.searchsorted(self._column, (value, value + 1))
        return self._rows[first:end]


def _way(ref: Ref) -> int | None:
    if not isinstance(ref, OsmRef) or ref.kind == "node" or ref.id <= 0:
        return None
    # A multipolygon's edges bear its id with a minus (docs/streets.md).
    return -ref.id if ref.kind == "relation" else ref.id


def _node(ref: Ref) -> int | None:
    if not isinstance(ref, OsmRef) or ref.kind != "node" or ref.id <= 0:
        return None
    return ref.id


def _row(ref: Ref, pathways: Mapping[tuple[str, str], int]) -> int | None:
    if not isinstance(ref, PathwayRef):
        return None
    return pathways.get((ref.feed_id, ref.pathway_id))


def _node_of_lift(streets: Streets) -> I64:
    """Shape (edges,): the OSM node that a lift is, 0 for all that is none."""
    lifted = np.flatnonzero(np.isin(streets.kind, LIFTED))
    tail = streets.node_osm[streets.edge_from[lifted]]
    head = streets.node_osm[streets.edge_to[lifted]]
    node = np.zeros(streets.edge_count, dtype=np.int64)
    node[lifted] = np.where(tail == head, tail, 0)
    return node


def _closed_spans(outages: Iterable[Outage]) -> list[tuple[int, int]]:
    """Return the spans in which one thing is closed, in order and apart."""
    spans: list[tuple[int, int]] = []
    for said in outages:
        a, b = said.from_epoch, said.to_epoch
        if a >= b:
            continue
        kept = [
            piece
            for start, end in spans
            for piece in ((start, min(end, a)), (max(start, b), end))
            if piece[0] < piece[1]
        ]
        spans = _union([*kept, (a, b)]) if said.out else kept
    return spans


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that touch.

    >>> _union([(5, 7), (1, 3), (3, 4)])
    [(1, 4), (5, 7)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
