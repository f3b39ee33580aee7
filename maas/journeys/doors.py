"""Doors: the ways between a place and the streets, as one person walks them."""

from __future__ import annotations

from ..streets.snap import Snap
from .ends import End, straight_metres
from .question import Along, Door
from .traveller import Traveller


def doors(end: End, traveller: Traveller, *, leaving: bool) -> list[Door]:
    """Return the ways between a place and the streets, as they are for a traveller."""
    snap, verdict = end.snap, traveller.verdict
    assert verdict is not None
    if snap is None:
        nodes = zip(end.nodes.tolist(), end.seconds.tolist(), strict=True)
        return [Door(node, s, 10 * s, 0, -1, 0.0, 0.0, 0.0) for node, s in nodes]
    found = []
    for entry in snap.leave if leaving else snap.reach:
        seconds = round(entry.metres / traveller.metres_per_second)
        effort, decimetres = 10 * seconds, round(10 * entry.metres)
        first, last = 0.0, 1.0
        if entry.edge >= 0:
            share, edge = entry.fraction, entry.edge
            seconds += round(share * verdict.seconds.item(edge))
            effort += round(share * verdict.effort.item(edge))
            decimetres += round(share * verdict.decimetres.item(edge))
            first, last = (1.0 - share, 1.0) if leaving else (0.0, share)
        found.append(
            Door(
                entry.node,
                seconds,
                effort,
                decimetres,
                entry.edge,
                first,
                last,
                entry.metres,
            )
        )
    return found


def walks_along(
    origin: Snap | None, destination: Snap | None, traveller: Traveller
) -> list[Along]:
    """Return the walks all the way that pass no node of the streets."""
    verdict = traveller.verdict
    if origin is None or destination is None or verdict is None:
        return []
    speed = traveller.metres_per_second
    found = []
    metres = straight_metres(origin, destination)
    if metres <= origin.metres + destination.metres:
        seconds = round(metres / speed)
        found.append(
            Along(
                seconds, 10 * seconds, round(10 * metres), -1, 0.0, 0.0, (metres, 0.0)
            )
        )
    for out in origin.leave:
        for into in destination.reach:
            ahead = into.fraction - (1.0 - out.fraction)
            if out.edge != into.edge or out.edge < 0 or ahead < 0:
                continue
            edge = out.edge
            off = round(out.metres / speed) + round(into.metres / speed)
            straight = round(10 * out.metres) + round(10 * into.metres)
            found.append(
                Along(
                    off + round(ahead * verdict.seconds.item(edge)),
                    10 * off + round(ahead * verdict.effort.item(edge)),
                    straight + round(ahead * verdict.decimetres.item(edge)),
                    edge,
                    1.0 - out.fraction,
                    into.fraction,
                    (out.metres, into.metres),
                )
            )
    return found
