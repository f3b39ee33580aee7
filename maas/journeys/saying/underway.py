"""What is met on the way: slopes, surfaces, kerbs, doors, places to rest, landmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from ...streets.graph import Barrier, EdgeKind, RestPlace, Smoothness, Surface
from .course import Course, runs
from .kinds import Fact, Kind
from .moments import Moment, order
from .scene import NO, YES, Telling
from .sections import Section, Sort
from .spans import Spans

AHEAD_METRES: Final = 15.0
"""What begins no further on is said without a distance."""
LEAST_METRES: Final = 10.0
"""Surfaces, darkness and paving of less length are not worth a word."""
REST_APART_METRES: Final = 50.0
KERB_FELT_CM: Final = 2.0
ENTRANCE: Final = 2  # location_type
_NO_GROUND: Final = (
    EdgeKind.LIFT,
    EdgeKind.ESCALATOR,
    EdgeKind.MOVING_WALKWAY,
    EdgeKind.STEPS,
    EdgeKind.GATE,
)
_THINGS: Final = (
    (RestPlace.BENCH, "bench"),
    (RestPlace.SHELTER, "shelter"),
    (RestPlace.STOP_SEAT, "stop_seat"),
    (RestPlace.TOILET, "toilet"),
    (RestPlace.WHEELCHAIR_TOILET, "wheelchair_toilet"),
    (RestPlace.CHANGING_TABLE, "changing_table"),
)


def moments_underway(telling: Telling, sections: Sequence[Section]) -> list[Moment]:
    """Return all that is met and has to be told, in no order but that of one place."""
    found: list[Moment] = []
    for meet in (_waits, _doors, _slopes, _surfaces, _kerbs, _barriers, _narrows):
        found += meet(telling, sections)
    for meet, wanted in (
        (_tactile, telling.needs.tactile),
        (_dark, telling.needs.light),
        (_landmarks, telling.needs.landmarks),
    ):
        if wanted:
            found += meet(telling, sections)
    found += _rests(telling, sections)
    return _begun(telling, sections, found)


def _begun(
    telling: Telling, sections: Sequence[Section], moments: Sequence[Moment]
) -> list[Moment]:
    """Begin by how far it is from what was said before, the turn or what came after."""
    found, before = list[Moment](), 0.0
    for one in sorted(moments, key=order):
        turn = max((own.first for own in sections if own.first <= one.at), default=0)
        before = max(before, float(turn))
        lead = _ahead(telling, before, one.at)
        if lead:
            before = one.at
        first, *more = one.sentences
        said = telling.language.begun(lead + first)
        found.append(replace(one, sentences=(said, *more)))
    return found


def _ahead(telling: Telling, before: float, at: float) -> Spans:
    """Lead to what is further on; at the very end one is there already."""
    metres = telling.course.metres_of(before, at)
    if metres < AHEAD_METRES or at >= len(telling.course):
        return ()
    language = telling.language
    return language.say("lead.ahead", metres=language.metres(metres))


def _said(
    telling: Telling,
    at: float,
    kind: Kind,
    key: str,
    facts: dict[str, Fact],
    **slots: Spans,
) -> Moment:
    """What is said at a place, without what leads to it."""
    return Moment(at, kind, (telling.language.say(key, **slots),), facts)


def _on_ground(course: Course, at: int) -> bool:
    return not course.off_street(at) and course.kinds[at] not in _NO_GROUND


# ------------------------------------------------------------------------ waiting


def _waits(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    course, language = telling.course, telling.language
    for at, one in enumerate(course.stretches):
        seconds = one.piece.wait_seconds
        if not seconds:
            continue
        key = "wait.lift" if course.kinds[at] is EdgeKind.LIFT else "wait.way"
        said = language.say(key, minutes=language.minutes(seconds))
        facts: dict[str, Fact] = {"wait_seconds": seconds}
        yield Moment(at, Kind.WAIT, (said,), facts, seconds=seconds)


def _rests(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    course, language = telling.course, telling.language
    told_at = -np.inf
    for at in range(1, len(course) + 1):
        seconds = course.stretches[at - 1].piece.rest_seconds
        node = course.node(at)
        bits = int(telling.city.streets.node_rest[node]) if node >= 0 else 0
        things = [language.say(f"rest.{word}") for bit, word in _THINGS if bits & bit]
        names = ", ".join(word for bit, word in _THINGS if bits & bit)
        if seconds:
            minutes = language.minutes(seconds)
            key = "rest" if things else "rest.anywhere"
            slots = {"things": language.listed(things)} if things else {}
            said = language.say(key, minutes=minutes, **slots)
            facts: dict[str, Fact] = {"rest_seconds": seconds, "things": names or None}
            yield Moment(at, Kind.REST, (said,), facts, seconds=seconds)
            told_at = course.metres[at]
        elif things and telling.needs.rests and at < len(course):
            if course.metres[at] - told_at < REST_APART_METRES:
                continue
            told_at = course.metres[at]
            yield _said(
                telling,
                at,
                Kind.REST_PLACE,
                "rest_place",
                {"things": names},
                things=language.listed(things),
            )


# -------------------------------------------------------------------------- doors


def _doors(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    """Entering and leaving buildings and stations, by their entrances where known."""
    course = telling.course
    solid = [at for at in range(len(course)) if not course.off_street(at)]
    for before, after in pairwise(solid):
        was, now = course.inside(before), course.inside(after)
        if was == now:
            continue
        at, stop = _entrance(telling, range(before + 1, after + 1))
        if stop is None and not (course.indoors(before) or course.indoors(after)):
            continue
        kind = Kind.ENTER if now else Kind.EXIT
        key, slots = str(kind), dict[str, Spans]()
        facts: dict[str, Fact] = {"entrance": None}
        if stop is not None:
            key = f"{key}.place"
            slots["place"] = telling.names.stop(stop, telling.language)
            facts["entrance"] = telling.city.stops.name[stop]
        yield _said(telling, at, kind, key, facts, **slots)


def _entrance(telling: Telling, ats: range) -> tuple[int, int | None]:
    """Where one goes in or out, and the entrance there if it has a name."""
    for at in ats:
        node = telling.course.node(at)
        stop = int(telling.names.stop_of_node[node]) if node >= 0 else -1
        if stop >= 0 and telling.city.stops.location_type[stop] == ENTRANCE:
            return at, stop if telling.city.stops.name[stop] else None
    return ats[0], None


# ------------------------------------------------------------------- under the feet


def _slopes(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    course, streets, needs = telling.course, telling.city.streets, telling.needs

    def steep(at: int) -> str:
        if not _on_ground(course, at):
            return ""
        edge = course.edges[at]
        # NaN is above nothing.
        if streets.steepest_up[edge] > needs.slope_up:
            return "up"
        return "down" if streets.steepest_down[edge] > needs.slope_down else ""

    flags = [steep(at) for at in range(len(course))]
    for first, end in runs(flags):
        if not flags[first]:
            continue
        column = streets.steepest_up if flags[first] == "up" else streets.steepest_down
        percent = max(float(column[edge]) for edge in course.edges[first:end])
        metres = course.metres_of(first, end)
        yield _said(
            telling,
            first,
            Kind.SLOPE,
            f"slope.{flags[first]}",
            {
                "rises": flags[first],
                "percent": round(percent, 1),
                "metres": round(metres, 1),
            },
            percent=telling.language.count("percent", round(percent)),
            metres=telling.language.metres(metres),
        )


def _surfaces(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    course, streets, needs = telling.course, telling.city.streets, telling.needs

    def underfoot(at: int) -> str:
        if not _on_ground(course, at):
            return ""
        edge = course.edges[at]
        surface = Surface(int(streets.surface[edge]))
        if surface in needs.surfaces and surface is not Surface.UNKNOWN:
            return surface.name.lower()
        rough = streets.smoothness[edge] >= needs.rough_from
        known = streets.smoothness[edge] != Smoothness.UNKNOWN
        return "rough" if rough and known else ""

    flags = [underfoot(at) for at in range(len(course))]
    for first, end in runs(flags):
        metres = course.metres_of(first, end)
        if not flags[first] or metres < LEAST_METRES:
            continue
        slots = {"metres": telling.language.metres(metres)}
        key = "surface.rough"
        if flags[first] != "rough":
            key = "surface"
            slots["surface"] = telling.language.say(f"surface.{flags[first]}")
        facts: dict[str, Fact] = {"surface": flags[first], "metres": round(metres, 1)}
        yield _said(telling, first, Kind.SURFACE, key, facts, **slots)


def _kerbs(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    """Kerbs away from crossings; those of crossings are told with them."""
    course, streets = telling.course, telling.city.streets
    if not telling.needs.kerbs:
        return
    crossed = {
        at
        for one in sections
        if one.sort is Sort.CROSSING
        for at in range(one.first, one.end)
    }
    for at, edge in enumerate(course.edges):
        if edge < 0 or at in crossed or not streets.kerb_cm[edge] > KERB_FELT_CM:
            continue
        cm = float(streets.kerb_cm[edge])
        words = {"cm": telling.language.cm(cm)}
        facts: dict[str, Fact] = {"kerb_cm": cm}
        yield _said(telling, at, Kind.KERB, "kerb", facts, **words)


def _barriers(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    course, streets, needs = telling.course, telling.city.streets, telling.needs
    language, before = telling.language, Barrier.NONE
    for at, edge in enumerate(course.edges):
        barrier = Barrier(int(streets.barrier[edge])) if edge >= 0 else Barrier.NONE
        # One at a node stands on both edges that meet there.
        if barrier in needs.barriers and barrier is not before:
            width = float(streets.width_cm[edge])
            known = not np.isnan(width)
            said = _said(
                telling,
                at,
                Kind.BARRIER,
                f"barrier.{barrier.name.lower()}",
                {"barrier": barrier.name.lower(), "width_cm": width if known else None},
            )
            if known and needs.narrow_below > 0:
                more = language.sentence("barrier.width", cm=language.cm(width))
                said = Moment(at, said.kind, (*said.sentences, more), said.facts)
            yield said
        before = barrier


def _narrows(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    course, streets, limit = telling.course, telling.city.streets, telling.needs
    flags = [
        edge >= 0
        and bool(streets.width_cm[edge] < limit.narrow_below)
        and streets.barrier[edge] == Barrier.NONE
        for edge in course.edges
    ]
    for first, end in runs(flags):
        if not flags[first]:
            continue
        cm = min(float(streets.width_cm[edge]) for edge in course.edges[first:end])
        facts: dict[str, Fact] = {"width_cm": round(cm, 1)}
        words = {"cm": telling.language.cm(cm)}
        yield _said(telling, first, Kind.NARROW, "narrow", facts, **words)


def _tactile(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    """Where tactile paving begins and ends; that of crossings is told with them."""
    course, streets = telling.course, telling.city.streets
    guided = (
        EdgeKind.SIDEWALK,
        EdgeKind.FOOTWAY,
        EdgeKind.PLAZA,
        EdgeKind.CORRIDOR,
        EdgeKind.WALKWAY,
    )
    flags = [
        int(streets.tactile_paving[edge]) if course.kinds[at] in guided else -1
        for at, edge in enumerate(course.edges)
    ]
    parts = runs(flags)
    before = 0
    for first, end in parts:
        flag, metres = flags[first], course.metres_of(first, end)
        words = {"metres": telling.language.metres(metres)}
        facts: dict[str, Fact] = {
            "tactile_paving": {YES: True, NO: False}.get(flag),
            "metres": round(metres, 1),
        }
        if flag == YES:
            yield _said(telling, first, Kind.TACTILE, "tactile", facts, **words)
        elif flag == NO and metres >= LEAST_METRES:
            yield _said(telling, first, Kind.TACTILE, "tactile.none", facts, **words)
        elif before == YES and flag == 0:
            yield _said(telling, first, Kind.TACTILE, "tactile.ends", facts)
        before = flag


def _dark(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    course, streets = telling.course, telling.city.streets
    flags = [edge >= 0 and int(streets.lit[edge]) == NO for edge in course.edges]
    for first, end in runs(flags):
        metres = course.metres_of(first, end)
        if flags[first] and metres >= LEAST_METRES:
            words = {"metres": telling.language.metres(metres)}
            facts: dict[str, Fact] = {"lit": False, "metres": round(metres, 1)}
            yield _said(telling, first, Kind.UNLIT, "unlit", facts, **words)


def _landmarks(telling: Telling, sections: Sequence[Section]) -> Iterator[Moment]:
    """Named stops and entrances passed between the turns."""
    course, told = telling.course, set[str]()
    for section in sections:
        if section.sort is not Sort.GROUND:
            continue
        lats, lons = course.line(section.first, section.end)
        length = course.metres_of(section.first, section.end)
        for share, stop in telling.landmarks.along(lats, lons):
            name = telling.city.stops.name[stop]
            metres = share * length
            near_turn = metres < AHEAD_METRES or length - metres < AHEAD_METRES
            if near_turn or name in told:
                continue
            told.add(name)
            at = _position(course, section, metres)
            place = {"place": telling.names.stop(stop, telling.language)}
            facts: dict[str, Fact] = {"name": name}
            yield _said(telling, at, Kind.LANDMARK, "landmark", facts, **place)


def _position(course: Course, section: Section, metres: float) -> float:
    """The position so many metres into a section."""
    goal = course.metres[section.first] + metres
    numbers = np.arange(section.first, section.end + 1)
    return float(np.interp(goal, course.metres[numbers], numbers))
