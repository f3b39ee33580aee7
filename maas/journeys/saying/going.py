"""What is said at the start of a section: go, turn, cross, climb, ride a lift."""

from __future__ import annotations

from typing import Final

from ...streets.graph import EdgeKind
from .crossings import crossing_words
from .kinds import Fact, Kind
from .levels import floor_words
from .moments import Moment
from .scene import Slots, Telling, Told, common, edges_of
from .sections import Section, Sort
from .spans import Spans
from .turns import compass_of

PLATFORM, ENTRANCE, BOARDING_AREA = 0, 2, 4  # location_type
FARE_GATE, EXIT_GATE = 6, 7  # pathway_mode

_WAYS: Final = {
    EdgeKind.STREET: "street",
    EdgeKind.SIDEWALK: "sidewalk",
    EdgeKind.FOOTWAY: "footway",
    EdgeKind.PLAZA: "plaza",
    EdgeKind.CORRIDOR: "corridor",
    EdgeKind.WALKWAY: "walkway",
}
_RISES: Final = {1: "up", 2: "down", 0: "through"}
_KINDS: Final = {
    Sort.STEPS: Kind.STEPS,
    Sort.RAMP: Kind.RAMP,
    Sort.LIFT: Kind.LIFT,
    Sort.ESCALATOR: Kind.ESCALATOR,
    Sort.MOVING_WALKWAY: Kind.MOVING_WALKWAY,
    Sort.GATE: Kind.GATE,
    Sort.CROSSING: Kind.CROSSING,
    Sort.LINE: Kind.LINE,
}


def section_moment(telling: Telling, section: Section, number: int) -> Moment:
    """Return what is said at the start of a section, the ``number``-th of its walk."""
    if section.sort is Sort.GROUND:
        kind, sentences, facts = _ground(telling, section, number)
    else:
        kind = _KINDS[section.sort]
        tell = _TELLERS[section.sort]
        lead = _lead(telling, section)
        key, slots, more, facts = tell(telling, section)
        main = telling.language.sentence(key, *lead, **slots)
        sentences = (main, *(telling.language.sentence(k, **s) for k, s in more))
    signs = _signs(telling, section)
    if signs:
        sentences += (telling.language.sentence("signs", place=signs),)
    return Moment(section.first, kind, sentences, facts, goes_to=section.end)


# ------------------------------------------------------------------------- ground


def _ground(
    telling: Telling, section: Section, number: int
) -> tuple[Kind, tuple[Spans, ...], dict[str, Fact]]:
    language, needs = telling.language, telling.needs
    metres = telling.course.metres_of(section.first, section.end)
    slots = {"way": way_words(telling, section), "metres": language.metres(metres)}
    facts: dict[str, Fact] = {"metres": round(metres, 1), "name": None}
    if section.name >= 0:
        facts["name"] = telling.city.streets.names[section.name]
    kind = section.turn or (Kind.STRAIGHT if number else Kind.DEPART)
    key = str(kind)
    if section.turn is None:
        key = "depart.blind"
        if needs.compass and section.bearing is not None:
            key, compass = "depart", compass_of(section.bearing)
            slots["compass"] = language.say(compass)
            facts["compass"] = compass
    elif section.stays and kind not in (Kind.STRAIGHT, Kind.U_TURN):
        key = f"stay.{kind}"
    lead = _near(telling, section) if number else ()
    return kind, (language.sentence(key, *lead, **slots),), facts


def way_words(telling: Telling, section: Section) -> Spans:
    """Return the name of a section's way, or a word for what it is."""
    if section.name >= 0:
        return telling.names.street(section.name, telling.language)
    course = telling.course
    metres: dict[str, float] = {}
    for at in range(section.first, section.end):
        word = _WAYS.get(course.kinds[at], "link")
        # Links are told only where there is nothing else.
        weight = 0.0 if word == "link" else course.stretches[at].metres
        metres[word] = metres.get(word, 0.0) + weight
    return telling.language.say(f"way.{max(metres, key=lambda word: metres[word])}")


def _near(telling: Telling, section: Section) -> tuple[Spans, ...]:
    """Lead to a turn by what stands there."""
    if section.turn in (None, Kind.STRAIGHT) and not telling.needs.landmarks:
        return ()
    stop = telling.landmarks.at(*telling.course.place(section.first))
    if stop is None:
        return ()
    if telling.course.node(section.first) == telling.city.streets.stop_node[stop]:
        return ()  # the entrance that one has just come through
    place = telling.names.stop(stop, telling.language)
    return (telling.language.say("lead.near", place=place),)


def _lead(telling: Telling, section: Section) -> tuple[Spans, ...]:
    """Lead to a crossing or to stairs by the turn before them."""
    if section.turn in (None, Kind.STRAIGHT):
        return ()
    return (telling.language.say(f"lead.{section.turn}"),)


def _signs(telling: Telling, section: Section) -> Spans:
    """What the signs say that one follows, where the pathways' feed tells."""
    streets, pathways = telling.city.streets, telling.city.pathways
    for edge in telling.course.edges[section.first : section.end]:
        row = int(streets.pathway[edge]) if edge >= 0 else -1
        if row < 0:
            continue
        start = int(streets.stop_node[int(pathways.from_stop[row])])
        forward = start == int(streets.edge_from[edge])
        text = (pathways.signposted if forward else pathways.reversed_signposted)[row]
        if text:
            return telling.names.signs(row, text, telling.language)
    return ()


