"""Sections of a walk: what is told in one instruction, and the turns between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np

from ...streets.graph import EdgeKind
from .course import SHORT_METRES, Course, runs
from .kinds import Kind
from .turns import (
    SLIGHT_BELOW,
    STRAIGHT_BELOW,
    angle_between,
    bearing_after,
    bearing_before,
    turn_of,
)

SCRAP_METRES: Final = 5.0
"""Less on the ground is not worth an instruction of its own."""
STRAIGHTER: Final = 10.0
"""Degrees by which another way has to be straighter to be taken by mistake."""


class Sort(StrEnum):
    """What one does on a section."""

    GROUND = "ground"
    LINE = "line"  # straight, where no way is known
    CROSSING = "crossing"
    STEPS = "steps"
    RAMP = "ramp"
    LIFT = "lift"
    ESCALATOR = "escalator"
    MOVING_WALKWAY = "moving_walkway"
    GATE = "gate"


_SORTS: Final = {
    EdgeKind.CROSSING: Sort.CROSSING,
    EdgeKind.STEPS: Sort.STEPS,
    EdgeKind.LIFT: Sort.LIFT,
    EdgeKind.ESCALATOR: Sort.ESCALATOR,
    EdgeKind.MOVING_WALKWAY: Sort.MOVING_WALKWAY,
    EdgeKind.GATE: Sort.GATE,
}


@dataclass(frozen=True, slots=True)
class Section:
    """Stretches ``first`` to ``end`` - 1 of a course."""

    first: int
    end: int
    sort: Sort
    name: int  # row of the streets' names, -1
    turn: Kind | None
    """How it goes on from the section before; None where there is no direction."""
    bearing: float | None  # degrees from north in which it begins
    stays: bool = False  # on the street of the section before


def sections_of(course: Course, by_ramp: Sequence[bool]) -> list[Section]:
    """Cut a course where something has to be said.

    ``by_ramp`` tells of each stretch whether stairs are passed by their ramp.
    """
    found: list[Section] = []
    for first, end in _of_one_sort(course, by_ramp):
        sort = _sort(course, first, by_ramp)
        cuts = [first, *_cuts(course, first, end, sort), end]
        for a, b in pairwise(cuts):
            _absorb_scrap(course, found)
            found.append(_section(course, a, b, sort, found[-1] if found else None))
    return found


def _absorb_scrap(course: Course, found: list[Section]) -> None:
    """Let a few metres between two crossings, say, belong to the one before."""
    if len(found) < 2 or found[-1].sort is not Sort.GROUND or found[-1].name >= 0:
        return
    if course.metres_of(found[-1].first, found[-1].end) < SCRAP_METRES:
        scrap = found.pop()
        found[-1] = replace(found[-1], end=scrap.end)


def _section(
    course: Course, first: int, end: int, sort: Sort, before: Section | None
) -> Section:
    after = bearing_after(*course.line(first, end))
    turn, name = None, _name(course, first, end)
    if before is not None and before.sort is not Sort.LIFT and after is not None:
        back = bearing_before(*course.line(before.first, before.end))
        turn = None if back is None else turn_of(angle_between(back, after))
    stays = (
        before is not None
        and before.sort is sort is Sort.GROUND
        and name >= 0
        and before.name == name
    )
    return Section(first, end, sort, name, turn, after, stays)


def _sort(course: Course, at: int, by_ramp: Sequence[bool]) -> Sort:
    if course.off_street(at):
        return Sort.LINE if course.stretches[at].metres > SHORT_METRES else Sort.GROUND
    sort = _SORTS.get(course.kinds[at], Sort.GROUND)
    return Sort.RAMP if sort is Sort.STEPS and by_ramp[at] else sort


def _of_one_sort(course: Course, by_ramp: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of stretches of one sort; flights up and flights down are two."""
    rises = course.streets.rises
    keys = []
    for at, edge in enumerate(course.edges):
        sort = _sort(course, at, by_ramp)
        stairs = sort in (Sort.STEPS, Sort.RAMP, Sort.ESCALATOR)
        keys.append((sort, int(rises[edge]) if stairs else 0))
    # A few metres to or from a street belong to what is beside them.
    for at in range(len(keys)):
        if _filler(course, at) and not _beside_ground(course, at, keys):
            keys[at] = keys[at - 1] if at else keys[_next_solid(course, at)]
    yield from runs(keys)


