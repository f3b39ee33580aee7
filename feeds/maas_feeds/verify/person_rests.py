"""Rests of a walk and how far it goes without one; and what its time is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import Final

from .answer import BrokenRule, Json, instant, number, part, position
from .person import Person
from .rest_places import RestPlaces
from .street_lines import ON_THE_WAY_METRES, metres_between
from .street_pieces import Edge

ROUNDING_METRES: Final = 0.11
"""Of each length: they are counted in whole decimetres and told as rounded."""

Broken = Iterator[BrokenRule]


def off_the_street(leg: Json, edges: Sequence[Edge]) -> float:
    """Metres from the leg's ends to its first and last edge."""
    if not edges:
        return 0.0
    start, end = position(part(leg, "from")), position(part(leg, "to"))
    return metres_between(start, edges[0].start) + metres_between(edges[-1].end, end)


def check_rests(
    rests: RestPlaces, told: Json, leg: Json, edges: Sequence[Edge], person: Person
) -> Broken:
    """One rests where one can sit, before the longest stretch is behind one."""
    for edge in edges:
        yield from _seat(rests, edge, person)
    stretches = list(_stretches(leg, edges, person))
    longest, walked = max(stretches, default=0.0), sum(stretches)
    grace = 1.0 + ROUNDING_METRES * len(edges)
    most = person.max_stretch_metres
    if most is not None and longest > most + grace:
        yield BrokenRule("rest", f"{longest:.0f} m without a rest")
    most = person.max_walk_metres
    if most is not None and walked > most + grace:
        yield BrokenRule("reach", f"a walk of {walked:.0f} m")
    stated = number(told, "longestStretchMetres")
    if stated is not None and stated < longest - off_the_street(leg, edges) - grace:
        yield BrokenRule(
            "claim", f"longestStretchMetres is {stated:g}, it is {longest:.0f}"
        )


def _stretches(leg: Json, edges: Sequence[Edge], person: Person) -> Iterator[float]:
    """Metres from rest to rest."""
    if not edges:
        return
    stretch = metres_between(position(part(leg, "from")), edges[0].start)
    for edge in edges:
        stretch += edge.metres
        # Who needs no time to rest has rested wherever it is possible.
        at_once = person.rest_seconds == 0 and edge.told.get("rest") is True
        if at_once or (edge.number("restSeconds") or 0) > 0:
            yield stretch
            stretch = 0.0
    yield stretch + metres_between(edges[-1].end, position(part(leg, "to")))


def _seat(rests: RestPlaces, edge: Edge, person: Person) -> Broken:
    here = edge.told.get("rest") is True
    rested = edge.number("restSeconds") or 0
    if rested > 0 and not here:
        yield BrokenRule("rest", f"a rest after {edge.where}, where none is told")
    if 0 < rested < person.rest_seconds:
        yield BrokenRule("rest", f"a rest of {rested:g} s after {edge.where}")
    if here and edge.told.get("source") != "facts" and not rests.near(edge.end):
        yield BrokenRule(
            "rest",
            f"nowhere to rest within reach of {edge.end[0]:.6f},{edge.end[1]:.6f}",
        )


def check_chain(leg: Json, edges: Sequence[Edge]) -> Broken:
    """Each edge begins where the last one ended, the first and last at the leg's ends."""
    for before, after in pairwise(edges):
        gap = metres_between(before.end, after.start)
        if gap > ON_THE_WAY_METRES:
            yield BrokenRule(
                "way",
                f"{after.where} begins {gap:.0f} m from where {before.where} ends",
            )
    if edges and (beside := off_the_street(leg, edges)) > 500:
        yield BrokenRule(
            "way", f"{beside:.0f} m from the ends of the walk to its edges"
        )


def check_duration(leg: Json, edges: Sequence[Edge], person: Person) -> Broken:
    """A walk takes the seconds of its edges, its waits and its rests."""
    if not edges:
        return
    seconds = 0.0
    for edge in edges:
        for name in ("seconds", "waitSeconds", "restSeconds"):
            value = edge.number(name) or 0.0
            if value < 0:
                yield BrokenRule("claim", f"{edge.where}: {name} is {value:g}")
            seconds += value
    given = instant(leg, "endTime") - instant(leg, "startTime")
    beside = off_the_street(leg, edges)
    spare = ceil(beside / person.flat) + 2 if beside > ON_THE_WAY_METRES else 0
    if not seconds <= given <= seconds + spare:
        yield BrokenRule(
            "claim",
            f"its edges, waits and rests take {seconds:g} s, the walk {given} s",
        )
