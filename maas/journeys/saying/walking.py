"""A walk in instructions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from ...city import City
from ...people.profile import Person
from ...streets.graph import EdgeKind
from ...streets.verdict import Verdict
from ..itinerary import Point, Walk, WalkKind
from .course import SHORT_METRES, Course
from .going import section_moment
from .kinds import Fact, Instruction, Kind
from .landmarks import Landmarks
from .moments import Moment, told
from .names import Names
from .needs import needs_of
from .phrases import Language
from .scene import Telling
from .sections import Section, sections_of
from .spans import Spans
from .turns import angle_between, bearing, bearing_before
from .underway import moments_underway
from .unknowns import unknown_moment, verdict_of

BESIDE_METRES: Final = 3.0
"""A destination no further off its street is on it, neither left nor right."""
BESIDE_DEGREES: Final = (30.0, 150.0)


def walk_instructions(
    city: City, walk: Walk, person: Person | None, language: Language, names: Names
) -> tuple[Instruction, ...]:
    """Tell a walk, from where it begins to where it ends."""
    if not walk.path:
        return _nobody_knows(walk, language, names)
    course, verdict, sections = cut_up(city, walk, person)
    ends = [one.stop for one in (walk.origin, walk.destination) if one.stop is not None]
    family = {member for stop in ends for member in _family(city, stop)}
    telling = Telling(
        city, names, language, needs_of(person), course, Landmarks(city, family)
    )
    main = [section_moment(telling, one, i) for i, one in enumerate(sections)]
    main[0] = _departing(main[0], walk, telling)
    unknown = unknown_moment(telling, sections, verdict, 0.0)
    moments = [
        *main,
        *([unknown] if unknown is not None else []),
        *moments_underway(telling, sections),
        _arriving(telling, walk.destination),
    ]
    return told(course, moments, language)


def cut_up(
    city: City, walk: Walk, person: Person | None
) -> tuple[Course, Verdict | None, list[Section]]:
    """Return the line of a walk with a path, a person's verdict on it, its sections."""
    course = Course.of(city.streets, walk)
    solid = [edge for edge in course.edges if edge >= 0]
    verdict = verdict_of(city.streets, solid, person) if person is not None else None
    return course, verdict, sections_of(course, _by_ramp(course, verdict))


def _by_ramp(course: Course, verdict: Verdict | None) -> list[bool]:
    """Of each stretch: stairs that this person passes by their ramp?"""
    if verdict is None:
        return [False] * len(course)
    by_foot = iter(verdict.by_foot.tolist())
    on_foot = [next(by_foot) if edge >= 0 else False for edge in course.edges]
    return [
        kind is EdgeKind.STEPS and not climbed
        for kind, climbed in zip(course.kinds, on_foot, strict=True)
    ]


def _departing(moment: Moment, walk: Walk, telling: Telling) -> Moment:
    """Begin by where one is; who has just got off a vehicle knows."""
    language = telling.language
    place = point_words(walk.origin, telling.names, language)
    if not place or walk.kind in (WalkKind.TRANSFER, WalkKind.EGRESS):
        return moment
    start = language.sentence("depart.place", place=place)
    return replace(moment, sentences=(start, *moment.sentences))


def _arriving(telling: Telling, destination: Point) -> Moment:
    course, language = telling.course, telling.language
    sentences = [_arrived(destination, telling.names, language)]
    side = _side(course)
    facts: dict[str, Fact] = {"name": destination.name or None, "side": side}
    if side is not None:
        sentences.append(language.sentence(f"arrive.{side}"))
    return Moment(len(course), Kind.ARRIVE, tuple(sentences), facts)


def _arrived(destination: Point, names: Names, language: Language) -> Spans:
    place = point_words(destination, names, language)
    if place:
        return language.sentence("arrive.place", place=place)
    return language.sentence("arrive")


def _side(course: Course) -> str | None:
    """On which side of the street the destination lies, by the last line off it."""
    last = len(course) - 1
    if last < 1 or not course.off_street(last) or course.off_street(last - 1):
        return None
    if not BESIDE_METRES <= course.stretches[last].metres <= SHORT_METRES:
        return None
    came = bearing_before(*course.line(last - 1, last))
    (lat_a, lon_a), (lat_b, lon_b) = course.place(last), course.place(last + 1)
    goes = bearing(lat_a, lon_a, lat_b, lon_b)
    if came is None or goes is None:
        return None
    degrees = angle_between(came, goes)
    least, most = BESIDE_DEGREES
    if not least <= abs(degrees) <= most:
        return None
    return "right" if degrees > 0 else "left"


def point_words(point: Point, names: Names, language: Language) -> Spans:
    """Return the name of an end of a leg, nothing where it has none."""
    if point.stop is not None:
        return names.stop(point.stop, language) if point.name else ()
    return names.plain(point.name, language) if point.name else ()


def _nobody_knows(
    walk: Walk, language: Language, names: Names
) -> tuple[Instruction, ...]:
    """Tell a walk of which only its ends and its time are known."""
    place = point_words(walk.destination, names, language)
    minutes = language.minutes(walk.seconds)
    main = (
        language.sentence("line.to", place=place, minutes=minutes)
        if place
        else language.sentence("line.on", minutes=minutes)
    )
    seconds, metres = walk.seconds, walk.metres or 0.0
    start, end = walk.origin, walk.destination
    arrived = (_arrived(end, names, language),)
    lines = (main, language.sentence("line.nobody"))
    facts: dict[str, Fact] = {"metres": walk.metres}
    to = language.tag
    return (
        Instruction(
            Kind.LINE, to, lines, start.lat, start.lon, metres, seconds, None, facts
        ),
        Instruction(
            Kind.ARRIVE, to, arrived, end.lat, end.lon, 0.0, 0, None, {"name": end.name}
        ),
    )


def _family(city: City, stop: int) -> Sequence[int]:
    """A stop, its station, and all that belongs to that."""
    parent = int(city.stops.parent[stop])
    return city.members(parent if parent >= 0 else stop)


def known_climb(course: Course) -> bool:
    """Is the climb of all of a walk known, but for a few metres off the streets?"""
    known = [
        course.climb_known[at] or course.off_street(at) for at in range(len(course))
    ]
    return bool(np.all(known))