def _filler(course: Course, at: int) -> bool:
    """Is a stretch but a short line to or from a street?"""
    return course.off_street(at) and course.stretches[at].metres <= SHORT_METRES


def _beside_ground(course: Course, at: int, keys: Sequence[tuple[Sort, int]]) -> bool:
    beside = [one for one in (at - 1, _next_solid(course, at)) if 0 <= one < len(keys)]
    return any(keys[one][0] is Sort.GROUND for one in beside) or not beside


def _next_solid(course: Course, at: int) -> int:
    """The next stretch that is no filler; the last where there is none."""
    later = (one for one in range(at + 1, len(course)) if not _filler(course, one))
    return next(later, len(course) - 1)


def _cuts(course: Course, first: int, end: int, sort: Sort) -> Iterator[int]:
    """Where a run on the ground has to be told anew."""
    if sort is not Sort.GROUND:
        return
    start = first
    solid = [at for at in range(first, end) if not _filler(course, at)]
    for last, at in pairwise(solid):
        if _says_more(course, start, last, at, end):
            start = at
            yield at


def _says_more(course: Course, start: int, last: int, at: int, end: int) -> bool:
    """Has the way from stretch ``last`` to stretch ``at`` to be told?"""
    here, there = _name_at(course, last), _name_at(course, at)
    if here != there or course.inside(last) != course.inside(at):
        return True
    degrees = _angle(course, start, at, end)
    if degrees is None or abs(degrees) < STRAIGHT_BELOW:
        return False
    others = _other_ways(course, at)
    if not others:
        return False  # the way bends; there is none other to take
    if abs(degrees) >= SLIGHT_BELOW:
        return True
    return any(abs(other) < abs(degrees) - STRAIGHTER for other in others)


def _angle(course: Course, start: int, at: int, end: int) -> float | None:
    back = bearing_before(*course.line(start, at))
    ahead = bearing_after(*course.line(at, end))
    if back is None or ahead is None:
        return None
    return angle_between(back, ahead)


def _other_ways(course: Course, at: int) -> list[float]:
    """Angles of the other ways that one could take where a stretch begins."""
    node, streets = course.node(at), course.streets
    if node < 0:
        return []
    came = course.edges[at - 1] if at else -1
    back = bearing_before(*course.line(at - 1, at)) if at else None
    found = []
    for edge in range(int(streets.edge_at[node]), int(streets.edge_at[node + 1])):
        if edge == course.edges[at] or (came >= 0 and edge == streets.edge_twin[came]):
            continue
        if streets.kind[edge] in (EdgeKind.LINK, EdgeKind.STRAIGHT):
            continue
        ahead = bearing_after(*edge_line(course, edge))
        if back is not None and ahead is not None:
            found.append(angle_between(back, ahead))
    return found


def edge_line(course: Course, edge: int) -> tuple[np.ndarray, np.ndarray]:
    """Return an edge's latitudes and longitudes, in its direction."""
    streets = course.streets
    shape = int(streets.shape[edge])
    points = slice(int(streets.shape_at[shape]), int(streets.shape_at[shape + 1]))
    lats, lons = streets.shape_lat[points], streets.shape_lon[points]
    if not streets.shape_forward[edge]:
        lats, lons = lats[::-1], lons[::-1]
    return np.asarray(lats), np.asarray(lons)


def _name_at(course: Course, at: int) -> int:
    edge = course.edges[at]
    return int(course.streets.name[edge]) if edge >= 0 else -1


def _name(course: Course, first: int, end: int) -> int:
    """The name of a section: of its stretches the first that has one."""
    for at in range(first, end):
        name = _name_at(course, at)
        if name >= 0 and not _filler(course, at):
            return name
    return -1
