"""A walk or a whole itinerary in one sentence."""

from __future__ import annotations

from ...city import City
from ...people.profile import Person
from ..itinerary import Itinerary, Ride, Walk
from .course import Course
from .phrases import Language
from .sections import Sort
from .spans import Spans
from .walking import cut_up, known_climb

CLIMB_FELT_METRES = 1.0


def sum_of_walk(
    city: City, walk: Walk, person: Person | None, language: Language
) -> Spans:
    """Distance, time, climb, stairs, crossings and rests of a walk."""
    minutes = language.minutes(walk.seconds)
    if walk.metres is None and not walk.path:
        return language.sentence("summary", things=minutes)
    metres = walk.metres
    if metres is None:
        metres = sum(piece.metres for piece in walk.path)
    whole = language.say(
        "summary.walk", metres=language.metres(metres), minutes=minutes
    )
    things = [whole, *_on_foot(city, (walk,), person, language)]
    return language.sentence("summary", things=language.listed(things, "summary.and"))


def sum_of_itinerary(
    city: City, itinerary: Itinerary, person: Person | None, language: Language
) -> Spans:
    """From when to when, how many vehicles, and what one does on foot."""
    walks = tuple(leg for leg in itinerary.legs if isinstance(leg, Walk))
    if len(walks) == len(itinerary.legs) == 1:
        return sum_of_walk(city, walks[0], person, language)
    # As the clock shows it: from 8:00:30 to 8:41:10 is from 8:00 to 8:41, 41 minutes.
    first, last = (
        int(instant.timestamp()) // 60
        for instant in (itinerary.departure, itinerary.arrival)
    )
    things = [
        language.say(
            "summary.journey",
            start=language.time(itinerary.departure),
            end=language.time(itinerary.arrival),
            minutes=language.minutes(60 * (last - first)),
        )
    ]
    if any(isinstance(leg, Ride) for leg in itinerary.legs):
        things.append(language.count("rides.count", itinerary.boardings))
    metres = sum(walk.metres or 0.0 for walk in walks)
    if metres:
        things.append(language.say("summary.foot", metres=language.metres(metres)))
    things += _on_foot(city, walks, person, language)
    return language.sentence("summary", things=language.listed(things, "summary.and"))


def _on_foot(
    city: City, walks: tuple[Walk, ...], person: Person | None, language: Language
) -> list[Spans]:
    up = down = 0.0
    known, steps, open_stairs, crossings, rests = True, 0, False, 0, 0
    for walk in walks:
        if not walk.path:
            known = False
            continue
        course, _, sections = cut_up(city, walk, person)
        up, down = up + float(course.up[-1]), down + float(course.down[-1])
        known = known and known_climb(course)
        rests += sum(piece.rest_seconds > 0 for piece in walk.path)
        for one in sections:
            crossings += one.sort is Sort.CROSSING
            if one.sort is Sort.STEPS:
                counted = _steps(course, one.first, one.end)
                open_stairs |= counted is None
                steps += counted or 0
    things = [
        *_climb(up, down, known, language),
    ]
    if steps:
        count = language.count("steps.count", steps)
        more = language.say("summary.steps.least", count=count)
        things.append(
            more if open_stairs else language.say("summary.steps", count=count)
        )
    elif open_stairs:
        things.append(language.say("summary.stairs"))
    if crossings:
        things.append(language.count("crossings.count", crossings))
    if rests:
        things.append(language.count("rests.count", rests))
    return things


def _climb(up: float, down: float, known: bool, language: Language) -> list[Spans]:
    """Height up and down; of a way known in part it is at least what is known."""
    least = "" if known else ".least"
    told = [
        language.say(f"summary.{way}{least}", metres=language.count("metres", round(m)))
        for way, m in (("up", up), ("down", down))
        if m >= CLIMB_FELT_METRES
    ]
    if not told and not known:
        return [language.say("summary.no_climb")]
    return told


def _steps(course: Course, first: int, end: int) -> int | None:
    counts = [
        int(course.streets.steps[edge]) for edge in course.edges[first:end] if edge >= 0
    ]
    return None if any(count < 0 for count in counts) else sum(counts)
