"""Moments: what is said, and where on a walk; put in order they are instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .course import Course
from .kinds import Fact, Instruction, Kind
from .phrases import Language
from .spans import Spans

FIRST_SAID: Final = (Kind.REST, Kind.WAIT, Kind.ENTER, Kind.EXIT)
"""What is said before that one goes on from the same place, in this order."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something said at a position of a course: 2.5 is half way along stretch 2."""

    at: float
    kind: Kind
    sentences: tuple[Spans, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    goes_to: int | None = None
    """Where what is told here has led, of one that says where to go."""
    seconds: int = 0  # that pass here, resting or waiting


def told(
    course: Course, moments: Sequence[Moment], language: Language
) -> tuple[Instruction, ...]:
    """Return instructions in order; at one place in the order in which they are given."""
    found = []
    for one in sorted(moments, key=order):
        lat, lon = course.place(one.at)
        metres, seconds, climb = 0.0, one.seconds, None
        if one.goes_to is not None:
            first = int(one.at)
            metres = course.metres_of(first, one.goes_to)
            seconds += course.seconds_of(first, one.goes_to)
            climb = course.climb_of(first, one.goes_to)
        found.append(
            Instruction(
                kind=one.kind,
                language=language.tag,
                sentences=one.sentences,
                lat=lat,
                lon=lon,
                metres=metres,
                seconds=seconds,
                climb_metres=climb,
                facts=one.facts,
            )
        )
    return tuple(found)


def order(moment: Moment) -> tuple[float, int]:
    """Return what moments are sorted by: the place, and what is said first there."""
    if moment.kind in FIRST_SAID:
        return moment.at, FIRST_SAID.index(moment.kind)
    return moment.at, len(FIRST_SAID) + (moment.goes_to is None)
