"""Stretches of a walk: what is passed, and its line on the ground."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..columns import F64
from ..geo import ground_metres
from ..streets.graph import Streets
from .itinerary import Piece

LatLon = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A piece of a walk with its line.

    ``edge`` is the edge whose street it belongs to: that of the piece, or, of the few
    metres between a place and its street, that street's; -1 for none.
    """

    piece: Piece
    edge: int
    lats: F64
    lons: F64

    @property
    def metres(self) -> float:
        """Length on the ground."""
        return self.piece.metres


def straight(a: LatLon, b: LatLon, seconds: int = 0, edge: int = -1) -> Stretch:
    """Return the straight line between two places, as part of an edge's street."""
    lats, lons = np.array([a[0], b[0]]), np.array([a[1], b[1]])
    metres = float(ground_metres(lats[:1], lons[:1], lats[1:], lons[1:])[0])
    return Stretch(Piece(-1, 0.0, 1.0, metres, seconds), edge, lats, lons)


def along_edge(
    streets: Streets, edge: int, seconds: int, first: float = 0.0, last: float = 1.0
) -> Stretch:
    """Return an edge, or the part of it between two shares of its length."""
    shape = int(streets.shape[edge])
    points = slice(int(streets.shape_at[shape]), int(streets.shape_at[shape + 1]))
    lats, lons = streets.shape_lat[points], streets.shape_lon[points]
    if not streets.shape_forward[edge]:
        lats, lons = lats[::-1], lons[::-1]
    if (first, last) != (0.0, 1.0):
        lats, lons = _cut(lats, lons, first, last)
    metres = float(streets.metres[edge]) * max(last - first, 0.0)
    piece = Piece(edge, first, last, metres, seconds)
    return Stretch(piece, edge, np.asarray(lats), np.asarray(lons))


def drawn(
    streets: Streets, pieces: tuple[Piece, ...], start: LatLon, end: LatLon
) -> list[Stretch]:
    """Draw pieces that are known already, from one place to another."""
    lines = [
        along_edge(streets, piece.edge, piece.seconds, piece.first, piece.last)
        if piece.edge >= 0
        else None
        for piece in pieces
    ]
    found: list[Stretch] = []
    before = start
    for number, (piece, line) in enumerate(zip(pieces, lines, strict=True)):
        if line is None:
            after, edge = _next(streets, pieces, lines, number, end)
            lats, lons = np.array([[before[0], after[0]], [before[1], after[1]]])
            if edge < 0 and found:
                edge = found[-1].edge
            found.append(Stretch(piece, edge, lats, lons))
        else:
            found.append(replace(line, piece=piece))
        before = float(found[-1].lats[-1]), float(found[-1].lons[-1])
    return found


def _next(
    streets: Streets,
    pieces: tuple[Piece, ...],
    lines: list[Stretch | None],
    number: int,
    end: LatLon,
) -> tuple[LatLon, int]:
    """Return where a straight piece leads to, and the edge that begins there, or -1."""
    if number + 1 == len(pieces):
        return end, -1
    after = lines[number + 1]
    if after is not None:
        return (float(after.lats[0]), float(after.lons[0])), after.edge
    node = max(pieces[number].node, pieces[number + 1].node)
    if node < 0:
        return end, -1
    return (float(streets.node_lat[node]), float(streets.node_lon[node])), -1


def _cut(lats: F64, lons: F64, first: float, last: float) -> tuple[F64, F64]:
    """Return the part of a line between two shares of its length."""
    steps = ground_metres(lats[:-1], lons[:-1], lats[1:], lons[1:])
    along = np.concatenate([[0.0], np.cumsum(steps)])
    if along[-1] <= 0:
        return lats[[0, -1]], lons[[0, -1]]
    share = along / along[-1]
    inner = (share > first) & (share < last)
    at = np.concatenate([[first], share[inner], [max(last, first)]])
    return np.interp(at, share, lats), np.interp(at, share, lons)