# ----------------------------------------------------- stairs, lifts, gates, crossings


def _steps(telling: Telling, section: Section) -> Told:
    language, streets = telling.language, telling.city.streets
    edges = edges_of(telling, section, EdgeKind.STEPS)
    rise = rise_of(telling, section)
    counts = [int(streets.steps[edge]) for edge in edges]
    count = sum(counts) if all(one > 0 for one in counts) else None
    handrail = common(streets.handrail, edges)
    facts: dict[str, Fact] = {
        "rises": None if rise == "through" else rise,
        "steps": count,
        "handrail": handrail,
    }
    more: list[tuple[str, Slots]] = []
    if handrail is not None:
        more.append(("handrail" if handrail else "handrail.none", {}))
    if count is None:
        return f"steps.{rise}", {}, more, facts
    return (
        f"steps.{rise}.count",
        {"count": language.count("steps.count", count)},
        more,
        facts,
    )


def _ramp(telling: Telling, section: Section) -> Told:
    rise = rise_of(telling, section)
    return f"ramp.{rise}", {}, [], {"rises": None if rise == "through" else rise}


def _lift(telling: Telling, section: Section) -> Told:
    course, rise = telling.course, rise_of(telling, section)
    floors = _floors(telling, section)
    more: list[tuple[str, Slots]] = []
    if section.name >= 0:
        place = telling.names.street(section.name, telling.language)
        more.append(("called", {"place": place}))
    facts: dict[str, Fact] = {
        "from_level": course.level(section.first),
        "to_level": course.level(section.end),
    }
    if floors:
        return "lift.floors", floors, more, facts
    return f"lift.{rise}", {}, more, facts


def _escalator(telling: Telling, section: Section) -> Told:
    rise, floors = rise_of(telling, section), _floors(telling, section)
    more = [("floors", floors)] if floors else []
    facts: dict[str, Fact] = {"rises": None if rise == "through" else rise}
    return f"escalator.{rise}", {}, more, facts


def _moving_walkway(telling: Telling, section: Section) -> Told:
    metres = telling.course.metres_of(section.first, section.end)
    slots = {"metres": telling.language.metres(metres)}
    return "moving_walkway", slots, [], {"metres": round(metres, 1)}


def _gate(telling: Telling, section: Section) -> Told:
    streets, pathways = telling.city.streets, telling.city.pathways
    for edge in edges_of(telling, section, EdgeKind.GATE):
        row = int(streets.pathway[edge])
        mode = int(pathways.mode[row]) if row >= 0 else 0
        if mode == EXIT_GATE:
            return "gate.out", {}, [], {"ticket_gate": True}
        if mode == FARE_GATE:
            return _through_gate(telling, section), {}, [], {"ticket_gate": True}
    return "gate", {}, [], {}


def _through_gate(telling: Telling, section: Section) -> str:
    """In or out through a fare gate: in from an entrance, out from a platform."""
    stops = telling.names.stop_of_node
    kinds = telling.city.stops.location_type
    course = telling.course
    for at in range(section.first, -1, -1):
        node = course.node(at)
        stop = int(stops[node]) if node >= 0 else -1
        if stop >= 0 and int(kinds[stop]) == ENTRANCE:
            return "gate.in"
        if stop >= 0 and int(kinds[stop]) in (PLATFORM, BOARDING_AREA):
            return "gate.out"
    return "gate"


def _line(telling: Telling, section: Section) -> Told:
    language = telling.language
    metres = telling.course.metres_of(section.first, section.end)
    slots = {"metres": language.metres(metres)}
    key = "line.here"
    if telling.needs.compass and section.bearing is not None:
        key, slots["compass"] = "line", language.say(compass_of(section.bearing))
    return key, slots, [("line.unknown", {})], {"metres": round(metres, 1)}


_TELLERS: Final = {
    Sort.STEPS: _steps,
    Sort.RAMP: _ramp,
    Sort.LIFT: _lift,
    Sort.ESCALATOR: _escalator,
    Sort.MOVING_WALKWAY: _moving_walkway,
    Sort.GATE: _gate,
    Sort.LINE: _line,
    Sort.CROSSING: crossing_words,
}


def rise_of(telling: Telling, section: Section) -> str:
    """Return "up", "down", or "through" where nobody knows."""
    course, streets = telling.course, telling.city.streets
    for edge in course.edges[section.first : section.end]:
        if edge >= 0 and int(streets.rises[edge]):
            return _RISES[int(streets.rises[edge])]
    start, end = course.level(section.first), course.level(section.end)
    if start is not None and end is not None and start != end:
        return "up" if end > start else "down"
    climb = course.up[section.end] - course.up[section.first]
    climb -= course.down[section.end] - course.down[section.first]
    if not course.climb_known[section.first : section.end].all() or climb == 0:
        return "through"
    return "up" if climb > 0 else "down"


def _floors(telling: Telling, section: Section) -> Slots:
    """Where a lift or an escalator leads from and to; nothing where not both are known."""
    course = telling.course
    found: Slots = {}
    for slot, at in (("start", section.first), ("end", section.end)):
        level, node = course.level(at), course.node(at)
        stop = int(telling.names.stop_of_node[node]) if node >= 0 else -1
        words = telling.names.level(stop, telling.language) if stop >= 0 else ()
        if not words and level is not None:
            words = floor_words(telling.language, level, telling.names.language)
        if not words:
            return {}
        found[slot] = words
    return {} if found["start"] == found["end"] else found
