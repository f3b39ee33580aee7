"""Carriageways whose sidewalks are ways of their own are not walked on."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from maas.columns import I64, Bool

from .draft import Draft


def leave_carriageways(draft: Draft) -> None:
    """Leave out roads with separate sidewalks, but cut nobody off.

    Where the sidewalks are not joined to the rest, the shortest stretches of road that
    join them stay.
    """
    road = draft["separate"] == 1
    if road.any():
        draft.keep(~road | _needed(draft, road))


def _needed(draft: Draft, road: Bool) -> Bool:
    """Road stretches of the shortest forest that joins what is walked on anyway."""
    part = _parts(draft, ~road)
    rows = np.flatnonzero(road)
    a, b = part[draft["tail"][rows]], part[draft["head"][rows]]
    count = int(part.max()) + 1
    between = a != b
    rows, a, b = rows[between], a[between], b[between]
    # Of parallel stretches the shortest; a sparse array would add them up.
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((draft["metres"][rows], high, low))
    rows, low, high = rows[order], low[order], high[order]
    first = np.ones(len(rows), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    rows, low, high = rows[first], low[first], high[first]
    metres = draft["metres"][rows] + 0.01
    forest = minimum_spanning_tree(coo_array((metres, (low, high)), (count, count)))
    key = low * count + high
    kept = forest.tocoo()
    ends = np.sort(np.stack([kept.row, kept.col], axis=1).astype(np.int64), axis=1)
    chosen = rows[np.isin(key, ends[:, 0] * count + ends[:, 1])]
    walked = np.zeros(count, dtype=bool)
    for end in ("tail", "head"):
        walked[part[draft[end][~road]]] = True
    wanted = np.zeros(len(draft), dtype=bool)
    wanted[_without_dead_ends(chosen, part, draft, walked)] = True
    return wanted


def _parts(draft: Draft, among: Bool) -> I64:
    """Connected part of each node, going along some stretches."""
    count = len(draft.node_lat)
    tail, head = draft["tail"][among], draft["head"][among]
    graph = coo_array((np.ones(len(tail)), (tail, head)), (count, count))
    _, part = connected_components(graph, directed=False)
    parts: I64 = part.astype(np.int64)
    return parts


def _without_dead_ends(rows: I64, part: I64, draft: Draft, walked: Bool) -> I64:
    """Take away, again and again, stretches that end where nobody walks."""
    while len(rows):
        a, b = part[draft["tail"][rows]], part[draft["head"][rows]]
        degree = np.bincount(np.concatenate([a, b]), minlength=len(walked))
        useful = ((degree > 1) | walked)[a] & ((degree > 1) | walked)[b]
        if useful.all():
            break
        rows = rows[useful]
    return rows
